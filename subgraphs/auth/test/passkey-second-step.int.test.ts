import { describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { WRONG } from "./factor-flow.ts";
import { ADMIN, LENA, MARA, useFactorWorld } from "./factor-world.ts";
import { recorded } from "./outbox.ts";
import { problemsOf } from "./passkey-flow.ts";
import { FORGERIES_OF_EACH_KIND } from "./passkey-forgeries.ts";
import { codeOf, completeSignIn, isInForce } from "./sessions.ts";
import type { SoftAuthenticator } from "./soft-authenticator.ts";
import { START } from "./world.ts";

const world = useFactorWorld();
const { optionsFor, register, send, showPassword, signedIn, use, viewerOf } = world;

describe("completeSignInWithPasskey", () => {
  const pendingMara = async () => {
    const registered = await register(await signedIn(MARA));
    return { ...registered, pending: await showPassword(MARA) };
  };

  it("signs in after the password, under a new id, and puts it on record", async () => {
    const { authenticator, passkeyId, pending } = await pendingMara();
    expect(pending.viewer).toEqual({ ...ANONYMOUS, sessionHash: expect.any(String) });
    const answer = await use(pending.viewer, "COMPLETE_SIGN_IN", authenticator);
    expect(answer.viewer).toEqual({ account: { email: MARA }, roles: ["USER"] });
    expect(await viewerOf(answer.sessionId)).toMatchObject({
      accountId: world.ids.mara,
      mfaAt: START.toISOString(),
    });
    expect(await isInForce(world.harness, pending.sessionId)).toBe(false);
    expect(await recorded(world.harness.admin)).toMatchObject([
      { action: "session:create", outcome: "SUCCESS", detail: { secondFactor: "PASSKEY", passkeyId } },
    ]);
  });

  it("tells which passkeys there are, to who has shown the password only", async () => {
    const { authenticator, pending } = await pendingMara();
    const options = JSON.parse(await optionsFor(pending.viewer, "COMPLETE_SIGN_IN"));
    expect(options.allowCredentials).toEqual([
      { id: authenticator.credentialId, type: "public-key", transports: ["internal"] },
    ]);
    const admin = await showPassword(ADMIN);
    for (const [viewer, code] of [
      [ANONYMOUS, "NO_PENDING_SIGN_IN"],
      [await signedIn(ADMIN), "NO_PENDING_SIGN_IN"],
      [admin.viewer, "NO_PASSKEY"],
    ] as const) {
      const refused = await send(viewer, "beginPasskeyAuthentication", { purpose: "COMPLETE_SIGN_IN" });
      expect(refused).toMatchObject({ options: null, expiresAt: null, userErrors: [{ code }] });
    }
  });

  it.each(FORGERIES_OF_EACH_KIND)("refuses %s", async (_what, liberties, reason) => {
    const { authenticator, pending } = await pendingMara();
    const refused = await use(pending.viewer, "COMPLETE_SIGN_IN", authenticator, liberties);
    expect(problemsOf(refused)).toEqual(["INVALID_PASSKEY"]);
    expect(await recorded(world.harness.admin)).toMatchObject([
      { outcome: "FAILURE", entityId: world.ids.mara, detail: { reason } },
    ]);
  });

  it("refuses an answer to a challenge of another sign-in, of another purpose, and one that was replaced", async () => {
    const { authenticator, pending } = await pendingMara();
    const other = await showPassword(MARA);
    const answers = [
      await optionsFor(other.viewer, "COMPLETE_SIGN_IN"),
      await optionsFor(pending.viewer, "SIGN_IN"),
      await optionsFor(pending.viewer, "COMPLETE_SIGN_IN"),
    ];
    const last = await optionsFor(pending.viewer, "COMPLETE_SIGN_IN");
    for (const options of answers) {
      const response = authenticator.get(options);
      expect(problemsOf(await send(pending.viewer, "completeSignInWithPasskey", { response }))).toEqual([
        "INVALID_PASSKEY",
      ]);
    }
    const response = authenticator.get(last);
    expect(problemsOf(await send(pending.viewer, "completeSignInWithPasskey", { response }))).toEqual([]);
  });

  it("is for no other purpose: what it signs neither signs in alone nor steps up", async () => {
    const { authenticator, pending, sessionId } = await pendingMara();
    const response = authenticator.get(await optionsFor(pending.viewer, "COMPLETE_SIGN_IN"));
    expect(problemsOf(await send(ANONYMOUS, "signInWithPasskey", { response }))).toEqual(["INVALID_PASSKEY"]);
    expect(problemsOf(await send(await viewerOf(sessionId), "stepUpWithPasskey", { response }))).toEqual([
      "INVALID_PASSKEY",
    ]);
  });

  it("refuses another account's passkey, also of another tenant", async () => {
    const { pending } = await pendingMara();
    for (const email of [ADMIN, LENA]) {
      const { authenticator } = await register(await signedIn(email));
      expect(problemsOf(await use(pending.viewer, "COMPLETE_SIGN_IN", authenticator))).toEqual([
        "INVALID_PASSKEY",
      ]);
    }
  });

  it("is over after five wrong ones, and ten of an account within an hour let none be looked at", async () => {
    const { authenticator } = await pendingMara();
    const wrong = { isUserVerified: false };
    for (let round = 0; round < 2; round += 1) {
      const { viewer, sessionId } = await showPassword(MARA);
      for (let count = 0; count < 5; count += 1) {
        expect(problemsOf(await use(viewer, "COMPLETE_SIGN_IN", authenticator, wrong))).toEqual([
          "INVALID_PASSKEY",
        ]);
      }
      expect(await isInForce(world.harness, sessionId)).toBe(false);
      const failures = await recorded(world.harness.admin);
      expect(failures).toHaveLength(5);
      expect(failures.at(-1)).toMatchObject({
        outcome: "FAILURE",
        detail: { reason: "PASSKEY_NOT_VERIFIED", endsSignIn: true },
      });
    }
    const { viewer } = await showPassword(MARA);
    expect(problemsOf(await use(viewer, "COMPLETE_SIGN_IN", authenticator))).toEqual([
      "TOO_MANY_WRONG_CODES",
    ]);
    // Who guesses knows the password, and does not keep the owner out, who needs none.
    expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator))).toEqual([]);
  });

  it("counts with wrong codes, and a code goes on being good beside the passkey", async () => {
    const { authenticator } = await register(await signedIn(ADMIN));
    for (let round = 0; round < 2; round += 1) {
      const { viewer } = await showPassword(ADMIN);
      for (let count = 0; count < 4; count += 1) await completeSignIn(world.harness, viewer, WRONG);
    }
    const { viewer } = await showPassword(ADMIN);
    await use(viewer, "COMPLETE_SIGN_IN", authenticator, { isUserVerified: false });
    await world.harness.admin`update auth.totp set last_used_step = null`;
    const other = await showPassword(ADMIN);
    const right = await completeSignIn(world.harness, other.viewer, codeOf(world.harness));
    expect(right.data?.completeSignIn.userErrors).toEqual([]);
    await use(viewer, "COMPLETE_SIGN_IN", authenticator, { isUserVerified: false });
    expect(problemsOf(await use(viewer, "COMPLETE_SIGN_IN", authenticator))).toEqual([
      "TOO_MANY_WRONG_CODES",
    ]);
  });

  it("is nothing for nobody, and for somebody signed in", async () => {
    const { authenticator, sessionId } = await pendingMara();
    const response = authenticator.get(await optionsFor(ANONYMOUS, "SIGN_IN"));
    for (const viewer of [ANONYMOUS, await viewerOf(sessionId)]) {
      expect(problemsOf(await send(viewer, "completeSignInWithPasskey", { response }))).toEqual([
        "NO_PENDING_SIGN_IN",
      ]);
    }
  });
});

