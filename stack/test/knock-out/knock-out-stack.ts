import { openDatabase, type Database } from "#shared/db/database.ts";
import { createSeededDatabase } from "../seeded-database.ts";
import { startTestStack, type TestStack } from "../test-stack.ts";
import { LayerSwitches, NO_GAPS, type Gaps } from "./layers.ts";
import { createUnboundRoles } from "./unbound-roles.ts";

/** A stack in this process whose enforcers can be switched off while it runs. */
export interface KnockOutStack extends TestStack {
  /** Runs `work` with the gaps given, and closes them. */
  with<T>(gaps: Gaps, work: () => Promise<T>): Promise<T>;
}

/** Not many: for each there is a bound one beside. */
const UNBOUND_CONNECTIONS = 8;

/** The only composition root that makes a `KnockOut`. */
export async function startKnockOutStack(): Promise<KnockOutStack> {
  const database = await createSeededDatabase();
  const roles = await createUnboundRoles(database.adminUrl);
  const switches = new LayerSwitches();
  const stack = await startTestStack(
    {
      // What takes long on a busy machine is not refused for it.
      timeouts: { requestMs: 120_000, subgraphMs: 60_000 },
      knockOut: switches.knockOut,
      wrapDatabase: (context, bound) =>
        eitherDatabase(
          bound,
          openDatabase({
            url: roles.urlFor(context),
            maxConnections: UNBOUND_CONNECTIONS,
            applicationName: `unbound-${context}`,
          }),
          () => switches.isOff("row-level security"),
        ),
    },
    database,
  );
  return {
    ...stack,
    with: async (gaps, work) => {
      switches.set(gaps);
      try {
        return await work();
      } finally {
        switches.set(NO_GAPS);
      }
    },
    stop: async () => {
      await stack.stop();
      await roles.drop();
    },
  };
}

function eitherDatabase(bound: Database, unbound: Database, isUnbound: () => boolean): Database {
  return {
    transaction: (...of) => (isUnbound() ? unbound : bound).transaction(...of),
    listen: (...of) => bound.listen(...of),
    ping: () => bound.ping(),
    get pool() {
      return bound.pool;
    },
    close: async () => {
      await Promise.all([bound.close(), unbound.close()]);
    },
  };
}
