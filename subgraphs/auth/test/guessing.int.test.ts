import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { signIn } from "./sessions.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness } from "./world.ts";

const EMAIL = "mara@patients.example";
const WRONG = "not-the-passphrase";
const SECOND = 1 / 60;

let harness: AuthHarness;
let tenantId: string;
let accountId: string;

beforeAll(async () => {
  harness = await startAuth();
  ({ northwind: tenantId } = await insertTenants(harness.admin));
  accountId = await insertAccount(harness.admin, { tenantId, email: EMAIL });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.session, auth.attempt_limit cascade`;
});

interface Guess {
  readonly email?: string;
  readonly password?: string;
  readonly from?: string;
}

/** What a guess is answered: `in`, the code, or the code with the seconds to wait. */
async function guess({ email = EMAIL, password = WRONG, from }: Guess = {}): Promise<string> {
  const { data } = await harness.execute(
    ANONYMOUS,
    `mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code field retryAfterSeconds } } }`,
    { input: { email, password } },
    from,
  );
  const [problem, ...others] = data.signIn.userErrors;
  expect(others).toEqual([]);
  if (problem === undefined) return "in";
  const { code, field, retryAfterSeconds } = problem;
  expect(field).toBeNull();
  return retryAfterSeconds === null ? String(code) : `${String(code)} ${String(retryAfterSeconds)}`;
}

async function guesses(count: number, of: (index: number) => Guess = () => ({})): Promise<string[]> {
  const answers: string[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await guess(of(index)));
  return answers;
}

/** Reasons on record, in their order, with where they are on record. */
async function recorded(): Promise<string[]> {
  const rows = await harness.admin<{ reason: string; entity: string | null }[]>`
    select coalesce(entry->'detail'->>'reason', entry->>'outcome') as reason, entry->>'entityId' as entity
    from auth.outbox, jsonb_array_elements(payload->'entries') as entry order by position`;
  return rows.map(
    ({ reason, entity }) => `${reason} ${entity === accountId ? "of the account" : "of nobody"}`,
  );
}

function tally(answers: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(answers, (one) => one)].map(([one, all]) => [one, all.length]));
}

describe("guesses at one account's password", () => {
  it("are delayed after the fifth, twice as long each time", async () => {
    expect(await guesses(6)).toEqual([...Array(5).fill("INVALID_CREDENTIALS"), "TOO_MANY_ATTEMPTS 1"]);
    harness.setMinutes(SECOND);
    expect(await guesses(2)).toEqual(["INVALID_CREDENTIALS", "TOO_MANY_ATTEMPTS 2"]);
    harness.setMinutes(3 * SECOND);
    expect(await guesses(2)).toEqual(["INVALID_CREDENTIALS", "TOO_MANY_ATTEMPTS 4"]);
  });

  it("come from however many networks", async () => {
    expect(await guesses(6, (index) => ({ from: `192.0.2.${String(index)}` }))).toEqual([
      ...Array(5).fill("INVALID_CREDENTIALS"),
      "TOO_MANY_ATTEMPTS 1",
    ]);
  });

  it("are not looked at meanwhile, also when they are right", async () => {
    await guesses(5);
    expect(await guess({ password: "a-Good-passphrase!" })).toBe("TOO_MANY_ATTEMPTS 1");
    expect(await harness.admin`select from auth.session`).toHaveLength(0);
  });

  it("get no more looks when fifty are made at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => guess({ from: `192.0.2.${String(index)}` })),
    );
    expect(tally(answers)).toEqual({ INVALID_CREDENTIALS: 5, "TOO_MANY_ATTEMPTS 1": 45 });
    expect(tally(await recorded())).toEqual({
      "WRONG_PASSWORD of the account": 5,
      "TOO_MANY_ATTEMPTS of the account": 1,
    });
  });

  it("are on record one by one while they are looked at, and once for each delay when not", async () => {
    await guesses(20);
    harness.setMinutes(SECOND);
    await guesses(10);
    expect(await recorded()).toEqual([
      ...Array(5).fill("WRONG_PASSWORD of the account"),
      "TOO_MANY_ATTEMPTS of the account",
      "WRONG_PASSWORD of the account",
      "TOO_MANY_ATTEMPTS of the account",
    ]);
  });

  it("are forgotten when the owner signs in after the delay", async () => {
    await guesses(6);
    harness.setMinutes(SECOND);
    expect(await guess({ password: "a-Good-passphrase!" })).toBe("in");
    expect(await guesses(6)).toEqual([...Array(5).fill("INVALID_CREDENTIALS"), "TOO_MANY_ATTEMPTS 1"]);
  });

  it("are forgotten with time", async () => {
    await guesses(5);
    harness.setMinutes(75);
    expect(await guesses(6)).toEqual([...Array(5).fill("INVALID_CREDENTIALS"), "TOO_MANY_ATTEMPTS 1"]);
  });

  it("are answered the same, by the same statements, where there is no account", async () => {
    const seen: Record<string, unknown> = {};
    for (const email of [EMAIL, "nobody@patients.example"]) {
      await harness.admin`truncate auth.attempt_limit`;
      harness.statements.clear();
      const answers = await guesses(8, () => ({ email }));
      seen[email] = { answers, statements: [...harness.statements.list] };
    }
    expect(seen["nobody@patients.example"]).toEqual(seen[EMAIL]);
    expect(tally(await recorded())).toEqual({
      "WRONG_PASSWORD of the account": 5,
      "TOO_MANY_ATTEMPTS of the account": 1,
      "UNKNOWN_EMAIL of nobody": 5,
      "TOO_MANY_ATTEMPTS of nobody": 1,
    });
  });
});

describe("guesses from one network", () => {
  const spread = (from: (index: number) => string) => (index: number) => ({
    email: `${String(index)}@patients.example`,
    from: from(index),
  });

  it("are delayed after the thirtieth, however many accounts they are at", async () => {
    const answers = await guesses(
      31,
      spread(() => "192.0.2.7"),
    );
    expect(answers).toEqual([...Array(30).fill("INVALID_CREDENTIALS"), "TOO_MANY_ATTEMPTS 1"]);
    expect(await guess({ email: "x@patients.example", from: "192.0.2.8" })).toBe("INVALID_CREDENTIALS");
  });

  it("are one network's for all addresses of an IPv6 /64", async () => {
    const answers = await guesses(
      31,
      spread((index) => `2001:db8:1:2::${index.toString(16)}`),
    );
    expect(answers.at(-1)).toBe("TOO_MANY_ATTEMPTS 1");
    expect(await guess({ email: "x@patients.example", from: "2001:db8:1:3::1" })).toBe("INVALID_CREDENTIALS");
  });

  it("get no more looks when fifty are made at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => guess(spread(() => "::1")(index))),
    );
    expect(tally(answers)).toEqual({ INVALID_CREDENTIALS: 30, "TOO_MANY_ATTEMPTS 1": 20 });
  });

  it("leave right ones of others at it uncounted, and are not forgotten for them", async () => {
    await guesses(
      29,
      spread(() => "192.0.2.7"),
    );
    const right = { password: "a-Good-passphrase!", from: "192.0.2.7" };
    expect([await guess(right), await guess(right)]).toEqual(["in", "in"]);
    expect(
      await guesses(
        2,
        spread(() => "192.0.2.7"),
      ),
    ).toEqual(["INVALID_CREDENTIALS", "TOO_MANY_ATTEMPTS 1"]);
  });

  it("at accounts that others guess at as well neither wait for each other for ever nor fail", async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        guess({ email: `${String(index % 3)}@patients.example`, from: `192.0.2.${String(index % 4)}` }),
      ),
    );
    expect(tally(answers)).toEqual({ INVALID_CREDENTIALS: 15, "TOO_MANY_ATTEMPTS 1": 45 });
  });
});

describe("the table of attempts", () => {
  it("holds hashes that cannot be tried without the key, and no address of either kind", async () => {
    await guess({ from: "192.0.2.7" });
    const [{ dump } = { dump: "" }] = await harness.admin<{ dump: string }[]>`
      select string_agg(t::text, ' ') as dump from auth.attempt_limit t`;
    expect(dump).not.toContain("mara");
    expect(dump).not.toContain("192.0.2");
    const [{ count } = { count: 0 }] = await harness.admin<{ count: number }[]>`
      select count(*)::int as count from auth.attempt_limit where length(subject_hash) = 43
        and subject_hash not in (select translate(rtrim(encode(sha256(text::bytea), 'base64'), '='), '+/', '-_')
          from unnest(array[${EMAIL}, ${`ACCOUNT:${EMAIL}`}, '192.0.2.7', 'NETWORK:192.0.2.7']) as text)`;
    expect(count).toBe(2);
  });

  it("is cleared of what is forgotten by whoever signs in", async () => {
    await guess({ email: "old@patients.example" });
    harness.setMinutes(15);
    await signIn(harness, { email: EMAIL }, ANONYMOUS, "192.0.2.7");
    expect(await harness.admin`select from auth.attempt_limit`).toHaveLength(0);
  });
});
