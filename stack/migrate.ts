import { describeFailure } from "#shared/process/describe-failure.ts";
import { readStackConfig } from "./config.ts";
import { openStackDatabase } from "./open-database.ts";
import { createProgress } from "./progress.ts";

/** `npm run db:migrate`: brings the configured database to the newest state. */
try {
  const database = await openStackDatabase(readStackConfig(), createProgress(process.stdout));
  await database.stop();
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
