import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  responsePathAsArray,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from "graphql";
import { ERROR_CATALOGUE } from "../__generated__/error-catalogue.ts";
import type { ErrorCode } from "../result.ts";
import { pick, SCALARS } from "./made-up-values.ts";

/** Values of fields by type and field: a value, or a function of the arguments. */
export type FieldValues = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** What one operation is to answer, besides what is made up. */
export interface MockContext {
  readonly values: FieldValues;
  /** The field of `Mutation` that is refused, and with which codes. */
  readonly refused?: { readonly field: string; readonly codes: readonly string[] };
  /** Where in the answer a field fails, and with which code. */
  readonly failing?: { readonly path: string; readonly code: ErrorCode };
}

type Source = Readonly<Record<string | symbol, unknown>>;

/** Marks the payload of a mutation that did nothing. */
const IS_REFUSED = Symbol("refused");
/** Items that a page has at most. */
const PAGE_LENGTH = Symbol("page length");
const LIST_LENGTH = 3;

/** Reads what is given under the name in the answer, then what is given for the type, and makes up the rest. */
export const resolveMocked: GraphQLFieldResolver<Source | undefined, MockContext> = (
  source = {},
  args: Readonly<Record<string, unknown>>,
  { values, refused, failing },
  info,
) => {
  const path = responsePathAsArray(info.path).join(".");
  if (path === failing?.path) throw mockedError(failing.code);
  const given = source[String(info.path.key)];
  if (given !== undefined) return given;
  if (info.path.prev === undefined && info.fieldName === refused?.field) return refusedPayload(refused.codes);
  if (source[IS_REFUSED] === true && !isNonNullType(info.returnType)) return null;
  const ofType = values[info.parentType.name]?.[info.fieldName];
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- `TypeOverrides` has no other functions
  if (typeof ofType === "function") return (ofType as (given: unknown) => unknown)(args);
  if (ofType !== undefined) return ofType;
  return makeUp(info.returnType, path, source, args, info);
};

/** An error of the catalogue as the router puts it at a field. */
export function mockedError(code: ErrorCode): GraphQLError {
  const { message, isRetryable } = ERROR_CATALOGUE[code];
  return new GraphQLError(message, { extensions: { code, retryable: isRetryable } });
}

function refusedPayload(codes: readonly string[]): Source {
  const errors = codes.map((code) => ({ code, message: `Refused: ${code}.`, field: null }));
  return { [IS_REFUSED]: true, userErrors: errors };
}

function makeUp(
  returnType: GraphQLOutputType,
  seed: string,
  source: Source,
  args: Readonly<Record<string, unknown>>,
  info: GraphQLResolveInfo,
): unknown {
  const type = getNullableType(returnType);
  if (isListType(type)) return makeUpList(type.ofType, seed, source, info);
  // Whoever asks for one by its id gets it, and a page is not longer than was asked for.
  if (isObjectType(type)) {
    const { id, first } = args;
    return {
      ...(typeof id === "string" && "id" in type.getFields() && { id }),
      ...(typeof first === "number" && { [PAGE_LENGTH]: first }),
    };
  }
  if (isEnumType(type)) return pick(type.getValues(), seed).value;
  const make = isScalarType(type) ? SCALARS[type.name] : undefined;
  if (make === undefined) throw new Error(`No value can be made up for the type ${String(type)}.`);
  if (source[IS_REFUSED] === true && type.name === "Boolean") return false;
  const objectSeed = seed.slice(0, Math.max(0, seed.lastIndexOf(".")));
  return make({ typeName: info.parentType.name, fieldName: info.fieldName, objectSeed, seed });
}

function makeUpList(
  itemType: GraphQLOutputType,
  seed: string,
  source: Source,
  info: GraphQLResolveInfo,
): readonly unknown[] {
  if (info.fieldName === "userErrors") return [];
  const asked = source[PAGE_LENGTH];
  const longest = typeof asked === "number" ? Math.min(asked, LIST_LENGTH) : LIST_LENGTH;
  const length = isObjectType(getNamedType(itemType)) ? longest : 1;
  return Array.from({ length }, (_, index) => makeUp(itemType, `${seed}.${String(index)}`, {}, {}, info));
}
