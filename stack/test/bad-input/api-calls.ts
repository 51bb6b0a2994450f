import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
} from "graphql";

/** The API as clients see it. */
export const API = buildSchema(readFileSync(new URL("../../../schema/api.graphql", import.meta.url), "utf8"));

/** A way to call one field that takes arguments: an operation that says them all by variables. */
export interface ApiCall {
  readonly kind: "query" | "mutation";
  readonly root: string;
  /** For example `Patient.appointments`: what the call is for. */
  readonly coordinate: string;
  readonly arguments: readonly CallArgument[];
  /** Writes the operation; `say` gives what stands for an argument. */
  write(say: (argument: CallArgument) => string): string;
}

/** One argument of a call. */
export interface CallArgument {
  /** Of the variable; the argument's own name, behind that of a field which is not a root. */
  readonly variable: string;
  /** Field that the argument belongs to. */
  readonly field: string;
  readonly argument: GraphQLArgument;
}

type Field = GraphQLField<unknown, unknown>;

/**
 * Every mutation, every query with arguments, and every field with arguments right below a root: found by walking the
 * schema, so that what is added to it joins unasked. Little is selected, so that few callers are refused for that.
 */
export function everyCall(): readonly ApiCall[] {
  return [
    ...rootsOf(API.getMutationType()).map((root) => callOf("mutation", root)),
    ...rootsOf(API.getQueryType())
      .filter(({ args }) => args.length > 0)
      .flatMap((root) => [
        callOf("query", root),
        ...fieldsWithArguments(root).map((f) => callOf("query", root, f)),
      ]),
  ];
}

function rootsOf(type: GraphQLObjectType | null | undefined): readonly Field[] {
  return Object.values(type?.getFields() ?? {});
}

function fieldsWithArguments(root: Field): readonly Field[] {
  const type = getNamedType(root.type);
  return isObjectType(type) ? Object.values(type.getFields()).filter(({ args }) => args.length > 0) : [];
}

function callOf(kind: ApiCall["kind"], root: Field, below?: Field): ApiCall {
  const ofRoot = root.args.map((argument) => ({ variable: argument.name, field: root.name, argument }));
  const ofBelow = (below?.args ?? []).map((argument) => ({
    variable: `${below?.name ?? ""}_${argument.name}`,
    field: below?.name ?? "",
    argument,
  }));
  return {
    kind,
    root: root.name,
    coordinate: below === undefined ? root.name : `${getNamedType(root.type).name}.${below.name}`,
    arguments: [...ofRoot, ...ofBelow],
    write: (say) => {
      const inner =
        below === undefined ? leastOf(root) : `{ ${below.name}${said(ofBelow, say)} ${leastOf(below)} }`;
      return `${root.name}${said(ofRoot, say)} ${inner}`;
    },
  };
}

function said(given: readonly CallArgument[], say: (argument: CallArgument) => string): string {
  if (given.length === 0) return "";
  return `(${given.map((one) => `${one.argument.name}: ${say(one)}`).join(", ")})`;
}

/** The least that tells what became of a call. */
function leastOf(field: Field): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return "";
  const fields = type.getFields();
  const least = ["__typename"];
  for (const name of ["id", "totalCount", "isAccepted", "isSignedOut"]) if (name in fields) least.push(name);
  if ("nodes" in fields) least.push("nodes { __typename }");
  if ("userErrors" in fields) least.push("userErrors { code message field }");
  if (type.name.endsWith("Payload")) {
    for (const { name, type: result } of Object.values(fields)) {
      if (name !== "userErrors" && isObjectType(getNamedType(result))) least.push(`${name} { __typename }`);
    }
  }
  return `{ ${least.join(" ")} }`;
}

/** An operation that calls `call` with a variable for each argument. */
export function withVariables(call: ApiCall): string {
  const declared = call.arguments.map(
    ({ variable, argument }) => `$${variable}: ${argument.type.toString()}`,
  );
  const head = declared.length === 0 ? "" : ` (${declared.join(", ")})`;
  return `${call.kind}${head} { ${call.write(({ variable }) => `$${variable}`)} }`;
}
