import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { codeAt } from "../domain/totp.ts";
import { codesOf, WRONG } from "./factor-flow.ts";
import { ADMIN, MARA, NEW_ADMIN, useFactorWorld } from "./factor-world.ts";
import { accountAgent, auditRow, drainOutbox, recorded } from "./outbox.ts";
import {
  codeOf,
  completeSignIn,
  enrol,
  isInForce,
  sessionCount,
  sessionIdIn,
  signIn,
  verifySession,
} from "./sessions.ts";
import { insertTotp, PASSWORD, START } from "./world.ts";

const world = useFactorWorld();
const { call, showPassword, signedIn, viewerOf } = world;

describe("the password of an account with a second factor", () => {
  it("signs nobody in: its session speaks for nobody and says what is due", async () => {
    const answer = await world.harness.execute(
      ANONYMOUS,
      `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { roles } nextStep userErrors { code } } }`,
      { input: { email: ADMIN, password: PASSWORD } },
    );
    expect(answer.data).toEqual({ signIn: { viewer: null, nextStep: "SECOND_FACTOR", userErrors: [] } });
    const viewer = await viewerOf(sessionIdIn(answer.setCookies[0]));
    expect(viewer).toEqual({ ...ANONYMOUS, sessionHash: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await world.harness.execute(viewer, "{ viewer { roles } }")).data).toEqual({ viewer: null });
    expect(await drainOutbox(world.harness.admin)).toEqual([
      auditRow(world.tenants.northwind, {
        category: "SIGN_IN",
        action: "session:password",
        outcome: "SUCCESS",
        entityId: world.ids.admin,
        detail: { nextStep: "SECOND_FACTOR" },
      }),
    ]);
  });

  it("waits for five minutes, which no use prolongs", async () => {
    const { sessionId, viewer } = await showPassword(ADMIN);
    world.harness.setMinutes(4.9);
    expect(await verifySession(world.harness, sessionId)).toMatchObject({ viewer, cookie: null });
    world.harness.setMinutes(5);
    expect(await isInForce(world.harness, sessionId)).toBe(false);
    expect(await codesOf(completeSignIn(world.harness, viewer, codeOf(world.harness)))).toEqual([
      "NO_PENDING_SIGN_IN",
    ]);
  });

  it("is no session of the account's to be listed, or counted when all are ended; it ends with them", async () => {
    const { sessionId } = await showPassword(ADMIN);
    const viewer = await signedIn(ADMIN);
    const listed = await world.harness.execute(viewer, "{ viewer { sessions { id } } }");
    expect(listed.data.viewer.sessions).toHaveLength(1);
    expect((await call(viewer, "signOutEverywhere(input: {}) { endedSessions }")).endedSessions).toBe(1);
    expect(await isInForce(world.harness, sessionId)).toBe(false);
  });

  it("asks an admin or a supporter without a factor to set one up first", async () => {
    const { viewer } = await showPassword(NEW_ADMIN);
    expect(viewer).toMatchObject({ kind: "ANONYMOUS", roles: [] });
    expect(await codesOf(completeSignIn(world.harness, viewer, WRONG))).toEqual(["NO_PENDING_SIGN_IN"]);
  });

  it("asks whoever has a factor of their own accord", async () => {
    await insertTotp(world.harness.admin, world.ids.mara);
    const { viewer } = await showPassword(MARA);
    expect(viewer.kind).toBe("ANONYMOUS");
    const { sessionId } = await completeSignIn(world.harness, viewer, codeOf(world.harness));
    expect(await viewerOf(sessionId)).toMatchObject({ roles: ["USER"], mfaAt: START.toISOString() });
  });

  it("is one sign-in at a time: the next one of the browser ends it", async () => {
    const first = await showPassword(ADMIN);
    await signIn(world.harness, { email: ADMIN }, first.viewer);
    expect(await isInForce(world.harness, first.sessionId)).toBe(false);
    expect(await sessionCount(world.harness)).toBe(1);
  });

  it("ends nothing but a sign-in that waits when somebody knows the hash of a session", async () => {
    const victim = await signedIn(ADMIN);
    await signIn(world.harness, { email: MARA }, { ...ANONYMOUS, sessionHash: victim.sessionHash });
    expect(await sessionCount(world.harness)).toBe(2);
  });
});

