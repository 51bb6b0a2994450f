import {
  getVariableValues,
  OperationTypeNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { AppError } from "#shared/errors/app-error.ts";
import type { SelectedField } from "./walk-fields.ts";

/** By this name the router tells subgraphs which entities it asks for. */
const ENTITIES_VARIABLE = "representations";

/**
 * Refuses what passes validation but cannot or must not be executed: a document whose operation is not named, a
 * kind of operation that the schema does not offer, a variable that is called as the one that names entities.
 * @throws AppError `VALIDATION_ERROR`
 */
export function assertExecutable(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode | undefined,
): asserts operation is OperationDefinitionNode {
  if (operation === undefined) {
    throw new AppError("VALIDATION_ERROR", "Name one of the operations in the document.");
  }
  const kind = operation.operation;
  if (kind === OperationTypeNode.SUBSCRIPTION || schema.getRootType(kind) == null) {
    throw new AppError("VALIDATION_ERROR", `Operations of the kind "${kind}" are not offered here.`);
  }
  const names = operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  if (names.includes(ENTITIES_VARIABLE)) {
    throw new AppError(
      "VALIDATION_ERROR",
      `The name "$${ENTITIES_VARIABLE}" is taken: give the variable another.`,
    );
  }
}

/** No input type of ours comes near; what nests thousands deep could not be printed for a subgraph. */
const DEEPEST_VARIABLE = 100;

/**
 * The variables as the operation gets them, its defaults included.
 * @throws AppError `VALIDATION_ERROR` for variables that do not fit the operation, or nest more than 100 deep
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  assertNotTooDeep(given);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
    maxErrors: 1,
  });
  if (coerced === undefined) throw new AppError("VALIDATION_ERROR", errors[0]?.message, { cause: errors[0] });
  return coerced;
}

/** Level by level: what is too deep for a recursion must not be looked at by one. */
function assertNotTooDeep(variables: Readonly<Record<string, unknown>>): void {
  let level: unknown[] = Object.values(variables);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST_VARIABLE) throw new AppError("VALIDATION_ERROR", "The variables nest too deeply.");
    level = level.flatMap((value): unknown[] =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
}

/**
 * Refuses aliases in the namespace that is reserved for introspection, `__proto__` among them; the router has keys of its
 * own there.
 * @throws AppError `VALIDATION_ERROR`
 */
export function assertAliasesAllowed(fields: readonly SelectedField[]): void {
  const reserved = fields.find(({ node }) => node.alias?.value.startsWith("__"));
  if (reserved !== undefined) {
    throw new AppError(
      "VALIDATION_ERROR",
      `The alias of "${reserved.path}" must not begin with two underscores.`,
    );
  }
}
