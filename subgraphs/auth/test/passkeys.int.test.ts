import { describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { resetSecondFactor } from "../reset-second-factor.ts";
import { codesOf } from "./factor-flow.ts";
import { ADMIN, MARA, NEW_ADMIN, useFactorWorld } from "./factor-world.ts";
import { recorded } from "./outbox.ts";
import { insertPasskeys, problemsOf } from "./passkey-flow.ts";
import { codeOf, completeSignIn } from "./sessions.ts";
import { asOperator, insertTotp, START } from "./world.ts";

const world = useFactorWorld();
const { call, passkeysOf, register, send, showPassword, signedIn, use, viewerOf } = world;

describe("renamePasskey", () => {
  it("names one's own, is put on record, and finds no other", async () => {
    const { passkeyId, sessionId } = await register(await signedIn(MARA));
    const viewer = await viewerOf(sessionId);
    expect(await send(viewer, "renamePasskey", { passkeyId, name: " Telephone " })).toMatchObject({
      passkey: { id: passkeyId, name: "Telephone" },
      userErrors: [],
    });
    expect(await recorded(world.harness.admin)).toMatchObject([
      { action: "second-factor:manage", fields: ["passkeyName"], detail: { passkeyId } },
    ]);
    const admin = await signedIn(ADMIN);
    for (const [who, id] of [
      [admin, passkeyId],
      [viewer, "none"],
    ] as const) {
      const refused = await send(who, "renamePasskey", { passkeyId: id, name: "Mine" });
      expect(refused.userErrors).toEqual([{ code: "PASSKEY_NOT_FOUND", field: "input.passkeyId" }]);
    }
  });
});

describe("removePasskey", () => {
  it("leaves the password alone to sign in with when it was the last factor, and is put on record", async () => {
    const { passkeyId, sessionId } = await register(await signedIn(MARA));
    const removed = await send(await viewerOf(sessionId), "removePasskey", { passkeyId });
    expect(removed).toEqual({ passkeyId, userErrors: [], sessionId: null });
    expect(await recorded(world.harness.admin)).toMatchObject([
      { template: "SECOND_FACTOR_CHANGED" },
      { action: "second-factor:manage", fields: ["passkeys", "recoveryCodes"], detail: { passkeyId } },
    ]);
    expect(await world.harness.admin`select id from auth.recovery_code`).toEqual([]);
    expect((await showPassword(MARA)).viewer.kind).toBe("ACCOUNT");
  });

  it("leaves the recovery codes when another factor is left", async () => {
    const first = await register(await signedIn(MARA));
    const second = await register(await viewerOf(first.sessionId));
    const viewer = await viewerOf(second.sessionId);
    expect(problemsOf(await send(viewer, "removePasskey", { passkeyId: first.passkeyId }))).toEqual([]);
    expect(await world.harness.admin`select id from auth.recovery_code`).toHaveLength(10);
  });

  it("does not take the last factor of an admin or a supporter", async () => {
    const { passkeyId, sessionId } = await register((await showPassword(NEW_ADMIN)).viewer);
    const viewer = await viewerOf(sessionId);
    expect(problemsOf(await send(viewer, "removePasskey", { passkeyId }))).toEqual([
      "SECOND_FACTOR_REQUIRED",
    ]);
    await insertTotp(world.harness.admin, world.ids.newAdmin);
    expect(problemsOf(await send(viewer, "removePasskey", { passkeyId }))).toEqual([]);
  });

  it("leaves one, though all of an admin's are removed at once", async () => {
    const { sessionId } = await register((await showPassword(NEW_ADMIN)).viewer);
    await insertPasskeys(world.harness.admin, 7);
    const viewer = await viewerOf(sessionId);
    const passkeys = await world.harness.admin<{ id: string }[]>`select id from auth.passkey`;
    const answers = await Promise.all(
      passkeys.map(({ id: passkeyId }) => send(viewer, "removePasskey", { passkeyId })),
    );
    expect(answers.flatMap(problemsOf)).toEqual(["SECOND_FACTOR_REQUIRED"]);
    expect(await world.harness.admin`select id from auth.passkey`).toHaveLength(1);
  });

  it("finds no other's, and needs that the factor was shown within fifteen minutes", async () => {
    const { passkeyId, sessionId } = await register(await signedIn(MARA));
    const admin = await signedIn(ADMIN);
    expect(problemsOf(await send(admin, "removePasskey", { passkeyId }))).toEqual(["PASSKEY_NOT_FOUND"]);
    world.harness.setMinutes(15.1);
    const viewer = await viewerOf(sessionId);
    expect(problemsOf(await send(viewer, "removePasskey", { passkeyId }))).toEqual(["STEP_UP_REQUIRED"]);
    expect(await world.harness.admin`select id from auth.passkey`).toHaveLength(1);
  });
});

describe("an account's passkeys", () => {
  it("go with the second factor when its owner removes that", async () => {
    const { sessionId } = await register(await signedIn(MARA));
    const viewer = await viewerOf(sessionId);
    expect((await call(viewer, "removeSecondFactor { userErrors { code } }")).userErrors).toEqual([]);
    expect(await world.harness.admin`select id from auth.passkey`).toEqual([]);
  });

  it("go when an operator resets the second factor, with every session", async () => {
    const { authenticator, sessionId } = await register(await signedIn(ADMIN));
    await world.harness.admin`delete from auth.totp`;
    const reset = await asOperator(world.harness, (operator) =>
      resetSecondFactor({ ...operator, email: ADMIN }),
    );
    expect(reset).toEqual({ accountId: world.ids.admin, hadFactor: true, ended: { sessions: 1, apps: 0 } });
    expect(await viewerOf(sessionId)).toEqual(ANONYMOUS);
    expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator))).toEqual(["INVALID_PASSKEY"]);
    const { viewer } = await showPassword(ADMIN);
    expect(problemsOf(await send(viewer, "beginPasskeyRegistration"))).toEqual([]);
  });

  it("are looked after by their owner alone: whoever acts in the owner's place sees and changes nothing", async () => {
    const { passkeyId, sessionId } = await register(await signedIn(MARA));
    const impersonator = {
      accountId: world.ids.newAdmin,
      roles: ["SUPPORT" as const],
      endsAt: START.toISOString(),
    };
    const viewer: Viewer = { ...(await viewerOf(sessionId)), impersonator };
    for (const field of [
      "beginPasskeyRegistration { options }",
      "beginPasskeyAuthentication(input: { purpose: STEP_UP }) { options }",
      "beginPasskeyAuthentication(input: { purpose: SIGN_IN }) { options }",
      `renamePasskey(input: { passkeyId: "${passkeyId}", name: "Mine" }) { passkey { id } }`,
      `removePasskey(input: { passkeyId: "${passkeyId}" }) { passkeyId }`,
    ]) {
      const { data, errors } = await world.harness.execute(viewer, `mutation { ${field} }`);
      expect(data).toBeNull();
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    }
    expect(await passkeysOf(viewer)).toBeUndefined();
    expect(await world.harness.admin`select name from auth.passkey`).toEqual([{ name: "Laptop" }]);
  });

  it("let an app's code go on being good, and the other way round", async () => {
    const { authenticator } = await register(await signedIn(ADMIN));
    await world.harness.admin`update auth.totp set last_used_step = null`;
    const byCode = await showPassword(ADMIN);
    expect(await codesOf(completeSignIn(world.harness, byCode.viewer, codeOf(world.harness)))).toEqual([]);
    const byPasskey = await showPassword(ADMIN);
    expect(problemsOf(await use(byPasskey.viewer, "COMPLETE_SIGN_IN", authenticator))).toEqual([]);
  });
});
