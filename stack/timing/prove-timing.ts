import { setTimeout as pause } from "node:timers/promises";
import { randomBytes, randomUUID } from "node:crypto";
import postgres from "postgres";
import { seedWorld } from "#drizzle/seed/index.ts";
import { createSeededRandom } from "#shared/random/seeded-random.ts";
import { ACCOUNTS, TENANTS } from "#drizzle/seed/world.ts";
import { makeScratchDirectory } from "#shared/db/embedded-postgres.ts";
import { systemClock } from "#shared/time/clock.ts";
import { LOCAL_EDGE, startOneProcess } from "../one-process.ts";
import { createProgress } from "../progress.ts";
import { startEmbeddedDatabase } from "../stack-database.ts";
import { UNLIMITED_ATTEMPTS } from "../unlimited-attempts.ts";
import { compareSamples } from "./compare-samples.ts";
import { readTimingConfig } from "./config.ts";

/** One way to be answered: an operation whose answers must not be told apart from those of another. */
interface Way {
  readonly name: string;
  readonly query: string;
  readonly input: () => Record<string, unknown>;
}

const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }";
const RESET =
  "mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { isAccepted } }";
const SIGN_UP =
  "mutation ($input: SignUpInput!) { signUp(input: $input) { isAccepted userErrors { code } } }";
/** Before anything is measured: code is compiled, plans are cached. */
const WARM_UP = 20;
/** After each request: what it set going (events, mails, the audit log) is done before the next one is timed. */
const REST_MS = 60;
/** Of all comparisons together: by chance, one proof in a hundred calls something different that is not. */
const SIGNIFICANCE = 0.01;
/** A difference that is real and smaller than this tells a guesser next to nothing of a single account. */
const TELLING_SUPERIORITY = 0.1;

const person = {
  tenant: TENANTS.northwind.slug,
  password: "seven herons wade at noon",
  givenName: "Ada",
  familyName: "Byron",
  birthDate: "1990-12-10",
};
const password = "Wrong-Passw0rd!";
const nobody = (): string => `${randomUUID()}@northwind.example`;
const known = (): string => ACCOUNTS.patient.email;
const disabled = (): string => ACCOUNTS.patient2.email;

function way(name: string, query: string, email: () => string, more: Record<string, unknown> = {}): Way {
  return { name, query, input: () => ({ ...more, email: email() }) };
}

/** What is compared with what. */
const PAIRS: readonly (readonly [Way, Way])[] = [
  [
    way("signIn wrong password", SIGN_IN, known, { password }),
    way("unknown address", SIGN_IN, nobody, { password }),
  ],
  [
    way("signIn wrong password", SIGN_IN, known, { password }),
    way("disabled account", SIGN_IN, disabled, { password }),
  ],
  [way("requestPasswordReset known", RESET, known), way("unknown address", RESET, nobody)],
  [way("requestPasswordReset known", RESET, known), way("disabled account", RESET, disabled)],
  [way("signUp new address", SIGN_UP, nobody, person), way("taken address", SIGN_UP, known, person)],
];

/** Duration of one request in milliseconds. */
async function time(url: string, { query, input }: Way): Promise<number> {
  const body = JSON.stringify({ query, variables: { input: input() } });
  const startedAt = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const text = await response.text();
  const tookMs = performance.now() - startedAt;
  if (response.status !== 200 || text.includes('"errors":[{'))
    throw new Error(`${query} was answered ${text}`);
  return tookMs;
}

/** Samples of both ways, in turns whose order is drawn, so that whatever slows the machine slows both. */
async function sample(
  url: string,
  [a, b]: readonly [Way, Way],
  samples: number,
): Promise<[number[], number[]]> {
  const random = createSeededRandom(`${a.name} ${b.name}`);
  const durations: [number[], number[]] = [[], []];
  for (let turn = -WARM_UP; turn < samples; turn += 1) {
    const isAFirst = random.chance(0.5);
    for (const isA of [isAFirst, !isAFirst]) {
      const tookMs = await time(url, isA ? a : b);
      if (turn >= 0) durations[isA ? 0 : 1].push(tookMs);
      await pause(REST_MS);
    }
  }
  return durations;
}

/** Compares all pairs and prints a table. @returns true when none is told apart */
async function prove(url: string, samples: number): Promise<boolean> {
  let isTold = false;
  process.stdout.write(`\n${String(samples)} samples of each, in turns; p by Mann–Whitney, two-sided\n\n`);
  for (const pair of PAIRS) {
    const { medianAMs, medianBMs, superiority, p } = compareSamples(...(await sample(url, pair, samples)));
    const isDifferent = p < SIGNIFICANCE / PAIRS.length;
    const isTelling = isDifferent && Math.abs(superiority - 0.5) > TELLING_SUPERIORITY;
    isTold ||= isTelling;
    const verdict = isTelling
      ? "TOLD APART"
      : isDifferent
        ? "a difference, too small to tell one"
        : "not told apart";
    process.stdout.write(
      `${pair
        .map(({ name }) => name)
        .join(" / ")
        .padEnd(50)}  median ${medianAMs.toFixed(2)} / ${medianBMs.toFixed(2)} ms` +
        `  P(B slower) ${superiority.toFixed(3)}  p ${p.toFixed(4)}  ${verdict}\n`,
    );
  }
  return !isTold;
}

/** `npm run proof:timing`: whether answers come at another time when an address has an account; exits 1 when they do. */
const { samples } = readTimingConfig();
const sealingKey = randomBytes(32);
const dataDirectory = await makeScratchDirectory("clinic-timing-");
const database = await startEmbeddedDatabase({
  dataDirectory,
  durability: "none",
  progress: createProgress(process.stdout),
});
try {
  await seedWorld({
    adminUrl: database.adminUrl,
    clock: systemClock,
    sealingKey,
    isProduction: false,
    onProgress: () => undefined,
  });
  const admin = postgres(database.adminUrl, { max: 1 });
  await admin`update auth.account set disabled_at = now() where email = ${disabled()}`;
  await admin.end();
  const stack = await startOneProcess({
    urlFor: (context) => database.urlFor(context),
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "silent",
    auth: { issuer: "http://localhost:4000", sealingKey, attemptRules: UNLIMITED_ATTEMPTS },
  });
  try {
    const held = await prove(stack.url, samples);
    process.stdout.write(held ? "\nNothing is told apart.\n" : "\nSomething is TOLD APART.\n");
    process.exitCode = held ? 0 : 1;
  } finally {
    await stack.stop();
  }
} finally {
  await database.stop();
}
