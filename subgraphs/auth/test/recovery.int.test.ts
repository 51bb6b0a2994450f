import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { startCatchingServer, type CatchingServer } from "./catching-server.ts";
import {
  changePassword,
  NEW_PASSWORD,
  RESET_DONE,
  RESET_REFUSED,
  resetPassword,
  signUp,
} from "./password-flow.ts";
import { enrol, isInForce, signIn, verifySession } from "./sessions.ts";
import { insertAccount, insertTenants, PASSWORD, startAuth, type AuthHarness } from "./world.ts";

const EMAIL = "mara@patients.example";
const VERIFY = `mutation ($input: VerifyEmailInput!) {
  verifyEmail(input: $input) { isVerified userErrors { code field } } }`;

let mails: CatchingServer;
let harness: AuthHarness;
let tenantId: string;
let accountId: string;

beforeAll(async () => {
  mails = await startCatchingServer();
  harness = await startAuth({ startsBackgroundWork: true, mailUrl: mails.url });
  ({ northwind: tenantId } = await insertTenants(harness.admin));
});
afterAll(async () => {
  await harness.stop();
  await mails.stop();
});
beforeEach(async () => {
  mails.refuses = false;
  // What is on its way must not arrive in the test after.
  await settled();
  harness.setMinutes(0);
  mails.caught.length = 0;
  await harness.admin`truncate auth.account, auth.session, auth.attempt_limit, auth.mailed_token, auth.mail, auth.outbox cascade`;
  accountId = await insertAccount(harness.admin, { tenantId, email: EMAIL });
});

async function requestReset(email = EMAIL, from?: string): Promise<GraphqlAnswer> {
  return harness.execute(
    ANONYMOUS,
    `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) {
      isAccepted userErrors { code message field retryAfterSeconds } } }`,
    { input: { email } },
    from,
  );
}

