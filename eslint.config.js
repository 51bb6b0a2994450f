import { existsSync, globSync, readdirSync } from "node:fs";
import graphqlPlugin from "@graphql-eslint/eslint-plugin";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { clinicPlugin } from "./lint/plugin.ts";

const TESTS = ["**/*.test.ts", "shared/testing/**/*.ts", "**/test/**/*.ts"];
/** Command lines and start-up scripts: the only code that talks to a terminal. */
const COMMAND_LINES = [
  "stack/**/*.ts",
  "bench/**/*.ts",
  "drizzle/*.ts",
  "drizzle/seed/**/*.ts",
  "schema/*.ts",
  "lint/*.ts",
];
/** Files whose default export or environment a tool asks for. */
const TOOL_CONFIGS = [
  "*.config.ts",
  "*.config.js",
  "codegen.ts",
  ".dependency-cruiser.js",
  "drizzle/drizzle.config.ts",
];

// --- The schema: one project per subgraph and per client, because the plugin checks a file against one schema only.

const schemaFolders = existsSync("schema") ? readdirSync("schema", { withFileTypes: true }) : [];
const subgraphProjects = schemaFolders
  .filter((entry) => entry.isDirectory() && !["_shared", "operations", "events"].includes(entry.name))
  .map(({ name }) => [
    name,
    {
      schema: ["schema/_shared/*.graphql", `schema/${name}/**/*.graphql`],
      include: [`schema/${name}/**/*.graphql`, "schema/_shared/*.graphql"],
    },
  ]);
const clientProjects = globSync("schema/operations/*/").map((folder) => [
  `client ${folder}`,
  { schema: "schema/api.graphql", documents: `${folder}/**/*.graphql`, include: `${folder}/**/*.graphql` },
]);

const graphqlLanguage = {
  parser: graphqlPlugin.parser,
  parserOptions: {
    graphQLConfig: {
      projects: {
        // First: a file belongs to the first project whose schema it is part of.
        api: { schema: "schema/api.graphql", include: "schema/api.graphql" },
        ...Object.fromEntries([...subgraphProjects, ...clientProjects]),
      },
    },
  },
};

const booleanField = { style: "camelCase", requiredPattern: /^(is|has|can)[A-Z]/ };
const verbFirst = { style: "camelCase", forbiddenPatterns: [/^(mutation|do)[A-Z]/, /mutation$/i] };

