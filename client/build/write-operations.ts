import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { getOperationAST, Kind, parse, print, visit, type DocumentNode } from "graphql";
import { z } from "zod";
import { ERROR_CATALOGUE } from "#shared/errors/catalogue.ts";

// The part of the package for front ends that follows from the contract and is no type: the operations of the client
// `web`, the catalogue of errors, and the schema for mocks. `npm run codegen` runs it after the manifests are written.

const CLIENT = "web";
const HEADER = "/* eslint-disable */\n// Written by `npm run codegen`.\n";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

interface RegisteredDocument {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly document: DocumentNode;
}

function registeredDocuments(): readonly RegisteredDocument[] {
  const own = `schema/operations/${CLIENT}`;
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(read(`${own}/client.json`)));
  const { documents } = z
    .object({ documents: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read(`${own}/manifests/${version}.json`)));
  return Object.entries(documents)
    .map(([id, text]) => describeDocument(id, text))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describeDocument(id: string, text: string): RegisteredDocument {
  const document = parse(text, { noLocation: true });
  const operation = getOperationAST(document);
  if (operation?.name === undefined) throw new Error(`${id} is not one operation with a name.`);
  return { id, name: operation.name.value, kind: operation.operation, document };
}

const typesOf = ({ name, kind }: RegisteredDocument): string => {
  const suffix = kind === "query" ? "Query" : "Mutation";
  return `types.${name}${suffix}, types.${name}${suffix}Variables`;
};

// Object literals only: a bundler leaves out those that nobody imports.

function operationsModule(documents: readonly RegisteredDocument[]): string {
  const exported = documents.map((each) => {
    const { id, name, kind } = each;
    return `export const ${name}: RegisteredOperation<${typesOf(each)}> = ${JSON.stringify({ id, name, kind })};\n`;
  });
  return [
    'import type { RegisteredOperation } from "../operation.ts";',
    'import type * as types from "./operation-types.ts";\n',
    ...exported,
  ].join("\n");
}

function documentsModule(documents: readonly RegisteredDocument[]): string {
  const exported = documents.map((each) => {
    const literal = JSON.stringify({ ...each.document, __meta__: { hash: each.id } });
    return `export const ${each.name}Document = ${literal} as unknown as RegisteredDocumentNode<${typesOf(each)}>;\n`;
  });
  return [
    'import type { RegisteredDocumentNode } from "../registered-document-node.ts";',
    'import type * as types from "./operation-types.ts";\n',
    ...exported,
  ].join("\n");
}

function errorCatalogueModule(): string {
  const entries = Object.entries(ERROR_CATALOGUE).map(([code, { status, isRetryable, message }]) =>
    [
      `  /** ${message} Status ${String(status)}${isRetryable ? "; the same request may be sent again" : ""}. */`,
      `  ${code}: ${JSON.stringify({ status, isRetryable, message })},`,
    ].join("\n"),
  );
  return `/** Every error code that the API itself answers. */\nexport const ERROR_CATALOGUE = {\n${entries.join("\n")}\n} as const;\n`;
}

/** Without descriptions, which no mock needs. */
function schemaModule(): string {
  const bare = visit(parse(read("schema/api.graphql"), { noLocation: true }), {
    StringValue: (_node, key) => (key === "description" ? null : undefined),
  });
  const objects = bare.definitions.flatMap((each) =>
    each.kind === Kind.OBJECT_TYPE_DEFINITION ? [each.name.value] : [],
  );
  const members = objects.map((name) => `  readonly ${name}: schema.${name};\n`).join("");
  return `import type * as schema from "./schema.ts";

/** Every object type by its name. */
export interface ObjectTypes {
${members}}

/** What clients see, without descriptions. */\nexport const SCHEMA: string = ${JSON.stringify(print(bare))};\n`;
}

const documents = registeredDocuments();
const modules = {
  "operations.ts": operationsModule(documents),
  "documents.ts": documentsModule(documents),
  "error-catalogue.ts": errorCatalogueModule(),
  "mocked-schema.ts": schemaModule(),
};
mkdirSync(new URL("client/__generated__/", root), { recursive: true });
for (const [file, text] of Object.entries(modules))
  writeFileSync(new URL(`client/__generated__/${file}`, root), `${HEADER}${text}`);
