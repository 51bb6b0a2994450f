import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "#shared/auth/password.ts";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { newMailedToken } from "./mailed-token.ts";
import { changePassword, NEW_PASSWORD, RESET_REFUSED, resetPassword } from "./password-flow.ts";
import { codeOf, completeSignIn, sessionCount, signIn, signInFully, verifySession } from "./sessions.ts";
import { insertAccount, insertTenants, insertTotp, startAuth, type AuthHarness } from "./world.ts";

const MARA = "mara@patients.example";
const OTHERWISE = { newPassword: "nine otters sleep at dusk" };

let harness: AuthHarness;
let tenantId: string;
let maraId: string;
let anotherHash: string;

beforeAll(async () => {
  harness = await startAuth();
  ({ northwind: tenantId } = await insertTenants(harness.admin));
  anotherHash = await hashPassword(NEW_PASSWORD);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.account, auth.session, auth.outbox, auth.attempt_limit cascade`;
  maraId = await insertAccount(harness.admin, { tenantId, email: MARA });
});

/**
 * Does `work` while whoever begins a session of the account, or changes how it signs in, has to wait: as if it came in between a
 * look at the password and what follows from it.
 */
async function meanwhile<T>(begin: () => Promise<T>, change: string): Promise<T> {
  let begun: Promise<T> | undefined;
  await harness.admin.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`auth.account:${maraId}`}, 0))`;
    begun = begin();
    // Advisory locks are of one database each; other files wait in theirs.
    await expect
      .poll(
        async () =>
          (
            await harness.admin`select from pg_locks join pg_database on pg_database.oid = pg_locks.database
              where datname = current_database() and locktype = 'advisory' and not granted`
          ).length,
        { timeout: 20_000, interval: 10 },
      )
      .toBe(1);
    await sql.unsafe(change, change.includes("$1") ? [anotherHash] : []);
  });
  if (begun === undefined) throw new Error("Nothing was begun.");
  return begun;
}

const NEW_HASH = "update auth.account set password_hash = $1";
const DISABLED = "update auth.account set disabled_at = now()";
const ENDED = "delete from auth.session";

async function signedIn(): Promise<Viewer> {
  return (await signInFully(harness, MARA)).viewer;
}

describe("while a password is looked at", () => {
  it.each([
    ["another password is set", NEW_HASH],
    ["the account is disabled", DISABLED],
  ])("and %s, nobody is signed in by it", async (_what, change) => {
    const answer = await meanwhile(() => signIn(harness, { email: MARA }), change);
    expect(answer.data.signIn.userErrors).toMatchObject([{ code: "INVALID_CREDENTIALS" }]);
    expect(await sessionCount(harness)).toBe(0);
  });

  it("and everything is ended, a sign-in that waited for its code is over", async () => {
    await insertTotp(harness.admin, maraId);
    const pending = await verifySession(harness, (await signIn(harness, { email: MARA })).sessionId);
    const show = () => completeSignIn(harness, pending.viewer ?? ANONYMOUS, codeOf(harness));
    const answer = await meanwhile(show, ENDED);
    expect(answer.data.completeSignIn.userErrors).toMatchObject([{ code: "NO_PENDING_SIGN_IN" }]);
    expect(await sessionCount(harness)).toBe(0);
  });

  it.each([
    ["another password is set", NEW_HASH, "CURRENT_PASSWORD_WRONG"],
    ["the session ends", ENDED, "NO_SESSION"],
  ])("to change it, and %s, it is not changed", async (_what, change, code) => {
    const viewer = await signedIn();
    const before = await harness.admin`select password_hash from auth.account`;
    const answer = await meanwhile(() => changePassword(harness, viewer, OTHERWISE), change);
    expect(answer.data.changePassword.userErrors).toMatchObject([{ code }]);
    const after = change === NEW_HASH ? [{ password_hash: anotherHash }] : [...before];
    expect([...(await harness.admin`select password_hash from auth.account`)]).toEqual(after);
  });
});

describe("a link to set a new password", () => {
  it("is over once the password was changed otherwise", async () => {
    const token = await newMailedToken(harness, { tenantId, accountId: maraId }, hashSecret);
    await changePassword(harness, await signedIn(), OTHERWISE);
    expect(await resetPassword(harness, token)).toEqual(RESET_REFUSED);
  });

  it("is of no use when the account is disabled while the new one is hashed", async () => {
    const token = await newMailedToken(harness, { tenantId, accountId: maraId }, hashSecret);
    const answer = await meanwhile(() => resetPassword(harness, token), DISABLED);
    expect(answer).toEqual(RESET_REFUSED);
  });
});
