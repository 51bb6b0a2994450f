import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { FetchedFields } from "./fetched-fields.ts";
import type { PlannedFetch } from "./query-plan.ts";
import { runFetch, type Execution } from "./run-fetch.ts";
import type { SubgraphAnswer, SubgraphError } from "./subgraph-answer.ts";
import { typeConditionsOf } from "./type-conditions.ts";
import type { Values } from "./values.ts";

const CONDITIONS = typeConditionsOf(buildSchema("type Query { a: Int } type Clinic { id: ID }"));

const ROOTS: PlannedFetch = {
  subgraph: "appointments",
  path: [],
  fields: new FetchedFields("{ visits { id } count }"),
  bodyStart: '{"query":"{ visits { id } count }","variables":',
  variables: ["first", "after"],
  requires: undefined,
  inputRewrites: [],
  outputRewrites: [],
  renamedKeys: new Map(),
};
const CLINICS: PlannedFetch = {
  ...ROOTS,
  subgraph: "users",
  path: ["visits", "@", "clinic"],
  fields: new FetchedFields(
    "query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Clinic { name city } } }",
  ),
  bodyStart: '{"query":"clinics","variables":',
  requires: [
    {
      kind: "InlineFragment",
      typeCondition: "Clinic",
      selections: [
        { kind: "Field", name: "__typename" },
        { kind: "Field", name: "id" },
      ],
    },
  ],
};

const clinic = (id: string): Values => ({ __typename: "Clinic", id });
const visitsAt = (...ids: (string | null)[]): Values => ({
  visits: ids.map((id) => ({ clinic: id === null ? null : clinic(id) })),
});
const fault = (path?: SubgraphError["path"]): SubgraphError => ({
  message: "no",
  code: "CONFLICT",
  path,
  fields: [],
  foreignCode: undefined,
});

interface Outcome {
  readonly sent: unknown[];
  readonly result: Values;
  readonly errorPaths: unknown[];
  readonly errors: Execution["errors"];
}

async function run(
  fetch: PlannedFetch,
  result: Values,
  answer: Partial<SubgraphAnswer>,
  variables: Values = {},
): Promise<Outcome> {
  const sent: unknown[] = [];
  const execution: Execution = {
    variables,
    result,
    errors: [],
    conditions: CONDITIONS,
    call: async (_subgraph, body) => {
      sent.push(JSON.parse(body));
      return { data: null, errors: [], extensions: {}, ...answer };
    },
  };
  await runFetch(fetch, execution);
  const { errors } = execution;
  return { sent, result, errors, errorPaths: errors.map(({ path }) => path?.join(".")) };
}

describe("a fetch of root fields", () => {
  it("sends what the client gave of its variables, and merges the answer", async () => {
    const { sent, result } = await run(ROOTS, { n: 1 }, { data: { count: 2 } }, { first: 3, other: 4 });
    expect(sent).toEqual([{ query: "{ visits { id } count }", variables: { first: 3 } }]);
    expect(result).toEqual({ n: 1, count: 2 });
  });

  it("costs its fields when an error without a path is all that came", async () => {
    const { errorPaths, errors } = await run(ROOTS, {}, { errors: [fault()] });
    expect(errorPaths).toEqual(["visits", "count"]);
    expect(errors[0]?.extensions).toEqual({ code: "CONFLICT", serviceName: "appointments" });
  });

  it("has errors at their paths, and one without path where data came", async () => {
    const errors = [fault(["visits", 0]), fault()];
    expect((await run(ROOTS, {}, { data: {}, errors })).errorPaths).toEqual(["visits.0", undefined]);
  });

  it("within objects is merged into each of them, with its errors", async () => {
    const within = { ...ROOTS, path: ["visits", "@"] };
    const answer = { data: { count: { of: 1 } }, errors: [fault(["count", "of"])] };
    const { result, errorPaths } = await run(within, { visits: [{}, {}] }, answer);
    expect(result).toEqual({ visits: [{ count: { of: 1 } }, { count: { of: 1 } }] });
    expect(errorPaths).toEqual(["visits.0.count.of", "visits.1.count.of"]);
  });
});

