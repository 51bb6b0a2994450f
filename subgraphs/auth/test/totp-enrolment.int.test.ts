import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { codeAt } from "../domain/totp.ts";
import { codesOf, WRONG } from "./factor-flow.ts";
import { ADMIN, MARA, NEW_ADMIN, useFactorWorld } from "./factor-world.ts";
import { accountAgent, auditRow, drainOutbox, mailRow } from "./outbox.ts";
import { codeOf, completeSignIn, enrol, isInForce } from "./sessions.ts";
import { START } from "./world.ts";

const world = useFactorWorld();
const { call, showPassword, signedIn, viewerOf } = world;

describe("setting up an authenticator app", () => {
  it("signs in an admin who had none, under a new id, and is put on record", async () => {
    const pending = await showPassword(NEW_ADMIN);
    const { recoveryCodes, sessionId } = await enrol(world.harness, pending.viewer);
    expect(recoveryCodes).toHaveLength(10);
    expect(sessionId).not.toBe(pending.sessionId);
    expect(await viewerOf(pending.sessionId)).toEqual(ANONYMOUS);
    expect(await viewerOf(sessionId)).toMatchObject({ roles: ["SUPPORT"], mfaAt: START.toISOString() });
    expect(await drainOutbox(world.harness.admin)).toEqual([
      auditRow(world.tenants.northwind, {
        category: "SIGN_IN",
        action: "session:create",
        outcome: "SUCCESS",
        agent: accountAgent(world.ids.newAdmin, ["SUPPORT"]),
        entityId: world.ids.newAdmin,
        detail: { secondFactor: "TOTP" },
      }),
      mailRow(world.tenants.northwind, world.ids.newAdmin, "SECOND_FACTOR_CHANGED"),
      auditRow(world.tenants.northwind, {
        category: "CHANGE",
        action: "second-factor:enrol",
        outcome: "SUCCESS",
        agent: accountAgent(world.ids.newAdmin, ["SUPPORT"]),
        entityId: world.ids.newAdmin,
        fields: ["totp", "recoveryCodes"],
        detail: { sessions: 0, apps: 0 },
      }),
    ]);
  });

  it("tells the secret for typing and for scanning, and until when", async () => {
    const { viewer } = await showPassword(NEW_ADMIN);
    const { enrolment } = await call(viewer, "beginTotpEnrolment { enrolment { secret uri expiresAt } }");
    expect(enrolment).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      uri: `otpauth://totp/Northwind%20Clinics:piotr%40staff.example?issuer=Northwind%20Clinics&secret=${enrolment.secret}&algorithm=SHA1&digits=6&period=30`,
      expiresAt: "2026-03-09T10:15:00.000Z",
    });
  });

  it("uses up the code that confirmed it", async () => {
    const { secret } = await enrol(world.harness, (await showPassword(NEW_ADMIN)).viewer);
    const { viewer } = await showPassword(NEW_ADMIN);
    expect(await codesOf(completeSignIn(world.harness, viewer, codeAt(secret, START)))).toEqual([
      "INVALID_CODE",
    ]);
  });

  it("changes nothing until it is confirmed: the app of before counts, and the new one does not", async () => {
    const viewer = await signedIn(ADMIN);
    const { enrolment } = await call(viewer, "beginTotpEnrolment { enrolment { secret } }");
    world.harness.setMinutes(2);
    const pending = await showPassword(ADMIN);
    const fresh = codeAt(enrolment.secret, world.harness.now());
    expect(await codesOf(completeSignIn(world.harness, pending.viewer, fresh))).toEqual(["INVALID_CODE"]);
    expect(await codesOf(completeSignIn(world.harness, pending.viewer, codeOf(world.harness)))).toEqual([]);
  });

  it("voids the app and the recovery codes of before", async () => {
    const first = await enrol(world.harness, await signedIn(MARA));
    const again = await enrol(world.harness, await viewerOf(first.sessionId));
    world.harness.setMinutes(2);
    const { viewer } = await showPassword(MARA);
    const stale = [codeAt(first.secret, world.harness.now()), first.recoveryCodes[0] ?? ""];
    for (const code of stale) {
      expect(await codesOf(completeSignIn(world.harness, viewer, code))).toEqual(["INVALID_CODE"]);
    }
    expect(
      await codesOf(completeSignIn(world.harness, viewer, codeAt(again.secret, world.harness.now()))),
    ).toEqual([]);
  });

  it("is confirmed by a code of it, within fifteen minutes", async () => {
    const viewer = await signedIn(MARA);
    const confirm = (code: string) =>
      `confirmTotpEnrolment(input: { code: "${code}" }) { recoveryCodes userErrors { code field } }`;
    const refusal = (code: string, field: string | null) => ({
      recoveryCodes: null,
      userErrors: [{ code, field }],
      sessionId: null,
    });
    expect(await call(viewer, confirm(WRONG))).toEqual(refusal("NO_ENROLMENT", null));
    const { enrolment } = await call(viewer, "beginTotpEnrolment { enrolment { secret } }");
    expect(await call(viewer, confirm(WRONG))).toEqual(refusal("INVALID_CODE", "input.code"));
    world.harness.setMinutes(15);
    const late = confirm(codeAt(enrolment.secret, world.harness.now()));
    expect(await call(viewer, late)).toEqual(refusal("NO_ENROLMENT", null));
    expect(
      await world.harness
        .admin`select id from auth.totp where confirmed_at is not null and account_id = ${world.ids.mara}`,
    ).toEqual([]);
  });

  it("is confirmed in the session in which its secret was told, and in no other one of the account", async () => {
    const [asking, other] = [await signedIn(MARA), await signedIn(MARA)];
    const { enrolment } = await call(asking, "beginTotpEnrolment { enrolment { secret } }");
    const code = codeAt(enrolment.secret, world.harness.now());
    const confirm = `confirmTotpEnrolment(input: { code: "${code}" }) { userErrors { code } }`;
    expect((await call(other, confirm)).userErrors).toEqual([{ code: "NO_ENROLMENT" }]);
    expect((await call(asking, confirm)).userErrors).toEqual([]);
  });

  it("is over after five wrong codes when a sign-in waits for it", async () => {
    const { viewer, sessionId } = await showPassword(NEW_ADMIN);
    await call(viewer, "beginTotpEnrolment { userErrors { code } }");
    for (let count = 0; count < 5; count += 1) {
      await call(viewer, `confirmTotpEnrolment(input: { code: "${WRONG}" }) { userErrors { code } }`);
    }
    expect(await isInForce(world.harness, sessionId)).toBe(false);
  });

  it.each([
    ["nobody", async () => ANONYMOUS, "NO_SESSION_OR_SIGN_IN"],
    [
      "a sign-in that waits for a code",
      async () => (await showPassword(ADMIN)).viewer,
      "NO_SESSION_OR_SIGN_IN",
    ],
    [
      "an access token",
      async () => ({ ...(await signedIn(MARA)), sessionHash: null }),
      "NO_SESSION_OR_SIGN_IN",
    ],
  ])("is refused to %s", async (_who, viewerFor, code) => {
    const viewer = await viewerFor();
    expect(await call(viewer, "beginTotpEnrolment { enrolment { secret } userErrors { code } }")).toEqual({
      enrolment: null,
      userErrors: [{ code }],
      sessionId: null,
    });
  });

  it.each([
    ["the password was shown", MARA],
    ["the second factor was shown", ADMIN],
  ])("needs that %s within fifteen minutes", async (_what, email) => {
    const viewer = await signedIn(email);
    world.harness.setMinutes(15.1);
    expect((await call(viewer, "beginTotpEnrolment { userErrors { code } }")).userErrors).toEqual([
      { code: "STEP_UP_REQUIRED" },
    ]);
  });
});
