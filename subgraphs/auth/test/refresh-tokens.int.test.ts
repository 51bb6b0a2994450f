import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { askTokens, beginSession, getTokens, refresh, type TokenAnswer } from "./app-flow.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import {
  CLIENT_SECRET,
  insertAccount,
  insertApp,
  insertTenants,
  START,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

const DAY_SECONDS = 86_400;
const MARA = "mara@patients.example";

let harness: AuthHarness;
let tenants: Tenants;
let maraId: string;
let appRowId: string;
let mara: Viewer;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
  const { northwind: tenantId } = tenants;
  maraId = await insertAccount(harness.admin, { tenantId, email: MARA });
  appRowId = await insertApp(harness.admin, { tenantId, clientId: "clinic-app" });
  await insertApp(harness.admin, { tenantId, clientId: "other-app" });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.token_family cascade`;
  mara = await beginSession(harness, MARA);
});

interface Live {
  readonly families: number;
  readonly tokens: number;
}

/** Families in force, and refresh tokens of them that are good. */
async function live(): Promise<Live> {
  const [row] = await harness.admin<[Live]>`
    select count(distinct f.id)::int as families, count(t.id)::int as tokens
    from auth.token_family f left join auth.refresh_token t on t.family_id = f.id and t.rotated_at is null
    where f.revoked_at is null and f.expires_at > ${harness.now().toISOString()}`;
  return row;
}

async function expectRefusal(attempt: () => Promise<TokenAnswer>, reason: string): Promise<void> {
  await harness.admin`truncate auth.outbox`;
  const answer = await attempt();
  expect([answer.status, answer.error, answer.accessToken]).toEqual([400, "invalid_grant", ""]);
  const [row] = await drainOutbox(harness.admin);
  expect(row).toMatchObject({ payload: { action: "token:refresh", outcome: "FAILURE", detail: { reason } } });
}

describe("a refresh token", () => {
  it("is exchanged for a new access token and the next refresh token of the same family", async () => {
    const first = await getTokens(harness, mara);
    harness.setSeconds(600);
    await harness.admin`truncate auth.outbox`;
    const next = await refresh(harness, first.refreshToken);
    expect(next).toMatchObject({ status: 200, scope: first.scope });
    expect(next.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect(next.claims).toMatchObject({
      sub: maraId,
      sid: first.claims["sid"],
      exp: START.getTime() / 1000 + 1_200,
    });
    expect(next.claims["jti"]).not.toBe(first.claims["jti"]);
    expect(await live()).toEqual({ families: 1, tokens: 1 });
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(
        tenants.northwind,
        {
          ...{ category: "SIGN_IN", action: "token:refresh", outcome: "SUCCESS" },
          agent: { kind: "ACCOUNT", accountId: maraId, clientId: "clinic-app", roles: ["USER"] },
          ...{ entityType: "TokenFamily", entityId: first.claims["sid"] },
        },
        harness.now(),
      ),
    ]);
  });

  it("is answered by the same next one when it comes again within ten seconds", async () => {
    const first = await getTokens(harness, mara);
    const next = await refresh(harness, first.refreshToken);
    harness.setSeconds(10);
    const again = await refresh(harness, first.refreshToken);
    expect(again).toMatchObject({ status: 200, refreshToken: next.refreshToken });
    expect(again.claims["jti"]).not.toBe(next.claims["jti"]);
    // Also when the next one was exchanged meanwhile: what is good now is told.
    const afterNext = await refresh(harness, next.refreshToken);
    expect(await refresh(harness, first.refreshToken)).toMatchObject({
      refreshToken: afterNext.refreshToken,
    });
    expect(await live()).toEqual({ families: 1, tokens: 1 });
  });

  it("ends the family when it comes again later, and that is on record", async () => {
    const first = await getTokens(harness, mara);
    const next = await refresh(harness, first.refreshToken);
    harness.setSeconds(10.001);
    await harness.admin`truncate auth.outbox`;
    const stolen = await refresh(harness, first.refreshToken);
    expect([stolen.status, stolen.error]).toEqual([400, "invalid_grant"]);
    const detail = { reason: "REFRESH_TOKEN_REUSED" };
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(
        tenants.northwind,
        {
          ...{ category: "SIGN_IN", action: "token:refresh", outcome: "FAILURE" },
          ...{ entityType: "OAuthClient", entityId: appRowId, detail },
        },
        harness.now(),
      ),
      auditRow(
        tenants.northwind,
        {
          ...{ category: "SIGN_OUT", action: "token-family:end", outcome: "SUCCESS" },
          ...{ entityType: "TokenFamily", entityId: first.claims["sid"], detail },
        },
        harness.now(),
      ),
    ]);
    expect(await live()).toEqual({ families: 0, tokens: 0 });
    await expectRefusal(() => refresh(harness, next.refreshToken), "FAMILY_ENDED");
    await expectRefusal(() => refresh(harness, first.refreshToken), "FAMILY_ENDED");
  });

  it("signs nobody out when fifty requests bring it at the same time", async () => {
    const first = await getTokens(harness, mara);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(harness, first.refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    expect(await live()).toEqual({ families: 1, tokens: 1 });
    expect(await harness.admin`select id from auth.refresh_token`).toHaveLength(2);
    harness.setSeconds(3_600);
    expect((await refresh(harness, answers[0]?.refreshToken ?? "")).status).toBe(200);
  });

  it("is worth nothing to another client, and is not used up by it", async () => {
    const { refreshToken } = await getTokens(harness, mara);
    await expectRefusal(() => refresh(harness, refreshToken, { client_id: "other-app" }), "OTHER_CLIENT");
    await expectRefusal(() => refresh(harness, "a".repeat(43)), "UNKNOWN_REFRESH_TOKEN");
    expect(await refresh(harness, refreshToken, { client_secret: CLIENT_SECRET })).toMatchObject({
      status: 401,
    });
    expect((await refresh(harness, refreshToken)).status).toBe(200);
  });

  it("can be narrowed each time, and never widened", async () => {
    const first = await getTokens(harness, mara, { scope: "viewer:read account:read" });
    const narrow = await refresh(harness, first.refreshToken, { scope: "viewer:read" });
    expect(narrow).toMatchObject({ status: 200, scope: "viewer:read" });
    harness.setSeconds(60);
    // What is asked for too much uses nothing up.
    const wide = await refresh(harness, narrow.refreshToken, { scope: "viewer:read session:end" });
    expect([wide.status, wide.error]).toEqual([400, "invalid_scope"]);
    const whole = await refresh(harness, narrow.refreshToken);
    expect(whole).toMatchObject({ status: 200, scope: "viewer:read account:read" });
  });

  it("gives no scope that the client has lost", async () => {
    const { refreshToken } = await getTokens(harness, mara);
    await harness.admin`update auth.oauth_client set scopes = '{viewer:read}' where id = ${appRowId}`;
    try {
      expect((await refresh(harness, refreshToken)).scope).toBe("viewer:read");
    } finally {
      await harness.admin`update auth.oauth_client set scopes = '{viewer:read,account:read,session:end}' where id = ${appRowId}`;
    }
  });
});

describe("a family of tokens", () => {
  it("ends after seven days without use", async () => {
    const used = await getTokens(harness, mara);
    const idle = await getTokens(harness, mara);
    harness.setSeconds(6 * DAY_SECONDS);
    const { refreshToken } = await refresh(harness, used.refreshToken);
    harness.setSeconds(7 * DAY_SECONDS);
    await expectRefusal(() => refresh(harness, idle.refreshToken), "FAMILY_ENDED");
    harness.setSeconds(13 * DAY_SECONDS - 1);
    expect((await refresh(harness, refreshToken)).status).toBe(200);
  });

  it("ends after thirty days whatever its use", async () => {
    let { refreshToken } = await getTokens(harness, mara);
    for (let day = 5; day < 30; day += 5) {
      harness.setSeconds(day * DAY_SECONDS);
      ({ refreshToken } = await refresh(harness, refreshToken));
    }
    harness.setSeconds(30 * DAY_SECONDS);
    await expectRefusal(() => refresh(harness, refreshToken), "FAMILY_ENDED");
  });

  it.each([
    ["the account is disabled", "disabled_at = now()", "disabled_at = null", "ACCOUNT_DISABLED"],
    ["the roles of the account change", "roles = '{USER,ADMIN}'", "roles = '{USER}'", "ROLES_CHANGED"],
  ])("ends when %s", async (_name, change, back, reason) => {
    const { refreshToken } = await getTokens(harness, mara);
    await harness.admin.unsafe(`update auth.account set ${change} where email = '${MARA}'`);
    try {
      await expectRefusal(() => refresh(harness, refreshToken), reason);
    } finally {
      await harness.admin.unsafe(`update auth.account set ${back} where email = '${MARA}'`);
    }
    await expectRefusal(() => refresh(harness, refreshToken), "FAMILY_ENDED");
  });

  it("ends, and so do codes that wait, when its owner signs out everywhere", async () => {
    const { refreshToken } = await getTokens(harness, mara);
    await getTokens(harness, mara, { client_id: "other-app" });
    await harness.admin`truncate auth.outbox`;
    const answer = await harness.execute(
      mara,
      "mutation { signOutEverywhere(input: { keepsCurrent: true }) { endedSessions userErrors { code } } }",
    );
    expect(answer.data).toMatchObject({ signOutEverywhere: { userErrors: [] } });
    expect(await live()).toEqual({ families: 0, tokens: 0 });
    const [entry] = await drainOutbox(harness.admin);
    expect(entry).toMatchObject({ payload: { detail: { reason: "SIGNED_OUT_EVERYWHERE", apps: 2 } } });
    await expectRefusal(() => refresh(harness, refreshToken), "FAMILY_ENDED");
  });

  it("is forgotten with its tokens a day after it ended", async () => {
    await getTokens(harness, mara);
    harness.setSeconds(8 * DAY_SECONDS + 1);
    await getTokens(harness, await beginSession(harness, MARA));
    expect(await harness.admin`select id from auth.token_family`).toHaveLength(1);
    expect(await harness.admin`select id from auth.refresh_token`).toHaveLength(1);
  });
});

const STEPS = 14;
/** The same in every run. */
const WALKS = fc.sample(
  fc.array(
    fc.record({
      waitSeconds: fc.nat(7),
      /** Which of the tokens that were given out so far, counted from the newest. */
      back: fc.nat(2),
      /** How many bring it at the same time. */
      count: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: STEPS, maxLength: STEPS },
  ),
  { seed: 20_261_127, numRuns: 12 },
);

/** True when a refresh token was exchanged more than ten seconds ago. */
async function isLate(token: string): Promise<boolean> {
  const [row] = await harness.admin<{ late: boolean }[]>`
    select coalesce(${harness.now().toISOString()} - rotated_at > interval '10 seconds', false) as late
    from auth.refresh_token where token_hash = ${hashSecret(token)}`;
  return row?.late === true;
}

describe("whatever order tokens are presented in", () => {
  it("leaves one live token at most, and none once one came back too late", async () => {
    let seconds = 0;
    for (const walk of WALKS) {
      seconds += DAY_SECONDS;
      harness.setSeconds(seconds);
      await harness.admin`truncate auth.token_family cascade`;
      const first = await getTokens(harness, await beginSession(harness, MARA));
      const tokens = [first.refreshToken];
      let isDead = false;
      for (const { waitSeconds, back, count } of walk) {
        seconds += waitSeconds;
        harness.setSeconds(seconds);
        const presented = tokens[Math.max(0, tokens.length - 1 - back)] ?? "";
        isDead ||= await isLate(presented);
        const answers = await Promise.all(Array.from({ length: count }, () => refresh(harness, presented)));
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => (isDead ? 400 : 200)));
        expect(await live()).toEqual(isDead ? { families: 0, tokens: 0 } : { families: 1, tokens: 1 });
        const next = answers[0]?.refreshToken ?? "";
        if (!isDead && !tokens.includes(next)) tokens.push(next);
      }
      expect(await harness.admin`select id from auth.refresh_token`).toHaveLength(tokens.length);
    }
  }, 120_000);
});

describe("a confidential client", () => {
  it("refreshes with its secret, and not without", async () => {
    const secretHash = hashSecret(CLIENT_SECRET);
    await harness.admin`update auth.oauth_client set secret_hash = ${secretHash} where client_id = 'other-app'`;
    try {
      const { status } = await getTokens(harness, mara, { client_id: "other-app" });
      expect(status).toBe(401);
      const unknown = { grant_type: "refresh_token", refresh_token: "b".repeat(43) };
      const client = { client_id: "other-app", client_secret: CLIENT_SECRET };
      expect(await askTokens(harness, { ...client, ...unknown })).toMatchObject({
        status: 400,
        error: "invalid_grant",
      });
    } finally {
      await harness.admin`update auth.oauth_client set secret_hash = null where client_id = 'other-app'`;
    }
  });
});
