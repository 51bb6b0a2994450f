import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import { isInForce, signInFully, verifySession, type SignedIn } from "./sessions.ts";
import { insertAccount, insertTenants, START, startAuth, type AuthHarness, type Tenants } from "./world.ts";

const MARA = "mara@patients.example";
const TOM = "tom@patients.example";
const LIST = "{ viewer { sessions { id isCurrent createdAt lastUsedAt expiresAt } } }";
const REVOKE = `mutation ($id: ID!) {
  revokeSession(input: { sessionId: $id }) { sessionId userErrors { code field } }
}`;
const EVERYWHERE = `mutation ($input: SignOutEverywhereInput!) {
  signOutEverywhere(input: $input) { endedSessions userErrors { code field } }
}`;
const BLANK = ["__Host-session=; HttpOnly; Max-Age=0; Path=/; SameSite=Lax; Secure"];

let harness: AuthHarness;
let tenants: Tenants;
let maraId: string;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  maraId = await insertAccount(harness.admin, { tenantId: tenants.northwind, email: MARA });
  const tom = { tenantId: tenants.northwind, email: TOM, roles: ["ADMIN"] as const };
  await insertAccount(harness.admin, tom);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.session cascade`;
});

interface Listed {
  readonly id: string;
  readonly isCurrent: boolean;
}

async function list({ viewer }: SignedIn): Promise<readonly Listed[]> {
  const { data, errors } = await harness.execute(viewer, LIST);
  expect(errors).toBeUndefined();
  const sessions: readonly Listed[] = data.viewer.sessions;
  return sessions;
}

function signOutRow(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return auditRow(tenants.northwind, {
    category: "SIGN_OUT",
    action: "session:end",
    outcome: "SUCCESS",
    agent: { kind: "ACCOUNT", accountId: maraId, clientId: null, roles: ["USER"] },
    entityId: maraId,
    detail,
  });
}

describe("the sessions of an account", () => {
  it("are told to their owner with when they were begun and used, and which of them is asking", async () => {
    const first = await signInFully(harness, MARA);
    harness.setMinutes(5);
    const second = await signInFully(harness, MARA);
    await signInFully(harness, TOM);
    harness.setMinutes(7);
    await verifySession(harness, first.sessionId);
    const at = (minutes: number): string => new Date(START.getTime() + minutes * 60_000).toISOString();
    const answer = await harness.execute(second.viewer, LIST);
    expect(answer.data.viewer.sessions).toEqual([
      { id: expect.any(String), isCurrent: true, createdAt: at(5), lastUsedAt: at(5), expiresAt: at(35) },
      { id: expect.any(String), isCurrent: false, createdAt: at(0), lastUsedAt: at(7), expiresAt: at(37) },
    ]);
  });

  it("are those in force only", async () => {
    await signInFully(harness, MARA);
    harness.setMinutes(31);
    const later = await signInFully(harness, MARA);
    await harness.admin`insert into auth.session (id, tenant_id, id_hash, account_id, expires_at, ends_at)
      values (${newId()}, ${tenants.northwind}, 'old', ${maraId}, ${START.toISOString()}, ${START.toISOString()})`;
    expect(await list(later)).toHaveLength(1);
  });

  it("are nobody else's business, not even the admin's", async () => {
    await signInFully(harness, MARA);
    const admin = await signInFully(harness, TOM);
    expect(await list(admin)).toHaveLength(1);
    const foreign = { ...admin, viewer: { ...admin.viewer, accountId: newId() } };
    expect((await harness.execute(foreign.viewer, LIST)).data).toEqual({ viewer: null });
  });

  it("come without the hash of an id: nothing in the answer begins a session", async () => {
    const { sessionId, viewer } = await signInFully(harness, MARA);
    const answer = await harness.execute(viewer, LIST);
    expect(answer.data.viewer.sessions).toHaveLength(1);
    const text = JSON.stringify(answer);
    expect(text).not.toContain(sessionId);
    expect(text).not.toContain(viewer.sessionHash);
  });
});

describe("revokeSession", () => {
  it("ends one of the account's sessions, whose user is signed out, and is put on record", async () => {
    const lost = await signInFully(harness, MARA);
    const here = await signInFully(harness, MARA);
    const [id = ""] = (await list(here)).filter(({ isCurrent }) => !isCurrent).map((session) => session.id);
    await harness.admin`truncate auth.outbox`;
    expect((await harness.execute(here.viewer, REVOKE, { id })).data).toEqual({
      revokeSession: { sessionId: id, userErrors: [] },
    });
    expect([await isInForce(harness, lost.sessionId), await isInForce(harness, here.sessionId)]).toEqual([
      false,
      true,
    ]);
    expect(await drainOutbox(harness.admin)).toEqual([signOutRow({ reason: "REVOKED" })]);
  });

  it.each([
    ["of another account", async (other: SignedIn) => (await list(other))[0]?.id],
    ["that is not there", async () => newId()],
    ["that is no id", async () => "1' or '1'='1"],
  ])("answers a session %s as missing, and records nothing", async (_name, idOf) => {
    const other = await signInFully(harness, TOM);
    const { viewer } = await signInFully(harness, MARA);
    await harness.admin`truncate auth.outbox`;
    expect((await harness.execute(viewer, REVOKE, { id: await idOf(other) })).data).toEqual({
      revokeSession: {
        sessionId: null,
        userErrors: [{ code: "SESSION_NOT_FOUND", field: "input.sessionId" }],
      },
    });
    expect(await isInForce(harness, other.sessionId)).toBe(true);
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });

  it("is refused to somebody who is not signed in", async () => {
    const { errors } = await harness.execute(ANONYMOUS, REVOKE, { id: newId() });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_UNAUTHENTICATED"]);
  });
});

describe("signOutEverywhere", () => {
  it("ends every session of the account and removes the cookie here; it is put on record once", async () => {
    const sessions = [await signInFully(harness, MARA), await signInFully(harness, MARA)];
    const other = await signInFully(harness, TOM);
    await harness.admin`truncate auth.outbox`;
    const { viewer } = sessions[0] ?? other;
    expect(await harness.execute(viewer, EVERYWHERE, { input: {} })).toEqual({
      data: { signOutEverywhere: { endedSessions: 2, userErrors: [] } },
      setCookies: BLANK,
    });
    const inForce = [...sessions, other].map(({ sessionId }) => isInForce(harness, sessionId));
    expect(await Promise.all(inForce)).toEqual([false, false, true]);
    expect(await drainOutbox(harness.admin)).toEqual([
      signOutRow({ reason: "SIGNED_OUT_EVERYWHERE", sessions: 2, apps: 0 }),
    ]);
  });

  it("keeps the session of the request when told to", async () => {
    const [there, here] = [await signInFully(harness, MARA), await signInFully(harness, MARA)];
    expect(await harness.execute(here.viewer, EVERYWHERE, { input: { keepsCurrent: true } })).toEqual({
      data: { signOutEverywhere: { endedSessions: 1, userErrors: [] } },
      setCookies: [],
    });
    expect([await isInForce(harness, there.sessionId), await isInForce(harness, here.sessionId)]).toEqual([
      false,
      true,
    ]);
  });

  it("ends nothing when the session to be kept is none", async () => {
    const there = await signInFully(harness, MARA);
    const viewer = { ...there.viewer, sessionHash: null };
    expect((await harness.execute(viewer, EVERYWHERE, { input: { keepsCurrent: true } })).data).toEqual({
      signOutEverywhere: {
        endedSessions: 0,
        userErrors: [{ code: "NO_SESSION", field: "input.keepsCurrent" }],
      },
    });
    expect(await isInForce(harness, there.sessionId)).toBe(true);
  });
});
