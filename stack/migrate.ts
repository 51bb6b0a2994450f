import { readStackConfig } from "./config.ts";
import { openStackDatabase } from "./open-database.ts";
import { createProgress } from "./progress.ts";

/** `npm run db:migrate`: brings the configured database to the newest state. */
const database = await openStackDatabase(readStackConfig(), createProgress(process.stdout));
await database.stop();