describe("a fetch of entities", () => {
  it("sends each once, with the other variables, and puts it at all of its places", async () => {
    const answer = { data: { _entities: [{ name: "A", rooms: [{ no: 1 }] }, { name: "B" }] } };
    const { sent, result } = await run(CLINICS, visitsAt("a", "b", null, "a"), answer, { first: 3 });
    expect(sent).toEqual([
      { query: "clinics", variables: { representations: [clinic("a"), clinic("b")], first: 3 } },
    ]);
    const first = { ...clinic("a"), name: "A", rooms: [{ no: 1 }] };
    expect(result).toEqual({
      visits: [
        { clinic: first },
        { clinic: { ...clinic("b"), name: "B" } },
        { clinic: null },
        { clinic: first },
      ],
    });
  });

  it("puts objects of its own at each place", async () => {
    const { result } = await run(CLINICS, visitsAt("a", "a"), {
      data: { _entities: [{ rooms: [{ no: 1 }] }] },
    });
    const [one, two] = result["visits"] as { clinic: { rooms: object[] } }[];
    expect(one?.clinic.rooms).toEqual(two?.clinic.rooms);
    expect(one?.clinic.rooms[0]).not.toBe(two?.clinic.rooms[0]);
  });

  it("sends nothing when there is none", async () => {
    expect((await run(CLINICS, visitsAt(null), {})).sent).toEqual([]);
    expect((await run(CLINICS, { visits: [{ clinic: { __typename: "Clinic" } }] }, {})).sent).toEqual([]);
  });

  it("leaves what is not found as it is", async () => {
    const { result, errorPaths } = await run(CLINICS, visitsAt("a"), { data: { _entities: [null] } });
    expect(result).toEqual(visitsAt("a"));
    expect(errorPaths).toEqual([]);
  });

  it("keeps the type that the result knows, unless the subgraph knows it better", async () => {
    const entities = (typeName: string) => ({ data: { _entities: [{ __typename: typeName }] } });
    const known = { visits: [{ clinic: { ...clinic("a"), __typename: "Clinic" } }] };
    expect((await run(CLINICS, structuredClone(known), entities("Clinic"))).result).toEqual(known);
    expect((await run(CLINICS, structuredClone(known), entities("Hospital"))).result).toEqual({
      visits: [{ clinic: { __typename: "Hospital", id: "a" } }],
    });
    const rewritten: PlannedFetch = {
      ...CLINICS,
      inputRewrites: [{ kind: "ValueSetter", path: ["__typename"], setValueTo: "Place" }],
    };
    const { sent, result } = await run(rewritten, structuredClone(known), entities("Place"));
    expect(sent).toMatchObject([{ variables: { representations: [{ __typename: "Place", id: "a" }] } }]);
    expect(result).toEqual(known);
  });

  it("has the error of an entity at all of its places", async () => {
    const errors = [
      fault(["_entities", 0, "name"]),
      fault(["_entities", 1, "name"]),
      fault(["_entities", 7]),
    ];
    const answer = { data: { _entities: [null, null] }, errors: [...errors, fault(["_entities"])] };
    expect((await run(CLINICS, visitsAt("a", null, "b", "a"), answer)).errorPaths).toEqual([
      "visits.0.clinic.name",
      "visits.3.clinic.name",
      "visits.2.clinic.name",
      undefined,
    ]);
  });

  const ALL = [
    "visits.0.clinic.name",
    "visits.0.clinic.city",
    "visits.1.clinic.name",
    "visits.1.clinic.city",
  ];

  it("costs the fields of each when nothing came", async () => {
    expect((await run(CLINICS, visitsAt("a", "b"), { errors: [fault()] })).errorPaths).toEqual(ALL);
    const { errorPaths } = await run(CLINICS, visitsAt("a", "b", "a"), { errors: [fault()] });
    expect(errorPaths).toEqual([...ALL, "visits.2.clinic.name", "visits.2.clinic.city"]);
  });

  it.each([
    ["another number of entities", { _entities: [null] }],
    ["no list", { _entities: null }],
    ["something else", {}],
  ])("costs the fields of each when the subgraph answers %s, and says so", async (_name, data) => {
    const { errorPaths, errors, result } = await run(CLINICS, visitsAt("a", "b"), { data });
    expect(errorPaths).toEqual(ALL);
    expect(errors[0]?.extensions["code"]).toBe("INTERNAL");
    expect(result).toEqual(visitsAt("a", "b"));
  });
});