const schemaRules = {
  ...graphqlPlugin.configs["flat/schema-recommended"].rules,
  "@graphql-eslint/naming-convention": [
    "error",
    {
      types: "PascalCase",
      FieldDefinition: { style: "camelCase", forbiddenPatterns: [/^(get|list|fetch)[A-Z]/] },
      InputValueDefinition: "camelCase",
      Argument: "camelCase",
      DirectiveDefinition: "camelCase",
      EnumValueDefinition: "UPPER_CASE",
      "FieldDefinition[gqlType.name.value=Boolean]": booleanField,
      "FieldDefinition[gqlType.gqlType.name.value=Boolean]": booleanField,
      "FieldDefinition[parent.name.value=Mutation]": verbFirst,
      "EnumTypeDefinition,EnumTypeExtension": { forbiddenPatterns: [/^enum|enum$/i] },
      "InputObjectTypeDefinition,InputObjectTypeExtension": { requiredPattern: /(Input|Filter|Order)$/ },
    },
  ],
  "@graphql-eslint/require-description": [
    "error",
    {
      types: true,
      DirectiveDefinition: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      EnumValueDefinition: true,
    },
  ],
  "@graphql-eslint/input-name": ["error", { checkInputType: true, caseSensitiveInputType: false }],
  "@graphql-eslint/no-scalar-result-type-on-mutation": "error",
  "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
  "@graphql-eslint/relay-connection-types": "error",
  "@graphql-eslint/relay-edge-types": [
    "error",
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
  "@graphql-eslint/relay-page-info": "error",
  // Value types (Money, addresses, payloads) have no identity of their own.
  "@graphql-eslint/strict-id-in-types": "off",
  // One-line and block descriptions read the same to a client.
  "@graphql-eslint/description-style": "off",
  // It does not see `extend type Query`; asked of the composed schema instead.
  "@graphql-eslint/no-unreachable-types": "off",
  "clinic/deprecation-has-dates": "error",
  "clinic/description-is-a-sentence": "error",
};

const operationRules = {
  ...graphqlPlugin.configs["flat/operations-recommended"].rules,
  "@graphql-eslint/selection-set-depth": ["error", { maxDepth: 8 }],
  // A partner's document asks for what the partner may keep; an id is not always part of it.
  "@graphql-eslint/require-selections": "off",
};

// --- TypeScript

// One program for all files of a project takes a fifth of processor time less than the project service, which opens file by file.
const typesOf = (project) => ({ parserOptions: { project, tsconfigRootDir: import.meta.dirname } });

const ENVIRONMENT_MESSAGE =
  "Only files named config.ts read the environment; take the typed configuration instead.";

const noEnvironment = [
  {
    selector:
      "ImportDeclaration[source.value=/^(node:)?process$/] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier, ImportSpecifier[imported.name=/^(env|default)$/], ImportSpecifier[imported.value=/^(env|default)$/])",
    message: ENVIRONMENT_MESSAGE,
  },
  {
    selector:
      ":matches(ImportExpression, ExportAllDeclaration, ExportNamedDeclaration)[source.value=/^(node:)?process$/]",
    message: ENVIRONMENT_MESSAGE,
  },
  {
    selector:
      "MemberExpression[property.name='process'][object.name=/^(globalThis|global)$/], MemberExpression[property.value='process'][object.name=/^(globalThis|global)$/], MemberExpression[object.type='MetaProperty'][property.name='env']",
    message: ENVIRONMENT_MESSAGE,
  },
  {
    selector:
      "VariableDeclarator[init.name='process'] > Identifier.id, AssignmentExpression[right.name='process'][left.type='Identifier']",
    message: ENVIRONMENT_MESSAGE,
  },
];

const noScriptSpecifier = {
  selector: "ImportExpression[source.value=/^(\\.{1,2}|#(shared|drizzle|schema))\\/.*\\.js$/]",
  message: "Node runs the .ts file itself: name it with .ts.",
};

const noTryInResolver = {
  selector: "TryStatement",
  message:
    "A resolver unpacks, calls one service and packs; errors are handled by the service and the error formatter.",
};

const SIZE = { skipBlankLines: true, skipComments: true };

const typescriptRules = {
  // Promises and types
  "@typescript-eslint/consistent-type-imports": [
    "error",
    { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
  ],
  "@typescript-eslint/consistent-type-exports": "error",
  "@typescript-eslint/explicit-module-boundary-types": "error",
  "@typescript-eslint/switch-exhaustiveness-check": [
    "error",
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
  ],
  "@typescript-eslint/no-unsafe-type-assertion": "error",
  "@typescript-eslint/no-import-type-side-effects": "error",
  "@typescript-eslint/no-confusing-void-expression": [
    "error",
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
  "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
  // A port's method is asynchronous for every adapter, also for the one that need not wait.
  "@typescript-eslint/require-await": "off",
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
  "@typescript-eslint/no-extraneous-class": ["error", { allowWithDecorator: false }],
  // Shape of the code
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-var": "error",
  "prefer-const": "error",
  "object-shorthand": "error",
  "no-param-reassign": "error",
  "no-constant-binary-expression": "error",
  "no-promise-executor-return": "error",
  "no-template-curly-in-string": "error",
  "no-self-compare": "error",
  "no-control-regex": "error",
  "no-misleading-character-class": "error",
  "no-empty-pattern": "error",
  "no-empty": "error",
  "no-fallthrough": "error",
  "no-eval": "error",
  "no-new-func": "error",
  "no-console": "error",
  "no-duplicate-imports": ["error", { allowSeparateTypeImports: true }],
  "max-lines": ["error", { max: 300, ...SIZE }],
  "max-lines-per-function": ["error", { max: 50, ...SIZE }],
  "max-depth": ["error", 4],
  // What may be imported and exported
  "no-restricted-exports": [
    "error",
    {
      restrictDefaultExports: {
        direct: true,
        named: true,
        defaultFrom: true,
        namedFrom: true,
        namespaceFrom: true,
      },
    },
  ],
  "@typescript-eslint/no-restricted-imports": [
    "error",
    {
      paths: [
        {
          name: "@apollo/gateway",
          importNames: ["RemoteGraphQLDataSource", "LocalGraphQLDataSource"],
          message: "Subgraphs are called by the router's own executor.",
        },
        ...["graphql-shield", "graphql-middleware"].map((name) => ({
          name,
          allowTypeImports: true,
          message: "It cannot be loaded as an ES module; import the wrapper in shared/auth.",
        })),
      ],
      patterns: [
        {
          regex: "^(\\.{1,2}|#(shared|drizzle|schema))/.*\\.js$",
          message: "Node runs the .ts file itself: name it with .ts.",
        },
      ],
    },
  ],
  "no-restricted-properties": [
    "error",
    { object: "process", property: "env", message: ENVIRONMENT_MESSAGE },
    { object: "util", property: "isUndefined", message: "Removed from Node." },
  ],
  "no-restricted-syntax": ["error", ...noEnvironment, noScriptSpecifier],
  "clinic/only-tx-inside-transaction": "error",
};

export default defineConfig(
  {
    ignores: [
      "**/node_modules/",
      "**/__generated__/",
      "coverage/",
      "client/dist/",
      "router/explorer/assets/",
      ".data/",
      "drizzle/*/migrations/",
      "schema/supergraph.graphql",
      "schema/released.graphql",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { plugins: { clinic: clinicPlugin, "@graphql-eslint": graphqlPlugin } },

  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: typesOf("tsconfig.json"),
    rules: typescriptRules,
  },
  { files: ["router/explorer/page/**"], languageOptions: typesOf("router/explorer/page/tsconfig.json") },
  {
    files: ["**/*.js"],
    extends: [tseslint.configs.strict],
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
  {
    files: ["**/config.ts"],
    rules: { "no-restricted-properties": "off", "no-restricted-syntax": ["error", noScriptSpecifier] },
  },
  {
    files: ["subgraphs/*/resolvers/**/*.ts"],
    rules: {
      "max-lines-per-function": ["error", { max: 18, ...SIZE }],
      "no-restricted-syntax": ["error", ...noEnvironment, noScriptSpecifier, noTryInResolver],
    },
  },
  { files: COMMAND_LINES, rules: { "no-console": "off" } },
  {
    files: TESTS,
    rules: {
      "max-lines": ["error", { max: 500, ...SIZE }],
      "max-lines-per-function": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
      // An answer's JSON is read as it comes; a wrong guess fails the test.
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-type-assertion": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: TOOL_CONFIGS,
    rules: {
      "no-restricted-exports": "off",
      "no-restricted-properties": "off",
      "no-restricted-syntax": "off",
      "max-lines": "off",
    },
  },

  {
    files: ["schema/**/*.graphql"],
    ignores: ["schema/operations/**", "schema/api.graphql"],
    languageOptions: graphqlLanguage,
    rules: schemaRules,
  },
  {
    files: ["schema/api.graphql"],
    languageOptions: graphqlLanguage,
    rules: { "@graphql-eslint/no-unreachable-types": "error" },
  },
  { files: ["schema/operations/**/*.graphql"], languageOptions: graphqlLanguage, rules: operationRules },
);
