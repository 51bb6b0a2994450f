import { runProcess } from "#shared/process/run-process.ts";
import { startRouter } from "./start-router.ts";

await runProcess(() => startRouter({ args: process.argv.slice(2) }));
