import { startRouter } from "./start-router.ts";

try {
  await startRouter({ args: process.argv.slice(2) });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
