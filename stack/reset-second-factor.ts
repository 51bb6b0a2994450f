import { parseArgs } from "node:util";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { resetSecondFactor } from "../subgraphs/auth/reset-second-factor.ts";
import { readStackConfig } from "./config.ts";
import { withStackDatabase } from "./open-database.ts";

/**
 * `npm run accounts:reset-second-factor -- --email admin@northwind.example`: for somebody who has lost authenticator app and
 * recovery codes. Exits with 1 when no account has the address.
 */
async function main(email: string): Promise<boolean> {
  const reset = await withStackDatabase(
    readStackConfig(),
    { context: "auth", name: "reset-second-factor" },
    (database) => resetSecondFactor({ database, clock: systemClock, email }),
  );
  if (reset === null) {
    process.stderr.write(`No account has the address ${email}.\n`);
    return false;
  }
  const { hadFactor, ended } = reset;
  process.stdout.write(
    `${hadFactor ? "The second factor was removed" : "There was no second factor"}; ` +
      `sessions ended: ${String(ended.sessions)}, apps: ${String(ended.apps)}. It is on record.\n`,
  );
  return true;
}

try {
  const { email } = parseArgs({ options: { email: { type: "string" } } }).values;
  if (email === undefined) {
    process.stderr.write("Usage: npm run accounts:reset-second-factor -- --email <address>\n");
    process.exitCode = 2;
  } else if (!(await main(email))) {
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