/** Resolves when everything that was asked for has been made, and what was made is sent. */
async function settled(): Promise<void> {
  await expect
    .poll(
      async () => {
        const [row] = await harness.admin<{ left: number }[]>`
          select ((select count(*) from auth.outbox where published_at is null and type = 'mail.requested.v1')
            + (select count(*) from messaging.delivery where consumer = 'auth')
            + (select count(*) from auth.mail where done_at is null))::int as left`;
        return row?.left;
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(0);
}

async function mailedToken(): Promise<string> {
  await requestReset();
  await settled();
  return tokenIn(mails.caught.at(-1)?.text);
}

function tokenIn(text: string | undefined): string {
  const token = /#token=([A-Za-z0-9_-]{43})\n/.exec(text ?? "")?.[1];
  if (token === undefined) throw new Error(`There is no token in ${String(text)}.`);
  return token;
}

async function verify(token: string): Promise<unknown> {
  return (await harness.execute(ANONYMOUS, VERIFY, { input: { token } })).data.verifyEmail;
}

async function viewerOf(password = PASSWORD): Promise<Viewer> {
  const { sessionId } = await signIn(harness, { email: EMAIL, password });
  const { viewer } = await verifySession(harness, sessionId);
  if (viewer === null) throw new Error("Nobody is signed in.");
  return viewer;
}

async function codeOfSignIn(password: string): Promise<string> {
  const { data } = await signIn(harness, { email: EMAIL, password });
  const [refusal] = data.signIn.userErrors as readonly { readonly code: string }[];
  return refusal?.code ?? "in";
}

describe("a password that was forgotten", () => {
  it("is set anew by what was mailed, once, and everybody is signed out", async () => {
    const { sessionId } = await signIn(harness, { email: EMAIL });
    const token = await mailedToken();
    expect(mails.caught.map(({ to, subject }) => [to, subject])).toEqual([[EMAIL, "Reset your password"]]);
    expect(await resetPassword(harness, token)).toEqual(RESET_DONE);
    expect(await resetPassword(harness, token)).toEqual(RESET_REFUSED);
    expect(await isInForce(harness, sessionId)).toBe(false);
    expect([await codeOfSignIn(PASSWORD), await codeOfSignIn(NEW_PASSWORD)]).toEqual([
      "INVALID_CREDENTIALS",
      "in",
    ]);
    await settled();
    expect(mails.caught.map(({ subject }) => subject)).toEqual([
      "Reset your password",
      "Your password was changed",
    ]);
    const [row] = await harness.admin`select email_verified_at from auth.account where id = ${accountId}`;
    expect(row).toEqual({ email_verified_at: harness.now() });
  });

  it("is set by one of twenty requests with the same token at once", async () => {
    const token = await mailedToken();
    const answers = await Promise.all(Array.from({ length: 20 }, () => resetPassword(harness, token)));
    expect(answers.filter((answer) => isDeepStrictEqual(answer, RESET_DONE))).toHaveLength(1);
    await settled();
    expect(mails.caught.filter(({ subject }) => subject === "Your password was changed")).toHaveLength(1);
  });

  it("is not set by a token of thirty minutes, by an older one, by another kind, or by none", async () => {
    const older = await mailedToken();
    const newer = await mailedToken();
    expect(await resetPassword(harness, older)).toEqual(RESET_REFUSED);
    harness.setMinutes(30);
    expect(await resetPassword(harness, newer)).toEqual(RESET_REFUSED);
    expect(await resetPassword(harness, "x")).toEqual(RESET_REFUSED);
    harness.setMinutes(0);
    await harness.execute(await viewerOf(), "mutation { requestEmailVerification { isAccepted } }");
    await settled();
    expect(mails.caught.at(-1)?.subject).toBe("Confirm your e-mail address");
    const another = tokenIn(mails.caught.at(-1)?.text);
    expect(await resetPassword(harness, another)).toEqual(RESET_REFUSED);
    expect([await verify(newer), await verify(another)]).toEqual([
      { isVerified: false, userErrors: [{ code: "TOKEN_INVALID", field: "input.token" }] },
      { isVerified: true, userErrors: [] },
    ]);
    expect(await resetPassword(harness, newer)).toEqual(RESET_DONE);
  });

  it("is not set to a weak one, which costs no token", async () => {
    const token = await mailedToken();
    expect(await resetPassword(harness, token, "password1234")).toEqual({
      isReset: false,
      userErrors: [{ code: "WEAK_PASSWORD", field: "input.newPassword" }],
    });
    expect(await resetPassword(harness, token)).toEqual(RESET_DONE);
  });

  it("of a disabled account is not set, also with a token from before", async () => {
    const token = await mailedToken();
    await harness.admin`update auth.account set disabled_at = now()`;
    expect(await resetPassword(harness, token)).toEqual(RESET_REFUSED);
    await requestReset();
    await settled();
    expect(mails.caught).toHaveLength(1);
  });

  it("lets its owner in at once, however many have guessed at it", async () => {
    for (let guess = 0; guess < 6; guess += 1) await signIn(harness, { email: EMAIL, password: "wrong" });
    expect(await codeOfSignIn(PASSWORD)).toBe("TOO_MANY_ATTEMPTS");
    expect(await resetPassword(harness, await mailedToken())).toEqual(RESET_DONE);
    expect(await codeOfSignIn(NEW_PASSWORD)).toBe("in");
  });
});

describe("a request for a reset", () => {
  it("brings a mail to an account in use only", async () => {
    await insertAccount(harness.admin, { tenantId, email: "gone@patients.example", isDisabled: true });
    for (const email of [EMAIL, "gone@patients.example", "nobody@patients.example", "no address"]) {
      expect((await requestReset(email)).data).toEqual({
        requestPasswordReset: { isAccepted: true, userErrors: [] },
      });
    }
    await settled();
    expect(mails.caught.map(({ to }) => to)).toEqual([EMAIL]);
  });

  it("brings at most three mails an hour, and is taken all the same", async () => {
    for (let request = 0; request < 5; request += 1) {
      expect((await requestReset()).data.requestPasswordReset.isAccepted).toBe(true);
    }
    await settled();
    expect(mails.caught).toHaveLength(3);
    harness.setMinutes(61);
    await requestReset();
    await settled();
    expect(mails.caught).toHaveLength(4);
  });

  it("is refused after ten from one network", async () => {
    for (let request = 0; request < 10; request += 1) {
      await requestReset(`${String(request)}@patients.example`, "192.0.2.9");
    }
    expect((await requestReset(EMAIL, "192.0.2.9")).data.requestPasswordReset).toEqual({
      isAccepted: false,
      userErrors: [
        {
          code: "TOO_MANY_ATTEMPTS",
          message: "There were too many such requests. Try again later.",
          field: null,
          retryAfterSeconds: 1,
        },
      ],
    });
    expect((await requestReset(EMAIL, "192.0.2.10")).data.requestPasswordReset.isAccepted).toBe(true);
  });
});

describe("a mail that the server does not take", () => {
  it("waits, and is sent when the server is back, with the token of before", async () => {
    mails.refuses = true;
    await requestReset();
    await expect
      .poll(async () => (await harness.admin`select attempts from auth.mail`)[0]?.["attempts"] as unknown, {
        timeout: 20_000,
      })
      .toBe(1);
    expect(mails.caught).toHaveLength(0);
    mails.refuses = false;
    harness.setMinutes(1);
    await settled();
    expect(mails.caught).toHaveLength(1);
    expect(await resetPassword(harness, tokenIn(mails.caught[0]?.text))).toEqual(RESET_DONE);
  });
});

describe("a password that is changed", () => {
  it("signs out everywhere else, goes on here under a new id, and is told to its owner", async () => {
    const other = await signIn(harness, { email: EMAIL });
    const { sessionId } = await signIn(harness, { email: EMAIL });
    const { viewer } = await verifySession(harness, sessionId);
    const answer = await changePassword(harness, viewer ?? ANONYMOUS);
    expect(answer.data.changePassword).toEqual({ isChanged: true, userErrors: [] });
    const renewed = /^__Host-session=([^;]+);/.exec(answer.setCookies[0] ?? "")?.[1] ?? null;
    expect((await verifySession(harness, renewed)).viewer?.accountId).toBe(accountId);
    for (const ended of [other.sessionId, sessionId]) {
      expect(await isInForce(harness, ended)).toBe(false);
    }
    expect(await codeOfSignIn(NEW_PASSWORD)).toBe("in");
    await settled();
    expect(mails.caught.map(({ subject }) => subject)).toEqual(["Your password was changed"]);
  });

  it("is changed by who has a second factor only within 15 minutes of having shown it", async () => {
    const { sessionId } = await enrol(harness, await viewerOf());
    // A mail about that which is made when the clock is ahead would never be due once it is set back.
    await settled();
    const { viewer } = await verifySession(harness, sessionId);
    const change = async (): Promise<unknown> =>
      (await changePassword(harness, viewer ?? ANONYMOUS)).data.changePassword;
    harness.setMinutes(15.1);
    const refusal = { code: "STEP_UP_REQUIRED", field: null, retryAfterSeconds: null };
    expect(await change()).toEqual({ isChanged: false, userErrors: [refusal] });
    harness.setMinutes(15);
    expect(await change()).toEqual({ isChanged: true, userErrors: [] });
  });

  it("is not changed by who does not know it, however often it is tried", async () => {
    const viewer = await viewerOf();
    const codes = [];
    for (let guess = 0; guess < 6; guess += 1) {
      const { data } = await changePassword(harness, viewer, { currentPassword: "wrong" });
      codes.push(...data.changePassword.userErrors.map(({ code }: { code: string }) => code));
    }
    expect(codes).toEqual([...Array(5).fill("CURRENT_PASSWORD_WRONG"), "TOO_MANY_ATTEMPTS"]);
    await settled();
    expect(mails.caught).toEqual([]);
  });

  it("is not changed to a weak one, nor by a request without a session, nor by nobody", async () => {
    const viewer = await viewerOf();
    const weak = { newPassword: "password1234" };
    const outcomes = [
      (await changePassword(harness, viewer, weak)).data.changePassword.userErrors,
      (await changePassword(harness, { ...viewer, sessionHash: null })).data.changePassword.userErrors,
      (await changePassword(harness, ANONYMOUS)).errors?.map(({ extensions }) => extensions["code"]),
    ];
    expect(outcomes).toEqual([
      [{ code: "WEAK_PASSWORD", field: "input.newPassword", retryAfterSeconds: null }],
      [{ code: "NO_SESSION", field: null, retryAfterSeconds: null }],
      ["AUTH_UNAUTHENTICATED"],
    ]);
    expect(await codeOfSignIn(PASSWORD)).toBe("in");
  });
});

describe("an e-mail address", () => {
  it("is verified by what sign-up mails, once, within a day", async () => {
    await signUp(harness, { email: "ada@patients.example" });
    await settled();
    expect(mails.caught.map(({ to, subject }) => [to, subject])).toEqual([
      ["ada@patients.example", "Confirm your e-mail address"],
    ]);
    const token = tokenIn(mails.caught[0]?.text);
    harness.setMinutes(24 * 60);
    expect(await verify(token)).toMatchObject({ isVerified: false });
    harness.setMinutes(24 * 60 - 1);
    expect(await verify(token)).toEqual({ isVerified: true, userErrors: [] });
    expect(await verify(token)).toMatchObject({ isVerified: false });
    const [row] =
      await harness.admin`select email_verified_at from auth.account where email = 'ada@patients.example'`;
    expect(row).toEqual({ email_verified_at: harness.now() });
  });

  it("that is taken gets a notice, and the caller the same answer", async () => {
    expect((await signUp(harness, { email: EMAIL })).data).toEqual(
      (await signUp(harness, { email: "new@patients.example" })).data,
    );
    await settled();
    expect(mails.caught.map(({ to, subject }) => [to, subject]).toSorted()).toEqual([
      [EMAIL, "You already have an account"],
      ["new@patients.example", "Confirm your e-mail address"],
    ]);
  });

  it("is verified anew on request, until it is", async () => {
    const viewer = await viewerOf();
    const request = async (): Promise<unknown> =>
      (
        await harness.execute(
          viewer,
          "mutation { requestEmailVerification { isAccepted userErrors { code } } }",
        )
      ).data.requestEmailVerification;
    const isVerified = async (): Promise<unknown> =>
      (await harness.execute(viewer, "{ viewer { account { isEmailVerified } } }")).data.viewer.account
        .isEmailVerified;
    expect(await request()).toEqual({ isAccepted: true, userErrors: [] });
    await settled();
    expect(await isVerified()).toBe(false);
    await verify(tokenIn(mails.caught[0]?.text));
    expect(await isVerified()).toBe(true);
    expect(await request()).toEqual({ isAccepted: false, userErrors: [{ code: "ALREADY_VERIFIED" }] });
  });
});

describe("a copy of the database", () => {
  it("has no token of a mail that waits or was sent, and no password", async () => {
    const token = await mailedToken();
    mails.refuses = true;
    await requestReset();
    await expect
      .poll(async () => (await harness.admin`select from auth.mail where sealed_token is not null`).length, {
        timeout: 20_000,
      })
      .toBe(1);
    mails.refuses = false;
    const tables = await harness.admin<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('auth', 'messaging')`;
    let dump = "";
    for (const { name } of tables) {
      for (const { row } of await harness.admin.unsafe(`select t::text as row from ${name} t`))
        dump += String(row);
    }
    harness.setMinutes(1);
    await settled();
    const waiting = tokenIn(mails.caught.at(-1)?.text);
    expect(waiting).not.toBe(token);
    expect(dump).toContain("PASSWORD_RESET");
    for (const secret of [token, waiting, PASSWORD]) expect(dump).not.toContain(secret);
  });
});
