import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { buildSchema, concatAST, parse, type DocumentNode } from "graphql";
import { changelog } from "./changelog.ts";
import { referenceIndex, referencePage, type ReferencePage } from "./reference-page.ts";

// The reference pages and the changelog of the API, in docs/schema. What is in them stands in the SDL.

const schema = new URL("../", import.meta.url);
const docs = new URL("../../docs/schema/", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, schema), "utf8");

function sdlOf(folder: string): DocumentNode {
  const files = globSync(`${folder}/*.graphql`, { cwd: schema }).toSorted();
  return concatAST(files.map((file) => parse(read(file))));
}

const subgraphs = globSync("*/*.graphql", { cwd: schema })
  .map((file) => file.split(/[\\/]/)[0] ?? "")
  .filter((folder) => folder !== "operations" && folder !== "_shared");
const pages: readonly ReferencePage[] = [
  ...[...new Set(subgraphs)].toSorted().map((name) => ({ name, document: sdlOf(name) })),
  { name: "shared", document: sdlOf("_shared") },
];

mkdirSync(docs, { recursive: true });
const write = (file: string, text: string): void => writeFileSync(new URL(file, docs), `${text.trimEnd()}\n`);
for (const page of pages) write(`${page.name}.md`, referencePage(page));
write("README.md", referenceIndex(pages));
write(
  "changelog.md",
  await changelog({
    released: buildSchema(read("released.graphql")),
    now: buildSchema(read("api.graphql")),
    earlier: read("releases.md"),
  }),
);
