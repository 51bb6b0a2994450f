import type postgres from "postgres";

/** Statements of requests that run or wait now. */
export async function runningStatements(admin: postgres.Sql): Promise<readonly string[]> {
  const rows = await admin<{ query: string }[]>`
    select query from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name like 'clinic-%'
      and (state = 'active' or wait_event_type = 'Lock')`;
  return rows.map(({ query }) => query);
}

/** Holds a lock on a table while `work` is done. */
export async function whileLocked(
  admin: postgres.Sql,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  const release = Promise.withResolvers<undefined>();
  const locked = Promise.withResolvers<undefined>();
  const holder = admin.begin(async (tx) => {
    await tx.unsafe(`lock table ${table} in access exclusive mode`);
    locked.resolve(undefined);
    await release.promise;
  });
  await locked.promise;
  try {
    await work();
  } finally {
    release.resolve(undefined);
    await holder;
  }
}
