import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startFaultyProxy } from "#shared/testing/faulty-proxy.ts";
import { describeWithRedis } from "#shared/testing/redis.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { KEPT_MS } from "../services/session-cache.ts";
import { KNOWLEDGE_LIFETIME_MS } from "../services/session-endings.ts";
import { signIn, verifySession } from "./sessions.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness } from "./world.ts";

const MARA = "mara@patients.example";
const TOM = "tom@patients.example";
const LENA = "lena@practitioners.example";
/** Longer than what is known of endings counts. */
const A_MOMENT_MS = KNOWLEDGE_LIFETIME_MS + 1;

describeWithRedis("answers about sessions in Redis", (redisUrl) => {
  /** Two processes on one database and one Redis, and one without. */
  let here: AuthHarness;
  let there: AuthHarness;
  let without: AuthHarness;
  let redis: Redis;
  let maraId: string;
  let lenaId: string;
  let nowMs = 0;
  const now = (): number => nowMs;
  // This machine may be busy: only Redis that hangs may be found too slow.
  const cacheTimes = { now, patienceMs: 20_000 };

  beforeAll(async () => {
    redis = new Redis(redisUrl);
    here = await startAuth({ redisUrl, cacheTimes });
    there = await startAuth({ database: here.database, redisUrl, cacheTimes });
    without = await startAuth({ database: here.database });
    const { northwind: tenantId } = await insertTenants(here.admin);
    maraId = await insertAccount(here.admin, { tenantId, email: MARA });
    await insertAccount(here.admin, { tenantId, email: TOM });
    lenaId = await insertAccount(here.admin, {
      ...{ tenantId, email: LENA, roles: ["PRACTITIONER"], practitionerId: newId() },
    });
  });
  afterAll(async () => {
    redis.disconnect();
    await without.stop();
    await there.stop();
    await here.stop();
  });
  beforeEach(async () => {
    // Whatever a test before has learnt is past.
    nowMs += 1_000_000;
    for (const harness of [here, there]) harness.setMinutes(0);
    await here.admin`truncate auth.session, auth.session_ending, auth.outbox, auth.attempt_limit cascade`;
    await here.admin`update auth.account set disabled_at = null, roles = '{USER}' where email <> ${LENA}`;
    await here.admin`truncate auth.session_ending`;
  });

  async function begin(email = MARA): Promise<string> {
    const { sessionId } = await signIn(here, { email });
    if (sessionId === null) throw new Error("There is no session.");
    return sessionId;
  }

  interface Asked {
    readonly accountId: string | null;
    readonly statements: number;
  }

  async function ask(harness: AuthHarness, sessionId: string): Promise<Asked> {
    harness.statements.clear();
    const { viewer } = await verifySession(harness, sessionId);
    return { accountId: viewer?.accountId ?? null, statements: harness.statements.list.length };
  }

  /** Has both processes know the session, and be fresh about endings. */
  async function beginKnown(email = MARA, accountId = maraId): Promise<string> {
    const sessionId = await begin(email);
    for (const harness of [here, there]) {
      await vi.waitFor(async () => {
        // A busy machine may have cost a connection: past the rest that follows, it is there again.
        nowMs += 2_000;
        for (const known of [here, there]) await ask(known, sessionId);
        expect(await ask(harness, sessionId)).toEqual({ accountId, statements: 0 });
      });
    }
    return sessionId;
  }

  async function signOut(sessionId: string): Promise<void> {
    const { viewer } = await verifySession(here, sessionId);
    if (viewer === null) throw new Error("There is no session.");
    const { data } = await here.execute(viewer, "mutation { signOut { isSignedOut } }");
    expect(data.signOut.isSignedOut).toBe(true);
  }

  function keyOf(sessionId: string): string {
    return `clinic:session:${hashSecret(sessionId)}`;
  }

  it("are told without a statement, to each process, until they are half a minute old", async () => {
    const sessionId = await beginKnown();
    here.setMinutes((KEPT_MS - 1) / 60_000);
    expect(await ask(here, sessionId)).toEqual({ accountId: maraId, statements: 0 });
    here.setMinutes(KEPT_MS / 60_000);
    expect((await ask(here, sessionId)).statements).toBeGreaterThan(0);
  });

  it("spare nearly all statements: ten sessions asked for fifty times each within a moment", async () => {
    const sessionIds: string[] = [];
    while (sessionIds.length < 10) sessionIds.push(await begin());
    const count = async (harness: AuthHarness): Promise<number> => {
      harness.statements.clear();
      for (let round = 0; round < 50; round += 1)
        for (const sessionId of sessionIds) await verifySession(harness, sessionId);
      return harness.statements.list.length;
    };
    const [spent, each] = [await count(there), (await ask(without, sessionIds[0] ?? "")).statements];
    expect(await count(without)).toBe(500 * each);
    // Each session once, and what has ended once.
    expect(spent).toBe(10 * each + 1);
  });

  it("hold no secret, and are gone by themselves", async () => {
    const sessionId = await beginKnown();
    const kept = (await redis.get(keyOf(sessionId))) ?? "";
    for (const secret of [sessionId, maraId, "USER", hashSecret(sessionId)])
      expect(kept).not.toContain(secret);
    const leftMs = await redis.pttl(keyOf(sessionId));
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(KEPT_MS);
  });

  it("are removed by an end: it is refused at once, everywhere", async () => {
    const sessionId = await beginKnown();
    await signOut(sessionId);
    expect(await redis.exists(keyOf(sessionId))).toBe(0);
    for (const harness of [here, there]) expect((await ask(harness, sessionId)).accountId).toBeNull();
  });

  it("are not believed after an end, also when Redis has lost it: not for longer than a third of a second", async () => {
    const sessionId = await beginKnown();
    const kept = (await redis.get(keyOf(sessionId))) ?? "";
    await signOut(sessionId);
    await redis.set(keyOf(sessionId), kept);
    expect((await ask(here, sessionId)).accountId).toBeNull();
    nowMs += A_MOMENT_MS;
    expect((await ask(there, sessionId)).accountId).toBeNull();
    // Nor later, while it could still be there.
    await redis.set(keyOf(sessionId), kept);
    nowMs += A_MOMENT_MS;
    for (const harness of [here, there, there, here]) {
      expect((await ask(harness, sessionId)).accountId).toBeNull();
    }
    await redis.del(keyOf(sessionId));
  });

  it("are not believed by a process that was not asked for a long time", async () => {
    const sessionId = await beginKnown();
    const kept = (await redis.get(keyOf(sessionId))) ?? "";
    await signOut(sessionId);
    nowMs += 60_000;
    await redis.set(keyOf(sessionId), kept);
    for (const harness of [there, there, here]) expect((await ask(harness, sessionId)).accountId).toBeNull();
    await redis.del(keyOf(sessionId));
  });

  it.each([
    ["disables the account", "update auth.account set disabled_at = now() where email = $1", null],
    [
      "removes the session",
      "delete from auth.session where account_id = (select id from auth.account where email = $1)",
      null,
    ],
    ["changes the roles", "update auth.account set roles = '{ANALYST}' where email = $1", ["ANALYST"]],
  ])("follow within a moment when an operator %s in the database", async (_name, statement, roles) => {
    const sessionId = await beginKnown();
    await here.admin.unsafe(statement, [MARA]);
    nowMs += A_MOMENT_MS;
    for (const harness of [here, there]) {
      expect((await verifySession(harness, sessionId)).viewer?.roles ?? null).toEqual(roles);
    }
  });

  it("tell at once of a glass that was broken, and of its end", async () => {
    const sessionId = await beginKnown(LENA, lenaId);
    const purposeNow = async (harness: AuthHarness): Promise<string | null> =>
      (await verifySession(harness, sessionId)).viewer?.breakGlass?.purpose ?? null;
    const execute = async (document: string): Promise<void> => {
      const { viewer } = await verifySession(here, sessionId);
      const { errors } = await here.execute(viewer ?? ANONYMOUS, document);
      expect(errors).toBeUndefined();
    };
    expect(await purposeNow(here)).toBeNull();
    await execute(`mutation { breakGlass(input: { patientId: "${lenaId}", purpose: SAFEGUARDING,
      justification: "A child has to be protected." }) { userErrors { code } } }`);
    expect(await purposeNow(here)).toBe("SAFEGUARDING");
    nowMs += A_MOMENT_MS;
    expect(await purposeNow(there)).toBe("SAFEGUARDING");
    await execute("mutation { endBreakGlass { userErrors { code } } }");
    expect(await purposeNow(here)).toBeNull();
    nowMs += A_MOMENT_MS;
    expect(await purposeNow(there)).toBeNull();
  });

  it("make nobody somebody else when they are moved, changed or made up", async () => {
    const [mara, tom] = [await beginKnown(), await begin(TOM)];
    const { accountId: tomId } = await ask(here, tom);
    expect(tomId).not.toBe(maraId);
    const marasAnswer = (await redis.get(keyOf(mara))) ?? "";
    for (const forged of [marasAnswer, `${marasAnswer}x`, JSON.stringify({ viewer: {} }), ""]) {
      await redis.set(keyOf(tom), forged);
      expect((await ask(here, tom)).accountId).toBe(tomId);
    }
  });

  it("do not keep a session from being renewed each minute of its use", async () => {
    const sessionId = await begin();
    const renewals: boolean[] = [];
    for (const minutes of [0, 0.4, 0.8, 1, 1.4, 1.8, 2]) {
      here.setMinutes(minutes);
      renewals.push((await verifySession(here, sessionId)).cookie !== null);
    }
    expect(renewals).toEqual([false, false, false, true, false, false, true]);
  });

  it.each(["hang", "drop"] as const)("are missed and nothing else when Redis does %s", async (mode) => {
    const proxy = await startFaultyProxy(Number(new URL(redisUrl).port || 6379));
    const port = String(proxy.port);
    const process = await startAuth({
      database: here.database,
      redisUrl: `redis://127.0.0.1:${port}`,
      cacheTimes: { now, patienceMs: mode === "hang" ? 50 : 20_000 },
    });
    try {
      const sessionId = await begin();
      for (let time = 0; time < 2; time += 1) expect((await ask(process, sessionId)).accountId).toBe(maraId);
      proxy.setMode(mode);
      const asked = await ask(process, sessionId);
      expect(asked.accountId).toBe(maraId);
      expect(asked.statements).toBeGreaterThan(0);
      const { viewer } = await verifySession(process, sessionId);
      if (viewer === null) throw new Error("There is no session.");
      expect((await process.execute(viewer, "mutation { signOut { isSignedOut } }")).errors).toBeUndefined();
      expect((await ask(process, sessionId)).accountId).toBeNull();
      // Whoever still has Redis has an answer that could not be removed, and does not believe it.
      nowMs += A_MOMENT_MS;
      expect((await ask(here, sessionId)).accountId).toBeNull();
    } finally {
      await process.stop();
      await proxy.close();
    }
  });
});
