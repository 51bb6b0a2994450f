import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from "graphql";

/** Says which types a fragment of the plan is about. */
export interface TypeConditions {
  /** True when an object of that type is meant by `... on <condition>`. */
  includes(condition: string, typeName: string): boolean;
}

/** @param schema with all types of the subgraphs, also those that clients do not see */
export function typeConditionsOf(schema: GraphQLSchema): TypeConditions {
  return {
    includes(condition, typeName) {
      if (condition === typeName) return true;
      const abstractType = schema.getType(condition);
      const type = schema.getType(typeName);
      if (!isAbstractType(abstractType) || !(isObjectType(type) || isInterfaceType(type))) return false;
      return schema.isSubType(abstractType, type);
    },
  };
}
