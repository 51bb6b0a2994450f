import { seedWorld } from "#drizzle/seed/index.ts";
import type { NamedKey } from "#shared/crypto/named-key.ts";
import { createShutdown, type Shutdown } from "#shared/http/shutdown.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { runProcess } from "#shared/process/run-process.ts";
import { systemClock } from "#shared/time/clock.ts";
import { assertMayServe, readStackConfig, type StackConfig } from "./config.ts";
import { mailLine, startMailSink } from "./mail-sink.ts";
import { openStackDatabase } from "./open-database.ts";
import { createProgress, type Progress } from "./progress.ts";
import { assertSealingKeyGiven, publishersOf, sealingKeyOf } from "./secrets.ts";
import type { StackDatabase } from "./stack-database.ts";
import { welcome } from "./welcome.ts";

const SHUTDOWN_TIMEOUT_MS = 20_000;

/** Router and subgraphs, however they run. */
export interface RunningStack {
  /** Of the router, for example `http://localhost:4000`. */
  readonly url: string;
  /** Where its metrics are, when one process serves them. */
  readonly metricsUrl?: string | undefined;
  stop(): Promise<unknown>;
}

/** What a way to run the stack is given. */
export interface StackParts {
  readonly config: StackConfig;
  readonly database: StackDatabase;
  readonly sealingKey: Uint8Array;
  /** Public keys of those who may publish documents. */
  readonly publishers: readonly NamedKey[];
  /** Where mails go: the configured server, or one that shows them here. */
  readonly mailUrl: string;
  readonly shutdown: Shutdown;
}

/**
 * Runs a stack on the configured database: migrates, seeds once (never in production), starts, serves until SIGINT or
 * SIGTERM. A failure is told on standard error and ends the process with code 1.
 */
export function runStack(start: (parts: StackParts) => Promise<RunningStack>): Promise<void> {
  return runProcess(async () => {
    const config = readStackConfig();
    assertMayServe();
    const shutdown = createShutdown({
      logger: createLogger({ service: "stack", level: config.logLevel }),
      timeoutMs: SHUTDOWN_TIMEOUT_MS + config.edge.drainMs,
    });
    shutdown.listen();
    try {
      return await setUp(config, shutdown, start);
    } catch (error) {
      // What was started before the fault must not stay behind.
      await shutdown.run("the start failed");
      throw error;
    }
  });
}

async function setUp(
  config: StackConfig,
  shutdown: Shutdown,
  start: (parts: StackParts) => Promise<RunningStack>,
): Promise<RunningStack> {
  const progress = createProgress(process.stdout);
  process.stdout.write("Starting the clinic supergraph\n");
  assertSealingKeyGiven(config, "stack");
  const database = await openStackDatabase(config, progress);
  shutdown.add("database", () => database.stop());
  const sealingKey = await sealingKeyOf(config, "stack");
  const publishers = await publishersOf(config);
  if (!config.isProduction) {
    const { adminUrl } = database;
    await progress.step("seed", (onProgress) =>
      seedWorld({ adminUrl, clock: systemClock, sealingKey, isProduction: false, onProgress }),
    );
  }
  if (!config.isProduction) await buildExplorer(config, progress);
  const mailUrl = config.auth.mailUrl ?? (await showMails(shutdown));
  const stack = await progress.step("start router and subgraphs", () =>
    start({ config, database, sealingKey, publishers, mailUrl, shutdown }),
  );
  shutdown.add("router and subgraphs", () => stack.stop());
  process.stdout.write(
    config.isProduction ? `Serving ${stack.url}/graphql\n` : welcome(stack, systemClock()),
  );
  return stack;
}

/** Where development packages are missing, there is no explorer, and everything else is as ever. */
async function buildExplorer({ edge }: StackConfig, progress: Progress): Promise<void> {
  const outputDirectory = edge.explorerDirectory;
  await progress.step("build the explorer", async () => {
    const built = await import("../router/explorer/build-page.ts").catch(() => undefined);
    await built?.buildPage({ outputDirectory });
  });
}

/** Catches mails and prints them for the person at the terminal: the links in them are secrets, and no log has them. */
async function showMails(shutdown: Shutdown): Promise<string> {
  const sink = await startMailSink({ onMail: (mail) => process.stdout.write(mailLine(mail)) });
  shutdown.add("mail sink", () => sink.stop());
  return sink.url;
}
