import { createRequire } from "node:module";
import util from "node:util";
import {
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  type GraphQLError,
  type GraphQLSchema,
} from "graphql";
import { AppError } from "../errors/app-error.ts";
import { toGraphQLError } from "../errors/graphql-error.ts";
import type { AccessMap, FieldAccess } from "./access-directives.ts";
import { decideByRole, refusalError, type Decision } from "./decide.ts";
import type { AttributesOf, RequestAccess } from "./request-access.ts";

// graphql-shield cannot be imported as ESM on Node 23 and later, and calls a function Node has removed
// (docs/adr/0005). Both packages come through one `require`, so that they share classes. Nothing else may load them.
Object.assign(util, { isUndefined: (value: unknown) => value === undefined });
const require = createRequire(import.meta.url);
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- `require` has no types of its own
const { shield, rule, allow, deny } = require("graphql-shield") as typeof import("graphql-shield");
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- as above
const { applyMiddleware } = require("graphql-middleware") as typeof import("graphql-middleware");

/** Attribute mappers per GraphQL type; types left out are judged by role alone. */
export type AttributeMappers = Readonly<Record<string, AttributesOf>>;

/** The part of a subgraph's context that the rules use. */
export interface ShieldContext {
  readonly access: RequestAccess;
}

type Rule = ReturnType<ReturnType<typeof rule>> | typeof allow | typeof deny;
type RuleTree = Record<string, Record<string, Rule>>;

const ROOT_TYPES = new Set(["Query", "Mutation"]);

/**
 * Enforcer 2 of 4: puts a graphql-shield rule made from `@access` on every field; what has no rule is denied.
 * Reference resolvers run before any field rule, so loaders must apply tenant scope themselves.
 */
export function applyShield(
  schema: GraphQLSchema,
  access: AccessMap,
  attributes: AttributeMappers,
): GraphQLSchema {
  const tree: RuleTree = {};
  for (const [typeName, fields] of access) {
    const rules: Record<string, Rule> = { "*": deny };
    for (const [fieldName, field] of fields) {
      rules[fieldName] = fieldRule(typeName, fieldName, field, attributes[typeName]);
    }
    tree[typeName] = rules;
  }
  // Only a subgraph that resolves entities has `_entities`, and shield refuses rules for fields that are not there.
  const entities = schema.getType("_Entity") && { _entities: allow };
  tree["Query"] = { ...tree["Query"], _service: allow, ...entities };
  tree["_Service"] = { sdl: allow };
  assertEveryFieldHasARule(schema, tree);
  return applyMiddleware(
    schema,
    shield(tree, {
      fallbackRule: deny,
      fallbackError: toGraphQLError(refusalError("DENY")),
      allowExternalErrors: true,
    }),
  );
}

function fieldRule(
  typeName: string,
  fieldName: string,
  { action }: FieldAccess,
  attributesOf: AttributesOf | undefined,
): Rule {
  if (action === "public:read") return allow;
  const judge = (parent: object, { access }: ShieldContext): Decision =>
    ROOT_TYPES.has(typeName) || attributesOf === undefined
      ? decideByRole(action, access.viewer)
      : access.readField(action, access.thingOf(parent, attributesOf), fieldName);
  // `no_cache`: shield's own caches key by rule name and would reuse one row's verdict for the next.
  return rule(`${typeName}.${fieldName}`, { cache: "no_cache" })(
    (parent: object, _args: unknown, context: ShieldContext): true | GraphQLError => {
      try {
        const decision = judge(parent, context);
        return decision === "ALLOW" ? true : toGraphQLError(refusalError(decision));
      } catch (cause) {
        // Shield would call a fault in here a refusal, and nobody would look for it.
        return toGraphQLError(new AppError("INTERNAL", undefined, { cause }));
      }
    },
  );
}

function assertEveryFieldHasARule(schema: GraphQLSchema, tree: RuleTree): void {
  const missing: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const fieldName of Object.keys(type.getFields())) {
      if (tree[type.name]?.[fieldName] === undefined) missing.push(`${type.name}.${fieldName}`);
    }
  }
  if (missing.length > 0) throw new Error(`These fields have no access rule: ${missing.join(", ")}.`);
}
