import { ALL_ACCOUNTS } from "#drizzle/seed/world.ts";
import { codeAt, secondsLeftAt } from "../subgraphs/auth/domain/totp.ts";

/** What the authenticator app of a seeded account shows. */
export interface ShownCode {
  readonly email: string;
  /** Six digits, good once. */
  readonly code: string;
  /** How long the app shows them; they are taken for half a minute more. */
  readonly secondsLeft: number;
  /** What to type into an app of one's own, base32. */
  readonly secret: string;
}

/** What the apps of the seeded accounts that have one show at `now`. */
export function shownCodes(now: Date): readonly ShownCode[] {
  return ALL_ACCOUNTS.flatMap(({ email, totpSecret: secret }) =>
    secret === null ? [] : [{ email, code: codeAt(secret, now), secondsLeft: secondsLeftAt(now), secret }],
  );
}

/** One line for each of {@link shownCodes}, for a terminal. */
export function describeCodes(now: Date): readonly string[] {
  return shownCodes(now).map(
    ({ email, code, secondsLeft, secret }) =>
      `${email.padEnd(32)} ${code} for ${String(secondsLeft)} s   secret ${secret}`,
  );
}

/** What the app of a seeded account shows at `now`. @throws Error when the account has none */
export function shownCode(email: string, now: Date): string {
  const shown = shownCodes(now).find((one) => one.email === email);
  if (shown === undefined) throw new Error(`${email} has no authenticator app in the synthetic world.`);
  return shown.code;
}
