import {
  isEnumType,
  isInputObjectType,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { parseDeprecation } from "#shared/graphql/deprecation.ts";

/** Something deprecated that a request uses. */
export interface DeprecatedUse {
  /** Schema coordinate (https://spec.graphql.org/draft/#sec-Schema-Coordinates). */
  readonly coordinate: string;
  /** Coordinate of what to use instead; null when nothing replaces it, or the reason does not say. */
  readonly replacement: string | null;
  /** Null when the reason does not say. */
  readonly since: Date | null;
  /** When it may be gone; null when the reason does not say. */
  readonly endsAt: Date | null;
}

type Found = Map<string, DeprecatedUse>;

/** Deprecated fields, arguments, input fields and enum values that stand in an operation, each once. It must be valid. */
export function deprecatedUses(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly DeprecatedUse[] {
  const own = separateOperations(document)[operation.name?.value ?? ""] ?? document;
  const found: Found = new Map();
  const info = new TypeInfo(schema);
  // By name: the linter's rules do not come to an end with a type that may be of any depth.
  const named = (type: string): GraphQLNamedType | undefined =>
    schema.getType(type.replaceAll(/[[\]!]/g, ""));
  visit(
    own,
    visitWithTypeInfo(info, {
      Field: () => {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        if (parent != null && field != null) note(found, `${parent.name}.${field.name}`, field);
      },
      Argument: () => {
        const [parent, field, argument] = [info.getParentType(), info.getFieldDef(), info.getArgument()];
        if (parent == null || field == null || argument == null || info.getDirective() != null) return;
        note(found, `${parent.name}.${field.name}(${argument.name}:)`, argument);
      },
      ObjectField: ({ name }) => {
        const parent = named(String(info.getParentInputType()));
        if (!isInputObjectType(parent)) return;
        note(found, `${parent.name}.${name.value}`, parent.getFields()[name.value]);
      },
      EnumValue: ({ value }) => {
        const type = named(String(info.getInputType()));
        if (isEnumType(type)) note(found, `${type.name}.${value}`, type.getValue(value));
      },
    }),
  );
  return [...found.values()];
}

/** The same in the values of variables, as they were sent; they must fit their types. */
export function deprecatedInVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly DeprecatedUse[] {
  const found: Found = new Map();

  function look(value: unknown, type: string): void {
    if (value === null || value === undefined) return;
    const [, item] = /^\[(.*)\]!?$/.exec(type) ?? [];
    if (item !== undefined) {
      for (const each of Array.isArray(value) ? value : [value]) look(each, item);
      return;
    }
    const named = schema.getType(type.replace("!", ""));
    if (isEnumType(named) && typeof value === "string") {
      note(found, `${named.name}.${value}`, named.getValue(value));
    } else if (isInputObjectType(named) && typeof value === "object") {
      for (const [name, field] of Object.entries(named.getFields())) {
        const own: unknown = Reflect.get(value, name);
        if (own === undefined) continue;
        note(found, `${named.name}.${name}`, field);
        look(own, String(field.type));
      }
    }
  }

  for (const { type, variable } of operation.variableDefinitions ?? [])
    look(variables[variable.name.value], print(type));
  return [...found.values()];
}

function note(
  found: Found,
  coordinate: string,
  element: { readonly deprecationReason?: string | null | undefined } | null | undefined,
): void {
  const reason = element?.deprecationReason;
  if (reason == null || found.has(coordinate)) return;
  const parsed = parseDeprecation(reason);
  found.set(coordinate, {
    coordinate,
    replacement: parsed?.replacement ?? null,
    since: parsed === undefined ? null : startOf(parsed.since),
    endsAt: parsed === undefined ? null : startOf(parsed.endsOn),
  });
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
