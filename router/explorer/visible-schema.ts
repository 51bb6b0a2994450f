import { MapperKind, mapSchema, pruneSchema } from "@graphql-tools/utils";
import { buildSchema, printSchema, type GraphQLSchema } from "graphql";
import { decideByRole } from "#shared/auth/decide.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { FieldRequirements } from "../access/field-requirements.ts";

/** What {@link visibleSchema} needs to know of the caller. */
export interface SchemaReader {
  readonly viewer: Viewer;
  /** False: without mutations. */
  readonly mayMutate: boolean;
}

/**
 * The SDL of what a caller's roles may ever ask for: fields that take an action which is not for them are left out, and with them every
 * type that cannot be reached any more.
 * @param apiSdl what clients see @param requirements of the same supergraph
 */
export function visibleSchema(
  apiSdl: string,
  requirements: FieldRequirements,
  { viewer, mayMutate }: SchemaReader,
): string {
  const isVisible = (typeName: string, fieldName: string): boolean => {
    const actions = requirements.get(typeName)?.get(fieldName);
    return actions !== undefined && [...actions].every((action) => decideByRole(action, viewer) === "ALLOW");
  };
  const whole = buildSchema(apiSdl);
  const filtered = mapSchema(whole, {
    [MapperKind.MUTATION_ROOT_FIELD]: (_field, name, typeName) =>
      mayMutate && isVisible(typeName, name) ? undefined : null,
    [MapperKind.QUERY_ROOT_FIELD]: (_field, name, typeName) => (isVisible(typeName, name) ? undefined : null),
    [MapperKind.OBJECT_FIELD]: (_field, name, typeName) => (isVisible(typeName, name) ? undefined : null),
    [MapperKind.INTERFACE_FIELD]: (_field, name, typeName) => (isVisible(typeName, name) ? undefined : null),
  });
  return printSchema(pruneUntilNothingIsLeft(filtered));
}

/** A type without fields takes along what returns it, which may leave another one without. */
function pruneUntilNothingIsLeft(schema: GraphQLSchema): GraphQLSchema {
  const pruned = pruneSchema(schema);
  return typeCount(pruned) === typeCount(schema) ? pruned : pruneUntilNothingIsLeft(pruned);
}

function typeCount(schema: GraphQLSchema): number {
  return Object.keys(schema.getTypeMap()).length;
}
