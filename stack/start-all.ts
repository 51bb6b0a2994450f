import { setTimeout as sleep } from "node:timers/promises";
import type { Shutdown } from "#shared/http/shutdown.ts";
import { systemClock } from "#shared/time/clock.ts";
import { inheritedEnvironment } from "./config.ts";
import { startDistributed, SUBGRAPHS, type Distributed } from "./distributed/distributed.ts";
import { readableLine } from "./distributed/readable-log.ts";
import { runStack } from "./run-stack.ts";

const RESTART_AFTER_MS = 1_000;

/** `npm run start:all`: router and each subgraph as a process of its own, with one log for all. */
await runStack(async ({ database, sealingKey, publishers, mailUrl, shutdown }) => {
  const stack = await startDistributed({
    urlFor: (context) => database.urlFor(context),
    env: { ...inheritedEnvironment(), MAIL_URL: mailUrl },
    sealingKey,
    publishers,
    onLine: print,
  });
  for (const name of ["router", ...SUBGRAPHS] as const) void keepRunning(stack, name, shutdown);
  return stack;
});

function print(name: string, line: string): void {
  process.stdout.write(`${readableLine(name, line)}\n`);
}

/** What happens to a process, among the lines of its own. */
function tell(name: string, level: "info" | "warn" | "error", message: string): void {
  print(name, JSON.stringify({ timestamp: systemClock().toISOString(), level, message }));
}

/** A process that ends although nobody asked it to is started again. */
async function keepRunning(
  stack: Distributed,
  name: Parameters<Distributed["process"]>[0],
  shutdown: Shutdown,
): Promise<void> {
  for (;;) {
    const { pid, url, ended } = stack.process(name);
    tell(name, "info", `process ${String(pid)} listens at ${url}`);
    const code = await ended;
    if (shutdown.isDraining) return;
    tell(
      name,
      "warn",
      `process ${String(pid)} ${code === null ? "was killed" : `ended with ${String(code)}`}; it is started again`,
    );
    await sleep(RESTART_AFTER_MS);
    await stack.restart(name).catch((error: unknown) => {
      tell(name, "error", String(error));
    });
  }
}
