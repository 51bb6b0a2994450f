import { describe, expect, it } from "vitest";
import { ANONYMOUS, PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { ADMIN, MARA, useFactorWorld } from "./factor-world.ts";
import { accountAgent, auditRow, drainOutbox, recorded } from "./outbox.ts";
import { problemsOf } from "./passkey-flow.ts";
import { FORGERIES } from "./passkey-forgeries.ts";
import { isInForce } from "./sessions.ts";
import { SoftAuthenticator, type Liberties } from "./soft-authenticator.ts";

const FROM = "192.0.2.7";

const world = useFactorWorld();
const { optionsFor, register, send, showPassword, signedIn, use, viewerOf } = world;

describe("signInWithPasskey", () => {
  it("signs in without a password, with the second factor shown, under a new id, and puts it on record", async () => {
    const { authenticator, passkeyId } = await register(await signedIn(ADMIN));
    world.harness.setMinutes(1);
    const answer = await use(ANONYMOUS, "SIGN_IN", authenticator);
    expect(answer).toMatchObject({
      viewer: { account: { email: ADMIN }, roles: ["ADMIN"] },
      userErrors: [],
    });
    expect(await viewerOf(answer.sessionId)).toMatchObject({
      accountId: world.ids.admin,
      roles: ["ADMIN"],
      mfaAt: world.harness.now().toISOString(),
    });
    expect(await drainOutbox(world.harness.admin)).toEqual([
      auditRow(
        world.tenants.northwind,
        {
          category: "SIGN_IN",
          action: "session:create",
          outcome: "SUCCESS",
          agent: accountAgent(world.ids.admin, ["ADMIN"]),
          entityId: world.ids.admin,
          detail: { secondFactor: "PASSKEY", passkeyId, isPasswordless: true },
        },
        world.harness.now(),
      ),
    ]);
    expect(await world.harness.admin`select sign_count::int, last_used_at from auth.passkey`).toEqual([
      { sign_count: 2, last_used_at: world.harness.now() },
    ]);
  });

  it("names no passkey, and asks for one that verifies its user", async () => {
    await register(await signedIn(MARA));
    const begun = await send(ANONYMOUS, "beginPasskeyAuthentication", { purpose: "SIGN_IN" });
    expect(begun.expiresAt).toBe("2026-03-09T10:05:00.000Z");
    expect(JSON.parse(begun.options ?? "")).toEqual({
      rpId: "localhost",
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      allowCredentials: [],
      timeout: 300_000,
      userVerification: "required",
    });
  });

  it("ends the session, and the sign-in that waits, of the same browser", async () => {
    const { authenticator, sessionId: before } = await register(await signedIn(MARA));
    const pending = await showPassword(ADMIN);
    const first = await use(await viewerOf(before), "SIGN_IN", authenticator);
    const second = await use(pending.viewer, "SIGN_IN", authenticator);
    expect(await isInForce(world.harness, before)).toBe(false);
    expect(await isInForce(world.harness, pending.sessionId)).toBe(false);
    expect(await viewerOf(second.sessionId)).toMatchObject({ accountId: world.ids.mara });
    expect(new Set([before, pending.sessionId, first.sessionId, second.sessionId]).size).toBe(4);
  });

  it("takes a challenge once, though five requests bring the same answer at once", async () => {
    const authenticator = new SoftAuthenticator({ keepsCounter: false });
    await register(await signedIn(MARA), authenticator);
    const response = authenticator.get(await optionsFor(ANONYMOUS, "SIGN_IN"));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send(ANONYMOUS, "signInWithPasskey", { response })),
    );
    expect(answers.filter(({ sessionId }) => sessionId !== null)).toHaveLength(1);
    expect(problemsOf(await send(ANONYMOUS, "signInWithPasskey", { response }))).toEqual(["INVALID_PASSKEY"]);
  });

  it("takes a challenge for five minutes", async () => {
    const { authenticator } = await register(await signedIn(MARA));
    const early = await optionsFor(ANONYMOUS, "SIGN_IN");
    const late = await optionsFor(ANONYMOUS, "SIGN_IN");
    world.harness.setMinutes(4.99);
    const inTime = await send(ANONYMOUS, "signInWithPasskey", { response: authenticator.get(early) });
    expect(problemsOf(inTime)).toEqual([]);
    world.harness.setMinutes(5);
    const overdue = await send(ANONYMOUS, "signInWithPasskey", { response: authenticator.get(late) });
    expect(problemsOf(overdue)).toEqual(["INVALID_PASSKEY"]);
  });

  it.each(FORGERIES)("refuses %s, and is on record", async (_what, liberties, reason) => {
    const { authenticator } = await register(await signedIn(MARA));
    const answer = await use(ANONYMOUS, "SIGN_IN", authenticator, liberties);
    expect(answer).toEqual({
      viewer: null,
      userErrors: [{ code: "INVALID_PASSKEY", field: "input.response" }],
      sessionId: null,
    });
    expect(await recorded(world.harness.admin)).toMatchObject([
      { category: "SIGN_IN", action: "session:create", outcome: "FAILURE", detail: { reason } },
    ]);
    // What was wrong about it was that alone.
    await world.harness.admin`update auth.passkey set sign_count = 0`;
    expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator))).toEqual([]);
  });

  it("refuses a copy as soon as both are used, and says in the account's log that there is one", async () => {
    const { authenticator, passkeyId } = await register(await signedIn(MARA));
    const copy = authenticator.clone();
    expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", copy))).toEqual([]);
    await world.harness.admin`truncate auth.outbox`;
    expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator))).toEqual(["INVALID_PASSKEY"]);
    expect(await drainOutbox(world.harness.admin)).toEqual([
      auditRow(world.tenants.northwind, {
        category: "SIGN_IN",
        action: "session:create",
        outcome: "FAILURE",
        entityId: world.ids.mara,
        detail: { reason: "PASSKEY_COUNTER_WENT_BACK", passkeyId },
      }),
    ]);
    expect(await world.harness.admin`select sign_count::int from auth.passkey`).toEqual([{ sign_count: 2 }]);
  });

  it("takes one that keeps no counter again and again", async () => {
    const authenticator = new SoftAuthenticator({ keepsCounter: false });
    await register(await signedIn(MARA), authenticator);
    for (let count = 0; count < 3; count += 1)
      expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator))).toEqual([]);
  });

  it("refuses what it does not know, as nobody's, and a removed passkey like it", async () => {
    const { authenticator, passkeyId, sessionId } = await register(await signedIn(MARA));
    expect(problemsOf(await send(await viewerOf(sessionId), "removePasskey", { passkeyId }))).toEqual([]);
    await world.harness.admin`truncate auth.outbox`;
    const removed = await use(ANONYMOUS, "SIGN_IN", authenticator);
    const unknown = await use(ANONYMOUS, "SIGN_IN", SoftAuthenticator.withId(authenticator.credentialId));
    expect([removed, unknown].map(problemsOf)).toEqual([["INVALID_PASSKEY"], ["INVALID_PASSKEY"]]);
    const refusal = auditRow(PLATFORM_TENANT_ID, {
      category: "SIGN_IN",
      action: "session:create",
      outcome: "FAILURE",
      detail: { reason: "PASSKEY_UNKNOWN" },
    });
    expect(await drainOutbox(world.harness.admin)).toEqual([refusal, refusal]);
  });

  it("needs an authenticator that names its account", async () => {
    const { authenticator } = await register(await signedIn(MARA));
    expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator, { userHandle: null }))).toEqual([
      "INVALID_PASSKEY",
    ]);
  });

  it("signs in to no account that is disabled", async () => {
    const { authenticator } = await register(await signedIn(MARA));
    await world.harness.admin`update auth.account set disabled_at = now() where id = ${world.ids.mara}`;
    try {
      expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator))).toEqual(["INVALID_PASSKEY"]);
      expect(await recorded(world.harness.admin)).toMatchObject([{ detail: { reason: "ACCOUNT_DISABLED" } }]);
    } finally {
      await world.harness.admin`update auth.account set disabled_at = null where id = ${world.ids.mara}`;
    }
  });

  it("looks at none of a network after thirty wrong ones, and the right ones are taken back", async () => {
    const { authenticator } = await register(await signedIn(MARA));
    const attempt = async (liberties: Liberties) => {
      const response = authenticator.get(await optionsFor(ANONYMOUS, "SIGN_IN"), liberties);
      return problemsOf(await send(ANONYMOUS, "signInWithPasskey", { response }, FROM));
    };
    expect(await attempt({})).toEqual([]);
    for (let count = 0; count < 30; count += 1)
      expect(await attempt({ isUserVerified: false })).toEqual(["INVALID_PASSKEY"]);
    await world.harness.admin`truncate auth.outbox`;
    expect(await attempt({})).toEqual(["TOO_MANY_ATTEMPTS"]);
    expect(await recorded(world.harness.admin)).toMatchObject([
      { outcome: "FAILURE", entityId: null, detail: { reason: "TOO_MANY_ATTEMPTS", retryAfterSeconds: 1 } },
    ]);
    world.harness.setSeconds(2);
    expect(await attempt({})).toEqual([]);
  });

  it("is one attempt an operation", async () => {
    const { authenticator } = await register(await signedIn(MARA));
    const response = authenticator.get(await optionsFor(ANONYMOUS, "SIGN_IN"));
    const { errors } = await world.harness.execute(
      ANONYMOUS,
      `mutation ($input: SignInWithPasskeyInput!) {
        a: signInWithPasskey(input: $input) { userErrors { code } }
        b: signInWithPasskey(input: $input) { userErrors { code } } }`,
      { input: { response } },
    );
    expect(errors?.map(({ path, extensions }) => [path, extensions["code"]])).toEqual([
      [["b"], "VALIDATION_ERROR"],
    ]);
  });

  it.each([["{}"], ["no JSON"], ["null"], ["[]"], ["x".repeat(16_385)], ['{"id":"AA","rawId":"AA"}']])(
    "refuses what no browser answers: %s",
    async (response) => {
      const { errors } = await world.harness.execute(
        ANONYMOUS,
        "mutation ($input: SignInWithPasskeyInput!) { signInWithPasskey(input: $input) { userErrors { code } } }",
        { input: { response } },
      );
      expect(errors).toMatchObject([
        { extensions: { code: "VALIDATION_ERROR", fields: [{ field: "input.response" }] } },
      ]);
    },
  );

  it("keeps no challenge for long", async () => {
    for (let count = 0; count < 3; count += 1) await optionsFor(ANONYMOUS, "SIGN_IN");
    world.harness.setMinutes(5);
    await optionsFor(ANONYMOUS, "SIGN_IN");
    expect(await world.harness.admin`select created_at from auth.passkey_challenge`).toEqual([
      { created_at: world.harness.now() },
    ]);
  });
});
