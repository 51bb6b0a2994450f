import { readFileSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { signIn } from "./sessions.ts";
import { insertTenants, START, startAuth, type AuthHarness } from "./world.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [LIST_ATTEMPTS = "", FINGERPRINT = ""] = [...README.matchAll(/```sql\n(.*?)```/gs)].map(
  ([, block]) => block ?? "",
);

let harness: AuthHarness;
let northwind: string;

beforeAll(async () => {
  harness = await startAuth();
  ({ northwind } = await insertTenants(harness.admin));
});
afterAll(() => harness.stop());

/** Files entries as the audit subgraph does; of its chain nothing matters here. */
async function fileEntry(tenantId: string, sequence: number, detail: Record<string, string>): Promise<void> {
  await harness.admin`insert into audit.entry (id, tenant_id, sequence, category, action, outcome, source, recorded_at,
      agent_kind, agent_roles, fields, detail, correlation_id, previous_hash, hash)
    values (${newId()}, ${tenantId}, ${sequence}, 'SIGN_IN', 'session:create', 'FAILURE', 'auth',
      ${START.toISOString()}, 'ANONYMOUS', '{}', '{}', ${harness.admin.json(detail)}, 'corr-1', '', '')`;
}

describe("the README", () => {
  it("shows an operator the attempts that belong to nobody, and how to recognise what was typed", async () => {
    await signIn(harness, { email: "Somebody@patients.example" });
    const [message] = await harness.admin<{ tenant_id: string; detail: Record<string, string> }[]>`
      select tenant_id, payload->'entries'->0->'detail' as detail from auth.outbox`;
    expect(message?.tenant_id).toBe(PLATFORM_TENANT_ID);
    await fileEntry(PLATFORM_TENANT_ID, 1, message?.detail ?? {});
    await fileEntry(northwind, 1, { reason: "WRONG_PASSWORD" });

    const [fingerprint] = await harness.admin.unsafe<{ typed: string }[]>(FINGERPRINT);
    const expected = [
      {
        recorded_at: START,
        action: "session:create",
        reason: "UNKNOWN_EMAIL",
        typed: fingerprint?.typed,
        correlation_id: "corr-1",
      },
    ];
    for (const url of [harness.database.urlFor("audit_app"), harness.database.adminUrl]) {
      const sql = postgres(url, { max: 1, onnotice: () => undefined });
      // One result per statement; only that of the list has reasons.
      const results: readonly Record<string, unknown>[] = (await sql.unsafe(LIST_ATTEMPTS).simple()).flat();
      await sql.end();
      expect(results.filter((row) => "reason" in row)).toEqual(expected);
    }
  });
});
