import { describe, expect, it } from "vitest";
import { useTestRouters } from "../test/open-routers.ts";
import { compose, executeOn, type TestSubgraph } from "../test/test-graph.ts";
import { accountViewer } from "../test/test-viewers.ts";

// The ways by which a field was read past access rules in federated graphs, tried on a graph that has them all:
// interfaces, unions, @interfaceObject, @requires (also of what is itself computed), @inaccessible.

const HEADER = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
      "@key", "@external", "@requires", "@composeDirective", "@inaccessible", "@interfaceObject", "@shareable"
    ])
    @link(url: "https://clinic.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")
  directive @access(action: String!) on FIELD_DEFINITION
`;

/** In no answer to who may not see it. */
const SECRET = "+49151000000";

const PEOPLE: TestSubgraph = {
  name: "users",
  sdl: `${HEADER}
    interface Person @key(fields: "id") {
      id: ID! @access(action: "public:read")
      name: String @access(action: "public:read")
      phone: String @access(action: "public:read")
    }
    type Patient implements Person @key(fields: "id") {
      id: ID! @access(action: "public:read")
      name: String @access(action: "patient:read")
      phone: String @access(action: "patient:contact:read")
      inner: String @inaccessible @access(action: "public:read")
    }
    type Colleague implements Person @key(fields: "id") {
      id: ID! @access(action: "public:read")
      name: String @access(action: "public:read")
      phone: String @access(action: "public:read")
    }
    union Found = Patient | Colleague
    type Query {
      people: [Person!] @access(action: "public:read")
      colleagues: [Colleague!] @access(action: "public:read")
      found: [Found!] @access(action: "public:read")
    }
  `,
  resolvers: {
    Query: {
      people: () => [{ __typename: "Patient", id: "p1", name: "Ada", phone: SECRET, inner: SECRET }],
      colleagues: () => [{ id: "c1", name: "Lena", phone: "100" }],
      found: () => [{ __typename: "Patient", id: "p1", name: "Ada", phone: SECRET, inner: SECRET }],
    },
    Patient: {
      __resolveReference: ({ id }: { id: string }) => ({ id, name: "Ada", phone: SECRET, inner: SECRET }),
    },
    Colleague: { __resolveReference: ({ id }: { id: string }) => ({ id, name: "Lena", phone: "100" }) },
    Person: { __resolveReference: ({ id }: { id: string }) => ({ __typename: "Patient", id }) },
  },
};

const REMINDERS: TestSubgraph = {
  name: "appointments",
  sdl: `${HEADER}
    type Patient @key(fields: "id") {
      id: ID! @access(action: "public:read")
      phone: String @external @access(action: "patient:contact:read")
      reminder: String @requires(fields: "phone") @access(action: "public:read")
    }
    type Query { greeting: String @access(action: "public:read") }
  `,
  resolvers: {
    Query: { greeting: () => "hello" },
    Patient: {
      __resolveReference: (reference: object) => reference,
      reminder: ({ phone }: { phone: string }) => `call ${phone}`,
    },
  },
};

const DIGESTS: TestSubgraph = {
  name: "audit",
  sdl: `${HEADER}
    type Patient @key(fields: "id") {
      id: ID! @access(action: "public:read")
      reminder: String @external @access(action: "public:read")
      digest: String @requires(fields: "reminder") @access(action: "public:read")
    }
    type Query { edition: String @access(action: "public:read") }
  `,
  resolvers: {
    Query: { edition: () => "first" },
    Patient: {
      __resolveReference: (reference: object) => reference,
      digest: ({ reminder }: { reminder: string }) => reminder.length.toString(),
    },
  },
};

const BADGES: TestSubgraph = {
  name: "auth",
  sdl: `${HEADER}
    type Person @key(fields: "id") @interfaceObject {
      id: ID! @access(action: "public:read")
      badge: String @access(action: "audit:read")
    }
    type Query { motto: String @access(action: "public:read") }
  `,
  resolvers: {
    Query: { motto: () => "care" },
    Person: { __resolveReference: ({ id }: { id: string }) => ({ id, badge: SECRET }) },
  },
};

const GRAPH = [PEOPLE, REMINDERS, DIGESTS, BADGES];
const supergraphSdl = compose(GRAPH);
const openRouter = useTestRouters();

async function setUp(role: "PRACTITIONER" | "ADMIN" = "PRACTITIONER") {
  const router = await openRouter({ supergraphSdl });
  router.session.viewer = accountViewer(role);
  for (const subgraph of GRAPH) router.routes.set(`${subgraph.name} /graphql`, executeOn(subgraph));
  return router;
}

/** Calls that are told the viewer by the router itself are not what a client asked for. */
function asked(calls: Awaited<ReturnType<typeof setUp>>["calls"]): string[] {
  return calls.filter(({ call }) => call.request.path === "/graphql").map(({ service }) => service);
}

describe("who may not see a field cannot get at it", () => {
  it.each([
    ["by its interface", "{ people { phone } }", "people.phone"],
    ["under another name", "{ people { name: phone } }", "people.name"],
    ["below another name", "{ x: people { y: phone } }", "x.y"],
    ["by an inline fragment", "{ people { ... on Patient { phone } } }", "people.phone"],
    ["by an inline fragment without a type", "{ people { ... { phone } } }", "people.phone"],
    [
      "by a fragment in a fragment",
      "{ people { ...A } } fragment A on Person { ...B } fragment B on Patient { phone }",
      "people.phone",
    ],
    ["by a fragment on the interface", "{ people { ...A } } fragment A on Person { phone }", "people.phone"],
    ["by a union", "{ found { ... on Patient { phone } } }", "found.phone"],
    ["by an interface of a union's members", "{ found { ... on Person { phone } } }", "found.phone"],
    [
      "by an interface of an interface's types",
      "{ people { ... on Patient { ... on Person { phone } } } }",
      "people.phone",
    ],
    ["as what a field is computed from", "{ people { ... on Patient { reminder } } }", "people.reminder"],
    [
      "as what a field is computed from that a field is computed from",
      "{ people { ... on Patient { digest } } }",
      "people.digest",
    ],
    ["through @interfaceObject", "{ people { badge } }", "people.badge"],
    ["through a type of an @interfaceObject", "{ colleagues { badge } }", "colleagues.badge"],
    ["beside a type name", "{ people { __typename phone } }", "people.phone"],
  ])("%s", async (_way, query, path) => {
    const { send, calls } = await setUp();
    const { status, body } = await send(query);
    expect(status).toBe(403);
    expect(body.data).toBeUndefined();
    expect(body.errors).toMatchObject([
      { message: `You may not do this. Refused: ${path}.`, extensions: { code: "AUTH_FORBIDDEN" } },
    ]);
    expect(asked(calls)).toEqual([]);
  });

  it.each([
    ["@include", "query ($is: Boolean!) { people { phone @include(if: $is) } }", true],
    ["@include that leaves it out", "query ($is: Boolean!) { people { phone @include(if: $is) } }", false],
    ["@skip that leaves it out", "query ($is: Boolean!) { people { phone @skip(if: $is) } }", true],
    ["@include on a fragment", "query ($is: Boolean!) { people { ... @include(if: $is) { phone } } }", false],
  ])("by a variable: %s", async (_way, query, is) => {
    const { send, calls } = await setUp();
    const { status, body } = await send(query, { variables: { is } });
    expect([status, body.data]).toEqual([403, undefined]);
    expect(asked(calls)).toEqual([]);
  });

  it("in a document beside the operation that is executed", async () => {
    const { send } = await setUp();
    const query = "query Open { greeting } query Hidden { people { phone } }";
    const open = await send(query, { operationName: "Open" });
    expect(open.body).toEqual({ data: { greeting: "hello" } });
    expect((await send(query, { operationName: "Hidden" })).status).toBe(403);
  });

  it.each([
    [
      "as an entity",
      '{ _entities(representations: [{ __typename: "Patient", id: "p1" }]) { ... on Patient { phone } } }',
    ],
    ["as the SDL of a subgraph", "{ _service { sdl } }"],
    ["when it is @inaccessible", "{ people { ... on Patient { inner } } }"],
    ["under the name of the type name", "{ people { __typename: phone } }"],
    ["of a type that it is not of", "{ people { ... on Query { greeting } } }"],
  ])("which is not in the API: %s", async (_way, query) => {
    const { send, calls } = await setUp("ADMIN");
    const { status, body } = await send(query);
    expect([status, body.data]).toEqual([400, undefined]);
    expect(body.errors?.map(({ extensions }) => extensions["code"])).toContain("VALIDATION_ERROR");
    expect(JSON.stringify(body)).not.toContain("Did you mean");
    expect(asked(calls)).toEqual([]);
  });

  it("gets what it may see on the same ways", async () => {
    const { send } = await setUp();
    const { status, body } = await send(
      "{ people { __typename id } found { ... on Patient { name } ... on Colleague { phone } } colleagues { phone } }",
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        people: [{ __typename: "Patient", id: "p1" }],
        found: [{ name: "Ada" }],
        colleagues: [{ phone: "100" }],
      },
    });
  });
});

describe("what a field is computed from", () => {
  it("is asked of a subgraph, and is not in the answer", async () => {
    const { send, calls } = await setUp("ADMIN");
    const { body } = await send("{ people { ... on Patient { digest } } }");
    expect(body).toEqual({ data: { people: [{ digest: "17" }] } });
    expect(asked(calls)).toContain("appointments");
  });
});

describe("somebody signed out", () => {
  it.each([
    ["the schema", "{ __schema { types { name } } }"],
    ["the schema under another name", "{ greeting s: __schema { queryType { name } } }"],
    ["a type", '{ __type(name: "Patient") { fields { name } } }'],
    ["the schema by a fragment", "{ ...A } fragment A on Query { ... { __schema { description } } }"],
    [
      "the schema, left out by a variable",
      "query ($is: Boolean = false) { __schema @include(if: $is) { description } }",
    ],
  ])("is not shown %s", async (_what, query) => {
    const { send } = await setUp();
    const { status, body } = await send(query, { isSignedOut: true });
    expect([status, body.data]).toEqual([401, undefined]);
    expect(body.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_UNAUTHENTICATED"]);
  });
});

describe("a schema whose access rules have another name", () => {
  it("does not start: a renamed directive would be no rule", async () => {
    const renamed = GRAPH.map((subgraph) => ({
      ...subgraph,
      sdl: subgraph.sdl
        .replace('import: ["@access"]', 'import: [{ name: "@access", as: "@may" }]')
        .replace('@composeDirective(name: "@access")', '@composeDirective(name: "@may")')
        .replaceAll("@access(", "@may("),
    }));
    await expect(openRouter({ supergraphSdl: compose(renamed) })).rejects.toThrow(
      "Person.id has no @access.",
    );
  });
});
