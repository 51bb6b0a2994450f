import { spawnSync } from "node:child_process";
import { environmentFor } from "./config.ts";
import { CONTEXTS } from "./contexts.ts";

/**
 * `npm run db:generate -- <context> <name> [--custom]`: writes the next migration of a context from its tables, or an
 * empty one for SQL of one's own (policies, constraints, triggers, grants).
 */
const [wanted, name = "", ...flags] = process.argv.slice(2);
const context = CONTEXTS.find((candidate) => candidate === wanted);
if (context === undefined || !/^[a-z][a-z0-9_]+$/.test(name)) {
  process.stderr.write(
    `Usage: npm run db:generate -- <${CONTEXTS.join("|")}> <telling_name_of_the_change> [--custom]\n`,
  );
  process.exitCode = 2;
} else {
  const { status } = spawnSync(
    "drizzle-kit",
    ["generate", "--config", "drizzle.config.ts", "--name", name, ...flags],
    { stdio: "inherit", env: environmentFor(context) },
  );
  process.exitCode = status ?? 1;
}