describe("completeSignIn", () => {
  it("signs in by the code, under a new id, and puts it on record", async () => {
    const pending = await showPassword(ADMIN);
    const answer = await completeSignIn(world.harness, pending.viewer, codeOf(world.harness));
    expect(answer.data).toEqual({
      completeSignIn: {
        viewer: { account: { id: world.ids.admin, email: ADMIN }, roles: ["ADMIN"] },
        userErrors: [],
      },
    });
    expect(await viewerOf(answer.sessionId)).toMatchObject({
      accountId: world.ids.admin,
      roles: ["ADMIN"],
      mfaAt: START.toISOString(),
    });
    expect(await drainOutbox(world.harness.admin)).toEqual([
      auditRow(world.tenants.northwind, {
        category: "SIGN_IN",
        action: "session:create",
        outcome: "SUCCESS",
        agent: accountAgent(world.ids.admin, ["ADMIN"]),
        entityId: world.ids.admin,
        detail: { secondFactor: "TOTP" },
      }),
    ]);
  });

  it("leaves the id of before worthless, also to whoever planted it", async () => {
    const planted = await showPassword(MARA);
    const pending = await signIn(world.harness, { email: ADMIN }, planted.viewer);
    const { sessionId } = await completeSignIn(
      world.harness,
      await viewerOf(pending.sessionId),
      codeOf(world.harness),
    );
    expect(new Set([planted.sessionId, pending.sessionId, sessionId]).size).toBe(3);
    expect(await viewerOf(planted.sessionId)).toEqual(ANONYMOUS);
    expect(await viewerOf(pending.sessionId)).toEqual(ANONYMOUS);
    expect(await sessionCount(world.harness)).toBe(1);
  });

  it("takes a code once, though five sign-ins show it at once", async () => {
    const pending = [];
    for (let count = 0; count < 5; count += 1) pending.push(await showPassword(ADMIN));
    const code = codeOf(world.harness);
    const answers = await Promise.all(
      pending.map(({ viewer }) => completeSignIn(world.harness, viewer, code)),
    );
    expect(answers.filter(({ sessionId }) => sessionId !== null)).toHaveLength(1);
    expect(await sessionCount(world.harness)).toBe(5);
  });

  it("takes no code older than the last one", async () => {
    const first = await showPassword(ADMIN);
    await completeSignIn(world.harness, first.viewer, codeOf(world.harness));
    const second = await showPassword(ADMIN);
    expect(await codesOf(completeSignIn(world.harness, second.viewer, codeOf(world.harness, -1)))).toEqual([
      "INVALID_CODE",
    ]);
    expect(await codesOf(completeSignIn(world.harness, second.viewer, codeOf(world.harness, 1)))).toEqual([]);
  });

  it("is over after five wrong codes, each on record, and the right one then is of no use", async () => {
    const { viewer } = await showPassword(ADMIN);
    for (let count = 1; count <= 5; count += 1) {
      const answer = await completeSignIn(world.harness, viewer, WRONG);
      expect(answer.data?.completeSignIn).toEqual({
        viewer: null,
        userErrors: [
          { code: "INVALID_CODE", message: "The code is wrong, or was used before.", field: "input.code" },
        ],
      });
      expect(answer.setCookies).toHaveLength(count === 5 ? 1 : 0);
    }
    expect(await codesOf(completeSignIn(world.harness, viewer, codeOf(world.harness)))).toEqual([
      "NO_PENDING_SIGN_IN",
    ]);
    expect(await sessionCount(world.harness)).toBe(0);
    const failure = (detail: object) =>
      auditRow(world.tenants.northwind, {
        category: "SIGN_IN",
        action: "session:create",
        outcome: "FAILURE",
        entityId: world.ids.admin,
        detail: { reason: "WRONG_CODE", ...detail },
      });
    expect(await drainOutbox(world.harness.admin)).toEqual([
      ...Array.from({ length: 4 }, () => failure({})),
      failure({ endsSignIn: true }),
    ]);
  });

  it("looks at no code of an account after ten wrong ones within an hour, and again when they are older", async () => {
    for (let count = 0; count < 10; count += 1) {
      const { viewer } = await showPassword(ADMIN);
      await completeSignIn(world.harness, viewer, WRONG);
    }
    world.harness.setMinutes(59);
    const refused = await showPassword(ADMIN);
    expect(await codesOf(completeSignIn(world.harness, refused.viewer, codeOf(world.harness)))).toEqual([
      "TOO_MANY_WRONG_CODES",
    ]);
    expect(await recorded(world.harness.admin)).toMatchObject([
      { outcome: "FAILURE", detail: { reason: "TOO_MANY_WRONG_CODES" } },
    ]);
    world.harness.setMinutes(60);
    expect(await codesOf(completeSignIn(world.harness, refused.viewer, codeOf(world.harness)))).toEqual([]);
  });

  it("counts wrong codes one after the other, though twelve sign-ins guess at once", async () => {
    const pending = [];
    for (let count = 0; count < 12; count += 1) pending.push(await showPassword(ADMIN));
    const answers = await Promise.all(
      pending.map(({ viewer }) => codesOf(completeSignIn(world.harness, viewer, WRONG))),
    );
    expect(answers.flat().toSorted()).toEqual([
      ...Array.from({ length: 10 }, () => "INVALID_CODE"),
      "TOO_MANY_WRONG_CODES",
      "TOO_MANY_WRONG_CODES",
    ]);
  });

  it("is one attempt an operation", async () => {
    const { viewer } = await showPassword(ADMIN);
    const guess = (name: string): string =>
      `${name}: completeSignIn(input: { code: "${WRONG}" }) { userErrors { code } }`;
    const { errors } = await world.harness.execute(viewer, `mutation { ${guess("a")} ${guess("b")} }`);
    expect(errors?.map(({ path, extensions }) => [path, extensions["code"]])).toEqual([
      [["b"], "VALIDATION_ERROR"],
    ]);
  });

  it.each([
    ["nobody", async () => ANONYMOUS],
    ["somebody signed in", () => signedIn(ADMIN)],
    [
      "somebody with the hash of a session in force",
      async () => ({
        ...ANONYMOUS,
        sessionHash: (await signedIn(ADMIN)).sessionHash,
      }),
    ],
  ])("is nothing for %s", async (_who, viewerFor) => {
    expect(await codesOf(completeSignIn(world.harness, await viewerFor(), codeOf(world.harness, 1)))).toEqual(
      ["NO_PENDING_SIGN_IN"],
    );
  });

  it("signs nobody in whose account was disabled in between", async () => {
    const { viewer } = await showPassword(ADMIN);
    await world.harness.admin`update auth.account set disabled_at = now() where id = ${world.ids.admin}`;
    try {
      expect(await codesOf(completeSignIn(world.harness, viewer, codeOf(world.harness)))).toEqual([
        "NO_PENDING_SIGN_IN",
      ]);
    } finally {
      await world.harness.admin`update auth.account set disabled_at = null where id = ${world.ids.admin}`;
    }
  });

  it("takes no code of another account's app", async () => {
    const { secret } = await enrol(world.harness, (await showPassword(NEW_ADMIN)).viewer);
    world.harness.setMinutes(1);
    const { viewer } = await showPassword(NEW_ADMIN);
    expect(await codesOf(completeSignIn(world.harness, viewer, codeOf(world.harness)))).toEqual([
      "INVALID_CODE",
    ]);
    expect(await codesOf(completeSignIn(world.harness, viewer, codeAt(secret, world.harness.now())))).toEqual(
      [],
    );
  });

  it("signs nobody in by a secret that was moved from another account's row", async () => {
    await world.harness.admin`update auth.totp set account_id = ${world.ids.newAdmin}`;
    await insertTotp(world.harness.admin, world.ids.admin);
    const { viewer } = await showPassword(NEW_ADMIN);
    const { errors } = await completeSignIn(world.harness, viewer, codeOf(world.harness));
    // What is in it was sealed for the other account: a fault.
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["INTERNAL"]);
    expect(await sessionCount(world.harness)).toBe(1);
  });
});

describe("a session of an admin in which no second factor was shown", () => {
  it("speaks for nobody, whatever began it", async () => {
    const { sessionId } = await signIn(world.harness, { email: MARA });
    await world.harness.admin`update auth.account set roles = '{USER,ADMIN}' where id = ${world.ids.mara}`;
    try {
      expect(await viewerOf(sessionId)).toMatchObject({ kind: "ANONYMOUS", roles: [], tenantId: null });
    } finally {
      await world.harness.admin`update auth.account set roles = '{USER}' where id = ${world.ids.mara}`;
    }
  });
});
