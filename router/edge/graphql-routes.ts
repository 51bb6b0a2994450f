import type { FastifyInstance } from "fastify";
import { registerGraphQLRoute, type GraphQLRouteOptions } from "./graphql-route.ts";
import { registerSchemaRoute } from "./schema-route.ts";

/** Serves `/graphql`, and the schema for whoever may introspect. Needs the plugin `@fastify/cookie`. */
export function registerGraphQLRoutes(app: FastifyInstance, options: GraphQLRouteOptions): void {
  registerGraphQLRoute(app, options);
  registerSchemaRoute(app, options);
}
