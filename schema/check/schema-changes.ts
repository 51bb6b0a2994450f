import { ChangeType, CriticalityLevel, diff } from "@graphql-inspector/core";
import { getNamedType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from "graphql";
import { parseDeprecation } from "#shared/graphql/deprecation.ts";
import type { Finding } from "./finding.ts";
import type { LiveDocument } from "./contract.ts";
import { namesOf, type LiveDocuments } from "./live-documents.ts";

/** What {@link schemaChanges} compares. */
export interface SchemaComparison {
  readonly before: GraphQLSchema;
  readonly now: GraphQLSchema;
  /** Of the state before. */
  readonly live: LiveDocuments;
  /** ISO-8601 date. */
  readonly today: string;
}

/** What the library tells of a change. */
interface Change {
  readonly type: string;
  /** Coordinate, with dots. */
  readonly path: string;
  readonly message: string;
  readonly level: CriticalityLevel;
}

/** These are called dangerous by the library, and no document and no variables can tell the difference. */
const HARMLESS: ReadonlySet<string> = new Set([ChangeType.FieldArgumentAdded, ChangeType.InputFieldAdded]);
/** What a client gets who says nothing. */
const DEFAULTS: ReadonlySet<string> = new Set([
  ChangeType.FieldArgumentDefaultChanged,
  ChangeType.InputFieldDefaultValueChanged,
]);
/** The path names what did not exist before: who has to give it uses what it belongs to. */
const ADDITIONS: ReadonlySet<string> = new Set([
  ChangeType.FieldArgumentAdded,
  ChangeType.InputFieldAdded,
  ChangeType.EnumValueAdded,
]);

/**
 * Breaking and dangerous changes of what clients see. One that a live document relies on is refused. Others break the public
 * contract and must be approved, unless the field, value or argument was deprecated with a date that has passed. A new value of an enum
 * that is answered, and a new member of a union, are noted.
 */
export async function schemaChanges(comparison: SchemaComparison): Promise<readonly Finding[]> {
  const changes = await diff(comparison.before, comparison.now);
  return changes.flatMap(({ type, path = "", message, criticality: { level } }) => {
    const change = { type: String(type), path, message, level };
    if (level === CriticalityLevel.Breaking) return [breaking(comparison, change)];
    return level === CriticalityLevel.Dangerous ? dangerous(comparison, change) : [];
  });
}

function breaking({ before, live, today }: SchemaComparison, change: Change): Finding {
  const using = documentsAt(live, change);
  const isOver = isRemoval(change) && hasEnded(before, change.path, today);
  const unused = isOver ? "noted" : "unapproved";
  return finding(change, using.length > 0 ? "refused" : unused, using);
}

function dangerous({ now, live }: SchemaComparison, change: Change): readonly Finding[] {
  if (HARMLESS.has(change.type)) return [];
  if (DEFAULTS.has(change.type)) {
    const using = live.all.filter((document) => reliesOnDefault(live, document, change.path));
    return [finding(change, using.length > 0 ? "unapproved" : "noted", using)];
  }
  const [typeName = ""] = change.path.split(".");
  if (change.type === ChangeType.EnumValueAdded && !isAnswered(now, typeName)) return [];
  return [finding(change, "noted", documentsAt(live, change))];
}

function finding(
  { message }: Change,
  verdict: Finding["verdict"],
  documents: readonly LiveDocument[],
): Finding {
  return { part: "schema", verdict, change: message, consumers: namesOf(documents) };
}

function documentsAt(live: LiveDocuments, { path, type }: Change): readonly LiveDocument[] {
  const parts = path.split(".");
  const owner = parts.slice(0, -1).join(".");
  if (ADDITIONS.has(type)) return live.using(owner);
  // Who leaves an argument out is hit by a new type of it as well: it may be required now.
  const isArgument = parts.length === 3 && !type.endsWith("_REMOVED");
  return live.using(isArgument ? owner : path);
}

function reliesOnDefault(live: LiveDocuments, document: LiveDocument, path: string): boolean {
  const parts = path.split(".");
  if (parts.length < 3) return live.isUsing(document, path);
  return live.isUsing(document, parts.slice(0, -1).join(".")) && !live.isUsing(document, path);
}

/** Whether a value of this type can be in an answer. */
function isAnswered(schema: GraphQLSchema, typeName: string): boolean {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .some((type) =>
      Object.values(type.getFields()).some((field) => getNamedType(field.type).name === typeName),
    );
}

function isRemoval({ type }: Change): boolean {
  return type.endsWith("_REMOVED");
}

/** Whether what is there was deprecated, and the day has come on which its reason says that it ends. */
function hasEnded(schema: GraphQLSchema, path: string, today: string): boolean {
  const deprecation = parseDeprecation(deprecationOf(schema, path) ?? "");
  return deprecation !== undefined && deprecation.endsOn <= today;
}

function deprecationOf(schema: GraphQLSchema, path: string): string | null | undefined {
  const [typeName = "", memberName = "", argumentName] = path.split(".");
  const type = schema.getType(typeName);
  if (type === undefined) return undefined;
  if ("getValue" in type) return type.getValue(memberName)?.deprecationReason;
  if (isInputObjectType(type)) return type.getFields()[memberName]?.deprecationReason;
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const field = type.getFields()[memberName];
  if (argumentName === undefined) return field?.deprecationReason;
  return field?.args.find(({ name }) => name === argumentName)?.deprecationReason;
}
