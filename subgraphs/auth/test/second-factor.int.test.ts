import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { codeAt } from "../domain/totp.ts";
import { codesOf, factorFlow, WRONG } from "./factor-flow.ts";
import {
  auditRow,
  codeOf,
  completeSignIn,
  drainOutbox,
  enrol,
  insertAccount,
  insertTenants,
  insertTotp,
  PASSWORD,
  sessionCount,
  sessionIdIn,
  signIn,
  startAuth,
  START,
  verifySession,
  type AuthHarness,
} from "./world.ts";

const ADMIN = "katrin@staff.example";
const NEW_ADMIN = "piotr@staff.example";
const MARA = "mara@patients.example";

let harness: AuthHarness;
let tenantId: string;
let ids: Record<"admin" | "newAdmin" | "mara", string>;
const { viewerOf, showPassword, signedIn, call } = factorFlow(() => harness);

beforeAll(async () => {
  harness = await startAuth();
  ({ northwind: tenantId } = await insertTenants(harness.admin));
  ids = {
    admin: await insertAccount(harness.admin, { tenantId, email: ADMIN, roles: ["ADMIN"] }),
    newAdmin: await insertAccount(harness.admin, { tenantId, email: NEW_ADMIN, roles: ["SUPPORT"] }),
    mara: await insertAccount(harness.admin, { tenantId, email: MARA }),
  };
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.session, auth.totp, auth.recovery_code, auth.wrong_code cascade`;
  await insertTotp(harness.admin, ids.admin);
});

function agentOf(accountId: string, roles: readonly string[]) {
  return { kind: "ACCOUNT", accountId, clientId: null, roles };
}

describe("the password of an account with a second factor", () => {
  it("signs nobody in: its session speaks for nobody and says what is due", async () => {
    const answer = await harness.execute(
      ANONYMOUS,
      `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { roles } nextStep userErrors { code } } }`,
      { input: { email: ADMIN, password: PASSWORD } },
    );
    expect(answer.data).toEqual({ signIn: { viewer: null, nextStep: "SECOND_FACTOR", userErrors: [] } });
    const viewer = await viewerOf(sessionIdIn(answer.setCookies[0]));
    expect(viewer).toEqual({ ...ANONYMOUS, sessionHash: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await harness.execute(viewer, "{ viewer { roles } }")).data).toEqual({ viewer: null });
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenantId, {
        category: "SIGN_IN",
        action: "session:password",
        outcome: "SUCCESS",
        entityId: ids.admin,
        detail: { nextStep: "SECOND_FACTOR" },
      }),
    ]);
  });

  it("waits for five minutes, which no use prolongs", async () => {
    const { sessionId, viewer } = await showPassword(ADMIN);
    harness.setMinutes(4.9);
    expect(await verifySession(harness, sessionId)).toMatchObject({ viewer, cookie: null });
    harness.setMinutes(5);
    expect((await verifySession(harness, sessionId)).viewer).toBeNull();
    expect(await codesOf(completeSignIn(harness, viewer, codeOf(harness)))).toEqual(["NO_PENDING_SIGN_IN"]);
  });

  it("is no session of the account's to be listed, or counted when all are ended; it ends with them", async () => {
    const { sessionId } = await showPassword(ADMIN);
    const viewer = await signedIn(ADMIN);
    const listed = await harness.execute(viewer, "{ viewer { sessions { id } } }");
    expect(listed.data.viewer.sessions).toHaveLength(1);
    expect((await call(viewer, "signOutEverywhere(input: {}) { endedSessions }")).endedSessions).toBe(1);
    expect((await verifySession(harness, sessionId)).viewer).toBeNull();
  });

  it("asks an admin or a supporter without a factor to set one up first", async () => {
    const { viewer } = await showPassword(NEW_ADMIN);
    expect(viewer).toMatchObject({ kind: "ANONYMOUS", roles: [] });
    expect(await codesOf(completeSignIn(harness, viewer, WRONG))).toEqual(["NO_PENDING_SIGN_IN"]);
  });

  it("asks whoever has a factor of their own accord", async () => {
    await insertTotp(harness.admin, ids.mara);
    const { viewer } = await showPassword(MARA);
    expect(viewer.kind).toBe("ANONYMOUS");
    const { sessionId } = await completeSignIn(harness, viewer, codeOf(harness));
    expect(await viewerOf(sessionId)).toMatchObject({ roles: ["USER"], mfaAt: START.toISOString() });
  });

  it("is one sign-in at a time: the next one of the browser ends it", async () => {
    const first = await showPassword(ADMIN);
    await signIn(harness, { email: ADMIN }, first.viewer);
    expect((await verifySession(harness, first.sessionId)).viewer).toBeNull();
    expect(await sessionCount(harness)).toBe(1);
  });

  it("ends nothing but a sign-in that waits when somebody knows the hash of a session", async () => {
    const victim = await signedIn(ADMIN);
    await signIn(harness, { email: MARA }, { ...ANONYMOUS, sessionHash: victim.sessionHash });
    expect(await sessionCount(harness)).toBe(2);
  });
});

describe("completeSignIn", () => {
  it("signs in by the code, under a new id, and puts it on record", async () => {
    const pending = await showPassword(ADMIN);
    const answer = await completeSignIn(harness, pending.viewer, codeOf(harness));
    expect(answer.data).toEqual({
      completeSignIn: {
        viewer: { account: { id: ids.admin, email: ADMIN }, roles: ["ADMIN"] },
        userErrors: [],
      },
    });
    expect(await viewerOf(answer.sessionId)).toMatchObject({
      accountId: ids.admin,
      roles: ["ADMIN"],
      mfaAt: START.toISOString(),
    });
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenantId, {
        category: "SIGN_IN",
        action: "session:create",
        outcome: "SUCCESS",
        agent: agentOf(ids.admin, ["ADMIN"]),
        entityId: ids.admin,
        detail: { secondFactor: "TOTP" },
      }),
    ]);
  });

  it("leaves the id of before worthless, also to whoever planted it", async () => {
    const planted = await showPassword(MARA);
    const pending = await signIn(harness, { email: ADMIN }, planted.viewer);
    const { sessionId } = await completeSignIn(harness, await viewerOf(pending.sessionId), codeOf(harness));
    expect(new Set([planted.sessionId, pending.sessionId, sessionId]).size).toBe(3);
    expect(await viewerOf(planted.sessionId)).toEqual(ANONYMOUS);
    expect(await viewerOf(pending.sessionId)).toEqual(ANONYMOUS);
    expect(await sessionCount(harness)).toBe(1);
  });

  it("takes a code once, though five sign-ins show it at once", async () => {
    const pending = [];
    for (let count = 0; count < 5; count += 1) pending.push(await showPassword(ADMIN));
    const code = codeOf(harness);
    const answers = await Promise.all(pending.map(({ viewer }) => completeSignIn(harness, viewer, code)));
    expect(answers.filter(({ sessionId }) => sessionId !== null)).toHaveLength(1);
    expect(await sessionCount(harness)).toBe(5);
  });

  it("takes no code older than the last one", async () => {
    const first = await showPassword(ADMIN);
    await completeSignIn(harness, first.viewer, codeOf(harness));
    const second = await showPassword(ADMIN);
    expect(await codesOf(completeSignIn(harness, second.viewer, codeOf(harness, -1)))).toEqual([
      "INVALID_CODE",
    ]);
    expect(await codesOf(completeSignIn(harness, second.viewer, codeOf(harness, 1)))).toEqual([]);
  });

  it("is over after five wrong codes, each on record, and the right one then is of no use", async () => {
    const { viewer } = await showPassword(ADMIN);
    for (let count = 1; count <= 5; count += 1) {
      const answer = await completeSignIn(harness, viewer, WRONG);
      expect(answer.data?.completeSignIn).toEqual({
        viewer: null,
        userErrors: [
          { code: "INVALID_CODE", message: "The code is wrong, or was used before.", field: "input.code" },
        ],
      });
      expect(answer.setCookies).toHaveLength(count === 5 ? 1 : 0);
    }
    expect(await codesOf(completeSignIn(harness, viewer, codeOf(harness)))).toEqual(["NO_PENDING_SIGN_IN"]);
    expect(await sessionCount(harness)).toBe(0);
    const failure = (detail: object) =>
      auditRow(tenantId, {
        category: "SIGN_IN",
        action: "session:create",
        outcome: "FAILURE",
        entityId: ids.admin,
        detail: { reason: "WRONG_CODE", ...detail },
      });
    expect(await drainOutbox(harness.admin)).toEqual([
      ...Array.from({ length: 4 }, () => failure({})),
      failure({ endsSignIn: true }),
    ]);
  });

  it("looks at no code of an account after ten wrong ones within an hour, and again when they are older", async () => {
    for (let count = 0; count < 10; count += 1) {
      const { viewer } = await showPassword(ADMIN);
      await completeSignIn(harness, viewer, WRONG);
    }
    harness.setMinutes(59);
    const refused = await showPassword(ADMIN);
    expect(await codesOf(completeSignIn(harness, refused.viewer, codeOf(harness)))).toEqual([
      "TOO_MANY_WRONG_CODES",
    ]);
    expect((await drainOutbox(harness.admin)).map(({ payload }) => payload)).toMatchObject([
      { outcome: "FAILURE", detail: { reason: "TOO_MANY_WRONG_CODES" } },
    ]);
    harness.setMinutes(60);
    expect(await codesOf(completeSignIn(harness, refused.viewer, codeOf(harness)))).toEqual([]);
  });

  it("counts wrong codes one after the other, though twelve sign-ins guess at once", async () => {
    const pending = [];
    for (let count = 0; count < 12; count += 1) pending.push(await showPassword(ADMIN));
    const answers = await Promise.all(
      pending.map(({ viewer }) => codesOf(completeSignIn(harness, viewer, WRONG))),
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
    const { errors } = await harness.execute(viewer, `mutation { ${guess("a")} ${guess("b")} }`);
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
    expect(await codesOf(completeSignIn(harness, await viewerFor(), codeOf(harness, 1)))).toEqual([
      "NO_PENDING_SIGN_IN",
    ]);
  });

  it("signs nobody in whose account was disabled in between", async () => {
    const { viewer } = await showPassword(ADMIN);
    await harness.admin`update auth.account set disabled_at = now() where id = ${ids.admin}`;
    try {
      expect(await codesOf(completeSignIn(harness, viewer, codeOf(harness)))).toEqual(["NO_PENDING_SIGN_IN"]);
    } finally {
      await harness.admin`update auth.account set disabled_at = null where id = ${ids.admin}`;
    }
  });

  it("takes no code of another account's app", async () => {
    const { secret } = await enrol(harness, (await showPassword(NEW_ADMIN)).viewer);
    harness.setMinutes(1);
    const { viewer } = await showPassword(NEW_ADMIN);
    expect(await codesOf(completeSignIn(harness, viewer, codeOf(harness)))).toEqual(["INVALID_CODE"]);
    expect(await codesOf(completeSignIn(harness, viewer, codeAt(secret, harness.now())))).toEqual([]);
  });

  it("signs nobody in by a secret that was moved from another account's row", async () => {
    await harness.admin`update auth.totp set account_id = ${ids.newAdmin}`;
    await insertTotp(harness.admin, ids.admin);
    const { viewer } = await showPassword(NEW_ADMIN);
    const { errors } = await completeSignIn(harness, viewer, codeOf(harness));
    // What is in it was sealed for the other account: a fault.
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["INTERNAL"]);
    expect(await sessionCount(harness)).toBe(1);
  });
});

describe("a session of an admin in which no second factor was shown", () => {
  it("speaks for nobody, whatever began it", async () => {
    const { sessionId } = await signIn(harness, { email: MARA });
    await harness.admin`update auth.account set roles = '{USER,ADMIN}' where id = ${ids.mara}`;
    try {
      expect(await viewerOf(sessionId)).toMatchObject({ kind: "ANONYMOUS", roles: [], tenantId: null });
    } finally {
      await harness.admin`update auth.account set roles = '{USER}' where id = ${ids.mara}`;
    }
  });
});
