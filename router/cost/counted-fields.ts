import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import type { CostRules, ListSizeRule } from "./cost-rules.ts";

/** An object is a row somebody looks up, checks and writes down; a leaf only a value of it. */
export const OBJECT_COST = 5;
/** See {@link OBJECT_COST}. */
export const LEAF_COST = 1;

/** A field of a document, as far as its cost does not depend on variables or answers. */
export interface CountedField {
  readonly node: FieldNode;
  /** In the answer. */
  readonly key: string;
  readonly name: string;
  /** Counted once, however many values come. */
  readonly once: number;
  /** Counted for the value, or for each of a list. */
  readonly each: number;
  readonly isList: boolean;
  readonly listSize: ListSizeRule | undefined;
  /** Arguments that can tell the length. */
  readonly slicing: readonly GraphQLArgument[];
  /** Arguments whose values cost something. */
  readonly priced: readonly PricedArgument[];
  /** Undefined for a leaf. */
  readonly selected: CountedSelection | undefined;
}

/** An argument that has a weight, or a list somewhere. */
export interface PricedArgument {
  readonly argument: GraphQLArgument;
  readonly weight: number | undefined;
}

/** What a selection set selects: fields and, each once for every place it is spread, fragments. */
export interface CountedSelection {
  readonly fields: readonly CountedField[];
  readonly fragments: readonly CountedSelection[];
}

/** Selections of one document; what they are counted by is looked up once for every place in it. */
export class SelectionCounter {
  readonly #schema: GraphQLSchema;
  readonly #rules: CostRules;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #spreads = new Map<string, CountedSelection>();
  readonly #priceable = new Map<GraphQLInputType, boolean>();

  constructor(
    schema: GraphQLSchema,
    rules: CostRules,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    this.#schema = schema;
    this.#rules = rules;
    this.#fragments = fragments;
  }

  /** The document must be valid, so that no fragment is part of itself. */
  count({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): CountedSelection {
    const fields: CountedField[] = [];
    const fragments: CountedSelection[] = [];
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.push(this.#field(selection, type));
      else if (selection.kind === Kind.FRAGMENT_SPREAD) fragments.push(this.#spread(selection.name.value));
      else {
        const { typeCondition, selectionSet } = selection;
        fragments.push(
          this.count(selectionSet, typeCondition ? typeFromAST(this.#schema, typeCondition) : type),
        );
      }
    }
    return { fields, fragments };
  }

  #spread(name: string): CountedSelection {
    const known = this.#spreads.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) return { fields: [], fragments: [] };
    const counted = this.count(fragment.selectionSet, typeFromAST(this.#schema, fragment.typeCondition));
    this.#spreads.set(name, counted);
    return counted;
  }

  #field(node: FieldNode, parent: GraphQLNamedType | undefined): CountedField {
    const name = node.name.value;
    const key = node.alias?.value ?? name;
    const field = fieldOf(parent, name);
    if (field === undefined || parent === undefined) return { ...ONE_LEAF, node, key, name };
    const coordinate = `${parent.name}.${name}`;
    const isList = isListType(getNullableType(field.type));
    const ownWeight = this.#rules.fields.get(coordinate);
    const typeWeight =
      this.#rules.types.get(getNamedType(field.type).name) ??
      (node.selectionSet === undefined ? LEAF_COST : OBJECT_COST);
    const listSize = this.#rules.lists.get(coordinate);
    return {
      node,
      key,
      name,
      once: ownWeight ?? 0,
      each: isList || ownWeight === undefined ? typeWeight : 0,
      isList,
      listSize,
      slicing: field.args.filter((argument) =>
        (listSize?.slicingArguments ?? PAGE_ARGUMENTS).includes(argument.name),
      ),
      priced: this.#pricedArguments(coordinate, field),
      selected: node.selectionSet && this.count(node.selectionSet, getNamedType(field.type)),
    };
  }

  #pricedArguments(coordinate: string, field: OutputField): PricedArgument[] {
    return field.args.flatMap((argument) => {
      const weight = this.#rules.inputs.get(`${coordinate}.${argument.name}`);
      return weight !== undefined || this.#isPriceable(argument.type) ? [{ argument, weight }] : [];
    });
  }

  /** True when a list, or something with a weight, is in the type. */
  #isPriceable(type: GraphQLInputType): boolean {
    const known = this.#priceable.get(type);
    if (known !== undefined) return known;
    // Input types may hold themselves.
    this.#priceable.set(type, false);
    const isPriceable = this.#holdsPrices(type);
    this.#priceable.set(type, isPriceable);
    return isPriceable;
  }

  #holdsPrices(type: GraphQLInputType): boolean {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return true;
    if (!isInputObjectType(nullable)) return false;
    return Object.values(nullable.getFields()).some(
      (field) => this.#rules.inputs.has(`${nullable.name}.${field.name}`) || this.#isPriceable(field.type),
    );
  }
}

type OutputField = GraphQLField<unknown, unknown>;

/** Where the SDL says nothing of a field's length. */
const PAGE_ARGUMENTS: readonly string[] = ["first", "last"];

/** Introspection, which no type lists among its fields. */
const ONE_LEAF = {
  once: 0,
  each: LEAF_COST,
  isList: false,
  listSize: undefined,
  slicing: [],
  priced: [],
  selected: undefined,
} as const;

function fieldOf(type: GraphQLNamedType | undefined, name: string): OutputField | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}
