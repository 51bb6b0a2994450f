import { Kind, parse, type DefinitionNode } from "graphql";
import type { Contract, LiveDocument } from "#schema/check/contract.ts";
import { documentIdOf } from "../../../router/documents/manifest.ts";
import { addSdl, editDefinitions, editSdl, nameOf, textOf, type Edit } from "./edits.ts";

/** A change that nobody who was there before notices. */
export interface SafeChange {
  readonly name: string;
  readonly edit: Edit;
}

const ROOTS = new Set(["Query", "Mutation"]);

/** A type that a subgraph defines, which no other subgraph of those before it did. */
interface OwnType {
  readonly subgraph: string;
  readonly name: string;
  readonly definition: DefinitionNode;
}

function typesOf(contract: Contract, kind: DefinitionNode["kind"]): readonly OwnType[] {
  const all = [...contract.subgraphs].flatMap(([subgraph, { definitions }]) =>
    definitions
      .filter((definition) => definition.kind === kind && !ROOTS.has(nameOf(definition) ?? ""))
      .map((definition) => ({ subgraph, name: nameOf(definition) ?? "", definition })),
  );
  const byName = Map.groupBy(all, ({ name }) => name);
  // What several subgraphs share would have to be changed in all of them at once.
  return all
    .filter(({ name }) => byName.get(name)?.length === 1)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Evenly from the whole list. */
function some<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length < count) throw new Error(`There are only ${String(list.length)} of ${String(count)}.`);
  return Array.from(
    { length: count },
    (_none, index) => list[Math.floor((index * list.length) / count)],
  ).filter((one) => one !== undefined);
}

/** Changes how a type is written. @throws Error when that changes nothing */
function rewritten(
  { subgraph, name, definition: { kind } }: OwnType,
  change: (text: string) => string,
): Edit {
  return editDefinitions(subgraph, (definition) => {
    if (nameOf(definition) !== name || definition.kind !== kind) return definition;
    const text = textOf(definition);
    const changed = change(text);
    if (changed === text) throw new Error(`${name} stayed as it was.`);
    return parse(changed).definitions;
  });
}

const PUBLIC = '@access(action: "public:read")';
const addMember = (member: string) => (text: string) => text.replace(/\n\}$/, `\n  ${member}\n}`);

