import type postgres from "postgres";
import { CONTEXTS } from "#drizzle/contexts.ts";
import type { Canary } from "./canary-mint.ts";

/** Where somebody found a canary. */
export interface Finding {
  readonly place: string;
  /** For example `log`, `span`, `audit.entry`. */
  readonly foundIn: string;
  /** What stands around it. */
  readonly around: string;
}

const SHOWN_CHARACTERS = 60;

/** Looks for every canary in a text, whatever the case. */
export function findCanaries(canaries: readonly Canary[], foundIn: string, text: string): readonly Finding[] {
  const lower = text.toLowerCase();
  return canaries.flatMap(({ place, needles }) => {
    const at = needles.map((needle) => lower.indexOf(needle)).find((index) => index >= 0);
    if (at === undefined) return [];
    const around = text.slice(Math.max(0, at - SHOWN_CHARACTERS), at + SHOWN_CHARACTERS);
    return [{ place, foundIn, around }];
  });
}

/** Every row of every table of every context, as text by the table's name. */
export async function dumpTables(sql: postgres.Sql): Promise<ReadonlyMap<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname in ${sql([...CONTEXTS])} order by 1`;
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(`select to_jsonb(t)::text as row from ${name} t`);
    dump.set(name.replaceAll('"', ""), rows.map(({ row }) => row).join("\n"));
  }
  return dump;
}
