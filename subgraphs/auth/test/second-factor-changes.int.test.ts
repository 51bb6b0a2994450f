import { describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { resetSecondFactor } from "../reset-second-factor.ts";
import { codesOf, WRONG } from "./factor-flow.ts";
import { ADMIN, MARA, useFactorWorld } from "./factor-world.ts";
import { accountAgent, auditRow, drainOutbox, mailRow, recorded } from "./outbox.ts";
import { codeOf, completeSignIn, enrol, signIn, signInFully } from "./sessions.ts";
import { asOperator, START } from "./world.ts";

const world = useFactorWorld();
const { call, showPassword, signedIn, viewerOf } = world;

describe("a recovery code", () => {
  it("stands in for the app, once, however it is typed", async () => {
    const { recoveryCodes } = await enrol(world.harness, await signedIn(MARA));
    const [code = ""] = recoveryCodes;
    const first = await showPassword(MARA);
    const typed = code.toLowerCase().replaceAll("-", " ");
    expect(await codesOf(completeSignIn(world.harness, first.viewer, typed))).toEqual([]);
    expect(await recorded(world.harness.admin)).toMatchObject([
      { outcome: "SUCCESS", detail: { secondFactor: "RECOVERY_CODE" } },
    ]);
    const second = await showPassword(MARA);
    expect(await codesOf(completeSignIn(world.harness, second.viewer, code))).toEqual(["INVALID_CODE"]);
  });

  it("is taken once, though five sign-ins show it at once", async () => {
    const { recoveryCodes } = await enrol(world.harness, await signedIn(MARA));
    const pending = [];
    for (let count = 0; count < 5; count += 1) pending.push(await showPassword(MARA));
    const answers = await Promise.all(
      pending.map(({ viewer }) => completeSignIn(world.harness, viewer, recoveryCodes[3] ?? "")),
    );
    expect(answers.filter(({ sessionId }) => sessionId !== null)).toHaveLength(1);
  });

  it("of another account is none", async () => {
    const { recoveryCodes } = await enrol(world.harness, await signedIn(MARA));
    const { viewer } = await showPassword(ADMIN);
    expect(await codesOf(completeSignIn(world.harness, viewer, recoveryCodes[0] ?? ""))).toEqual([
      "INVALID_CODE",
    ]);
    const [left] = await world.harness
      .admin`select count(*)::int as count from auth.recovery_code where used_at is null`;
    expect(left).toEqual({ count: 10 });
  });

  it("can be replaced with all others, which puts the old ones out of use", async () => {
    const { recoveryCodes, sessionId } = await enrol(world.harness, await signedIn(MARA));
    await world.harness.admin`truncate auth.outbox`;
    const replaced = await call(
      await viewerOf(sessionId),
      "replaceRecoveryCodes { recoveryCodes userErrors { code } }",
    );
    expect(replaced.userErrors).toEqual([]);
    expect(new Set([...recoveryCodes, ...replaced.recoveryCodes]).size).toBe(20);
    expect(await drainOutbox(world.harness.admin)).toEqual([
      mailRow(world.tenants.northwind, world.ids.mara, "SECOND_FACTOR_CHANGED"),
      auditRow(world.tenants.northwind, {
        category: "CHANGE",
        action: "second-factor:manage",
        outcome: "SUCCESS",
        agent: accountAgent(world.ids.mara, ["USER"]),
        entityId: world.ids.mara,
        fields: ["recoveryCodes"],
      }),
    ]);
    const { viewer } = await showPassword(MARA);
    expect(await codesOf(completeSignIn(world.harness, viewer, recoveryCodes[0] ?? ""))).toEqual([
      "INVALID_CODE",
    ]);
    expect(await codesOf(completeSignIn(world.harness, viewer, replaced.recoveryCodes[0] ?? ""))).toEqual([]);
  });
});

describe("stepUp", () => {
  const STEP_UP = (code: string) =>
    `stepUp(input: { code: "${code}" }) { validUntil userErrors { code field } }`;

  it("lets credentials be changed again for fifteen minutes, under a new session id that ends when the old would have", async () => {
    const before = await signedIn(ADMIN);
    world.harness.setMinutes(20);
    expect((await call(before, "replaceRecoveryCodes { userErrors { code } }")).userErrors).toEqual([
      { code: "STEP_UP_REQUIRED" },
    ]);
    const { sessionId, validUntil, userErrors } = await call(before, STEP_UP(codeOf(world.harness)));
    expect({ validUntil, userErrors }).toEqual({ validUntil: "2026-03-09T10:35:00.000Z", userErrors: [] });
    const viewer = await viewerOf(sessionId);
    expect(viewer).toMatchObject({ accountId: world.ids.admin, mfaAt: "2026-03-09T10:20:00.000Z" });
    expect(viewer.sessionHash).not.toBe(before.sessionHash);
    expect(await world.harness.admin`select created_at, ends_at from auth.session`).toEqual([
      { created_at: START, ends_at: new Date("2026-03-09T11:00:00.000Z") },
    ]);
    expect((await call(viewer, "replaceRecoveryCodes { userErrors { code } }")).userErrors).toEqual([]);
    expect(await recorded(world.harness.admin)).toMatchObject([
      {
        category: "SIGN_IN",
        action: "session:step-up",
        outcome: "SUCCESS",
        detail: { secondFactor: "TOTP" },
      },
      { template: "SECOND_FACTOR_CHANGED" },
      { category: "CHANGE", action: "second-factor:manage" },
    ]);
  });

  it("counts wrong codes with those of sign-ins, and changes nothing", async () => {
    const viewer = await signedIn(ADMIN);
    for (let count = 0; count < 10; count += 1) {
      expect((await call(viewer, STEP_UP(WRONG))).userErrors).toEqual([
        { code: "INVALID_CODE", field: "input.code" },
      ]);
    }
    expect((await call(viewer, STEP_UP(codeOf(world.harness, 1)))).userErrors).toEqual([
      { code: "TOO_MANY_WRONG_CODES", field: null },
    ]);
    const pending = await showPassword(ADMIN);
    expect(await codesOf(completeSignIn(world.harness, pending.viewer, codeOf(world.harness, 1)))).toEqual([
      "TOO_MANY_WRONG_CODES",
    ]);
    expect(await world.harness.admin`select mfa_at from auth.session where pending_step is null`).toEqual([
      { mfa_at: START },
    ]);
  });

  it("needs a second factor, and a session", async () => {
    const mara = await signedIn(MARA);
    expect((await call(mara, STEP_UP(WRONG))).userErrors).toEqual([
      { code: "NO_SECOND_FACTOR", field: null },
    ]);
    const token = { ...(await signedIn(ADMIN)), sessionHash: null };
    expect((await call(token, STEP_UP(codeOf(world.harness, 1)))).userErrors).toEqual([
      { code: "NO_SESSION", field: null },
    ]);
  });
});

describe("removeSecondFactor", () => {
  const REMOVE = "removeSecondFactor { isRemoved userErrors { code } }";

  it("leaves the password alone to sign in with, for who may do without, and is put on record", async () => {
    const { sessionId } = await enrol(world.harness, await signedIn(MARA));
    await world.harness.admin`truncate auth.outbox`;
    expect(await call(await viewerOf(sessionId), REMOVE)).toEqual({
      isRemoved: true,
      userErrors: [],
      sessionId: null,
    });
    expect(await recorded(world.harness.admin)).toMatchObject([
      { template: "SECOND_FACTOR_CHANGED" },
      { category: "CHANGE", action: "second-factor:manage", fields: ["totp", "passkeys", "recoveryCodes"] },
    ]);
    expect(await world.harness.admin`select id from auth.totp where account_id = ${world.ids.mara}`).toEqual(
      [],
    );
    expect(await world.harness.admin`select id from auth.recovery_code`).toEqual([]);
    expect((await showPassword(MARA)).viewer.kind).toBe("ACCOUNT");
  });

  it("is refused to an admin, to who has none, and to who has not shown it lately", async () => {
    expect((await call(await signedIn(ADMIN), REMOVE)).userErrors).toEqual([
      { code: "SECOND_FACTOR_REQUIRED" },
    ]);
    expect((await call(await signedIn(MARA), REMOVE)).userErrors).toEqual([{ code: "NO_SECOND_FACTOR" }]);
    const { sessionId } = await enrol(world.harness, await signedIn(MARA));
    const viewer = await viewerOf(sessionId);
    world.harness.setMinutes(15.1);
    expect((await call(viewer, REMOVE)).userErrors).toEqual([{ code: "STEP_UP_REQUIRED" }]);
    const rows = await world.harness
      .admin`select account_id from auth.totp where confirmed_at is not null order by created_at`;
    expect(rows).toHaveLength(2);
  });
});

describe("resetSecondFactor", () => {
  it("lets a locked-out admin set up a new one, ends every session and is put on record in the tenant", async () => {
    const [lost, halfway] = [await signInFully(world.harness, ADMIN), await showPassword(ADMIN)];
    const other = await signIn(world.harness, { email: MARA });
    await world.harness.admin`truncate auth.outbox`;
    const reset = (email: string) =>
      asOperator(world.harness, (operator) => resetSecondFactor({ ...operator, email }));
    expect(await reset(" Katrin@staff.example")).toEqual({
      accountId: world.ids.admin,
      hadFactor: true,
      ended: { sessions: 1, apps: 0 },
    });
    expect(await reset("stranger@staff.example")).toBeNull();
    expect(await drainOutbox(world.harness.admin)).toEqual([
      mailRow(world.tenants.northwind, world.ids.admin, "SECOND_FACTOR_CHANGED"),
      auditRow(world.tenants.northwind, {
        category: "CHANGE",
        action: "second-factor:reset",
        outcome: "SUCCESS",
        agent: { kind: "SYSTEM", accountId: null, clientId: "second-factor-reset", roles: ["SYSTEM"] },
        entityId: world.ids.admin,
        fields: ["totp", "passkeys", "recoveryCodes"],
        detail: { hadFactor: true, sessions: 1, apps: 0 },
      }),
    ]);
    for (const { sessionId } of [lost, halfway]) expect(await viewerOf(sessionId)).toEqual(ANONYMOUS);
    expect((await viewerOf(other.sessionId)).accountId).toBe(world.ids.mara);
    const { sessionId } = await enrol(world.harness, (await showPassword(ADMIN)).viewer);
    expect(await viewerOf(sessionId)).toMatchObject({ accountId: world.ids.admin, roles: ["ADMIN"] });
  });
});

describe("viewer { secondFactor }", () => {
  const STATE = "{ viewer { secondFactor { isRequired hasTotp recoveryCodesLeft lastShownAt } } }";

  it("tells the owner what there is, and nobody else", async () => {
    const mara = await signedIn(MARA);
    const state = async (viewer: Viewer): Promise<unknown> =>
      (await world.harness.execute(viewer, STATE)).data?.viewer?.secondFactor;
    expect(await state(mara)).toEqual({
      isRequired: false,
      hasTotp: false,
      recoveryCodesLeft: 0,
      lastShownAt: null,
    });
    const { recoveryCodes, sessionId } = await enrol(world.harness, mara);
    const { viewer } = await showPassword(MARA);
    await completeSignIn(world.harness, viewer, recoveryCodes[0] ?? "");
    expect(await state(await viewerOf(sessionId))).toEqual({
      isRequired: false,
      hasTotp: true,
      recoveryCodesLeft: 9,
      lastShownAt: START.toISOString(),
    });
    expect(await state(await signedIn(ADMIN))).toEqual({
      isRequired: true,
      hasTotp: true,
      recoveryCodesLeft: 0,
      lastShownAt: START.toISOString(),
    });
  });
});
