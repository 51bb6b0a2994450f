import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse, type GraphQLSchema } from "graphql";
import { z } from "zod";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";

type SubgraphModule = Exclude<
  Parameters<typeof buildSubgraphSchema>[0],
  readonly unknown[] | { kind: unknown }
>;
type Resolvers = NonNullable<SubgraphModule["resolvers"]>;

/** SDL and resolvers of one small subgraph. */
export interface TestSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Resolvers;
}

/** Lets a resolver of a test subgraph set cookies. */
class TestContext {
  readonly setCookies: string[] = [];
}

function setCookie(context: unknown, cookie: string): void {
  if (context instanceof TestContext) context.setCookies.push(cookie);
}

const HEADER = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@composeDirective", "@shareable"])
    @link(url: "https://clinic.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")
  directive @access(action: String!) on FIELD_DEFINITION
`;

/** The subgraph `auth`: who is asking, and a sign-in that sets a cookie. */
export const AUTH: TestSubgraph = {
  name: "auth",
  sdl: `${HEADER}
    type Query {
      greeting: String @access(action: "public:read")
      hello: String @access(action: "public:read")
        @deprecated(reason: "Since 2026-01-01. Use \`Query.greeting\`. Ends 2027-01-01.")
    }
    type Mutation { signIn: String @access(action: "session:create") }
  `,
  resolvers: {
    Query: { greeting: () => "hello", hello: () => "hello" },
    Mutation: {
      signIn: (_parent: unknown, _args: unknown, context: unknown) => {
        setCookie(context, "__Host-session=new; Path=/; Secure; HttpOnly");
        return "welcome";
      },
    },
  },
};

/** The subgraph `users`: patients by id. */
export const USERS: TestSubgraph = {
  name: "users",
  sdl: `${HEADER}
    interface Person { name: String @access(action: "public:read") }
    type Query {
      patient(id: ID!): Patient @access(action: "patient:reference")
      person: Person @access(action: "public:read")
      auditTrail: String @access(action: "audit:read")
    }
    type Patient implements Person @key(fields: "id") {
      id: ID! @access(action: "patient:reference")
      name: String @access(action: "patient:read")
      phone: String @access(action: "patient:contact:read")
    }
  `,
  resolvers: {
    Query: {
      patient: (_parent: unknown, { id }: { id: string }) => ({ id, name: "Ada", phone: "555" }),
      person: () => ({ __typename: "Patient", id: "p1", name: "Ada" }),
      auditTrail: () => "trail",
    },
    Patient: {
      __resolveReference: ({ id }: { id: string }) => ({ id, name: `Name of ${id}`, phone: "555" }),
    },
  },
};

/** The subgraph `appointments`: appointments that point at patients, and a field computed from the patient's phone. */
export const APPOINTMENTS: TestSubgraph = {
  name: "appointments",
  sdl: `${HEADER}
    type Query {
      appointments(first: Int = 20): [Appointment!] @access(action: "appointment:read")
      requiredNote: String! @access(action: "public:read")
      brokenCount: Int @access(action: "public:read")
    }
    type Mutation { setCookie: String @access(action: "public:read") }
    type Appointment {
      id: ID! @access(action: "appointment:read")
      reason: String @access(action: "appointment:clinical:read")
      patient: Patient @access(action: "appointment:read")
    }
    type Patient @key(fields: "id") {
      id: ID! @access(action: "patient:reference")
      phone: String @external @access(action: "patient:contact:read")
      reminder: String @requires(fields: "phone") @access(action: "appointment:read")
      appointments(first: Int = 100): [Appointment!] @access(action: "appointment:read")
    }
  `,
  resolvers: {
    Query: {
      appointments: () => [
        { id: "a1", reason: "cough", patient: { id: "p1" } },
        { id: "a2", reason: "fever", patient: { id: "p2" } },
      ],
      requiredNote: () => "note",
      brokenCount: () => "many",
    },
    Mutation: {
      setCookie: (_parent: unknown, _args: unknown, context: unknown) => {
        setCookie(context, "evil=1");
        return "done";
      },
    },
    Patient: {
      __resolveReference: (reference: object) => reference,
      reminder: ({ phone }: { phone: string }) => `call ${phone}`,
      appointments: () => [],
    },
  },
};

/** All test subgraphs. */
export const TEST_SUBGRAPHS: readonly TestSubgraph[] = [AUTH, USERS, APPOINTMENTS];

let composed: string | undefined;

/** The text of the supergraph of {@link TEST_SUBGRAPHS}, composed once per test file. */
export function composeTestSupergraph(): string {
  return (composed ??= compose(TEST_SUBGRAPHS));
}

/** Composes as the build does. */
export function compose(subgraphs: readonly TestSubgraph[]): string {
  const result = composeServices(
    subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(sdl) })),
  );
  if (result.errors !== undefined)
    throw new AggregateError(result.errors, "The test graph does not compose.");
  return result.supergraphSdl;
}

const bodySchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  operationName: z.string().optional(),
});

const schemas = new Map<TestSubgraph, GraphQLSchema>();

function schemaOf(subgraph: TestSubgraph): GraphQLSchema {
  const { sdl, resolvers } = subgraph;
  const schema = schemas.get(subgraph) ?? buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  schemas.set(subgraph, schema);
  return schema;
}

/** A GraphQL route that executes on the subgraph's schema, which is built once per test file. */
export function executeOn(subgraph: TestSubgraph): ServiceRoute {
  const schema = schemaOf(subgraph);
  return async ({ request }): Promise<ServiceResponse> => {
    const { query, variables, operationName } = bodySchema.parse(JSON.parse(request.body));
    const contextValue = new TestContext();
    const result = await graphql({
      schema,
      source: query,
      contextValue,
      ...(variables && { variableValues: variables }),
      ...(operationName && { operationName }),
    });
    return { ...jsonResponse(200, result), setCookies: contextValue.setCookies };
  };
}
