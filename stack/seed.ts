import { seedWorld } from "#drizzle/seed/index.ts";
import { systemClock } from "#shared/time/clock.ts";
import { readStackConfig } from "./config.ts";
import { openStackDatabase } from "./open-database.ts";
import { createProgress } from "./progress.ts";

/** `npm run db:seed`: fills the configured database with the synthetic world; again changes nothing. */
const config = readStackConfig();
const progress = createProgress(process.stdout);
const database = await openStackDatabase(config, progress);
try {
  await progress.step("seed", (onProgress) =>
    seedWorld({
      adminUrl: database.adminUrl,
      clock: systemClock,
      isProduction: config.isProduction,
      onProgress,
    }),
  );
} finally {
  await database.stop();
}
