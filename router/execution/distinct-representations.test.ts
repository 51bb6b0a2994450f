import { describe, expect, it } from "vitest";
import { distinctFetch } from "./distinct-representations.ts";
import type { SubgraphAnswer } from "./subgraph-answer.ts";

const clinic = (id: string) => ({ __typename: "Clinic", id });
const answered = (entities: unknown, errors: SubgraphAnswer["errors"] = []): SubgraphAnswer => ({
  data: { _entities: entities },
  errors,
  extensions: {},
});

describe("a fetch of entities", () => {
  it("that repeat sends each once, and the other variables as they are", () => {
    const representations = [clinic("a"), clinic("b"), clinic("a"), clinic("a")];
    expect(distinctFetch({ first: 3, representations })?.variables).toEqual({
      first: 3,
      representations: [clinic("a"), clinic("b")],
    });
  });

  it.each([
    ["without representations", { id: "a" }],
    ["with one", { representations: [clinic("a")] }],
    ["in which none repeats", { representations: [clinic("a"), clinic("b")] }],
  ])("%s is left as it is", (_name, variables) => {
    expect(distinctFetch(variables)).toBeUndefined();
  });

  it("that differ in a field they need are different", () => {
    const representations = [
      { ...clinic("a"), size: 1 },
      { ...clinic("a"), size: 2 },
    ];
    expect(distinctFetch({ representations })).toBeUndefined();
  });
});

describe("the answer", () => {
  const fetch = distinctFetch({ representations: [clinic("a"), clinic("b"), clinic("a")] });

  it("has each entity at all of its places, as objects of their own", () => {
    const answer = fetch?.expand(answered([{ name: "A", rooms: [{ id: 1 }] }, null]));
    expect(answer?.data).toEqual({
      _entities: [{ name: "A", rooms: [{ id: 1 }] }, null, { name: "A", rooms: [{ id: 1 }] }],
    });
    const [first, , third] = answer?.data?.["_entities"] as { rooms: object[] }[];
    expect(first).not.toBe(third);
    expect(first?.rooms[0]).not.toBe(third?.rooms[0]);
  });

  it("has the error of an entity at all of its places, and the others as they are", () => {
    const fault = { message: "no", code: "INTERNAL", fields: [], foreignCode: undefined } as const;
    const errors = [
      { ...fault, path: ["_entities", 0, "name"] },
      { ...fault, path: ["_entities", 1, "name"] },
      { ...fault, path: ["_entities"] },
      { ...fault, path: undefined },
    ];
    expect(fetch?.expand(answered([null, null], errors)).errors.map(({ path }) => path)).toEqual([
      ["_entities", 0, "name"],
      ["_entities", 2, "name"],
      ["_entities", 1, "name"],
      ["_entities"],
      undefined,
    ]);
  });

  it.each([
    ["another number of entities", [null]],
    ["no list", null],
  ])("of %s is handed on", (_name, entities) => {
    expect(fetch?.expand(answered(entities)).data).toEqual({ _entities: entities });
  });
});
