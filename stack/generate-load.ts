import { generateLoad, SeedRefusedError, seedWorld, type LoadSettings } from "#drizzle/seed/index.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { readStackConfig } from "./config.ts";
import { readLoadArguments } from "./load-arguments.ts";
import { createLoadProgress } from "./load-progress.ts";
import { openStackDatabase } from "./open-database.ts";
import { createProgress } from "./progress.ts";
import { sealingKeyOf } from "./secrets.ts";

/** `npm run db:generate-load`: adds synthetic appointments to the configured database, which is migrated and seeded first. */
async function main(settings: LoadSettings): Promise<void> {
  const config = readStackConfig();
  const { isProduction } = config;
  const sealingKey = await sealingKeyOf(config, "db:generate-load");
  const progress = createProgress(process.stdout);
  const database = await openStackDatabase(config, progress);
  try {
    const { adminUrl } = database;
    await progress.step("seed", (onProgress) =>
      seedWorld({ adminUrl, clock: systemClock, sealingKey, isProduction, onProgress }),
    );
    const onProgress = createLoadProgress(process.stderr, settings.appointments);
    const { outcome } = await progress.step("load", () =>
      generateLoad({ ...settings, adminUrl, isProduction, onProgress }),
    );
    if (outcome === "ALREADY_THERE") process.stdout.write("  The load is there already.\n");
  } finally {
    await database.stop();
  }
}

function argumentsOrUsage(): LoadSettings | undefined {
  try {
    return readLoadArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

try {
  const settings = argumentsOrUsage();
  if (settings !== undefined) await main(settings);
} catch (error) {
  process.stderr.write(`${error instanceof SeedRefusedError ? error.message : describeFailure(error)}\n`);
  process.exitCode = 1;
}
