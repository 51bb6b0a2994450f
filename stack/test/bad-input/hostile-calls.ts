import fc from "fast-check";
import { getNamedType, isEnumType, isInputObjectType, type GraphQLInputType } from "graphql";
import { everyCall, withVariables, type ApiCall } from "./api-calls.ts";
import { valueFor, type KnownIds } from "./call-arguments.ts";
import type { GraphqlRequest } from "./hostile-documents.ts";

/** A call of the API with hostile arguments. */
export interface HostileCall {
  readonly kind: ApiCall["kind"];
  readonly coordinate: string;
  readonly request: GraphqlRequest;
}

/** Any call of the API, its arguments given by variables or written into the document. */
export function hostileCall(ids: KnownIds): fc.Arbitrary<HostileCall> {
  const calls = everyCall().flatMap((call) =>
    [0.15, 0.7].map((hostility) => ({ weight: weightOf(call), arbitrary: argued(call, hostility, ids) })),
  );
  return fc.oneof(...calls);
}

/** One call of each, with arguments that are mostly hostile. */
export function eachHostileCall(ids: KnownIds): fc.Arbitrary<readonly HostileCall[]> {
  return fc.tuple(...everyCall().map((call) => argued(call, 0.7, ids)));
}

/**
 * Each of these hashes a password, or makes its caller sign in again, and takes thirty times as long as any other. Of
 * signing in there may be few: who tries often has to wait, and so would the callers.
 */
const SLOW: ReadonlySet<string> = new Set(["signIn", "signOut", "signOutEverywhere"]);

function weightOf({ root }: ApiCall): number {
  if (root === "signUp") return 3;
  return SLOW.has(root) ? 1 : 6;
}

function argued(call: ApiCall, hostility: number, ids: KnownIds): fc.Arbitrary<HostileCall> {
  const { kind, coordinate, root } = call;
  const values = call.arguments.map(({ argument }) =>
    valueFor(argument.type, { name: argument.name, root, hostility }, ids),
  );
  const isWritten = fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  );
  return fc.tuple(fc.tuple(...values), isWritten).map(([given, written]) => {
    const byVariable = new Map(call.arguments.map(({ variable }, index) => [variable, given[index]]));
    const request: GraphqlRequest = written
      ? { query: writtenOut(call, byVariable) }
      : {
          query: withVariables(call),
          variables: Object.fromEntries([...byVariable].filter(([, value]) => value !== undefined)),
        };
    return { kind, coordinate, request };
  });
}

function writtenOut(call: ApiCall, values: ReadonlyMap<string, unknown>): string {
  const body = call.write(({ variable, argument }) => literal(values.get(variable) ?? null, argument.type));
  return `${call.kind} { ${body} }`;
}

/** A value as it is written in a document, with the names of enums bare. */
function literal(value: unknown, type: GraphQLInputType | undefined): string {
  const named = type === undefined ? undefined : getNamedType(type);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, type)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = isInputObjectType(named) ? named.getFields() : {};
    const parts = Object.entries(value).map(([key, item]) => `${key}: ${literal(item, fields[key]?.type)}`);
    return `{ ${parts.join(", ")} }`;
  }
  if (typeof value === "string" && isEnumType(named) && /^[A-Za-z_]\w*$/.test(value)) return value;
  return value === undefined ? "null" : JSON.stringify(value);
}
