import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { withPolicyTable } from "./policy-table.ts";

/** `npm run docs:policies`: writes the table of `docs/authorization.md`. */
const file = new URL("../docs/authorization.md", import.meta.url);
const text = withPolicyTable(await readFile(file, "utf8"));
const options = await resolveConfig(fileURLToPath(file));
await writeFile(file, await format(text, { ...options, parser: "markdown" }));
