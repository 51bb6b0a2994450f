import { describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { codesOf } from "./factor-flow.ts";
import { ADMIN, MARA, NEW_ADMIN, useFactorWorld } from "./factor-world.ts";
import { accountAgent, auditRow, drainOutbox, mailRow, recorded } from "./outbox.ts";
import { insertPasskeys, problemsOf } from "./passkey-flow.ts";
import { completeSignIn, enrol } from "./sessions.ts";
import { SoftAuthenticator, type Liberties } from "./soft-authenticator.ts";
import { START } from "./world.ts";

const world = useFactorWorld();
const { optionsFor, passkeysOf, register, send, showPassword, signedIn, use, viewerOf } = world;

/** Begins to register, and finishes with what the browser answers. */
async function registerWith(
  viewer: Viewer,
  liberties: Liberties,
  authenticator = new SoftAuthenticator(),
): ReturnType<typeof send> {
  const { options } = await send(viewer, "beginPasskeyRegistration");
  const response = authenticator.create(options ?? "", liberties);
  return send(viewer, "finishPasskeyRegistration", { response, name: "Laptop" });
}

describe("registering a passkey", () => {
  it("tells the browser what for, and for whom", async () => {
    const viewer = await signedIn(MARA);
    const { authenticator, sessionId } = await register(viewer);
    const begun = await send(await viewerOf(sessionId), "beginPasskeyRegistration");
    expect(begun.expiresAt).toBe("2026-03-09T10:05:00.000Z");
    expect(JSON.parse(begun.options ?? "")).toMatchObject({
      rp: { id: "localhost", name: "Northwind Clinics" },
      user: { id: Buffer.from(world.ids.mara.replaceAll("-", ""), "hex").toString("base64url"), name: MARA },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      attestation: "none",
      timeout: 300_000,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [{ id: authenticator.credentialId, type: "public-key", transports: ["internal"] }],
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: "public-key" })),
    });
  });

  it("signs in an admin who had no factor, under a new id, with recovery codes, and puts it on record", async () => {
    const pending = await showPassword(NEW_ADMIN);
    const answer = await registerWith(pending.viewer, {});
    expect(answer.recoveryCodes).toHaveLength(10);
    expect(answer.viewer).toEqual({ account: { email: NEW_ADMIN }, roles: ["SUPPORT"] });
    expect(await viewerOf(pending.sessionId)).toEqual(ANONYMOUS);
    expect(await viewerOf(answer.sessionId)).toMatchObject({
      accountId: world.ids.newAdmin,
      mfaAt: START.toISOString(),
    });
    const { passkeyId } = answer;
    const agent = accountAgent(world.ids.newAdmin, ["SUPPORT"]);
    expect(await drainOutbox(world.harness.admin)).toEqual([
      auditRow(world.tenants.northwind, {
        category: "SIGN_IN",
        action: "session:create",
        outcome: "SUCCESS",
        agent,
        entityId: world.ids.newAdmin,
        detail: { secondFactor: "PASSKEY", passkeyId },
      }),
      mailRow(world.tenants.northwind, world.ids.newAdmin, "SECOND_FACTOR_CHANGED"),
      auditRow(world.tenants.northwind, {
        category: "CHANGE",
        action: "second-factor:enrol",
        outcome: "SUCCESS",
        agent,
        entityId: world.ids.newAdmin,
        fields: ["passkeys", "recoveryCodes"],
        detail: { passkeyId, sessions: 0, apps: 0 },
      }),
    ]);
    const again = await showPassword(NEW_ADMIN);
    expect(
      await codesOf(completeSignIn(world.harness, again.viewer, answer.recoveryCodes?.[0] ?? "")),
    ).toEqual([]);
  });

  it("stands beside the app and the recovery codes of before", async () => {
    const { recoveryCodes: codes, sessionId } = await enrol(world.harness, await signedIn(MARA));
    const { recoveryCodes } = await register(await viewerOf(sessionId));
    expect(recoveryCodes).toBeNull();
    const { viewer } = await showPassword(MARA);
    expect(await codesOf(completeSignIn(world.harness, viewer, codes[0] ?? ""))).toEqual([]);
  });

  it("gives the session a new id and counts as showing the factor", async () => {
    const viewer = await signedIn(MARA);
    const { sessionId } = await register(viewer);
    const next = await viewerOf(sessionId);
    expect(next).toMatchObject({ accountId: world.ids.mara, mfaAt: START.toISOString() });
    expect(next.sessionHash).not.toBe(viewer.sessionHash);
  });

  it("is listed with what its owner calls it, and with when it was used", async () => {
    const { authenticator, sessionId } = await register(await signedIn(MARA));
    const made = { name: "Laptop", createdAt: START.toISOString(), isBackedUp: false };
    expect(await passkeysOf(await viewerOf(sessionId))).toEqual([{ ...made, lastUsedAt: null }]);
    world.harness.setMinutes(3);
    await use(ANONYMOUS, "SIGN_IN", authenticator);
    const lastUsedAt = world.harness.now().toISOString();
    expect(await passkeysOf(await viewerOf(sessionId))).toEqual([{ ...made, lastUsedAt }]);
    expect(await passkeysOf(await signedIn(ADMIN))).toEqual([]);
  });

  it("keeps whether it is backed up, as of its last use", async () => {
    const authenticator = new SoftAuthenticator({ keepsCounter: false });
    const { sessionId } = await registerWith(await signedIn(MARA), { isBackupEligible: true }, authenticator);
    const copied = { isBackupEligible: true, isBackedUp: true };
    expect(problemsOf(await use(ANONYMOUS, "SIGN_IN", authenticator, copied))).toEqual([]);
    expect(await passkeysOf(await viewerOf(sessionId))).toMatchObject([{ isBackedUp: true }]);
  });

  it.each<[string, Liberties, string]>([
    ["a page of another origin", { origin: "https://localhost:3000" }, "PASSKEY_NOT_VERIFIED"],
    ["another domain", { rpId: "evil.example" }, "PASSKEY_NOT_VERIFIED"],
    ["a page within another's", { isCrossOrigin: true }, "PASSKEY_CHALLENGE_UNKNOWN"],
    ["a user who was not verified", { isUserVerified: false }, "PASSKEY_NOT_VERIFIED"],
    ["a user who was not there", { isUserPresent: false }, "PASSKEY_NOT_VERIFIED"],
    ["an assertion", { type: "webauthn.get" }, "PASSKEY_NOT_VERIFIED"],
    [
      "another challenge",
      { challenge: Buffer.alloc(32, 7).toString("base64url") },
      "PASSKEY_CHALLENGE_UNKNOWN",
    ],
    ["an attestation of a kind that is not known", { attestation: "UNKNOWN_FORMAT" }, "PASSKEY_ATTESTED"],
    ["certificates, which nobody asked for", { attestation: "CERTIFICATE" }, "PASSKEY_ATTESTED"],
  ])("refuses %s, registers nothing and puts it on record", async (_what, liberties, reason) => {
    const viewer = await signedIn(MARA);
    const refused = await registerWith(viewer, liberties);
    expect(refused).toEqual({
      passkeyId: null,
      recoveryCodes: null,
      viewer: null,
      userErrors: [{ code: "INVALID_PASSKEY", field: "input.response" }],
      sessionId: null,
    });
    expect(await world.harness.admin`select id from auth.passkey`).toEqual([]);
    expect(await recorded(world.harness.admin)).toMatchObject([
      {
        category: "CHANGE",
        action: "second-factor:enrol",
        outcome: "FAILURE",
        entityId: world.ids.mara,
        detail: { reason },
      },
    ]);
    expect(problemsOf(await registerWith(viewer, {}))).toEqual([]);
  });

  it("takes one that attests itself, as browsers leave it", async () => {
    const viewer = await signedIn(MARA);
    expect(problemsOf(await registerWith(viewer, { attestation: "SELF" }))).toEqual([]);
  });

  it("takes a challenge once, for five minutes, and only in the session that asked for it", async () => {
    const [viewer, other] = [await signedIn(MARA), await signedIn(MARA)];
    const finish = (who: Viewer, options: string | null, authenticator = new SoftAuthenticator()) =>
      send(who, "finishPasskeyRegistration", { response: authenticator.create(options ?? ""), name: "Key" });
    const begun = await send(viewer, "beginPasskeyRegistration");
    expect(problemsOf(await finish(other, begun.options))).toEqual(["INVALID_PASSKEY"]);
    const made = await finish(viewer, begun.options);
    expect(problemsOf(made)).toEqual([]);
    const renewed = await viewerOf(made.sessionId);
    expect(problemsOf(await finish(renewed, begun.options))).toEqual(["INVALID_PASSKEY"]);
    const late = await send(renewed, "beginPasskeyRegistration");
    world.harness.setMinutes(5);
    expect(problemsOf(await finish(renewed, late.options))).toEqual(["INVALID_PASSKEY"]);
  });

  it("takes no challenge of a sign-in, and a sign-in none of it", async () => {
    const { authenticator, sessionId } = await register(await signedIn(MARA));
    const viewer = await viewerOf(sessionId);
    const toSignIn = new SoftAuthenticator().create(await optionsFor(viewer, "STEP_UP"));
    expect(
      problemsOf(await send(viewer, "finishPasskeyRegistration", { response: toSignIn, name: "Key" })),
    ).toEqual(["INVALID_PASSKEY"]);
    const { options } = await send(viewer, "beginPasskeyRegistration");
    const response = authenticator.get(options ?? "");
    expect(problemsOf(await send(viewer, "stepUpWithPasskey", { response }))).toEqual(["INVALID_PASSKEY"]);
  });

  it("registers a passkey once, whoever brings it again", async () => {
    const { authenticator } = await register(await signedIn(MARA));
    const stolen = SoftAuthenticator.withId(authenticator.credentialId);
    expect(problemsOf(await registerWith(await signedIn(ADMIN), {}, stolen))).toEqual(["INVALID_PASSKEY"]);
    expect(await world.harness.admin`select account_id from auth.passkey`).toEqual([
      { account_id: world.ids.mara },
    ]);
  });

  it("stops at twenty", async () => {
    let viewer = await signedIn(MARA);
    const { sessionId } = await register(viewer);
    viewer = await viewerOf(sessionId);
    await insertPasskeys(world.harness.admin, 18);
    const { options } = await send(viewer, "beginPasskeyRegistration");
    await insertPasskeys(world.harness.admin, 1);
    const response = new SoftAuthenticator().create(options ?? "");
    expect(problemsOf(await send(viewer, "finishPasskeyRegistration", { response, name: "Key" }))).toEqual([
      "TOO_MANY_PASSKEYS",
    ]);
    expect(problemsOf(await send(viewer, "beginPasskeyRegistration"))).toEqual(["TOO_MANY_PASSKEYS"]);
    expect(await passkeysOf(viewer)).toHaveLength(20);
  });

  it.each<[string, () => Promise<Viewer>]>([
    ["nobody", async () => ANONYMOUS],
    ["a sign-in that waits for a code", async () => (await showPassword(ADMIN)).viewer],
    ["an access token", async () => ({ ...(await signedIn(MARA)), sessionHash: null })],
  ])("is refused to %s", async (_who, viewerFor) => {
    const viewer = await viewerFor();
    expect(await send(viewer, "beginPasskeyRegistration")).toMatchObject({
      options: null,
      userErrors: [{ code: "NO_SESSION_OR_SIGN_IN" }],
    });
    const response = new SoftAuthenticator().create(await optionsFor(ANONYMOUS, "SIGN_IN"));
    expect(problemsOf(await send(viewer, "finishPasskeyRegistration", { response, name: "Key" }))).toEqual([
      "INVALID_PASSKEY",
    ]);
  });

  it.each([
    ["the password was shown", MARA],
    ["the second factor was shown", ADMIN],
  ])("needs that %s within fifteen minutes", async (_what, email) => {
    const viewer = await signedIn(email);
    world.harness.setMinutes(15.1);
    expect(problemsOf(await send(viewer, "beginPasskeyRegistration"))).toEqual(["STEP_UP_REQUIRED"]);
  });

  it("is over for who has shown only the password, once the account has a factor", async () => {
    const pending = await showPassword(NEW_ADMIN);
    const { options } = await send(pending.viewer, "beginPasskeyRegistration");
    await register((await showPassword(NEW_ADMIN)).viewer);
    const response = new SoftAuthenticator().create(options ?? "");
    const refused = await send(pending.viewer, "finishPasskeyRegistration", { response, name: "Key" });
    expect(refused).toMatchObject({
      sessionId: null,
      viewer: null,
      userErrors: [{ code: "INVALID_PASSKEY" }],
    });
    expect(await world.harness.admin`select id from auth.passkey`).toHaveLength(1);
  });

  it.each(["", "  ", "x".repeat(101), "two\nlines"])("takes no name like %j", async (name) => {
    const { errors } = await world.harness.execute(
      await signedIn(MARA),
      `mutation ($input: FinishPasskeyRegistrationInput!) {
        finishPasskeyRegistration(input: $input) { userErrors { code } } }`,
      { input: { response: new SoftAuthenticator().create('{"challenge":"","user":{"id":""}}'), name } },
    );
    expect(errors).toMatchObject([
      { extensions: { code: "VALIDATION_ERROR", fields: [{ field: "input.name" }] } },
    ]);
  });
});
