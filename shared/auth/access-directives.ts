import {
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from "graphql";
import { isAction, type Action } from "./policies.ts";

/** How sensitive a field is; values of `@classified(as: …)`. */
export const DATA_CLASSES = ["PII", "PHI", "MONEY", "SECURITY"] as const;

/** A class of {@link DATA_CLASSES}. */
export type DataClass = (typeof DATA_CLASSES)[number];

/** What the SDL says of one field. */
export interface FieldAccess {
  readonly action: Action;
  /** Who may do this, and not the action, sees null instead of being refused; null: nobody. */
  readonly maskedFor: Action | null;
  readonly dataClass: DataClass | null;
}

/** Access of every field: type name → field name → what the SDL says. */
export type AccessMap = ReadonlyMap<string, ReadonlyMap<string, FieldAccess>>;

const FEDERATION_NAME = /^(_|join__|link__|federation__)/;

/**
 * Reads `@access` and `@classified` of every object and interface field from SDL or supergraph text. (The loaded
 * schema has lost directives of our own: they are only in the text.)
 * @param isKnown which actions there are; those of the policy table, unless the text is of another state
 * @throws Error naming every field that has no `@access`, or an action or data class that does not exist
 */
export function readAccessMap(document: DocumentNode, isKnown = isAction): AccessMap {
  const problems: string[] = [];
  const types = new Map<string, Map<string, FieldAccess>>();
  for (const definition of document.definitions) {
    if (!isOutputType(definition)) continue;
    if (FEDERATION_NAME.test(definition.name.value)) continue;
    const fields = types.get(definition.name.value) ?? new Map<string, FieldAccess>();
    for (const field of definition.fields ?? []) {
      if (FEDERATION_NAME.test(field.name.value)) continue;
      const access = readField(field, `${definition.name.value}.${field.name.value}`, { problems, isKnown });
      if (access !== undefined) fields.set(field.name.value, access);
    }
    types.set(definition.name.value, fields);
  }
  if (problems.length > 0)
    throw new Error(`The schema's access directives are not complete:\n${problems.join("\n")}`);
  return types;
}

type OutputTypeNode =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

function isOutputType(node: DefinitionNode): node is OutputTypeNode {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    node.kind === Kind.OBJECT_TYPE_EXTENSION ||
    node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    node.kind === Kind.INTERFACE_TYPE_EXTENSION
  );
}

function readField(
  field: FieldDefinitionNode,
  coordinate: string,
  { problems, isKnown }: { readonly problems: string[]; readonly isKnown: typeof isAction },
): FieldAccess | undefined {
  const action = stringArgument(field, "access", "action");
  const maskedFor = stringArgument(field, "access", "maskedFor") ?? null;
  const unknown = [action ?? null, maskedFor].filter((name) => name !== null && !isKnown(name));
  if (!isKnown(action) || (maskedFor !== null && !isKnown(maskedFor))) {
    problems.push(
      action === undefined
        ? `${coordinate} has no @access.`
        : `${coordinate} names the unknown action "${String(unknown[0])}".`,
    );
    return undefined;
  }
  const dataClass = stringArgument(field, "classified", "as");
  if (dataClass !== undefined && !isDataClass(dataClass)) {
    problems.push(`${coordinate} names the unknown data class "${dataClass}".`);
    return undefined;
  }
  return { action, maskedFor, dataClass: dataClass ?? null };
}

function stringArgument(field: FieldDefinitionNode, directive: string, argument: string): string | undefined {
  const node: ConstDirectiveNode | undefined = field.directives?.find(({ name }) => name.value === directive);
  const value = node?.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function isDataClass(value: string): value is DataClass {
  const known: readonly string[] = DATA_CLASSES;
  return known.includes(value);
}
