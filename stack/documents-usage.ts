import { describeFailure } from "#shared/process/describe-failure.ts";
import { readUsage } from "../router/documents/usage/read-usage.ts";
import { readStackConfig } from "./config.ts";
import { withStackDatabase } from "./open-database.ts";
import { trustOf } from "./with-publisher.ts";

/** `npm run documents:usage`: which documents clients may run, since when and until when, and when each was last used by whom. */
try {
  const config = readStackConfig();
  const trust = await trustOf(config);
  const lines = await withStackDatabase(
    config,
    { context: "platform", name: "documents-usage" },
    (database) => readUsage(database, trust),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
