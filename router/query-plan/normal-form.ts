import {
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  visit,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { AppError } from "#shared/errors/app-error.ts";
import { collectFields, type Fields, type SelectionContext } from "./collect-fields.ts";

/** An operation to be brought into normal form; it must be valid for the schema. */
export interface OperationToNormalize extends SelectionContext {
  readonly operation: OperationDefinitionNode;
}

interface Member {
  readonly type: GraphQLObjectType;
  readonly fields: Fields;
}

/** No answer is made of so many different fields: fragments in fragments multiply. */
const MAX_FIELDS = 10_000;
const CONDITIONS: ReadonlySet<string> = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

/**
 * The same operation in the form that needs the least of a query planner: `@skip` and `@include` decided, every
 * response key once in a selection set, no fragment but `... on <object type>` below an interface or union, and fields
 * in the order of the answer (https://spec.graphql.org/October2021/#sec-Field-Collection). It knows nothing of the
 * document it comes from, which may be large, and declares the variables that are left.
 * @throws AppError `COST_LIMIT_EXCEEDED` when it has more than 10,000 fields
 */
export function normalizeOperation(input: OperationToNormalize): OperationDefinitionNode {
  const { schema, operation } = input;
  const root = schema.getRootType(operation.operation);
  if (root == null) throw new Error(`The schema has no ${operation.operation}.`);
  const selectionSet = new Normalizer(input).normalize(root, [operation.selectionSet]);
  return withoutLocations(withUsedVariables({ ...operation, selectionSet }));
}

/** A node's location has the whole document. */
function withoutLocations(operation: OperationDefinitionNode): OperationDefinitionNode {
  return visit(operation, { enter: ({ loc: _loc, ...node }) => node });
}

/** The operation without the variables that it does not use. */
export function withUsedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = new Set<string>();
  visit(operation.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return { ...operation, ...(variableDefinitions && { variableDefinitions }) };
}

class Normalizer {
  readonly #input: OperationToNormalize;
  #fields = 0;

  constructor(input: OperationToNormalize) {
    this.#input = input;
  }

  normalize(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): SelectionSetNode {
    const selections = isObjectType(type)
      ? this.#write(type, collectFields(this.#input, type, sets))
      : this.#normalizeAbstract(type, sets);
    return selections.length === 0 ? NOTHING : { kind: Kind.SELECTION_SET, selections };
  }

  /** Fields that all members share are selected on the abstract type, the others on each member. */
  #normalizeAbstract(type: GraphQLAbstractType, sets: readonly SelectionSetNode[]): SelectionNode[] {
    const members = this.#input.schema
      .getPossibleTypes(type)
      .map((member): Member => ({ type: member, fields: collectFields(this.#input, member, sets) }));
    const shared = sharedFields(type, members);
    const [first] = members;
    if (first === undefined) {
      // All subgraphs have it as an interface object: nothing more will be known of an object than that.
      return isInterfaceType(type) ? this.#write(type, collectFields(this.#input, type, sets)) : [];
    }
    const places = members.map(({ fields }) => placeOfOwnFields(fields, shared));
    // Not every member's order can be kept by fields that are written once.
    if (places.includes(null)) return members.flatMap(({ type: member, fields }) => this.#on(member, fields));
    const selections: SelectionNode[] = [];
    for (const [index, key] of [...shared, null].entries()) {
      for (const [member, { type: memberType, fields }] of members.entries()) {
        if (places[member] === index) selections.push(...this.#on(memberType, without(fields, shared)));
      }
      if (key === null) continue;
      selections.push(...this.#write(type, new Map([[key, first.fields.get(key) ?? []]])));
    }
    return selections;
  }

  #on(type: GraphQLObjectType, fields: Fields): InlineFragmentNode[] {
    if (fields.size === 0) return [];
    const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } } as const;
    const selectionSet = { kind: Kind.SELECTION_SET, selections: this.#write(type, fields) } as const;
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
  }

  #write(type: GraphQLCompositeType, fields: Fields): FieldNode[] {
    return [...fields.values()].flatMap((nodes) => {
      const [node] = nodes;
      if (node === undefined) return [];
      this.#fields += 1;
      if (this.#fields > MAX_FIELDS)
        throw new AppError("COST_LIMIT_EXCEEDED", "The document selects too many fields.");
      const directives = node.directives?.filter(({ name }) => !CONDITIONS.has(name.value)) ?? [];
      const fieldType = typeOfField(type, node.name.value);
      const sets = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
      if (!isCompositeType(fieldType)) return [{ ...node, directives }];
      return [{ ...node, directives, selectionSet: this.normalize(fieldType, sets) }];
    });
  }
}

/** A selection set must not be empty, so this one says it is by a field that is left out. */
const NOTHING: SelectionSetNode = nothing();

function nothing(): SelectionSetNode {
  const [definition] = parse("{ __typename @include(if: false) }", { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("This is an operation.");
  return definition.selectionSet;
}

function typeOfField(type: GraphQLCompositeType, name: string): GraphQLNamedType | undefined {
  if (name === SchemaMetaFieldDef.name) return getNamedType(SchemaMetaFieldDef.type);
  if (name === TypeMetaFieldDef.name) return getNamedType(TypeMetaFieldDef.type);
  if (isUnionType(type)) return undefined;
  const field = type.getFields()[name];
  return field === undefined ? undefined : getNamedType(field.type);
}

/** Response keys that mean the same for all members and can be selected on the abstract type itself. */
function sharedFields(type: GraphQLAbstractType, members: readonly Member[]): string[] {
  const [first, ...others] = members;
  return [...(first?.fields ?? [])].flatMap(([key, nodes]) => {
    const name = nodes[0]?.name.value ?? "";
    const isOfType = name === "__typename" || (!isUnionType(type) && Object.hasOwn(type.getFields(), name));
    const isSame = others.every(({ fields }) => {
      const theirs = fields.get(key);
      return theirs?.length === nodes.length && theirs.every((node, index) => node === nodes[index]);
    });
    return isOfType && isSame ? [key] : [];
  });
}

/**
 * Before which of the shared fields a member's own fields stand (their number: after all of them); null when they
 * stand in several places, or when the member has the shared fields in another order.
 */
function placeOfOwnFields(fields: Fields, shared: readonly string[]): number | null {
  const keys = [...fields.keys()];
  const isOwn = (key: string): boolean => !shared.includes(key);
  const theirs = keys.filter((key) => !isOwn(key));
  if (theirs.some((key, index) => key !== shared[index])) return null;
  const start = keys.findIndex(isOwn);
  if (start < 0) return shared.length;
  const end = keys.findLastIndex(isOwn);
  return end - start + 1 === keys.length - theirs.length ? start : null;
}

function without(fields: Fields, shared: readonly string[]): Fields {
  return new Map([...fields].filter(([key]) => !shared.includes(key)));
}