describe("stepUpWithPasskey", () => {
  const registeredMara = async (): Promise<{ viewer: Viewer; authenticator: SoftAuthenticator }> => {
    const { authenticator, sessionId } = await register(await signedIn(MARA));
    return { viewer: await viewerOf(sessionId), authenticator };
  };

  it("lets credentials be changed again for fifteen minutes, under a new session id", async () => {
    const { viewer: before, authenticator } = await registeredMara();
    world.harness.setMinutes(20);
    const stale = await send(before, "beginPasskeyRegistration");
    expect(problemsOf(stale)).toEqual(["STEP_UP_REQUIRED"]);
    const { sessionId, validUntil } = await use(before, "STEP_UP", authenticator);
    expect(validUntil).toBe("2026-03-09T10:35:00.000Z");
    const viewer = await viewerOf(sessionId);
    expect(viewer).toMatchObject({ accountId: world.ids.mara, mfaAt: "2026-03-09T10:20:00.000Z" });
    expect(viewer.sessionHash).not.toBe(before.sessionHash);
    expect(problemsOf(await send(viewer, "beginPasskeyRegistration"))).toEqual([]);
    expect(await recorded(world.harness.admin)).toMatchObject([
      { action: "session:step-up", outcome: "SUCCESS", detail: { secondFactor: "PASSKEY" } },
    ]);
  });

  it.each(FORGERIES_OF_EACH_KIND)("refuses %s, and is on record", async (_what, liberties, reason) => {
    const { viewer, authenticator } = await registeredMara();
    const refused = await use(viewer, "STEP_UP", authenticator, liberties);
    expect(refused).toMatchObject({ validUntil: null, userErrors: [{ code: "INVALID_PASSKEY" }] });
    expect(await recorded(world.harness.admin)).toMatchObject([
      { action: "session:step-up", outcome: "FAILURE", entityId: world.ids.mara, detail: { reason } },
    ]);
  });

  it("refuses an answer to a challenge of another session", async () => {
    const { viewer, authenticator } = await registeredMara();
    const other = await use(ANONYMOUS, "SIGN_IN", authenticator);
    const response = authenticator.get(await optionsFor(await viewerOf(other.sessionId), "STEP_UP"));
    expect(problemsOf(await send(viewer, "stepUpWithPasskey", { response }))).toEqual(["INVALID_PASSKEY"]);
  });

  it("needs a passkey, and a session of one's own", async () => {
    const { viewer, authenticator } = await registeredMara();
    const lena = await signedIn(LENA);
    const token = { ...viewer, sessionHash: null };
    const begin = async (who: Viewer) =>
      problemsOf(await send(who, "beginPasskeyAuthentication", { purpose: "STEP_UP" }));
    expect(await begin(lena)).toEqual(["NO_PASSKEY"]);
    expect(await begin(token)).toEqual(["NO_SESSION"]);
    expect(await begin(ANONYMOUS)).toEqual(["NO_SESSION"]);
    const response = authenticator.get(await optionsFor(viewer, "STEP_UP"));
    expect(problemsOf(await send(lena, "stepUpWithPasskey", { response }))).toEqual(["NO_PASSKEY"]);
    expect(problemsOf(await send(token, "stepUpWithPasskey", { response }))).toEqual(["NO_SESSION"]);
  });
});
