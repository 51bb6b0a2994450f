import { count, isNull, sql } from "drizzle-orm";
import type { Database } from "../db/database.ts";
import { SystemScope } from "../db/system-scope.ts";
import type { MessageBacklog } from "../observability/metrics.ts";
import type { MessagingTables } from "./tables.ts";

/** What {@link createBacklogMeasure} needs. */
export interface BacklogOptions {
  readonly subgraph: string;
  readonly database: Database;
  readonly tables: MessagingTables;
}

/** Measures what waits in the outbox of one context, and what its consumer has parked. */
export function createBacklogMeasure(options: BacklogOptions): () => Promise<MessageBacklog> {
  const { tables } = options;
  const scope = new SystemScope(options.database, options.subgraph);
  const age = sql<number>`coalesce(extract(epoch from now() - min(${tables.outbox.createdAt})), 0)::float8`;
  return () =>
    scope.run(async (tx) => {
      const [waiting] = await tx
        .select({ unpublished: count(), oldestAgeSeconds: age })
        .from(tables.outbox)
        .where(isNull(tables.outbox.publishedAt));
      if (waiting === undefined) throw new Error("An aggregate always has a row.");
      const [held] = await tx
        .select({ parked: count() })
        .from(tables.parkedMessage)
        .where(isNull(tables.parkedMessage.resolvedAt));
      return { ...waiting, parked: held?.parked };
    });
}
