import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  parse,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";

/**
 * Coordinates of a schema that a document relies on: types, `Type.field`, `Type.field.argument` for arguments that it
 * gives, and of every enum and input type that it can meet all values and fields, because variables are not known.
 */
export function usageOf(schema: GraphQLSchema, text: string): ReadonlySet<string> {
  const used = new Set<string>();
  const types = new TypeInfo(schema);
  const document = parse(text);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        useField(schema, types, node, used);
      },
      FragmentDefinition: ({ typeCondition }) => void used.add(typeCondition.name.value),
      InlineFragment: ({ typeCondition }) => {
        if (typeCondition !== undefined) used.add(typeCondition.name.value);
      },
      Argument: () => {
        const type = types.getInputType();
        if (type) useType(getNamedType(type), used);
      },
      VariableDefinition: ({ type }) => {
        const named = typeFromAST(schema, type);
        if (named) useType(getNamedType(named), used);
      },
    }),
  );
  return used;
}

function useField(schema: GraphQLSchema, types: TypeInfo, node: FieldNode, used: Set<string>): void {
  const parent = types.getParentType();
  const definition = types.getFieldDef();
  if (!parent || !definition || definition.name.startsWith("__")) return;
  const owners = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  for (const { name } of owners) {
    used.add(name);
    used.add(`${name}.${definition.name}`);
    for (const argument of node.arguments ?? [])
      used.add(`${name}.${definition.name}.${argument.name.value}`);
  }
  const result = getNamedType(definition.type);
  if (isCompositeType(result)) used.add(result.name);
  else useType(result, used);
}

/** An enum with its values, an input type with its fields and what they are of, or a scalar. */
function useType(type: GraphQLNamedType, used: Set<string>): void {
  if (used.has(type.name)) return;
  used.add(type.name);
  if (isEnumType(type)) for (const { name } of type.getValues()) used.add(`${type.name}.${name}`);
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) {
      used.add(`${type.name}.${field.name}`);
      useType(getNamedType(field.type), used);
    }
}
