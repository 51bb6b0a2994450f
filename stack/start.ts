import { ALL_ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { seedWorld } from "#drizzle/seed/index.ts";
import { createShutdown, type Shutdown } from "#shared/http/shutdown.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { systemClock } from "#shared/time/clock.ts";
import { readStackConfig, type StackConfig } from "./config.ts";
import { describeFailure } from "./describe-failure.ts";
import { startOneProcess } from "./one-process.ts";
import { openStackDatabase } from "./open-database.ts";
import { createProgress } from "./progress.ts";
import { readOrMakeSealingKey } from "./secrets.ts";

const SHUTDOWN_TIMEOUT_MS = 20_000;

/** `npm start`: migrates, seeds once, serves everything in this process until SIGINT or SIGTERM. */
async function start(config: StackConfig, shutdown: Shutdown): Promise<void> {
  const progress = createProgress(process.stdout);
  process.stdout.write("Starting the clinic supergraph\n");
  const database = await openStackDatabase(config, progress);
  shutdown.add("database", () => database.stop());

  if (!config.isProduction) {
    await progress.step("seed", (onProgress) =>
      seedWorld({ adminUrl: database.adminUrl, clock: systemClock, isProduction: false, onProgress }),
    );
  }
  const stack = await progress.step("start router and subgraphs", async () =>
    startOneProcess({
      urlFor: (context) => database.urlFor(context),
      edge: config.edge,
      clock: systemClock,
      logLevel: config.logLevel,
      auth: { sealingKey: await readOrMakeSealingKey(config.dataDirectory), ...config.auth },
      shutdown,
    }),
  );
  shutdown.add("router and subgraphs", () => stack.stop());
  process.stdout.write(config.isProduction ? `Serving ${stack.url}/graphql\n` : welcome(stack.url));
}

function welcome(url: string): string {
  const accounts = ALL_ACCOUNTS.map(({ email, roles }) => `  ${email.padEnd(32)} ${roles.join(", ")}`).join(
    "\n",
  );
  return `
Serving
  GraphQL    ${url}/graphql
  Health     ${url}/livez  ${url}/readyz
  JWKS       ${url}/.well-known/jwks.json

Accounts of the synthetic world, password ${DEMO_PASSWORD}
${accounts}

To try it, in another terminal: sign in, then ask.
  curl -s -c cookies.txt ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"mutation { signIn(input: { email: \\"patient@northwind.example\\", password: \\"${DEMO_PASSWORD}\\" }) { userErrors { code } } }"}'
  curl -s -b cookies.txt ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ viewer { patient { name { display } appointments(first: 3) { nodes { startsAt status clinic { name } } } } } }"}'

Stop with Ctrl+C.
`;
}

try {
  const config = readStackConfig();
  const shutdown = createShutdown({
    logger: createLogger({ service: "stack", level: config.logLevel }),
    timeoutMs: SHUTDOWN_TIMEOUT_MS,
  });
  shutdown.listen();
  try {
    await start(config, shutdown);
  } catch (error) {
    // What was started before the fault must not stay behind.
    await shutdown.run("the start failed");
    throw error;
  }
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exit(1);
}
