import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { CacheHint, CacheRules } from "./cache-rules.ts";

/**
 * For how many seconds an answer to the operation may be kept; 0 for one that may not. As Apollo's `@cacheControl` has it
 * (https://www.apollographql.com/docs/apollo-server/performance/caching): the least of its fields, where a root field and
 * one that returns objects count 0 unless they, or the type they return, say otherwise, and any other counts when it says
 * something. A mutation, introspection and whatever is not shareable: 0.
 * @param operation valid for `schema`, its fragments inline
 */
export function maxAgeSeconds(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  rules: CacheRules,
): number {
  const root = schema.getQueryType();
  if (operation.operation !== OperationTypeNode.QUERY || root == null) return 0;
  const ages = new Ages(schema, rules);
  ages.visit(root, operation.selectionSet, true);
  return ages.least;
}

class Ages {
  readonly #schema: GraphQLSchema;
  readonly #rules: CacheRules;
  #least = Number.POSITIVE_INFINITY;

  constructor(schema: GraphQLSchema, rules: CacheRules) {
    this.#schema = schema;
    this.#rules = rules;
  }

  get least(): number {
    return Number.isFinite(this.#least) ? this.#least : 0;
  }

  visit(parent: GraphQLCompositeType, { selections }: SelectionSetNode, isRoot: boolean): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        this.#visitField(parent, selection.name.value, selection.selectionSet, isRoot);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const type = condition === undefined ? parent : this.#schema.getType(condition);
        if (isCompositeType(type)) this.visit(type, selection.selectionSet, isRoot);
        else this.#least = 0;
      } else this.#least = 0;
    }
  }

  #visitField(
    parent: GraphQLCompositeType,
    name: string,
    selectionSet: SelectionSetNode | undefined,
    isRoot: boolean,
  ): void {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (name === "__typename" && !isRoot) return;
    if (field === undefined || !this.#rules.isShareable(parent.name, name)) {
      this.#least = 0;
      return;
    }
    const type = getNamedType(field.type);
    const hint = this.#rules.hint(parent.name, name, type.name);
    this.#least = Math.min(this.#least, ageOf(hint, isRoot || isCompositeType(type)));
    if (isCompositeType(type) && selectionSet !== undefined) this.visit(type, selectionSet, false);
  }
}

function ageOf(hint: CacheHint, isNothingAssumed: boolean): number {
  if (typeof hint === "number") return hint;
  return hint === "inherit" || !isNothingAssumed ? Number.POSITIVE_INFINITY : 0;
}
