import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SERVICE_ACCOUNTS, systemViewer, type ServiceAccountName } from "#shared/auth/service-accounts.ts";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { isInForce, sessionCount, signIn, verifySession, viewerOfSession } from "./sessions.ts";
import {
  insertAccount,
  insertTenants,
  ROUTER,
  START,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

const patientId = newId();

let harness: AuthHarness;
let tenants: Tenants;
let accountId: string;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  const tenantId = tenants.northwind;
  accountId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example", patientId });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.session cascade`;
  harness.statements.clear();
});

describe("a session", () => {
  it("carries who the account is", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    expect(await verifySession(harness, sessionId)).toEqual({
      viewer: {
        ...ANONYMOUS,
        kind: "ACCOUNT",
        accountId,
        tenantId: tenants.northwind,
        roles: ["USER"],
        regions: ["eu-central"],
        tier: "STANDARD",
        patientId,
        sessionHash: createHash("sha256")
          .update(sessionId ?? "")
          .digest("base64url"),
      },
      cookie: null,
      setCookies: [],
    });
  });

  it("ends when nobody used it for its idle lifetime", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    harness.setMinutes(31);
    expect(await verifySession(harness, sessionId)).toEqual({ viewer: null, cookie: null, setCookies: [] });
    expect(await sessionCount(harness)).toBe(0);
    harness.setMinutes(0);
    expect(await isInForce(harness, sessionId)).toBe(false);
  });

  it("is in force for its idle lifetime after each use, to the minute", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    for (const minutes of [5, 34]) {
      harness.setMinutes(minutes);
      expect((await viewerOfSession(harness, sessionId)).accountId).toBe(accountId);
    }
    // Used without being renewed: its last minute of use does not count.
    harness.setMinutes(34.9);
    expect((await verifySession(harness, sessionId)).cookie).toBeNull();
    expect(await harness.admin`select expires_at from auth.session`).toEqual([
      { expires_at: new Date(START.getTime() + 60 * 60_000) },
    ]);
  });

  it("moves its idle end when used after a minute, with a renewed cookie", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    harness.setMinutes(0.9);
    expect((await verifySession(harness, sessionId)).cookie).toBeNull();
    harness.setMinutes(1);
    const { viewer, cookie, setCookies } = await verifySession(harness, sessionId);
    expect(viewer?.accountId).toBe(accountId);
    expect(cookie).toBe(
      `__Host-session=${sessionId ?? ""}; HttpOnly; Max-Age=1800; Path=/; SameSite=Lax; Secure`,
    );
    expect(setCookies).toEqual([cookie]);
    const [row] = await harness.admin`select expires_at, updated_at from auth.session`;
    expect(row).toEqual({
      expires_at: new Date("2026-03-09T10:31:00.000Z"),
      updated_at: new Date("2026-03-09T10:01:00.000Z"),
    });
    expect((await verifySession(harness, sessionId)).cookie).toBeNull();
  });

  it("is not used by being looked at: its idle end stays where it is, and it ends there", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    const look = async (minutes: number): Promise<unknown> => {
      harness.setMinutes(minutes);
      const body = JSON.stringify({ sessionId, isUse: false });
      const answer = await harness.post(ROUTER, "/internal/sessions/verify", body);
      expect([answer.status, answer.setCookies]).toEqual([200, []]);
      return JSON.parse(answer.body);
    };
    for (const minutes of [10, 29]) expect(await look(minutes)).toMatchObject({ viewer: { accountId } });
    expect(await look(31)).toEqual({ viewer: null });
  });

  it("ends at its absolute end however much it is used", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    for (const minutes of [20, 40]) {
      harness.setMinutes(minutes);
      expect((await verifySession(harness, sessionId)).cookie).not.toBeNull();
    }
    harness.setMinutes(59);
    expect(await verifySession(harness, sessionId)).toMatchObject({ viewer: { accountId }, cookie: null });
    expect(await harness.admin`select expires_at from auth.session`).toEqual([
      { expires_at: new Date(START.getTime() + 3_600_000) },
    ]);
    harness.setMinutes(61);
    expect(await isInForce(harness, sessionId)).toBe(false);
    expect(await sessionCount(harness)).toBe(0);
  });

  it("ends when its account is disabled", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    await harness.admin`update auth.account set disabled_at = now() where id = ${accountId}`;
    try {
      expect(await isInForce(harness, sessionId)).toBe(false);
      expect(await sessionCount(harness)).toBe(0);
    } finally {
      await harness.admin`update auth.account set disabled_at = null where id = ${accountId}`;
    }
  });

  it("is told about to the router only, and to no other of our own processes", async () => {
    const { sessionId } = await signIn(harness, { email: "mara@patients.example" });
    const viewer = await viewerOfSession(harness, sessionId);
    const unnamed: Viewer = { ...ANONYMOUS, kind: "SYSTEM", roles: ["SYSTEM"] };
    const others = (Object.keys(SERVICE_ACCOUNTS) as ServiceAccountName[]).filter(
      (name) => name !== "router",
    );
    for (const caller of [
      ANONYMOUS,
      viewer,
      { ...viewer, roles: ["SYSTEM" as const] },
      unnamed,
      { ...unnamed, clientId: "partner-lab", scopes: ["session:verify"] },
      ...others.map((name) => systemViewer(name, null)),
    ]) {
      const answer = await harness.post(caller, "/internal/sessions/verify", JSON.stringify({ sessionId }));
      expect(answer.status).toBe(403);
      expect(answer.body).toContain("AUTH_FORBIDDEN");
    }
  });

  it.each(["", "{", "null", "{}", '{"sessionId":1}', '{"sessionId":"a","more":1}'])(
    "is not looked for by the malformed question %j",
    async (body) => {
      const answer = await harness.post(ROUTER, "/internal/sessions/verify", body);
      expect(answer.status).toBe(400);
      expect(answer.body).toContain("VALIDATION_ERROR");
    },
  );
});
