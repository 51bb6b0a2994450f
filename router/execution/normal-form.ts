import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  SchemaMetaFieldDef,
  typeFromAST,
  TypeMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** An operation to be brought into normal form; it must be valid for the schema. */
export interface OperationToNormalize {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  /** By name. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Fields of one object type by response key, in the order of the answer; several nodes are merged into one. */
type Fields = ReadonlyMap<string, readonly FieldNode[]>;

interface Member {
  readonly type: GraphQLObjectType;
  readonly fields: Fields;
}

/** A document that would grow beyond this is left as it is. */
const MAX_FIELDS = 5_000;
const CONDITIONS: ReadonlySet<string> = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

/**
 * The same operation in the form that needs the least of a query planner: `@skip` and `@include` decided, every
 * response key once in a selection set, no fragment but `... on <object type>` below an interface or union, and fields
 * in the order of the answer (https://spec.graphql.org/October2021/#sec-Field-Collection). Returns null when it would
 * grow too large.
 */
export function normalizeOperation(input: OperationToNormalize): OperationDefinitionNode | null {
  const root = input.schema.getRootType(input.operation.operation);
  if (root == null) return null;
  const normalizer = new Normalizer(input);
  const selectionSet = normalizer.normalize(root, [input.operation.selectionSet]);
  return normalizer.hasOverflowed ? null : { ...input.operation, selectionSet };
}

class Normalizer {
  readonly #input: OperationToNormalize;
  #fields = 0;

  constructor(input: OperationToNormalize) {
    this.#input = input;
  }

  get hasOverflowed(): boolean {
    return this.#fields > MAX_FIELDS;
  }

  normalize(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): SelectionSetNode {
    if (this.hasOverflowed) return NOTHING;
    const selections = isObjectType(type)
      ? this.#write(type, this.#collect(type, sets))
      : this.#normalizeAbstract(type, sets);
    return selections.length === 0 ? NOTHING : { kind: Kind.SELECTION_SET, selections };
  }

  /** Fields that all members share are selected on the abstract type, the others on each member. */
  #normalizeAbstract(type: GraphQLAbstractType, sets: readonly SelectionSetNode[]): SelectionNode[] {
    const members = this.#input.schema
      .getPossibleTypes(type)
      .map((member): Member => ({ type: member, fields: this.#collect(member, sets) }));
    const shared = sharedFields(type, members);
    const [first] = members;
    if (first === undefined) return [];
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
      const directives = node.directives?.filter(({ name }) => !CONDITIONS.has(name.value)) ?? [];
      const fieldType = typeOfField(type, node.name.value);
      const sets = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
      if (!isCompositeType(fieldType)) return [{ ...node, directives }];
      return [{ ...node, directives, selectionSet: this.normalize(fieldType, sets) }];
    });
  }

  #collect(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Fields {
    const fields = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (!this.#isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = (selection.alias ?? selection.name).value;
          const nodes = fields.get(key);
          if (nodes === undefined) fields.set(key, [selection]);
          else if (!nodes.includes(selection)) nodes.push(selection);
          continue;
        }
        const fragment = this.#fragmentOf(selection, spread);
        if (fragment !== undefined && this.#applies(fragment, type)) collect(fragment.selectionSet);
      }
    };
    sets.forEach(collect);
    return fields;
  }

  /** Undefined when it has been spread already. */
  #fragmentOf(
    selection: Exclude<SelectionNode, FieldNode>,
    spread: Set<string>,
  ): InlineFragmentNode | FragmentDefinitionNode | undefined {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    const name = selection.name.value;
    if (spread.has(name)) return undefined;
    spread.add(name);
    return this.#input.fragments.get(name);
  }

  #applies({ typeCondition }: InlineFragmentNode | FragmentDefinitionNode, type: GraphQLObjectType): boolean {
    if (typeCondition === undefined || typeCondition.name.value === type.name) return true;
    const condition = typeFromAST(this.#input.schema, typeCondition);
    return isAbstractType(condition) && this.#input.schema.isSubType(condition, type);
  }

  #isIncluded(node: SelectionNode): boolean {
    const { variables } = this.#input;
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.["if"] === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] !== false;
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
