import {
  Kind,
  parse,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from "graphql";
import { readAccessMap, type AccessMap } from "#shared/auth/access-directives.ts";
import type { Action } from "#shared/auth/policies.ts";

/** Actions that a viewer needs to select a field: type name → field name → actions, all of them. */
export type FieldRequirements = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<Action>>>;

type OutputType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

interface Supergraph {
  readonly types: ReadonlyMap<string, OutputType>;
  readonly access: AccessMap;
}

/**
 * Reads from the supergraph text what each field needs: the action of its `@access`; the actions of the fields it
 * is computed from (`requires` of `@join__field`), since it tells something of them; and for a field of an
 * interface the needs of that field in every type that implements it.
 * @throws Error naming every field whose `@access` is missing or unknown
 */
export function readFieldRequirements(document: DocumentNode): FieldRequirements {
  const supergraph: Supergraph = { types: outputTypes(document), access: readAccessMap(document) };
  const requirements = new Map<string, Map<string, Set<Action>>>();
  for (const [typeName, fields] of supergraph.access) {
    requirements.set(
      typeName,
      new Map([...fields.keys()].map((field) => [field, ownActions(supergraph, typeName, field)])),
    );
  }
  for (const type of supergraph.types.values()) {
    for (const implemented of type.interfaces ?? []) {
      for (const [field, actions] of requirements.get(implemented.name.value) ?? []) {
        for (const action of ownActions(supergraph, type.name.value, field)) actions.add(action);
      }
    }
  }
  return requirements;
}

function outputTypes(document: DocumentNode): ReadonlyMap<string, OutputType> {
  const types = new Map<string, OutputType>();
  for (const definition of document.definitions) {
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    ) {
      types.set(definition.name.value, definition);
    }
  }
  return types;
}

function ownActions(supergraph: Supergraph, typeName: string, fieldName: string): Set<Action> {
  const actions = new Set<Action>();
  const access = supergraph.access.get(typeName)?.get(fieldName);
  if (access !== undefined) actions.add(access.action);
  for (const required of requiredSelections(findField(supergraph, typeName, fieldName))) {
    addSelected(supergraph, typeName, required, actions);
  }
  return actions;
}

function findField(
  supergraph: Supergraph,
  typeName: string,
  fieldName: string,
): FieldDefinitionNode | undefined {
  return supergraph.types.get(typeName)?.fields?.find(({ name }) => name.value === fieldName);
}

function requiredSelections(field: FieldDefinitionNode | undefined): SelectionSetNode[] {
  return (field?.directives ?? [])
    .filter(({ name }) => name.value === "join__field")
    .flatMap((directive) => directive.arguments ?? [])
    .filter(({ name }) => name.value === "requires")
    .flatMap(({ value }) => (value.kind === Kind.STRING ? parse(`{ ${value.value} }`).definitions : []))
    .flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [],
    );
}

function addSelected(
  supergraph: Supergraph,
  typeName: string,
  selectionSet: SelectionSetNode,
  actions: Set<Action>,
): void {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      const access = supergraph.access.get(typeName)?.get(selection.name.value);
      if (access !== undefined) actions.add(access.action);
      const field = findField(supergraph, typeName, selection.name.value);
      if (field === undefined || selection.selectionSet === undefined) continue;
      addSelected(supergraph, namedType(field.type), selection.selectionSet, actions);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      addSelected(
        supergraph,
        selection.typeCondition?.name.value ?? typeName,
        selection.selectionSet,
        actions,
      );
    }
  }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
