import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD_WORK } from "#shared/auth/password.ts";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { insertAccount, insertTenants, PASSWORD, startAuth, type AuthHarness } from "./world.ts";

const KNOWN = "mara@patients.example";
const DISABLED = "gone@patients.example";
const UNKNOWN = "nobody@patients.example";
const FROM = "192.0.2.7";

let harness: AuthHarness;
let tenantId: string;
const hashes: unknown[] = [];
const note = (work: unknown): void => void hashes.push(work);

beforeAll(async () => {
  PASSWORD_WORK.subscribe(note);
  harness = await startAuth();
  ({ northwind: tenantId } = await insertTenants(harness.admin));
  await insertAccount(harness.admin, { tenantId, email: KNOWN });
  await insertAccount(harness.admin, { tenantId, email: DISABLED, isDisabled: true });
});
afterAll(async () => {
  PASSWORD_WORK.unsubscribe(note);
  await harness.stop();
});
beforeEach(async () => {
  await harness.admin`truncate auth.attempt_limit, auth.outbox`;
});

/** What an operation answers, and the work it is: hashes, and statements whatever the number of their values. */
async function workOf(query: string, input: Record<string, unknown>): Promise<unknown> {
  harness.statements.clear();
  hashes.length = 0;
  const { data, errors, setCookies } = await harness.execute(ANONYMOUS, query, { input }, FROM);
  const statements = harness.statements.list.map((text) => text.replaceAll(/\$\d+|\s|\(|\)|,|default/g, ""));
  return { data, errors, setCookies, hashes: [...hashes], statements };
}

// Timed in `npm run proof:timing`; here the work is counted, which no busy machine can change.
describe("the same work is done, and the same said, by", () => {
  it("signIn for a wrong password, an unknown address and a disabled account", async () => {
    const query = `mutation ($input: SignInInput!) {
      signIn(input: $input) { viewer { roles } userErrors { code message field retryAfterSeconds } } }`;
    const wrong = await workOf(query, { email: KNOWN, password: "wrong" });
    expect(wrong).toMatchObject({
      hashes: ["verify"],
      data: { signIn: { userErrors: [{ code: "INVALID_CREDENTIALS" }] } },
    });
    expect(await workOf(query, { email: UNKNOWN, password: "wrong" })).toEqual(wrong);
    expect(await workOf(query, { email: DISABLED, password: "wrong" })).toEqual(wrong);
    expect(await workOf(query, { email: DISABLED, password: PASSWORD })).toEqual(wrong);
  });

  it("requestPasswordReset for an account, a disabled one and none", async () => {
    const query = `mutation ($input: RequestPasswordResetInput!) {
      requestPasswordReset(input: $input) { isAccepted userErrors { code } } }`;
    const known = await workOf(query, { email: KNOWN });
    expect(known).toMatchObject({
      hashes: [],
      data: { requestPasswordReset: { isAccepted: true, userErrors: [] } },
    });
    expect(await workOf(query, { email: UNKNOWN })).toEqual(known);
    expect(await workOf(query, { email: DISABLED })).toEqual(known);
    const rows = await harness.admin`select type, count(*)::int from auth.outbox group by type order by type`;
    expect(rows).toEqual([
      { type: "audit.entries.v1", count: 3 },
      { type: "mail.requested.v1", count: 3 },
    ]);
  });

  it("signUp for a new address and a taken one", async () => {
    const query = `mutation ($input: SignUpInput!) { signUp(input: $input) { isAccepted userErrors { code } } }`;
    const person = {
      tenant: "northwind",
      password: "seven herons wade at noon",
      givenName: "Ada",
      familyName: "Byron",
      birthDate: "1990-12-10",
    };
    const fresh = await workOf(query, { ...person, email: "new@patients.example" });
    expect(fresh).toMatchObject({ hashes: ["hash"], data: { signUp: { isAccepted: true, userErrors: [] } } });
    expect(await workOf(query, { ...person, email: KNOWN })).toEqual(fresh);
  });
});
