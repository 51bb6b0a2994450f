import type postgres from "postgres";
import { CONTEXTS } from "#drizzle/contexts.ts";
import { ACCOUNTS, TENANTS } from "#drizzle/seed/world.ts";
import { partnerToken } from "../app-client.ts";
import type { TestStack } from "../test-stack.ts";
import type { KnownIds } from "./call-arguments.ts";

/** Kinds of callers. */
export const CALLERS = [
  "nobody",
  "patient",
  "practitioner",
  "support",
  "analyst",
  "admin",
  "partner",
] as const;

/** One of {@link CALLERS}. */
export type CallerName = (typeof CALLERS)[number];

/** What a caller sends to be known by; empty when signed out. */
export type CredentialHeaders = Readonly<Record<string, string>>;

/** Well before an access token ends, which is after ten minutes. */
const TOKEN_USE_MS = 300_000;

/** The credentials of every kind of caller, renewed when they end. */
export class Callers {
  readonly #stack: TestStack;
  readonly #headers = new Map<CallerName, CredentialHeaders>([["nobody", {}]]);
  #tokenFrom = 0;

  constructor(stack: TestStack) {
    this.#stack = stack;
  }

  /** Signs in whoever is not, or whose token is about to end; answers whether there was anybody. */
  async refresh(): Promise<boolean> {
    if (Date.now() - this.#tokenFrom > TOKEN_USE_MS) this.#headers.delete("partner");
    const absent = CALLERS.filter((name) => !this.#headers.has(name));
    for (const name of absent) this.#headers.set(name, await this.#signIn(name));
    return absent.length > 0;
  }

  /** To be called when a caller's session has ended. */
  async renew(name: CallerName): Promise<void> {
    if (name !== "nobody") this.#headers.set(name, await this.#signIn(name));
  }

  headersOf(name: CallerName): CredentialHeaders {
    return this.#headers.get(name) ?? {};
  }

  async #signIn(name: CallerName): Promise<CredentialHeaders> {
    if (name === "nobody") return {};
    if (name !== "partner") return { cookie: (await this.#stack.browser(ACCOUNTS[name].email)).cookieHeader };
    this.#tokenFrom = Date.now();
    return { authorization: `Bearer ${await partnerToken(this.#stack.url)}` };
  }
}

/** Ids of everything that the seeded tenants have: some of each table, but not the callers, who would be disabled. */
export async function readKnownIds(sql: postgres.Sql): Promise<KnownIds> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.columns
    where table_schema in ${sql([...CONTEXTS])} and column_name in ('id', 'tenant_id')
    group by 1, 2 having count(*) = 2 order by 1, 2`;
  const own: Record<string, string[]> = {};
  const foreign: string[] = [TENANTS.lakeside.id, ACCOUNTS.lakesidePatient.patientId];
  const callerIds = Object.values(ACCOUNTS)
    .filter(({ id }) => id !== ACCOUNTS.patient2.id)
    .map(({ id }) => id);
  for (const { schema, name } of tables) {
    const idsOf = async (tenantId: string): Promise<string[]> => {
      const rows = await sql<{ id: string }[]>`
        select id from ${sql(`${schema}.${name}`)} where tenant_id = ${tenantId} and id not in ${sql(callerIds)}
        order by id limit 3`;
      return rows.map(({ id }) => id);
    };
    const key = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const ids = await idsOf(TENANTS.northwind.id);
    if (ids.length > 0) own[key] = ids;
    foreign.push(...(await idsOf(TENANTS.lakeside.id)));
  }
  own["patient"] = [ACCOUNTS.patient.patientId, ...(own["patient"] ?? [])];
  own["practitioner"] = [ACCOUNTS.practitioner.practitionerId];
  return { own, foreign };
}
