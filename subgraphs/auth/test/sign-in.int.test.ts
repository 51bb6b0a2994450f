import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS, PLATFORM_TENANT_ID, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { accountAgent, auditRow, drainOutbox } from "./outbox.ts";
import { isInForce, sessionCount, signIn, verifySession, viewerOfSession } from "./sessions.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness, type Tenants } from "./world.ts";

const ATTEMPT = { category: "SIGN_IN", action: "session:create" } as const;
const patientId = newId();

let harness: AuthHarness;
let tenants: Tenants;
let accountId: string;
let disabledId: string;
let lakesideId: string;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  const tenantId = tenants.northwind;
  accountId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example", patientId });
  disabledId = await insertAccount(harness.admin, {
    tenantId,
    email: "gone@patients.example",
    isDisabled: true,
  });
  lakesideId = await insertAccount(harness.admin, {
    tenantId: tenants.lakeside,
    email: "lake@staff.example",
    roles: ["ANALYST"],
  });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.session cascade`;
});

describe("signIn", () => {
  it("begins a session with a cookie that scripts and other sites cannot use", async () => {
    const answer = await signIn(harness, { email: " MARA@patients.example" });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      signIn: {
        viewer: { account: { id: accountId, email: "mara@patients.example" }, roles: ["USER"] },
        userErrors: [],
      },
    });
    expect(answer.setCookies).toHaveLength(1);
    expect(answer.setCookies[0]).toMatch(
      /^__Host-session=[a-z2-7]{40}; HttpOnly; Max-Age=1800; Path=\/; SameSite=Lax; Secure$/,
    );
    expect(await harness.admin`select account_id, tenant_id, expires_at, ends_at from auth.session`).toEqual([
      {
        account_id: accountId,
        tenant_id: tenants.northwind,
        expires_at: new Date("2026-03-09T10:30:00.000Z"),
        ends_at: new Date("2026-03-09T11:00:00.000Z"),
      },
    ]);
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        ...ATTEMPT,
        outcome: "SUCCESS",
        agent: accountAgent(accountId, ["USER"]),
        entityId: accountId,
      }),
    ]);
  });

  it("gives every refusal the same words, and puts each on record", async () => {
    const attempts = [
      { email: "mara@patients.example", password: "wrong" },
      { email: "nobody@patients.example" },
      { email: "gone@patients.example" },
      { email: "gone@patients.example", password: "wrong" },
      { email: "not an address" },
    ] as const;
    const [first, ...others] = attempts;
    const answer = await signIn(harness, first);
    expect(answer).toEqual({
      data: {
        signIn: {
          viewer: null,
          userErrors: [
            {
              code: "INVALID_CREDENTIALS",
              message: "The e-mail address or the password is wrong.",
              field: null,
            },
          ],
        },
      },
      setCookies: [],
      sessionId: null,
    });
    for (const other of others) expect(await signIn(harness, other)).toEqual(answer);
    expect(await sessionCount(harness)).toBe(0);

    const typed = (email: string) => createHash("sha256").update(email).digest("base64url").slice(0, 12);
    const rows = await drainOutbox(harness.admin);
    expect(rows).toEqual([
      auditRow(tenants.northwind, {
        ...ATTEMPT,
        outcome: "FAILURE",
        entityId: accountId,
        detail: { reason: "WRONG_PASSWORD" },
      }),
      auditRow(PLATFORM_TENANT_ID, {
        ...ATTEMPT,
        outcome: "FAILURE",
        detail: { reason: "UNKNOWN_EMAIL", typed: typed("nobody@patients.example") },
      }),
      auditRow(tenants.northwind, {
        ...ATTEMPT,
        outcome: "FAILURE",
        entityId: disabledId,
        detail: { reason: "ACCOUNT_DISABLED" },
      }),
      auditRow(tenants.northwind, {
        ...ATTEMPT,
        outcome: "FAILURE",
        entityId: disabledId,
        detail: { reason: "WRONG_PASSWORD" },
      }),
      auditRow(PLATFORM_TENANT_ID, {
        ...ATTEMPT,
        outcome: "FAILURE",
        detail: { reason: "UNKNOWN_EMAIL", typed: typed("not an address") },
      }),
    ]);
    expect(JSON.stringify(rows)).not.toContain("nobody@");
  });

  it.each([
    ["email", { email: "a\u0000@b.example", password: "x" }],
    ["email", { email: "x".repeat(321), password: "x" }],
    ["password", { email: "mara@patients.example", password: "" }],
    ["password", { email: "mara@patients.example", password: "x".repeat(257) }],
  ])("refuses a malformed %s by its path", async (field, input) => {
    const answer = await signIn(harness, input);
    expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: "VALIDATION_ERROR", fields: [{ field: `input.${field}` }] },
    ]);
    expect(answer.setCookies).toEqual([]);
  });

  it("does not adopt a session id that was planted before", async () => {
    const planted = "a".repeat(40);
    const sent: Viewer = { ...ANONYMOUS, sessionHash: hashSecret(planted) };
    const answer = await signIn(harness, { email: "mara@patients.example" }, sent);
    expect(await isInForce(harness, planted)).toBe(false);
    expect((await viewerOfSession(harness, answer.sessionId)).accountId).toBe(accountId);
  });

  it("gives a new id each time and ends the session the request came with", async () => {
    const attacker = await signIn(harness, { email: "lake@staff.example" });
    await harness.admin`truncate auth.outbox`;
    const planted = await viewerOfSession(harness, attacker.sessionId);
    const victim = await signIn(harness, { email: "mara@patients.example" }, planted);
    expect(victim.sessionId).not.toBeNull();
    expect(victim.sessionId).not.toBe(attacker.sessionId);
    expect(await isInForce(harness, attacker.sessionId)).toBe(false);
    expect((await viewerOfSession(harness, victim.sessionId)).accountId).toBe(accountId);
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.lakeside, {
        category: "SIGN_OUT",
        action: "session:end",
        outcome: "SUCCESS",
        agent: accountAgent(lakesideId, ["ANALYST"]),
        entityId: lakesideId,
        detail: { reason: "REPLACED" },
      }),
      auditRow(tenants.northwind, {
        ...ATTEMPT,
        outcome: "SUCCESS",
        agent: accountAgent(accountId, ["USER"]),
        entityId: accountId,
      }),
    ]);
  });

  it("leaves the account's sessions on other devices alone", async () => {
    const first = await signIn(harness, { email: "mara@patients.example" });
    const second = await signIn(harness, { email: "mara@patients.example" });
    expect(first.sessionId).not.toBe(second.sessionId);
    expect((await viewerOfSession(harness, first.sessionId)).accountId).toBe(accountId);
    expect(await sessionCount(harness)).toBe(2);
  });

  it("clears away sessions that have ended", async () => {
    await signIn(harness, { email: "mara@patients.example" });
    harness.setMinutes(30);
    await signIn(harness, { email: "lake@staff.example" });
    expect(await harness.admin`select account_id from auth.session`).toEqual([{ account_id: lakesideId }]);
  });

  it("shows in its own answer whatever of auth the account may see", async () => {
    const answer = await harness.execute(
      ANONYMOUS,
      `mutation ($input: SignInInput!) { signIn(input: $input) { viewer {
        account { id email roles tier createdAt } roles tenant { id slug name }
        user { id } patient { id } practitioner { id }
      } } }`,
      { input: { email: "mara@patients.example", password: "a-Good-passphrase!" } },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.signIn.viewer).toEqual({
      account: {
        id: accountId,
        email: "mara@patients.example",
        roles: ["USER"],
        tier: "STANDARD",
        createdAt: expect.stringMatching(/Z$/),
      },
      roles: ["USER"],
      tenant: { id: tenants.northwind, slug: "northwind", name: "Northwind Clinics" },
      user: { id: accountId },
      patient: { id: patientId },
      practitioner: null,
    });
  });

  it("tells a practitioner's account which practitioner it stands for", async () => {
    const practitionerId = newId();
    const email = "lena@staff.example";
    await insertAccount(harness.admin, {
      tenantId: tenants.northwind,
      email,
      roles: ["PRACTITIONER"],
      practitionerId,
    });
    const viewer = await viewerOfSession(harness, (await signIn(harness, { email })).sessionId);
    expect(viewer.practitionerId).toBe(practitionerId);
    const answer = await harness.execute(viewer, "{ viewer { roles patient { id } practitioner { id } } }");
    expect(answer.data).toEqual({
      viewer: { roles: ["PRACTITIONER"], patient: null, practitioner: { id: practitionerId } },
    });
  });

  it("begins no session when the attempt cannot be put on record", async () => {
    await harness.admin`alter table auth.outbox rename column traceparent to traceparent_gone`;
    try {
      const answer = await signIn(harness, { email: "mara@patients.example" });
      expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["INTERNAL"]);
      expect(answer.setCookies).toEqual([]);
      expect(await sessionCount(harness)).toBe(0);
    } finally {
      await harness.admin`alter table auth.outbox rename column traceparent_gone to traceparent`;
    }
  });
});

describe("signOut", () => {
  const SIGN_OUT = "mutation { signOut { isSignedOut userErrors { code message field } } }";
  const DONE = { signOut: { isSignedOut: true, userErrors: [] } };
  const BLANK = ["__Host-session=; HttpOnly; Max-Age=0; Path=/; SameSite=Lax; Secure"];

  it("ends the session, removes the cookie and is put on record", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    const viewer = await viewerOfSession(harness, sessionId);
    await harness.admin`truncate auth.outbox`;
    const answer = await harness.execute(viewer, SIGN_OUT);
    expect(answer).toEqual({ data: DONE, setCookies: BLANK });
    expect(await isInForce(harness, sessionId)).toBe(false);
    expect(await sessionCount(harness)).toBe(0);
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        category: "SIGN_OUT",
        action: "session:end",
        outcome: "SUCCESS",
        agent: accountAgent(accountId, ["USER"]),
        entityId: accountId,
        detail: { reason: "SIGNED_OUT" },
      }),
    ]);
  });

  it("answers the same for a session that has ended meanwhile, and records nothing twice", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    const viewer = await viewerOfSession(harness, sessionId);
    await harness.execute(viewer, SIGN_OUT);
    await harness.admin`truncate auth.outbox`;
    expect(await harness.execute(viewer, SIGN_OUT)).toEqual({ data: DONE, setCookies: BLANK });
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });

  it("ends nothing for a request made with an access token", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    const viewer = { ...(await viewerOfSession(harness, sessionId)), sessionHash: null };
    const answer = await harness.execute(viewer, SIGN_OUT);
    expect(answer.data.signOut).toMatchObject({ isSignedOut: false, userErrors: [{ code: "NO_SESSION" }] });
    expect(answer.data.signOut.userErrors).toHaveLength(1);
    expect(answer.setCookies).toEqual([]);
    expect(await sessionCount(harness)).toBe(1);
  });

  it("is refused to somebody who is not signed in", async () => {
    const answer = await harness.execute(ANONYMOUS, SIGN_OUT);
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_UNAUTHENTICATED"]);
  });

  it("never ends another account's session", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    const { sessionHash } = await viewerOfSession(harness, sessionId);
    const other = await signIn(harness, { email: "lake@staff.example" });
    await harness.execute({ ...(await viewerOfSession(harness, other.sessionId)), sessionHash }, SIGN_OUT);
    expect((await verifySession(harness, sessionId)).viewer?.accountId).toBe(accountId);
  });
});

describe("viewer", () => {
  const VIEWER = "{ viewer { account { id email } roles tenant { slug } practitioner { id } } }";

  it("is null when signed out, and for a partner's program", async () => {
    expect(await harness.execute(ANONYMOUS, VIEWER)).toEqual({ data: { viewer: null }, setCookies: [] });
    const client: Viewer = {
      ...ANONYMOUS,
      kind: "CLIENT",
      clientId: "partner-lab",
      tenantId: tenants.northwind,
      roles: ["PARTNER"],
    };
    expect(await harness.execute(client, VIEWER)).toEqual({ data: { viewer: null }, setCookies: [] });
  });

  it("is the account of the session, in one statement", async () => {
    const { sessionId } = await signIn(harness, { email: "lake@staff.example" });
    const viewer = await viewerOfSession(harness, sessionId);
    harness.statements.clear();
    expect((await harness.execute(viewer, VIEWER)).data).toEqual({
      viewer: {
        account: { id: lakesideId, email: "lake@staff.example" },
        roles: ["ANALYST"],
        tenant: { slug: "lakeside" },
        practitioner: null,
      },
    });
    // BEGIN, settings, account with tenant, COMMIT.
    expect(harness.statements.list).toHaveLength(4);
  });

  it("is null when the account has gone", async () => {
    const viewer: Viewer = {
      ...ANONYMOUS,
      kind: "ACCOUNT",
      accountId: newId(),
      tenantId: tenants.northwind,
      roles: ["USER"],
    };
    expect(await harness.execute(viewer, VIEWER)).toEqual({ data: { viewer: null }, setCookies: [] });
  });
});
