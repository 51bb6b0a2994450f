import type postgres from "postgres";
import { SUBGRAPHS } from "./distributed/distributed.ts";

/** How many messages of a subgraph, or of what routers share, wait to be published, and of all how many to be delivered; those that none waits of are left out. */
export async function undelivered(admin: postgres.Sql): Promise<Readonly<Record<string, number>>> {
  const counts = [
    ...[...SUBGRAPHS, "platform"].map(
      (name) => `select '${name}' as of, count(*)::int from ${name}.outbox where published_at is null`,
    ),
    "select 'delivery', count(*)::int from messaging.delivery",
  ];
  const rows = await admin.unsafe<{ of: string; count: number }[]>(counts.join(" union all "));
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map((row) => [row.of, row.count]));
}
