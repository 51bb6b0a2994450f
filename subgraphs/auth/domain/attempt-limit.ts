/** How guesses at one kind of secret are slowed down; see {@link takeAttempt}. */
export interface AttemptRule {
  /** Attempts, one after the other, before the first delay. */
  readonly freeAttempts: number;
  /** One attempt is forgotten after so long. */
  readonly forgetsOneAfterMs: number;
  /** What is forgotten at once when the secret was right: everything, or only the right attempt itself. */
  readonly forgetsWhenRight: "ALL" | "ONE";
}

const MINUTE_MS = 60_000;
const FIRST_DELAY_MS = 1_000;
/** Longer ones would only keep the owner out: at this rate nobody finds a password that the sign-up takes. */
export const LONGEST_DELAY_MS = 5 * MINUTE_MS;

/**
 * The rules by name. Per account, because a guesser has many addresses; per network, because a guesser tries one password
 * on many accounts, where a whole clinic may sit behind one address (OWASP Authentication Cheat Sheet, "Login Throttling").
 */
export const ATTEMPT_RULES = {
  /** Passwords of one account. */
  ACCOUNT: { freeAttempts: 5, forgetsOneAfterMs: 15 * MINUTE_MS, forgetsWhenRight: "ALL" },
  /** Passwords, and passkeys that sign in alone, from one network. */
  NETWORK: { freeAttempts: 30, forgetsOneAfterMs: MINUTE_MS, forgetsWhenRight: "ONE" },
  /** Requests from one network for a mail that resets a password: none is wrong, and none is taken back. */
  RESET_REQUEST: { freeAttempts: 10, forgetsOneAfterMs: 5 * MINUTE_MS, forgetsWhenRight: "ONE" },
} as const satisfies Record<string, AttemptRule>;

/** A rule of {@link ATTEMPT_RULES}. */
export type AttemptLimitName = keyof typeof ATTEMPT_RULES;

/** What is kept of the attempts at one thing. */
export interface AttemptState {
  /** When all attempts will be forgotten, if there is none more: how far it is away says how many there were. */
  readonly forgottenAt: Date;
  /** No attempt is looked at before. */
  readonly blockedUntil: Date;
}

/**
 * Of what nothing is delayed. It is in every clock's past: the clocks of two attempts at the same time are read in one
 * order and their counts written in another, and "now" would delay the one that read first.
 */
export const NOT_BLOCKED = new Date(0);

/** How long attempts are still refused; 0 when the next one is looked at. */
export function waitMs(state: AttemptState | undefined, now: Date): number {
  return Math.max(0, (state?.blockedUntil.getTime() ?? 0) - now.getTime());
}

/**
 * The state after one more attempt, which is counted as wrong before anybody looks: attempts at the same time cannot
 * outrun the count. The last free attempt is followed by a delay of a second, and each further one by twice the delay
 * before, up to {@link LONGEST_DELAY_MS}.
 */
export function takeAttempt(state: AttemptState | undefined, now: Date, rule: AttemptRule): AttemptState {
  const { forgetsOneAfterMs, freeAttempts } = rule;
  const from = Math.max(now.getTime(), state?.forgottenAt.getTime() ?? 0);
  // More than lead to the longest delay are not counted, so that everything is forgotten in a few hours.
  const latest = now.getTime() + (freeAttempts + DELAY_STEPS) * forgetsOneAfterMs;
  const forgottenAt = new Date(Math.min(from + forgetsOneAfterMs, latest));
  const attempts = Math.ceil((forgottenAt.getTime() - now.getTime()) / forgetsOneAfterMs);
  const delayMs =
    attempts < freeAttempts ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (attempts - freeAttempts), LONGEST_DELAY_MS);
  return { forgottenAt, blockedUntil: delayMs === 0 ? NOT_BLOCKED : new Date(now.getTime() + delayMs) };
}

/** Doublings that lead from the first delay to the longest. */
const DELAY_STEPS = Math.ceil(Math.log2(LONGEST_DELAY_MS / FIRST_DELAY_MS));

/**
 * The state after an attempt turned out right, or undefined when nothing is left to keep. With `ONE` the attempt is taken
 * back, and the delay that it began, but not one that another attempt has begun since.
 * @param taken what {@link takeAttempt} made of the attempt
 */
export function attemptWasRight(
  state: AttemptState,
  taken: AttemptState,
  now: Date,
  rule: AttemptRule,
): AttemptState | undefined {
  const forgottenAt = new Date(state.forgottenAt.getTime() - rule.forgetsOneAfterMs);
  if (rule.forgetsWhenRight === "ALL" || forgottenAt <= now) return undefined;
  const isOwnDelay = state.blockedUntil.getTime() === taken.blockedUntil.getTime();
  return { forgottenAt, blockedUntil: isOwnDelay ? NOT_BLOCKED : state.blockedUntil };
}
