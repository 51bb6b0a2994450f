import { randomBytes } from "node:crypto";
import { seedWorld } from "#drizzle/seed/index.ts";
import { makeScratchDirectory } from "#shared/db/embedded-postgres.ts";
import { createShutdown, type Shutdown } from "#shared/http/shutdown.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { systemClock } from "#shared/time/clock.ts";
import { runDemo } from "./demo-journey.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { startMailSink } from "./mail-sink.ts";
import { LOCAL_EDGE, startOneProcess } from "./one-process.ts";
import { createProgress } from "./progress.ts";
import { startEmbeddedDatabase } from "./stack-database.ts";

const SHUTDOWN_TIMEOUT_MS = 20_000;

/** Runs the main job on a throw-away stack. @returns true when every step held */
async function demonstrate(shutdown: Shutdown): Promise<boolean> {
  const progress = createProgress(process.stdout);
  process.stdout.write("Setting up a throw-away stack\n");
  const dataDirectory = await makeScratchDirectory("clinic-demo-");
  const database = await startEmbeddedDatabase({ dataDirectory, durability: "none", progress });
  shutdown.add("database", () => database.stop());
  const { adminUrl } = database;
  const sealingKey = randomBytes(32);
  await progress.step("seed", (onProgress) =>
    seedWorld({ adminUrl, clock: systemClock, sealingKey, isProduction: false, onProgress }),
  );
  const mails = await startMailSink();
  shutdown.add("mail sink", () => mails.stop());
  const stack = await progress.step("start router and subgraphs", () =>
    startOneProcess({
      urlFor: (context) => database.urlFor(context),
      edge: LOCAL_EDGE,
      clock: systemClock,
      logLevel: "error",
      auth: { issuer: "http://localhost:4000", sealingKey, mailUrl: mails.url },
    }),
  );
  shutdown.add("router and subgraphs", () => stack.stop());
  return runDemo({ url: stack.url, output: process.stdout, mails });
}

/** `npm run demo`: exits 0 only if every step held. */
const startedAt = performance.now();
const shutdown = createShutdown({
  logger: createLogger({ service: "demo", level: "error" }),
  timeoutMs: SHUTDOWN_TIMEOUT_MS,
});
shutdown.listen();
try {
  const held = await demonstrate(shutdown);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(held ? `\nEvery step held, in ${seconds} s.\n` : "\nThe demo FAILED.\n");
  process.exitCode = held ? 0 : 1;
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
} finally {
  await shutdown.run("the demo is over");
}
