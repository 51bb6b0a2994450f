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
import type { KnockOut } from "./knock-out.ts";
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

type FieldRule = ReturnType<ReturnType<typeof rule>>;
type Rule = FieldRule | typeof allow | typeof deny;

/** Rules by type and field; `*` is for the fields of a type that have none. */
export type RuleTree = Record<string, Record<string, Rule>>;

/** How graphql-shield is used here. What it does by itself fails open: `shield-traps.ts` asserts that this does not. */
export interface ShieldSettings {
  readonly cache: NonNullable<Parameters<typeof rule>[1]>["cache"];
  readonly options: NonNullable<Parameters<typeof shield>[1]>;
}

/** The settings of every schema. */
export const SHIELD_SETTINGS: ShieldSettings = {
  // Shield's own caches key by rule name and would reuse one row's verdict for the next.
  cache: "no_cache",
  options: {
    fallbackRule: deny,
    fallbackError: toGraphQLError(refusalError("DENY")),
    // Otherwise every error of a resolver would be called a refusal.
    allowExternalErrors: true,
  },
};

const ROOT_TYPES = new Set(["Query", "Mutation"]);

/**
 * Enforcer 2 of 4: puts a graphql-shield rule made from `@access` on every field; what has no rule is denied.
 * Reference resolvers run before any field rule, so loaders must apply tenant scope themselves.
 * @throws Error when a field would be left without a rule, and see {@link guardSchema}
 */
export function applyShield(
  schema: GraphQLSchema,
  access: AccessMap,
  attributes: AttributeMappers,
  passes?: KnockOut["shield"],
): GraphQLSchema {
  const tree: RuleTree = {};
  for (const [typeName, fields] of access) {
    const rules: Record<string, Rule> = { "*": deny };
    for (const [fieldName, field] of fields) {
      rules[fieldName] = fieldRule(typeName, fieldName, field, attributes[typeName], passes);
    }
    tree[typeName] = rules;
  }
  // Only a subgraph that resolves entities has `_entities`, and shield refuses rules for fields that are not there.
  const entities = schema.getType("_Entity") && { _entities: allow };
  tree["Query"] = { ...tree["Query"], _service: allow, ...entities };
  tree["_Service"] = { sdl: allow };
  return guardSchema(schema, tree);
}

/** A rule that runs anew for every parent, under the settings given. */
export function createRule(
  name: string,
  judge: Parameters<ReturnType<typeof rule>>[0],
  { cache }: ShieldSettings = SHIELD_SETTINGS,
): FieldRule {
  return rule(name, cache === undefined ? {} : { cache })(judge);
}

/** Puts the rules on the schema, whatever they are: {@link guardSchema} asserts them first. */
export function wrapSchema(
  schema: GraphQLSchema,
  tree: RuleTree,
  { options }: ShieldSettings = SHIELD_SETTINGS,
): GraphQLSchema {
  return applyMiddleware(schema, shield(tree, options));
}

const guarded = new WeakSet<GraphQLSchema>();

/**
 * Puts the rules on the schema, once.
 * @throws Error naming every field that has no rule, or one that is not plain (`not` grants when its rule throws, and
 *   one `undefined` drops the rules of its whole type); for a schema that has been guarded; for one with
 *   subscriptions, whose source starts before a rule is asked
 */
export function guardSchema(schema: GraphQLSchema, tree: RuleTree): GraphQLSchema {
  if (guarded.has(schema)) throw new Error("The schema is guarded by shield already.");
  if (schema.getSubscriptionType() != null) throw new Error("Shield does not guard subscriptions.");
  assertPlainRules(tree);
  assertEveryFieldHasARule(schema, tree);
  const result = wrapSchema(schema, tree);
  unwrapOpenFields(result, schema, tree);
  guarded.add(result);
  return result;
}

/**
 * Gives fields whose rule is `allow` their own resolvers back. Shield would ask that rule for each of them, and make a
 * promise of every value: most of what it costs, for fields that have nothing to be asked.
 */
function unwrapOpenFields(guardedSchema: GraphQLSchema, original: GraphQLSchema, tree: RuleTree): void {
  for (const [typeName, rules] of Object.entries(tree)) {
    const [type, source] = [guardedSchema.getType(typeName), original.getType(typeName)];
    if (!isObjectType(type) || !isObjectType(source)) continue;
    for (const [fieldName, field] of Object.entries(type.getFields())) {
      const own = source.getFields()[fieldName];
      if (own === undefined || rules[fieldName] !== allow) continue;
      if (own.resolve === undefined) delete field.resolve;
      else field.resolve = own.resolve;
    }
  }
}

function fieldRule(
  typeName: string,
  fieldName: string,
  { action }: FieldAccess,
  attributesOf: AttributesOf | undefined,
  passes: KnockOut["shield"],
): Rule {
  if (action === "public:read") return allow;
  const coordinate = `${typeName}.${fieldName}`;
  const judge = (parent: object, { access }: ShieldContext): Decision =>
    ROOT_TYPES.has(typeName) || attributesOf === undefined
      ? decideByRole(action, access.viewer)
      : access.readField(action, access.thingOf(parent, attributesOf), fieldName);
  return createRule(
    coordinate,
    (parent: object, _args: unknown, context: ShieldContext): true | GraphQLError => {
      if (passes?.(coordinate) === true) return true;
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

function assertPlainRules(tree: RuleTree): void {
  const odd = Object.entries(tree).flatMap(([typeName, rules]) =>
    Object.entries(rules)
      .filter(([, given]) => !isPlain(given))
      .map(([fieldName]) => `${typeName}.${fieldName}`),
  );
  if (odd.length > 0) throw new Error(`The rules of these fields are not plain: ${odd.join(", ")}.`);
}

const RuleClass = createRule("a rule", () => true).constructor;

function isPlain(given: unknown): boolean {
  if (given === allow || given === deny) return true;
  return given instanceof RuleClass && "cache" in given && given.cache === SHIELD_SETTINGS.cache;
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
