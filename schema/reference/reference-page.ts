import {
  Kind,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type StringValueNode,
} from "graphql";

/** One subgraph's part of the API. */
export interface ReferencePage {
  /** Of the subgraph. */
  readonly name: string;
  /** Its SDL, extensions included. */
  readonly document: DocumentNode;
}

interface Described {
  readonly description?: StringValueNode | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

const HEADINGS = {
  [Kind.OBJECT_TYPE_DEFINITION]: "type",
  [Kind.OBJECT_TYPE_EXTENSION]: "type",
  [Kind.INTERFACE_TYPE_DEFINITION]: "interface",
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: "input",
  [Kind.ENUM_TYPE_DEFINITION]: "enum",
  [Kind.UNION_TYPE_DEFINITION]: "union",
  [Kind.SCALAR_TYPE_DEFINITION]: "scalar",
} as const;

type Documented = Extract<DefinitionNode, { readonly kind: keyof typeof HEADINGS }>;

/** Roots first, since that is where a reader begins. */
const ROOTS = ["Query", "Mutation"];

/**
 * A reference page in Markdown: every type with its fields, arguments and values, and of each field the action that it takes,
 * how sensitive it is, what it costs, and when it ends.
 */
export function referencePage({ name, document }: ReferencePage): string {
  const types = document.definitions.filter(isDocumented);
  const byName = Map.groupBy(types, (type) => type.name.value);
  const names = [...byName.keys()].toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en"));
  const sections = names.map((typeName) => section(typeName, byName.get(typeName) ?? []));
  return [
    `# ${name}`,
    "Made from the schema by `npm run codegen`. Behind each field stands the action that it takes: whom it is granted says [authorization](../authorization.md).",
    ...sections,
  ].join("\n\n");
}

/** The list of all root fields, with links to the pages. */
export function referenceIndex(pages: readonly ReferencePage[]): string {
  const listed = ROOTS.flatMap((root) => {
    const fields = pages.flatMap(({ name, document }) =>
      document.definitions
        .filter(isObjectType)
        .filter((type) => type.name.value === root)
        .flatMap((type) => type.fields ?? [])
        .map(
          (field) => `- [\`${field.name.value}\`](${name}.md#${root.toLowerCase()}) ${firstSentence(field)}`,
        ),
    );
    return fields.length > 0 ? [`## ${root}`, fields.toSorted().join("\n")] : [];
  });
  return [
    "# The API",
    "Every operation, by where it begins. Made from the schema by `npm run codegen`; what has changed since a release says the [changelog](changelog.md).",
    ...listed,
  ].join("\n\n");
}

function isDocumented(definition: DefinitionNode): definition is Documented {
  return Object.hasOwn(HEADINGS, definition.kind);
}

function isObjectType(
  definition: DefinitionNode,
): definition is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
}

function rank(name: string): number {
  const at = ROOTS.indexOf(name);
  return at < 0 ? ROOTS.length : at;
}

function section(name: string, parts: readonly Documented[]): string {
  const [first] = parts;
  const kind = first === undefined ? "type" : HEADINGS[first.kind];
  const lines = parts.flatMap(linesOf);
  return [
    `## ${name}`,
    ...parts.flatMap((part) => describe(part, kind)),
    ...(lines.length > 0 ? [lines.join("\n")] : []),
  ].join("\n\n");
}

function describe(part: Documented, kind: string): readonly string[] {
  const text = "description" in part ? textOf(part) : "";
  return text === "" ? [] : [`*${kind}* ${text}${notes(part)}`];
}

function linesOf(part: Documented): readonly string[] {
  switch (part.kind) {
    case Kind.ENUM_TYPE_DEFINITION:
      return (part.values ?? []).map(valueLine);
    case Kind.UNION_TYPE_DEFINITION:
      return (part.types ?? []).map((type) => `- \`${type.name.value}\``);
    case Kind.SCALAR_TYPE_DEFINITION:
      return [];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (part.fields ?? []).map((field) => inputLine(field, ""));
    default:
      return (part.fields ?? []).flatMap(fieldLines);
  }
}

function fieldLines(field: FieldDefinitionNode): readonly string[] {
  return [
    `- **\`${field.name.value}\`** \`${print(field.type)}\` ${textOf(field)}${notes(field)}`,
    ...(field.arguments ?? []).map((argument) => inputLine(argument, "  ")),
  ];
}

function inputLine(input: InputValueDefinitionNode, indent: string): string {
  const standard = input.defaultValue === undefined ? "" : ` = ${print(input.defaultValue)}`;
  return `${indent}- \`${input.name.value}: ${print(input.type)}${standard}\` ${textOf(input)}${notes(input)}`;
}

function valueLine(value: EnumValueDefinitionNode): string {
  return `- \`${value.name.value}\` ${textOf(value)}${notes(value)}`;
}

/** What the directives say, as far as it matters to who writes operations. */
function notes({ directives = [] }: Described): string {
  const said = directives.flatMap((directive) => noteOf(directive.name.value, argumentsOf(directive)));
  return said.length === 0 ? "" : ` — ${said.join(", ")}`;
}

function noteOf(name: string, given: ReadonlyMap<string, string>): readonly string[] {
  switch (name) {
    case "access":
      return [
        `takes \`${given.get("action") ?? ""}\``,
        ...(given.has("maskedFor") ? [`null for who may do \`${given.get("maskedFor") ?? ""}\` only`] : []),
      ];
    case "classified":
      return [`**${given.get("as") ?? ""}**`];
    case "cost":
      return [`costs ${given.get("weight") ?? ""}`];
    case "listSize":
      return given.has("assumedSize") ? [`counted as ${given.get("assumedSize") ?? ""}`] : [];
    case "cacheControl":
      return given.has("maxAge") ? [`kept for ${given.get("maxAge") ?? ""} s`] : [];
    case "deprecated":
      return [`**deprecated**: ${given.get("reason") ?? ""}`];
    default:
      return [];
  }
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): ReadonlyMap<string, string> {
  return new Map(
    given.map(({ name, value }) => [name.value, value.kind === Kind.STRING ? value.value : print(value)]),
  );
}

function textOf({ description }: Described): string {
  return (description?.value ?? "").replaceAll(/\s+/g, " ").trim();
}

function firstSentence(described: Described): string {
  const text = textOf(described);
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text;
}
