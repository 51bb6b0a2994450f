import { systemClock } from "#shared/time/clock.ts";
import { describeCodes, shownCode } from "./authenticator.ts";

/**
 * `npm run demo:codes`: what the authenticator apps of the seeded accounts show now; with an e-mail address the code of
 * that account alone, for scripts.
 */
const [wanted] = process.argv.slice(2);
const now = systemClock();
try {
  const lines = wanted === undefined ? describeCodes(now) : [shownCode(wanted, now)];
  process.stdout.write(`${lines.join("\n")}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
