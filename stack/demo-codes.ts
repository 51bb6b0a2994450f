import { systemClock } from "#shared/time/clock.ts";
import { shownCodes } from "./authenticator.ts";

/**
 * `npm run demo:codes`: what the authenticator apps of the seeded accounts show now; with an e-mail address the code of
 * that account alone, for scripts.
 */
const [wanted] = process.argv.slice(2);
const codes = shownCodes(systemClock());
if (wanted === undefined) {
  for (const { email, code, secondsLeft, secret } of codes)
    process.stdout.write(`${email.padEnd(32)} ${code} for ${String(secondsLeft)} s   secret ${secret}\n`);
} else {
  const shown = codes.find(({ email }) => email === wanted);
  process.exitCode = shown === undefined ? 1 : 0;
  if (shown === undefined)
    process.stderr.write(`${wanted} has no authenticator app in the synthetic world.\n`);
  else process.stdout.write(`${shown.code}\n`);
}
