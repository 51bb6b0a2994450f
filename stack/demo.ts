import { rm } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { seedWorld } from "#drizzle/seed/index.ts";
import { makeScratchDirectory } from "#shared/db/embedded-postgres.ts";
import { systemClock } from "#shared/time/clock.ts";
import { runDemo } from "./demo-journey.ts";
import { LOCAL_EDGE, startOneProcess } from "./one-process.ts";
import { createProgress } from "./progress.ts";
import { startEmbeddedDatabase } from "./stack-database.ts";

/** `npm run demo`: the main job on a throw-away stack; exits 0 only if every step held. */
const startedAt = performance.now();
const progress = createProgress(process.stdout);
process.stdout.write("Setting up a throw-away stack\n");
const dataDirectory = await makeScratchDirectory("clinic-demo-");
const database = await startEmbeddedDatabase({ dataDirectory, durability: "none", progress });
try {
  await progress.step("seed", (onProgress) =>
    seedWorld({ adminUrl: database.adminUrl, clock: systemClock, isProduction: false, onProgress }),
  );
  const stack = await progress.step("start router and subgraphs", () =>
    startOneProcess({
      urlFor: (context) => database.urlFor(context),
      edge: LOCAL_EDGE,
      clock: systemClock,
      logLevel: "error",
      auth: { issuer: "http://localhost:4000", sealingKey: randomBytes(32) },
    }),
  );
  try {
    const held = await runDemo(stack.url, process.stdout);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(held ? `\nEvery step held, in ${seconds} s.\n` : "\nThe demo FAILED.\n");
    process.exitCode = held ? 0 : 1;
  } finally {
    await stack.stop();
  }
} finally {
  await database.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
