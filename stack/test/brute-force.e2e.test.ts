import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const GUESSES = 200;
const AT_ONCE = 10;
/** Longer than any takes on a busy machine. */
const TIMEOUTS = { requestMs: 60_000, subgraphMs: 50_000 };
const VICTIM = ACCOUNTS.patient.email;

let now = new Date();
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ clock: () => now, timeouts: TIMEOUTS });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  await stack.admin`truncate auth.attempt_limit, auth.outbox`;
});

interface Attempt {
  readonly email: string;
  readonly password?: string;
  readonly from: string;
}

async function signIn({ email, password = "Wrong-Passw0rd!", from }: Attempt): Promise<string> {
  const query = "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }";
  const response = await stack.app.inject({
    method: "POST",
    url: "/graphql",
    remoteAddress: from,
    payload: { query, variables: { input: { email, password } } },
  });
  const { data } = response.json<{ data: { signIn: { userErrors: { code: string }[] } } }>();
  return data.signIn.userErrors[0]?.code ?? "in";
}

/** Guesses that are made at the same time, and how each was answered. */
async function guessAll(attempts: readonly Attempt[]): Promise<Record<string, number>> {
  const waiting = [...attempts];
  const answers: string[] = [];
  const guesser = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) answers.push(await signIn(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, guesser));
  return Object.fromEntries([...Map.groupBy(answers, (one) => one)].map(([one, all]) => [one, all.length]));
}

function attempts(attemptOf: (index: number) => Attempt): Attempt[] {
  return Array.from({ length: GUESSES }, (_, index) => attemptOf(index));
}

function addressOf(index: number): string {
  return `198.51.100.${String(index)}`;
}

describe("two hundred guesses", () => {
  it("at one account from as many addresses get five looks, and the owner in a second later", async () => {
    const answers = await guessAll(attempts((index) => ({ email: VICTIM, from: addressOf(index) })));
    expect(answers).toEqual({ INVALID_CREDENTIALS: 5, TOO_MANY_ATTEMPTS: GUESSES - 5 });
    const owner = { email: VICTIM, password: DEMO_PASSWORD, from: "192.0.2.1" };
    expect(await signIn(owner)).toBe("TOO_MANY_ATTEMPTS");
    now = new Date(now.getTime() + 1_000);
    expect(await signIn(owner)).toBe("in");
  });

  it("at as many accounts from one address get thirty looks, and cost nobody else anything", async () => {
    const from = "203.0.113.9";
    const answers = await guessAll(
      attempts((index) => ({ email: `${String(index)}@northwind.example`, from })),
    );
    expect(answers).toEqual({ INVALID_CREDENTIALS: 30, TOO_MANY_ATTEMPTS: GUESSES - 30 });
    expect(await signIn({ email: VICTIM, password: DEMO_PASSWORD, from: "192.0.2.1" })).toBe("in");
  });
});
