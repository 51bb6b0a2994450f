import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { beginSession } from "./app-flow.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import { signIn, verifySession } from "./sessions.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness } from "./world.ts";

const EMAIL = "mara@patients.example";
const CHANGE = `mutation { changePassword(input: {
  currentPassword: "not-the-passphrase", newPassword: "nine otters sleep at dusk"
}) { userErrors { code } } }`;
const REQUEST = `mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { isAccepted } }`;

let harness: AuthHarness;
let tenantId: string;
let accountId: string;

beforeAll(async () => {
  harness = await startAuth();
  ({ northwind: tenantId } = await insertTenants(harness.admin));
  accountId = await insertAccount(harness.admin, { tenantId, email: EMAIL });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.admin`truncate auth.outbox, auth.session, auth.attempt_limit cascade`;
});

const refusal = { reason: "TOO_MANY_ATTEMPTS", retryAfterSeconds: 1 };

it("the first refusal of a delay is on record when somebody guesses at the password to change", async () => {
  const viewer = await beginSession(harness, EMAIL);
  await harness.admin`truncate auth.outbox`;
  for (let guess = 0; guess < 7; guess += 1) await harness.execute(viewer, CHANGE);
  const rows = await drainOutbox(harness.admin);
  const agent = { kind: "ACCOUNT", accountId, clientId: null, roles: ["USER"] };
  const entry = { category: "CHANGE", action: "password:change", outcome: "FAILURE", agent };
  expect(rows).toHaveLength(6);
  expect(rows.at(-1)).toEqual(
    auditRow(tenantId, { ...entry, entityId: accountId, fields: ["password"], detail: refusal }),
  );
});

it("and when somebody asks for mail after mail, in the log of the tenant whose account it is", async () => {
  for (let request = 0; request < 12; request += 1)
    await harness.execute(ANONYMOUS, REQUEST, { email: EMAIL }, "192.0.2.1");
  const rows = (await drainOutbox(harness.admin)).filter(({ type }) => type === "audit.entries.v1");
  expect(rows).toHaveLength(11);
  const entry = { category: "CHANGE", action: "password-reset:request", outcome: "FAILURE" };
  expect(rows.at(-1)).toEqual(auditRow(tenantId, { ...entry, entityId: accountId, detail: refusal }));
});

it("a wrong code of a new authenticator app is on record, and the fifth of a sign-in ends it", async () => {
  const email = "olga@staff.example";
  const adminId = await insertAccount(harness.admin, { tenantId, email, roles: ["ADMIN"] });
  const { sessionId } = await signIn(harness, { email });
  const { viewer } = await verifySession(harness, sessionId);
  if (viewer === null) throw new Error("There is no sign-in.");
  await harness.execute(viewer, "mutation { beginTotpEnrolment { enrolment { secret } } }");
  await harness.admin`truncate auth.outbox`;
  for (let guess = 0; guess < 6; guess += 1)
    await harness.execute(
      viewer,
      `mutation { confirmTotpEnrolment(input: { code: "wrong" }) { userErrors { code } } }`,
    );
  const entry = { category: "CHANGE", action: "second-factor:enrol", outcome: "FAILURE", fields: ["totp"] };
  const row = (detail: object) => auditRow(tenantId, { ...entry, entityId: adminId, detail });
  expect(await drainOutbox(harness.admin)).toEqual([
    ...Array<unknown>(4).fill(row({ reason: "WRONG_CODE" })),
    row({ reason: "WRONG_CODE", endsSignIn: true }),
  ]);
  expect((await verifySession(harness, sessionId)).viewer).toBeNull();
});
