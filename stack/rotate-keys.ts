import { openDatabase } from "#shared/db/database.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { rotateSigningKey } from "../subgraphs/auth/rotate-signing-key.ts";
import { readStackConfig } from "./config.ts";
import { visitStackDatabase } from "./open-database.ts";
import { sealingKeyOf } from "./secrets.ts";

/** `npm run keys:rotate`: a new key for access tokens, while everything serves. */
async function main(): Promise<void> {
  const config = readStackConfig();
  const stack = await visitStackDatabase(config);
  const database = openDatabase({
    url: stack.urlFor("auth"),
    maxConnections: 1,
    applicationName: "clinic-keys-rotate",
  });
  try {
    const sealingKey = await sealingKeyOf(config, "keys:rotate");
    const { kid, signsFrom, olderEndAt } = await rotateSigningKey({
      database,
      clock: systemClock,
      sealingKey,
    });
    process.stdout.write(
      `The key ${kid} is published and signs from ${signsFrom.toISOString()}. ` +
        `The last token of the older ones ends at ${olderEndAt.toISOString()}.\n`,
    );
  } finally {
    await database.close();
    await stack.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
