import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";

/** `npm run start:subgraph -- <name>`: runs one subgraph as a process of its own. */
const [name = "", ...others] = process.argv.slice(2);
const door = join(import.meta.dirname, name, "index.ts");
if (others.length > 0 || !/^[a-z]+$/.test(name) || !existsSync(door)) {
  const names = globSync("*/index.ts", { cwd: import.meta.dirname })
    .map(dirname)
    .sort();
  process.stderr.write(`Usage: start:subgraph -- NAME, one of ${names.join(", ")}\n`);
  process.exit(2);
}
await import(door);
