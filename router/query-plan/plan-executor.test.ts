import { QueryPlanner } from "@apollo/query-planner";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useTestRouters } from "../test/open-routers.ts";

const setUp = useTestRouters();

describe("executing by plans", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("plans an operation once for each choice of its conditions", async () => {
    const { send } = await setUp();
    const plan = vi.spyOn(QueryPlanner.prototype, "buildQueryPlan");
    const query =
      "query Chosen($a: Boolean = true, $id: ID!) { patient(id: $id) { id @include(if: $a) name @skip(if: $a) } }";
    const answers = [];
    for (const variables of [{ id: "p1" }, { id: "p2" }, { id: "p1", a: true }, { id: "p1", a: false }]) {
      answers.push((await send(query, { variables })).body.data);
    }
    expect(answers).toEqual([
      { patient: { id: "p1" } },
      { patient: { id: "p2" } },
      { patient: { id: "p1" } },
      { patient: { name: "Ada" } },
    ]);
    expect(plan).toHaveBeenCalledTimes(2);
  });

  it("plans each operation of a document by itself", async () => {
    const { send } = await setUp();
    const query = "query A { greeting } query B { appointments { id } }";
    expect((await send(query, { operationName: "A" })).body.data).toEqual({ greeting: "hello" });
    expect((await send(query, { operationName: "B" })).body.data).toMatchObject({
      appointments: [{ id: "a1" }, {}],
    });
  });

  it("refuses a condition that is null, although its variable has a default", async () => {
    const { send, calls } = await setUp();
    const query = "query Undecided($a: Boolean = true) { greeting @include(if: $a) }";
    const { status, body } = await send(query, { variables: { a: null } });
    expect([status, body.errors]).toMatchObject([400, [{ extensions: { code: "VALIDATION_ERROR" } }]]);
    expect(calls.filter(({ service }) => service !== "auth")).toEqual([]);
  });

  it("answers introspection from the schema, next to what subgraphs answer", async () => {
    const { send } = await setUp({ knockOut: { router: () => true } });
    const query =
      "query I($t: String!, $id: ID!) { p: patient(id: $id) { id } t: __type(name: $t) { ...T } } fragment T on __Type { name }";
    const { body } = await send(query, { variables: { t: "Patient", id: "p1" } });
    expect(body).toEqual({ data: { p: { id: "p1" }, t: { name: "Patient" } } });
  });
});
