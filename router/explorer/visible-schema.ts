import { MapperKind, mapSchema, pruneSchema } from "@graphql-tools/utils";
import {
  buildSchema,
  getNullableType,
  printSchema,
  type GraphQLFieldConfig,
  type GraphQLSchema,
} from "graphql";
import { decideByRole } from "#shared/auth/decide.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { FieldRequirements } from "../access/field-requirements.ts";
import { maskedFor, type MaskableFields } from "../access/masked-fields.ts";

/** What {@link visibleSchema} needs to know of the caller. */
export interface SchemaReader {
  readonly viewer: Viewer;
  /** False: without mutations. */
  readonly mayMutate: boolean;
}

/** What {@link visibleSchema} is made from, all of one supergraph. */
export interface WholeSchema {
  /** What clients see. */
  readonly apiSdl: string;
  readonly requirements: FieldRequirements;
  readonly maskable: MaskableFields;
}

/**
 * The SDL of what a caller's roles may ever ask for: fields that take an action which is not for them are left out, and with them every
 * type that cannot be reached any more. Those that are masked for them stay, and may be null.
 */
export function visibleSchema(
  { apiSdl, requirements, maskable }: WholeSchema,
  { viewer, mayMutate }: SchemaReader,
): string {
  const masked = maskedFor(viewer, maskable);
  const isVisible = (typeName: string, fieldName: string): boolean => {
    const actions = requirements.get(typeName)?.get(fieldName);
    return actions !== undefined && [...actions].every((action) => decideByRole(action, viewer) === "ALLOW");
  };
  const whole = buildSchema(apiSdl);
  const filtered = mapSchema(whole, {
    [MapperKind.MUTATION_ROOT_FIELD]: (_field, name, typeName) =>
      mayMutate && isVisible(typeName, name) ? undefined : null,
    [MapperKind.QUERY_ROOT_FIELD]: (_field, name, typeName) => (isVisible(typeName, name) ? undefined : null),
    [MapperKind.OBJECT_FIELD]: (field, name, typeName) => {
      if (masked.has(`${typeName}.${name}`)) return asMasked(field);
      return isVisible(typeName, name) ? undefined : null;
    },
    [MapperKind.INTERFACE_FIELD]: (_field, name, typeName) => (isVisible(typeName, name) ? undefined : null),
  });
  return printSchema(pruneUntilNothingIsLeft(filtered));
}

function asMasked<Config extends Pick<GraphQLFieldConfig<unknown, unknown>, "type" | "description">>(
  field: Config,
): Config {
  const told = `${field.description ?? ""} Always null for your roles.`.trimStart();
  return { ...field, type: getNullableType(field.type), description: told };
}

/** A type without fields takes along what returns it, which may leave another one without. */
function pruneUntilNothingIsLeft(schema: GraphQLSchema): GraphQLSchema {
  const pruned = pruneSchema(schema);
  return typeCount(pruned) === typeCount(schema) ? pruned : pruneUntilNothingIsLeft(pruned);
}

function typeCount(schema: GraphQLSchema): number {
  return Object.keys(schema.getTypeMap()).length;
}
