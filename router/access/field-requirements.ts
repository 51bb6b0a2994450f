import {
  Kind,
  parse,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from "graphql";
import { readAccessMap, type AccessMap } from "#shared/auth/access-directives.ts";
import type { Action, isAction } from "#shared/auth/policies.ts";

/** Actions that a viewer needs to select a field: type name → field name → actions, all of them. */
export type FieldRequirements = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<Action>>>;

type OutputType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

interface Supergraph {
  readonly types: ReadonlyMap<string, OutputType>;
  /** Types by the interface that they implement. */
  readonly implementations: ReadonlyMap<string, readonly OutputType[]>;
  readonly access: AccessMap;
}

/**
 * Reads from the supergraph text what each field needs: the action of its `@access`; the needs of the fields it is
 * computed from (`requires` of `@join__field`), since it tells something of them, and of what these are computed from;
 * and for a field of an interface the needs of that field in every type that implements it.
 * @param isKnown see {@link readAccessMap}
 * @throws Error naming every field whose `@access` is missing or unknown, and every field that is given a value from
 *   elsewhere by `@fromContext`, which is not followed here
 */
export function readFieldRequirements(document: DocumentNode, isKnown?: typeof isAction): FieldRequirements {
  const types = outputTypes(document);
  const supergraph: Supergraph = {
    types,
    implementations: implementationsIn(types),
    access: readAccessMap(document, isKnown),
  };
  assertNothingFromContext(supergraph);
  const requirements = new Map<string, Map<string, ReadonlySet<Action>>>();
  for (const [typeName, fields] of supergraph.access) {
    requirements.set(
      typeName,
      new Map([...fields.keys()].map((field) => [field, new Needs(supergraph).of(typeName, field)])),
    );
  }
  return requirements;
}

/** What one field needs. */
class Needs {
  readonly #supergraph: Supergraph;
  readonly #actions = new Set<Action>();
  readonly #entered = new Set<string>();

  constructor(supergraph: Supergraph) {
    this.#supergraph = supergraph;
  }

  of(typeName: string, fieldName: string): ReadonlySet<Action> {
    this.#add(typeName, fieldName);
    return this.#actions;
  }

  #add(typeName: string, fieldName: string): void {
    const coordinate = `${typeName}.${fieldName}`;
    if (this.#entered.has(coordinate)) return;
    this.#entered.add(coordinate);
    const { access, implementations } = this.#supergraph;
    const own = access.get(typeName)?.get(fieldName);
    if (own !== undefined) this.#actions.add(own.action);
    for (const required of requiredSelections(findField(this.#supergraph, typeName, fieldName))) {
      this.#addSelected(typeName, required);
    }
    for (const { name } of implementations.get(typeName) ?? []) this.#add(name.value, fieldName);
  }

  #addSelected(typeName: string, { selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        this.#add(typeName, selection.name.value);
        const field = findField(this.#supergraph, typeName, selection.name.value);
        if (field === undefined || selection.selectionSet === undefined) continue;
        this.#addSelected(namedType(field.type), selection.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#addSelected(selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
      }
    }
  }
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

function implementationsIn(types: ReadonlyMap<string, OutputType>): ReadonlyMap<string, OutputType[]> {
  const implementations = new Map<string, OutputType[]>();
  for (const type of types.values()) {
    for (const { name } of type.interfaces ?? []) {
      implementations.set(name.value, [...(implementations.get(name.value) ?? []), type]);
    }
  }
  return implementations;
}

function assertNothingFromContext({ types }: Supergraph): void {
  const found = [...types.values()].flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => joinArguments(field, "contextArguments").length > 0)
      .map((field) => `${type.name.value}.${field.name.value}`),
  );
  if (found.length > 0)
    throw new Error(`What these fields are given by @fromContext is judged by nobody: ${found.join(", ")}.`);
}

function findField(
  supergraph: Supergraph,
  typeName: string,
  fieldName: string,
): FieldDefinitionNode | undefined {
  return supergraph.types.get(typeName)?.fields?.find(({ name }) => name.value === fieldName);
}

function requiredSelections(field: FieldDefinitionNode | undefined): SelectionSetNode[] {
  return joinArguments(field, "requires")
    .flatMap((value) => (value.kind === Kind.STRING ? parse(`{ ${value.value} }`).definitions : []))
    .flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [],
    );
}

/** Values of an argument of the `@join__field`s of a field. */
function joinArguments(field: FieldDefinitionNode | undefined, argument: string): ConstValueNode[] {
  return (field?.directives ?? [])
    .filter(({ name }) => name.value === "join__field")
    .flatMap((directive) => directive.arguments ?? [])
    .filter(({ name }) => name.value === argument)
    .map(({ value }) => value);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
