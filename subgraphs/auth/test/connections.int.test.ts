import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { ATTEMPT_RULES } from "../domain/attempt-limit.ts";
import { drainOutbox } from "./outbox.ts";
import { sessionCount, sessionIdIn, verifySession } from "./sessions.ts";
import { insertAccount, insertTenants, PASSWORD, startAuth, type AuthHarness } from "./world.ts";

const EMAIL = "mara@patients.example";
const INPUT = { email: EMAIL, password: PASSWORD };
const TWICE = {
  code: "VALIDATION_ERROR",
  retryable: false,
};
const SIGN_IN_AND_OUT = `mutation ($input: SignInInput!) {
  signIn(input: $input) { viewer { account { id email } tenant { slug } } userErrors { code } }
  signOut { isSignedOut userErrors { code } }
}`;

let database: TestDatabase;
let harness: AuthHarness;
let accountId: string;
let tenantId: string;

/** Auth with a pool of that many connections, and one account. */
async function start(maxConnections: number): Promise<void> {
  // Many attempts at once are its subject, all of them right.
  const ACCOUNT = { ...ATTEMPT_RULES.ACCOUNT, freeAttempts: 100 };
  harness = await startAuth({
    database,
    maxConnections,
    attemptRules: { ...ATTEMPT_RULES, ACCOUNT },
  });
  await harness.admin`truncate auth.tenant, auth.account, auth.outbox, auth.attempt_limit cascade`;
  ({ northwind: tenantId } = await insertTenants(harness.admin));
  accountId = await insertAccount(harness.admin, { tenantId, email: EMAIL });
  harness.statements.clear();
}

/** Transactions of the subgraph's pool that nobody has ended. */
async function openTransactions(): Promise<number> {
  const [row] = await harness.admin<{ count: number }[]>`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and usename = 'auth_app' and xact_start is not null`;
  return row?.count ?? -1;
}

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
afterEach(() => harness.stop());

describe("one operation", () => {
  it("signs in once, however often it asks to, and leaves no transaction open", async () => {
    await start(2);
    const fields = Array.from(
      { length: 15 },
      (_, index) => `a${String(index)}: signIn(input: $input) { ...Who }`,
    );
    const answer = await harness.execute(
      ANONYMOUS,
      `mutation ($input: SignInInput!) { ${fields.join(" ")} }
        fragment Who on SignInPayload { viewer { account { email } tenant { name } } userErrors { code } }`,
      { input: INPUT },
    );
    expect(answer.errors).toMatchObject([
      {
        message: "One operation signs in, signs up or sets a password once.",
        path: ["a1"],
        extensions: TWICE,
      },
    ]);
    expect(answer.data).toBeNull();
    expect(await openTransactions()).toBe(0);
    // Looked for once and so hashed once: a password is hashed only after its account was looked for. Once more it is looked
    // whether it is still the same.
    const looks = harness.statements.list.filter((text) => text.includes('"password_hash"'));
    expect(looks.map((text) => (text.includes('"email" = $1') ? "by address" : "by id"))).toEqual([
      "by address",
      "by id",
    ]);
    expect(await sessionCount(harness)).toBe(1);
    expect(await drainOutbox(harness.admin)).toMatchObject([{ tenantId, payload: { outcome: "SUCCESS" } }]);
    expect(answer.setCookies).toHaveLength(1);
    const { viewer } = await verifySession(harness, sessionIdIn(answer.setCookies[0]));
    expect(viewer?.accountId).toBe(accountId);
  });

  it.each([
    [
      "signs in after it was refused",
      "a: signIn(input: $wrong) { ...In } b: signIn(input: $input) { ...In }",
      "b",
    ],
    [
      "signs in after signing up",
      "a: signUp(input: $up) { isAccepted } b: signIn(input: $input) { ...In }",
      "b",
    ],
    [
      "signs up after signing in",
      "a: signIn(input: $wrong) { ...In } b: signUp(input: $up) { isAccepted }",
      "b",
    ],
    ["signs up twice", "a: signUp(input: $up) { isAccepted } b: signUp(input: $up) { isAccepted }", "b"],
  ])("never %s", async (_, fields, path) => {
    await start(2);
    const up = {
      tenant: "northwind",
      email: "new@patients.example",
      password: PASSWORD,
      givenName: "Nina",
      familyName: "Neu",
      birthDate: "1990-01-01",
    };
    const variables = [
      fields.includes("$input") ? "$input: SignInInput!" : "",
      fields.includes("$wrong") ? "$wrong: SignInInput!" : "",
      fields.includes("$up") ? "$up: SignUpInput!" : "",
    ];
    const fragment = fields.includes("...In") ? "fragment In on SignInPayload { userErrors { code } }" : "";
    const answer = await harness.execute(
      ANONYMOUS,
      `mutation (${variables.join(" ")}) { ${fields} } ${fragment}`,
      { input: INPUT, wrong: { ...INPUT, password: "wrong" }, up },
    );
    expect(answer.errors).toMatchObject([
      {
        message: "One operation signs in, signs up or sets a password once.",
        path: [path],
        extensions: TWICE,
      },
    ]);
    expect(answer.setCookies).toEqual([]);
    expect(await sessionCount(harness)).toBe(0);
    expect(await openTransactions()).toBe(0);
  });

  it("that signs in and out ends the session that it began", async () => {
    await start(2);
    const answer = await harness.execute(ANONYMOUS, SIGN_IN_AND_OUT, { input: INPUT });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.signOut).toEqual({ isSignedOut: true, userErrors: [] });
    expect(answer.setCookies.map(sessionIdIn)).toEqual([expect.stringMatching(/^[a-z2-7]{40}$/), null]);
    expect(answer.setCookies[1]).toContain("Max-Age=0");
    expect(await sessionCount(harness)).toBe(0);
    expect(await drainOutbox(harness.admin)).toMatchObject([
      { payload: { action: "session:create", outcome: "SUCCESS" } },
      { payload: { action: "session:end", agent: { accountId }, detail: { reason: "SIGNED_OUT" } } },
    ]);
  });
});

describe("more operations than connections", () => {
  it("are all answered, because each holds one connection at a time", async () => {
    await start(3);
    const { data } = await harness.execute(
      ANONYMOUS,
      "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }",
      { input: INPUT },
    );
    expect(data).toEqual({ signIn: { userErrors: [] } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => harness.execute(ANONYMOUS, SIGN_IN_AND_OUT, { input: INPUT })),
    );
    for (const answer of answers) {
      expect(answer.errors).toBeUndefined();
      expect(answer.data).toEqual({
        signIn: {
          viewer: { account: { id: accountId, email: EMAIL }, tenant: { slug: "northwind" } },
          userErrors: [],
        },
        signOut: { isSignedOut: true, userErrors: [] },
      });
    }
    expect(answers).toHaveLength(20);
    // The one of the first sign-in is still there.
    expect(await sessionCount(harness)).toBe(1);
    expect(await openTransactions()).toBe(0);
  });
});
