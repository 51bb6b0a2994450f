import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { grantedActions } from "../shared/auth/granted-to.ts";
import { withPolicyTable } from "./policy-table.ts";

/** `npm run docs:policies`: writes the table of `docs/authorization.md`, and for programs `schema/policies.json`. */
const file = new URL("../docs/authorization.md", import.meta.url);
const text = withPolicyTable(await readFile(file, "utf8"));
const options = await resolveConfig(fileURLToPath(file));
await writeFile(file, await format(text, { ...options, parser: "markdown" }));

await writeFile(
  new URL("../schema/policies.json", import.meta.url),
  `${JSON.stringify(grantedActions(), null, 2)}\n`,
);
