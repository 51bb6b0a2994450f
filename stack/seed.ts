import { seedWorld } from "#drizzle/seed/index.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { readStackConfig } from "./config.ts";
import { openStackDatabase } from "./open-database.ts";
import { createProgress } from "./progress.ts";
import { sealingKeyOf } from "./secrets.ts";

/** `npm run db:seed`: fills the configured database with the synthetic world; again changes nothing. */
async function main(): Promise<void> {
  const config = readStackConfig();
  const sealingKey = await sealingKeyOf(config, "db:seed");
  const progress = createProgress(process.stdout);
  const database = await openStackDatabase(config, progress);
  try {
    const { adminUrl } = database;
    const { isProduction } = config;
    await progress.step("seed", (onProgress) =>
      seedWorld({ adminUrl, clock: systemClock, sealingKey, isProduction, onProgress }),
    );
  } finally {
    await database.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
