import { GraphQLScalarType } from "graphql";
import { GraphQLCurrency, GraphQLDateTimeISO, GraphQLLocalDate, GraphQLSafeInt } from "graphql-scalars";

/** Resolvers of the scalars in `schema/_shared/scalars.graphql`. Instants are `Date` objects to resolvers. */
export const SCALAR_RESOLVERS = {
  DateTime: new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: "DateTime" }),
  LocalDate: GraphQLLocalDate,
  SafeInt: GraphQLSafeInt,
  CurrencyCode: new GraphQLScalarType({ ...GraphQLCurrency.toConfig(), name: "CurrencyCode" }),
} as const;
