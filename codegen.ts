import { existsSync, readdirSync } from "node:fs";
import type { CodegenConfig } from "@graphql-codegen/cli";
import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";

const subgraphs = readdirSync("subgraphs").filter((name) => existsSync(`subgraphs/${name}/mappers.ts`));

/** GraphQL scalar → TypeScript type a resolver returns (and gets). */
const scalars = {
  ID: "string",
  DateTime: { input: "Date", output: "Date | string" },
  LocalDate: "string",
  SafeInt: "number",
  CurrencyCode: "string",
};

/** The same, as it stands in JSON. */
const wireScalars = {
  ID: "string",
  DateTime: "string",
  LocalDate: "string",
  SafeInt: "number",
  CurrencyCode: "string",
};

const outputs: CodegenConfig["generates"] = {};
for (const name of subgraphs) {
  outputs[`subgraphs/${name}/__generated__/resolvers.ts`] = {
    schema: ["schema/_shared/*.graphql", `schema/${name}/*.graphql`],
    plugins: ["typescript", "typescript-resolvers"],
    config: {
      federation: true,
      useTypeImports: true,
      enumsAsTypes: true,
      scalars,
      contextType: "../context.ts#Context",
      mappers: await mappersOf(name),
      // Every field is then a resolver that must exist and fit its mapper.
      avoidOptionals: {
        resolvers: true,
        query: true,
        mutation: true,
        field: false,
        object: false,
        inputValue: false,
      },
      resolversNonOptionalTypename: { interfaceImplementingType: true },
      makeResolverTypeCallable: true,
    },
  };
}

/** `mappers.ts` exports one type per GraphQL type that is not returned as it stands, named `<Type>Model`. */
async function mappersOf(name: string): Promise<Record<string, string>> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- every mappers.ts exports it
  const { MAPPERS } = (await import(`./subgraphs/${name}/mappers.ts`)) as { MAPPERS: Record<string, string> };
  return Object.fromEntries(Object.entries(MAPPERS).map(([type, model]) => [type, `../mappers.ts#${model}`]));
}

/** The client of pages, whose operations the package for front ends has. */
const FRONT_END = "web";
/** Caches of front ends tell objects apart by their types: what is registered for pages asks for them. */
const documentTransforms = [addTypenameSelectionDocumentTransform];

for (const client of readdirSync("schema/operations")) {
  outputs[`schema/operations/${client}/__generated__/`] = {
    schema: "schema/api.graphql",
    documents: [`schema/operations/${client}/*.graphql`],
    preset: "client",
    ...(client === FRONT_END && { documentTransforms }),
    presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: "sha256" } },
    config: {
      documentMode: "string",
      importExtension: ".ts",
      emitLegacyCommonJSImports: false,
      useTypeImports: true,
      enumsAsTypes: true,
      scalars: wireScalars,
    },
  };
}

// The types of the package for front ends: everything the schema says, and the operations of its client.
const forFrontEnds = { useTypeImports: true, enumsAsTypes: true, scalars: wireScalars };
outputs["client/__generated__/schema.ts"] = {
  schema: "schema/api.graphql",
  plugins: ["typescript"],
  config: { ...forFrontEnds, avoidOptionals: { field: true, object: true } },
};
outputs["client/__generated__/operation-types.ts"] = {
  schema: "schema/api.graphql",
  documents: [`schema/operations/${FRONT_END}/*.graphql`],
  documentTransforms,
  plugins: ["typescript-operations"],
  config: forFrontEnds,
};

/** The only generator configuration: typed resolvers per subgraph, typed operations per client, types for front ends. */
const config: CodegenConfig = { overwrite: true, importExtension: ".ts", generates: outputs };

export default config;
