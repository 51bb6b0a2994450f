import { readFileSync, writeFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { releaseEntry } from "./changelog.ts";

// `npm run schema:release`: what has changed since the last release is written down under today's date, and the API as it is now is the
// one that later changes are compared with.

const schema = new URL("../", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, schema), "utf8");
const api = read("api.graphql");
const date = new Date().toISOString().slice(0, 10);
const entry = await releaseEntry(buildSchema(read("released.graphql")), buildSchema(api), date);
writeFileSync(new URL("releases.md", schema), `${entry}\n\n${read("releases.md").trim()}\n`);
writeFileSync(new URL("released.graphql", schema), api);
process.stdout.write(`${entry}\n`);
