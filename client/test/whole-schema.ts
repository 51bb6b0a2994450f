import {
  astFromValue,
  execute,
  getNamedType,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  Kind,
  print,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from "graphql";
import { SCALAR_RESOLVERS } from "#shared/graphql/scalars.ts";

const SAMPLES: Readonly<Record<string, unknown>> = {
  Int: 1,
  SafeInt: 1,
  Boolean: true,
  DateTime: "2026-03-09T08:00:00.000Z",
  LocalDate: "2026-03-09",
  CurrencyCode: "EUR",
};

/** For each field of Query and Mutation an operation that asks for everything below it, down to `depth` objects. */
export function operationsOf(schema: GraphQLSchema, depth: number): readonly string[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    root == null
      ? []
      : Object.values(root.getFields()).map((field) => {
          return `${root.name.toLowerCase()} Whole { ${selectionOf(field, depth)} }`;
        }),
  );
}

function selectionOf(field: GraphQLField<unknown, unknown>, depth: number): string {
  const required = field.args.filter(isRequiredArgument);
  const args = required.map(({ name, type }) => `${name}: ${literalOf(type)}`).join(", ");
  return `${field.name}${args === "" ? "" : `(${args})`} ${fieldsOf(field.type, depth)}`;
}

function fieldsOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields()).filter(
    ({ type: own }) => depth > 0 || isLeafType(getNamedType(own)),
  );
  return `{ __typename ${fields.map((field) => selectionOf(field, depth - 1)).join(" ")} }`;
}

function literalOf(type: GraphQLInputType): string {
  const literal = astFromValue(sampleOf(type), type);
  return literal == null ? "null" : print(literal);
}

/** A value of an input type, with what is required and no more. */
function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return [sampleOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isScalarType(type)) return SAMPLES[type.name] ?? "x";
  if (!isInputObjectType(type)) return undefined;
  const required = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(required.map((field) => [field.name, sampleOf(field.type)]));
}

/** Values for the variables that a document needs. */
export function variablesFor(
  schema: GraphQLSchema,
  document: DocumentNode,
): Readonly<Record<string, unknown>> {
  const defined = getOperationAST(document)?.variableDefinitions ?? [];
  const needed = defined.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  );
  return Object.fromEntries(
    needed.map(({ variable, type: node }) => {
      const type = typeFromAST(schema, node);
      return [variable.name.value, isInputType(type) ? sampleOf(type) : undefined];
    }),
  );
}

/** The schema with scalars that refuse what the API's own would refuse. */
export function withStrictScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, resolver] of Object.entries(SCALAR_RESOLVERS)) {
    const scalar = schema.getType(name);
    if (!isScalarType(scalar)) continue;
    scalar.serialize = (value) => {
      resolver.parseValue(value);
      return value;
    };
  }
  return schema;
}

/** Takes `data` for the answer to `document`: what comes back has errors where it does not fit the schema. */
export async function judge(
  schema: GraphQLSchema,
  document: DocumentNode,
  data: unknown,
  variableValues: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    rootValue: data,
    variableValues,
    fieldResolver: (source: Readonly<Record<string, unknown>>, _args, _context, info) =>
      source[String(info.path.key)],
  });
}

/** `Type.field` of every field that `documents` ask for, and of every field that there is. */
export function coverage(
  schema: GraphQLSchema,
  documents: readonly DocumentNode[],
): { readonly asked: readonly string[]; readonly existing: readonly string[] } {
  const asked = new Set<string>();
  const types = new TypeInfo(schema);
  const collect = visitWithTypeInfo(types, {
    Field: ({ name }) => {
      const parent = types.getParentType();
      if (name.value !== "__typename" && parent) asked.add(`${parent.name}.${name.value}`);
    },
  });
  for (const document of documents) visit(document, collect);
  const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  const existing = objects
    .filter(({ name }) => !name.startsWith("__"))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
  return { asked: [...asked].toSorted(), existing: existing.toSorted() };
}
