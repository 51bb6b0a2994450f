import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { JWTPayload } from "jose";
import { z } from "zod";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { askTokens, beginSession, getTokens, refresh } from "./app-flow.ts";
import { postForm } from "./oauth-forms.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import {
  CLIENT_SECRET,
  get,
  insertAccount,
  insertApp,
  insertClient,
  insertTenants,
  ROUTER,
  START,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

const ELEVEN_MINUTES_MS = 660_000;

let harness: AuthHarness;
let tenants: Tenants;
let maraId: string;
let appRowId: string;
let mara: Viewer;
let tom: Viewer;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  const { northwind: tenantId } = tenants;
  maraId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  await insertAccount(harness.admin, { tenantId, email: "tom@patients.example", roles: ["ADMIN"] });
  appRowId = await insertApp(harness.admin, { tenantId, clientId: "clinic-app" });
  await insertApp(harness.admin, { tenantId, clientId: "other-app" });
  await insertClient(harness.admin, { tenantId, clientId: "partner-lab" });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.revocation, auth.token_family cascade`;
  mara = await beginSession(harness, "mara@patients.example");
  tom = await beginSession(harness, "tom@patients.example");
});

function revoke(token: string, client: Readonly<Record<string, string>> = {}): Promise<ServiceResponse> {
  return postForm(harness, "revoke", { client_id: "clinic-app", token, ...client });
}

const toldSchema = z.object({
  cursor: z.number(),
  revocations: z.array(z.looseObject({ kind: z.string(), subject: z.string() })),
  isComplete: z.boolean(),
});
type Told = z.infer<typeof toldSchema>;

/** What the stream tells after a position, without waiting. */
async function told(after = 0): Promise<Told> {
  const body = JSON.stringify({ after, waitMs: 0 });
  const answer = await harness.post(ROUTER, "/internal/revocations", body);
  expect(answer.status).toBe(200);
  return toldSchema.parse(JSON.parse(answer.body));
}

async function isActive(claims: JWTPayload): Promise<boolean> {
  const { jti, sid = null, sub, client_id: clientId, iat: issuedAt } = claims;
  const token = { jti, sid, accountId: sub === clientId ? null : sub, clientId, issuedAt };
  const answer = await harness.post(ROUTER, "/internal/tokens/introspect", JSON.stringify(token));
  expect(answer.status).toBe(200);
  return z.object({ isActive: z.boolean() }).parse(JSON.parse(answer.body)).isActive;
}

describe("POST /oauth2/revoke", () => {
  it("ends the family of a refresh token, its access tokens too, and puts it on record", async () => {
    const { refreshToken, claims } = await getTokens(harness, mara);
    await harness.admin`truncate auth.outbox`;
    const answer = await revoke(refreshToken, { token_type_hint: "access_token" });
    expect([answer.status, answer.body]).toEqual([200, ""]);
    expect(answer.headers).toMatchObject({ "cache-control": "no-store" });
    expect(await refresh(harness, refreshToken)).toMatchObject({ status: 400, error: "invalid_grant" });
    expect(await isActive(claims)).toBe(false);
    const revokedAt = START.toISOString();
    const endsAt = new Date(START.getTime() + ELEVEN_MINUTES_MS).toISOString();
    expect((await told()).revocations).toEqual([
      { kind: "FAMILY", subject: claims["sid"], revokedAt, endsAt },
    ]);
    expect((await drainOutbox(harness.admin))[0]).toEqual(
      auditRow(tenants.northwind, {
        ...{ category: "SIGN_OUT", action: "token-family:end", outcome: "SUCCESS" },
        ...{ entityType: "TokenFamily", entityId: claims["sid"], detail: { reason: "REVOKED_BY_CLIENT" } },
      }),
    );
  });

  it("ends the family by a refresh token that was exchanged already", async () => {
    const first = await getTokens(harness, mara);
    const { claims } = await refresh(harness, first.refreshToken);
    expect((await revoke(first.refreshToken)).status).toBe(200);
    expect(await isActive(claims)).toBe(false);
  });

  it("ends one access token, and leaves the others", async () => {
    const first = await getTokens(harness, mara);
    const second = await refresh(harness, first.refreshToken);
    await harness.admin`truncate auth.outbox`;
    expect((await revoke(first.accessToken)).status).toBe(200);
    expect([await isActive(first.claims), await isActive(second.claims)]).toEqual([false, true]);
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        ...{ category: "SIGN_OUT", action: "token:revoke", outcome: "SUCCESS" },
        ...{ entityType: "OAuthClient", entityId: appRowId, detail: { jti: first.claims.jti } },
      }),
    ]);
  });

  it("ends a program's own token, which introspection then does not know", async () => {
    const secret = { client_id: "partner-lab", client_secret: CLIENT_SECRET };
    const { accessToken } = await askTokens(harness, { ...secret, grant_type: "client_credentials" });
    const introspect = async (): Promise<unknown> => {
      return JSON.parse((await postForm(harness, "introspect", { ...secret, token: accessToken })).body)
        .active;
    };
    expect(await introspect()).toBe(true);
    expect((await revoke(accessToken, secret)).status).toBe(200);
    expect(await introspect()).toBe(false);
  });

  it("answers what is no token as ended", async () => {
    const { accessToken } = await getTokens(harness, mara);
    harness.setMinutes(10);
    for (const token of ["nonsense", "a".repeat(43), accessToken]) {
      expect((await revoke(token)).status).toBe(200);
    }
    expect((await told()).revocations).toEqual([]);
  });

  it("ends no token of another client", async () => {
    const { accessToken, refreshToken, claims } = await getTokens(harness, mara);
    for (const token of [accessToken, refreshToken]) {
      const answer = await revoke(token, { client_id: "other-app" });
      expect([answer.status, JSON.parse(answer.body).error]).toEqual([400, "invalid_grant"]);
    }
    expect(await isActive(claims)).toBe(true);
    expect((await refresh(harness, refreshToken)).status).toBe(200);
  });

  it("refuses who does not say rightly which client it is, and what is no such request", async () => {
    const { refreshToken } = await getTokens(harness, mara);
    for (const client of [{ client_id: "partner-lab" }, { client_id: "nobody" }, { client_secret: "x" }]) {
      const answer = await revoke(refreshToken, client);
      expect([answer.status, JSON.parse(answer.body).error]).toEqual([401, "invalid_client"]);
    }
    expect((await revoke("")).status).toBe(400);
    expect((await harness.post(ANONYMOUS, "/oauth2/revoke", "{}")).status).toBe(400);
    expect((await get(harness, "/oauth2/revoke")).status).toBe(405);
    expect((await told()).revocations).toEqual([]);
  });
});

describe("the stream of revocations", () => {
  it("tells in the order of the commits, and nothing twice", async () => {
    const first = await getTokens(harness, mara);
    const second = await getTokens(harness, mara);
    await revoke(first.refreshToken);
    const { cursor, revocations } = await told();
    expect(revocations.map(({ subject }) => subject)).toEqual([first.claims["sid"]]);
    expect((await told(cursor)).revocations).toEqual([]);
    await revoke(second.accessToken);
    const next = await told(cursor);
    expect(next.revocations.map(({ kind, subject }) => [kind, subject])).toEqual([
      ["TOKEN", second.claims.jti],
    ]);
    expect(next.cursor).toBeGreaterThan(cursor);
  });

  it("numbers a revocation when it is committed, not when it is written", async () => {
    const { admin } = harness;
    const insert = (sql: postgres.ISql, subject: string) => sql`
      insert into auth.revocation (id, tenant_id, kind, subject, revoked_at, ends_at)
      values (${newId()}, ${tenants.northwind}, 'TOKEN', ${subject}, now(), now() + interval '1 hour')`;
    const written = Promise.withResolvers<undefined>();
    const isFree = Promise.withResolvers<undefined>();
    const slow = admin.begin(async (tx) => {
      await insert(tx, "slow");
      written.resolve(undefined);
      await isFree.promise;
    });
    await written.promise;
    await insert(admin, "quick");
    const { cursor, revocations } = await told();
    expect(revocations.map(({ subject }) => subject)).toEqual(["quick"]);
    isFree.resolve(undefined);
    await slow;
    // A reader that has gone on misses nothing.
    expect((await told(cursor)).revocations.map(({ subject }) => subject)).toEqual(["slow"]);
  });

  it("answers who waits as soon as there is news, by NOTIFY", async () => {
    const { refreshToken, claims } = await getTokens(harness, mara);
    // Those that ended by signing in are news, too.
    await harness.admin`truncate auth.session_ending`;
    const body = JSON.stringify({ after: 0, waitMs: 2_000 });
    // Nothing but a NOTIFY ends the wait: no time passes.
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    try {
      const waiting = harness.post(ROUTER, "/internal/revocations", body);
      await revoke(refreshToken);
      const { revocations } = toldSchema.parse(JSON.parse((await waiting).body));
      expect(revocations.map(({ subject }) => subject)).toEqual([claims["sid"]]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("answers who waits, by NOTIFY, when a session ends or its account may do something else, and tells of it again for a while", async () => {
    const { sessionHash } = mara;
    await harness.admin`truncate auth.session_ending`;
    const body = JSON.stringify({ after: 0, waitMs: 2_000 });
    const hashesIn = ({ body: answer }: ServiceResponse): string[] =>
      z
        .object({ sessionEndings: z.array(z.object({ id: z.uuid(), sessionHash: z.string() })) })
        .parse(JSON.parse(answer))
        .sessionEndings.map((ending) => ending.sessionHash);
    // No time passes.
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    try {
      const waiting = harness.post(ROUTER, "/internal/revocations", body);
      await harness.admin`update auth.account set tier = tier where id = ${maraId}`;
      expect(hashesIn(await waiting)).toContain(sessionHash);
    } finally {
      vi.useRealTimers();
    }
    // Who has asked just before it was there is not left to wait.
    expect(hashesIn(await harness.post(ROUTER, "/internal/revocations", body))).toContain(sessionHash);
    await harness.admin`update auth.session_ending set created_at = now() - interval '16 seconds'`;
    expect(
      hashesIn(await harness.post(ROUTER, "/internal/revocations", JSON.stringify({ after: 0, waitMs: 0 }))),
    ).toEqual([]);
  });

  it("answers that there is nothing when the wait is over", async () => {
    const body = JSON.stringify({ after: 0, waitMs: 50 });
    const answer = await harness.post(ROUTER, "/internal/revocations", body);
    expect(toldSchema.parse(JSON.parse(answer.body))).toEqual({
      revocations: [],
      cursor: 0,
      isComplete: true,
    });
  });

  it("holds no connection for who waits, and lets nobody wait any more when the process is about to end", async () => {
    const own = await startAuth({ database: harness.database, maxConnections: 2 });
    // No time passes: who waits does so until it is let go.
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    try {
      const body = JSON.stringify({ after: 0, waitMs: 2_000 });
      const waiting = Array.from({ length: 40 }, () => own.post(ROUTER, "/internal/revocations", body));
      const looks = () => own.statements.list.filter((text) => /"revocation".*limit/s.test(text)).length;
      await expect.poll(looks, { timeout: 20_000, interval: 5 }).toBe(waiting.length);
      const answer = await own.execute(mara, "{ viewer { account { id } } }");
      expect(answer.data).toEqual({ viewer: { account: { id: maraId } } });
      own.subgraph.release?.();
      for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
    } finally {
      vi.useRealTimers();
      await own.stop();
    }
  });

  it("is for our own processes only", async () => {
    for (const [path, body] of [
      ["/internal/revocations", { after: 0, waitMs: 0 }],
      ["/internal/tokens/introspect", { jti: "x", sid: null, accountId: null, clientId: null, issuedAt: 0 }],
    ] as const) {
      for (const viewer of [ANONYMOUS, mara, tom]) {
        expect((await harness.post(viewer, path, JSON.stringify(body))).status).toBe(403);
      }
      expect((await harness.post(ROUTER, path, "{}")).status).toBe(400);
    }
  });

  it("forgets what mattered an hour ago", async () => {
    const first = await getTokens(harness, mara);
    await revoke(first.refreshToken);
    harness.setMinutes(11);
    expect((await told()).revocations).toEqual([]);
    harness.setMinutes(72);
    const later = await getTokens(harness, await beginSession(harness, "mara@patients.example"));
    await revoke(later.refreshToken);
    expect(await harness.admin`select id from auth.revocation`).toHaveLength(1);
  });
});

const LIST = "{ viewer { authorizedApps { id name scopes createdAt lastUsedAt expiresAt } } }";
const REVOKE_APP = `mutation ($appId: ID!) {
  revokeApp(input: { appId: $appId }) { appId userErrors { code message field } }
}`;

describe("the apps of an account", () => {
  it("are told to their owner, those allowed last first, and to nobody else", async () => {
    const first = await getTokens(harness, mara, { scope: "viewer:read" });
    harness.setMinutes(5);
    const second = await getTokens(harness, mara, { client_id: "other-app" });
    harness.setMinutes(7);
    await refresh(harness, first.refreshToken);
    const at = (minutes: number): string => new Date(START.getTime() + minutes * 60_000).toISOString();
    const WEEK = 7 * 24 * 60;
    const { data, errors } = await harness.execute(mara, LIST);
    expect(errors).toBeUndefined();
    const name = "Pocket <Clinic>";
    expect(data.viewer.authorizedApps).toEqual([
      {
        ...{ id: second.claims["sid"], name, scopes: ["viewer:read", "account:read", "session:end"] },
        ...{ createdAt: at(5), lastUsedAt: at(5), expiresAt: at(5 + WEEK) },
      },
      {
        ...{ id: first.claims["sid"], name, scopes: ["viewer:read"] },
        ...{ createdAt: at(0), lastUsedAt: at(7), expiresAt: at(7 + WEEK) },
      },
    ]);
    expect((await harness.execute(tom, LIST)).data.viewer.authorizedApps).toEqual([]);
  });

  it("end one by one: the app is out, another one is not, and it is on record", async () => {
    const first = await getTokens(harness, mara);
    const second = await getTokens(harness, mara);
    await harness.admin`truncate auth.outbox`;
    const appId = first.claims["sid"];
    const { data } = await harness.execute(mara, REVOKE_APP, { appId });
    expect(data).toEqual({ revokeApp: { appId, userErrors: [] } });
    expect([await isActive(first.claims), await isActive(second.claims)]).toEqual([false, true]);
    expect((await refresh(harness, first.refreshToken)).status).toBe(400);
    expect((await harness.execute(mara, LIST)).data.viewer.authorizedApps).toHaveLength(1);
    const agent = { kind: "ACCOUNT", accountId: maraId, clientId: null, roles: ["USER"] };
    expect((await drainOutbox(harness.admin))[0]).toEqual(
      auditRow(tenants.northwind, {
        ...{ category: "SIGN_OUT", action: "token-family:end", outcome: "SUCCESS", agent },
        ...{ entityType: "TokenFamily", entityId: appId, detail: { reason: "REVOKED_BY_ACCOUNT" } },
      }),
    );
  });

  it.each<[string, () => Promise<string>]>([
    ["that is no id", async () => "mine"],
    ["that is not there", async () => newId()],
    ["that acts for somebody else", async () => String((await getTokens(harness, tom)).claims["sid"])],
    [
      "whose access has ended",
      async () => {
        const { refreshToken, claims } = await getTokens(harness, mara);
        await revoke(refreshToken);
        return String(claims["sid"]);
      },
    ],
  ])("answer one %s as missing, and nothing ends", async (_name, idOf) => {
    const appId = await idOf();
    const before = await told();
    const { data } = await harness.execute(mara, REVOKE_APP, { appId });
    const message = "No such app acts for you; its access may have ended already.";
    expect(data.revokeApp).toEqual({
      appId: null,
      userErrors: [{ code: "APP_NOT_FOUND", message, field: "input.appId" }],
    });
    expect(await told(before.cursor)).toMatchObject({ revocations: [] });
  });

  it("are all out at once when their owner signs out everywhere", async () => {
    const { claims } = await getTokens(harness, mara);
    const others = await getTokens(harness, tom);
    await harness.execute(mara, "mutation { signOutEverywhere(input: {}) { endedSessions } }");
    expect([await isActive(claims), await isActive(others.claims)]).toEqual([false, true]);
    expect((await told()).revocations.map(({ kind, subject }) => [kind, subject])).toEqual([
      ["FAMILY", claims["sid"]],
      ["ACCOUNT", maraId],
    ]);
    // What is allowed a second later is not meant.
    harness.setSeconds(1);
    const again = await getTokens(harness, await beginSession(harness, "mara@patients.example"));
    expect(await isActive(again.claims)).toBe(true);
  });
});