/** Members, which are a line each, the other way round. */
function reversed(text: string): string {
  const [head = "", ...members] = text
    .split(/(?<=\{)\n/)
    .flatMap((part, index) => (index === 0 ? [part] : part.split("\n").slice(0, -1)));
  return [head, ...members.toReversed(), "}"].join("\n");
}

function ofSdl(contract: Contract): readonly SafeChange[] {
  const objects = typesOf(contract, Kind.OBJECT_TYPE_DEFINITION);
  const inputs = typesOf(contract, Kind.INPUT_OBJECT_TYPE_DEFINITION);
  const enums = typesOf(contract, Kind.ENUM_TYPE_DEFINITION);
  const hasTwo = ({ definition }: OwnType): boolean => reversed(textOf(definition)) !== textOf(definition);
  const withTwo = objects.filter(hasTwo);
  const withArguments = objects.filter(({ definition }) => /\n  \w+\(/.test(textOf(definition)));
  const problems = enums.filter(({ name }) => name.endsWith("UserErrorCode"));
  const order = enums.filter(({ name }) => name === "AppointmentOrder");
  const nullable = objects.filter(({ definition }) => /: (String|Int|DateTime) @/.test(textOf(definition)));
  const demanding = inputs.filter(({ definition }) => /: ID!\n/.test(textOf(definition)));
  const changes = (what: string, types: readonly OwnType[], change: (text: string) => string) =>
    types.map((type) => ({ name: `${what}: ${type.name}`, edit: rewritten(type, change) }));
  return [
    ...changes("one more field", some(objects, 15), addMember(`addedLater: String ${PUBLIC}`)),
    ...changes("one more optional input", some(inputs, 8), addMember("addedLater: String")),
    ...changes(
      "one more input with a default",
      some(inputs.toReversed(), 4),
      addMember("withDefault: Int! = 5"),
    ),
    ...changes("one more optional argument", withArguments, (text) =>
      text.replace(/\n  (\w+)\(/, "\n  $1(addedLater: Int = 5, "),
    ),
    ...changes("members in another order", some(withTwo, 8), reversed),
    ...changes("values in another order", some(enums.filter(hasTwo), 3), reversed),
    ...changes(
      "another description",
      some(objects.toReversed(), 8),
      (text) => `"""Said in other words."""\n${text.replace(/^"""[^]*?"""\n/, "")}`,
    ),
    ...changes("one more code", some(problems, 4), addMember("ADDED_LATER")),
    ...changes("one more order to ask for", order, addMember("ADDED_LATER")),
    ...changes("deprecated", some(withTwo.toReversed(), 8), (text) =>
      text.replace(
        /\n  (\w+.*)/,
        '\n  $1 @deprecated(reason: "Since 2026-01-01. Nothing replaces it. Ends 2099-01-01.")',
      ),
    ),
    ...changes("never null any more", some(nullable, 4), (text) =>
      text.replace(/: (String|Int|DateTime) @/, ": $1! @"),
    ),
    ...changes("need not be given any more", some(demanding, 4), (text) => text.replace(": ID!\n", ": ID\n")),
  ];
}

function ofSubgraphs({ subgraphs }: Contract): readonly SafeChange[] {
  return [...subgraphs.keys()].flatMap((subgraph) => [
    {
      name: `definitions in another order: ${subgraph}`,
      edit: editSdl(subgraph, (sdl) => ({ ...sdl, definitions: sdl.definitions.toReversed() })),
    },
    {
      name: `one more type and a query for it: ${subgraph}`,
      edit: addSdl(
        subgraph,
        `type Of${subgraph} { id: ID! ${PUBLIC} } extend type Query { of${subgraph}: Of${subgraph} ${PUBLIC} }`,
      ),
    },
    {
      name: `one more mutation: ${subgraph}`,
      edit: addSdl(
        subgraph,
        `extend type Mutation { do${subgraph}(force: Boolean = false): Boolean ${PUBLIC} }`,
      ),
    },
  ]);
}

function ofDocuments(contract: Contract): readonly SafeChange[] {
  const clients = [...new Set(contract.documents.map(({ client }) => client))];
  const withFragment = contract.documents.filter(({ text }) => text.includes("fragment "));
  return [
    ...clients.map((client) => ({
      name: `one more document: ${client}`,
      edit: adding({ client, version: "1", name: "Roles", text: "query Roles { viewer { roles } }" }),
    })),
    ...withFragment.map(({ client, name, text }) => ({
      name: `another name of a fragment, in the next version: ${client} ${name}`,
      edit: adding({
        client,
        version: "2",
        name,
        text: text.replaceAll(/\b(\w+Appointment)\b(?= on Appointment| })/g, "$1Renamed"),
      }),
    })),
    ...clients.map((client) => ({
      name: `one more action: for ${client}`,
      edit: (before: Contract) => ({
        ...before,
        policies: { ...before.policies, [`${client}:new`]: ["ADMIN"] },
      }),
    })),
  ];
}

function adding(document: Pick<LiveDocument, "client" | "version" | "name" | "text">): Edit {
  const added = { ...document, id: documentIdOf(document.text), certificate: undefined, answers: {} };
  return (contract) => ({ ...contract, documents: [...contract.documents, added] });
}

/** Every one of them by itself, on this contract. */
export function safeChangesOf(contract: Contract): readonly SafeChange[] {
  return [...ofSdl(contract), ...ofSubgraphs(contract), ...ofDocuments(contract)];
}
