import { systemClock } from "#shared/time/clock.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import { LOCAL_EDGE, startOneProcess, type OneProcess } from "../../stack/one-process.ts";
import { startBenchDatabase, type BenchDatabase } from "../end-to-end/bench-database.ts";
import { signIn } from "../end-to-end/operations.ts";
import { median } from "../round.ts";
import { PAGE, ROWS, UNLOGGED_PAGE } from "./page.ts";

/** A page asked of whole stacks; processor time of this process, Postgres left out. */
export interface StackPageReport {
  readonly name: string;
  readonly enforcedMs: number;
  /** Router, shield and services let pass what {@link KNOCKED_OUT} says; row-level security stays. */
  readonly knockedOutMs: number;
}

/**
 * Everything passes but the name of each patient: its rule notes the read for the audit log, which is no part of what
 * it costs to decide and is written by both stacks.
 */
const KNOCKED_OUT: KnockOut = {
  router: () => true,
  shield: (coordinate) => coordinate !== "Patient.name",
  service: () => true,
};
const WARM_UP_PAGES = 50;

/** Pages from two whole stacks on one database, one of which enforces next to nothing, taking turns page by page. */
export async function measureStackPages(pages: number): Promise<readonly StackPageReport[]> {
  const database = await startBenchDatabase();
  const stops = [() => database.stop()];
  try {
    const stacks = { enforced: await start(database), knockedOut: await start(database, KNOCKED_OUT) };
    stops.unshift(
      () => stacks.enforced.stop(),
      () => stacks.knockedOut.stop(),
    );
    await addPractitioners(database);
    const { cookieHeader } = await signIn(stacks.enforced.url, ACCOUNTS.admin.email);
    return [
      await compare("practitioners, not logged", stacks, { query: UNLOGGED_PAGE, cookieHeader, pages }),
      await compare("patients, logged", stacks, { query: PAGE, cookieHeader, pages }),
    ];
  } finally {
    for (const stop of stops) await stop();
  }
}

async function compare(
  name: string,
  stacks: Readonly<Record<"enforced" | "knockedOut", OneProcess>>,
  page: { readonly query: string; readonly cookieHeader: string; readonly pages: number },
): Promise<StackPageReport> {
  const took = { enforced: [] as number[], knockedOut: [] as number[] };
  for (let count = -WARM_UP_PAGES; count < page.pages; count += 1) {
    for (const way of ["knockedOut", "enforced"] as const) {
      const tookMs = await timePage(stacks[way], page.query, page.cookieHeader);
      if (count >= 0) took[way].push(tookMs);
    }
  }
  return { name, enforcedMs: median(took.enforced), knockedOutMs: median(took.knockedOut) };
}

/** The seeded ones of a tenant are fewer than a page has. */
async function addPractitioners({ admin }: BenchDatabase): Promise<void> {
  await admin`
    insert into users.practitioner (id, tenant_id, given_name, family_name, specialty, region)
    select gen_random_uuid(), ${ACCOUNTS.admin.tenantId}, 'Ada', 'Byron', 'Dermatology', 'eu-central'
    from generate_series(1, ${ROWS})`;
}

function start(database: BenchDatabase, knockOut?: KnockOut): Promise<OneProcess> {
  return startOneProcess({
    urlFor: (context) => database.urlFor(context),
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "error",
    auth: { issuer: "http://localhost:4000", sealingKey: database.sealingKey },
    ...(knockOut && { knockOut }),
  });
}

/** Without a socket, so that what a client does is not part of it. */
async function timePage({ router }: OneProcess, query: string, cookie: string): Promise<number> {
  const before = process.cpuUsage();
  const { statusCode, body } = await router.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { "content-type": "application/json", cookie },
    payload: JSON.stringify({ query }),
  });
  const { user, system } = process.cpuUsage(before);
  const rows = body.split('"display"').length - 1;
  if (statusCode !== 200 || rows !== ROWS) throw new Error(`A page was answered ${body.slice(0, 500)}`);
  return (user + system) / 1000;
}
