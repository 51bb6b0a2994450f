import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { rotateSigningKey } from "../subgraphs/auth/rotate-signing-key.ts";
import { readStackConfig } from "./config.ts";
import { withStackDatabase } from "./open-database.ts";
import { sealingKeyOf } from "./secrets.ts";

/** `npm run keys:rotate`: a new key for access tokens, while everything serves. */
async function main(): Promise<void> {
  const config = readStackConfig();
  const { kid, signsFrom, olderEndAt } = await withStackDatabase(
    config,
    { context: "auth", name: "keys-rotate" },
    async (database) => {
      const sealingKey = await sealingKeyOf(config, "keys:rotate");
      return rotateSigningKey({ database, clock: systemClock, sealingKey });
    },
  );
  process.stdout.write(
    `The key ${kid} is published and signs from ${signsFrom.toISOString()}. ` +
      `The last token of the older ones ends at ${olderEndAt.toISOString()}.\n`,
  );
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
