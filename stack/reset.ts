import { realpath, rm } from "node:fs/promises";
import { claimDataDirectory } from "#shared/db/embedded/data-directory-claim.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { readStackConfig } from "./config.ts";

/** `npm run db:reset`: throws away the embedded Postgres of the data directory, so that the next start begins anew. */
const { dataDirectory, externalDatabase, isProduction } = readStackConfig();
if (externalDatabase !== undefined || isProduction) {
  process.stderr.write(
    "db:reset only throws away the embedded database of a data directory, never a server's.\n",
  );
  process.exitCode = 2;
} else {
  try {
    const target = await realpath(dataDirectory).catch(() => undefined);
    if (target !== undefined) {
      // Whoever runs on it would go on without its data.
      await claimDataDirectory(target);
      await rm(target, { recursive: true, force: true });
    }
    await rm(dataDirectory, { recursive: true, force: true });
    process.stdout.write(`Removed ${dataDirectory}.\n`);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
