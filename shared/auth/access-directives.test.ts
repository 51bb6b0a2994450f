import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { DATA_CLASSES, readAccessMap } from "./access-directives.ts";

const messageOf = (sdl: string): string => {
  try {
    readAccessMap(parse(sdl));
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("access map", () => {
  it("holds action and data class of every object and interface field, extensions included", () => {
    const map = readAccessMap(
      parse(`
        interface Named { name: String! @access(action: "patient:read") @classified(as: PII) }
        extend interface Named { title: String @access(action: "public:read") }
        type Patient implements Named @key(fields: "id") {
          id: ID! @access(action: "patient:reference", maskedFor: "patient:pseudonym:read")
          name: String! @access(action: "patient:read") @classified(as: "PII")
        }
        extend type Patient { note: String @access(action: "appointment:clinical:read") @classified(as: PHI) }
        extend type Query { patient(id: ID!): Patient @access(action: "patient:read") }
      `),
    );
    expect(
      Object.fromEntries([...map].map(([type, fields]) => [type, Object.fromEntries(fields)])),
    ).toStrictEqual({
      Named: {
        name: { action: "patient:read", maskedFor: null, dataClass: "PII" },
        title: { action: "public:read", maskedFor: null, dataClass: null },
      },
      Patient: {
        id: { action: "patient:reference", maskedFor: "patient:pseudonym:read", dataClass: null },
        name: { action: "patient:read", maskedFor: null, dataClass: "PII" },
        note: { action: "appointment:clinical:read", maskedFor: null, dataClass: "PHI" },
      },
      Query: { patient: { action: "patient:read", maskedFor: null, dataClass: null } },
    });
  });

  it("leaves out inputs, enums, scalars and what federation adds", () => {
    const map = readAccessMap(
      parse(`
        enum Kind { A }
        input Filter { name: String }
        scalar DateTime
        union Anything = A | B
        enum join__Graph { USERS }
        type join__Field { a: String }
        type _Service { sdl: String }
        type Query { _service: _Service!, a: String @access(action: "public:read") }
      `),
    );
    expect([...map.keys()]).toStrictEqual(["Query"]);
    expect([...(map.get("Query") ?? [])].map(([name]) => name)).toStrictEqual(["a"]);
  });

  it("names every field that has no @access", () => {
    expect(
      messageOf(
        `type A { x: String, y: String @access(action: "public:read") } type B { z: String @classified(as: PII) }`,
      ),
    ).toBe("The schema's access directives are not complete:\nA.x has no @access.\nB.z has no @access.");
  });

  it("names the coordinates of an unknown action", () => {
    const message =
      'The schema\'s access directives are not complete:\nA.x names the unknown action "patient:delete".';
    expect(messageOf(`type A { x: String @access(action: "patient:delete") }`)).toBe(message);
    expect(
      messageOf(`type A { x: String @access(action: "patient:read", maskedFor: "patient:delete") }`),
    ).toBe(message);
  });

  it.each(["toString", "constructor", "__proto__"])(
    "does not take %s, which every object has, for an action",
    (name) => {
      expect(messageOf(`type A { x: String @access(action: "${name}") }`)).toContain(
        `the unknown action "${name}"`,
      );
    },
  );

  it("refuses an @access without an action, or with one that is not a text", () => {
    expect(messageOf(`type A { x: String @access }`)).toContain("A.x has no @access.");
    expect(messageOf(`type A { x: String @access(action: 1) }`)).toContain("A.x has no @access.");
  });

  it("names the coordinates of an unknown data class", () => {
    expect(messageOf(`type A { x: String @access(action: "public:read") @classified(as: SECRET) }`)).toBe(
      'The schema\'s access directives are not complete:\nA.x names the unknown data class "SECRET".',
    );
  });

  it.each(DATA_CLASSES)("knows the data class %s", (dataClass) => {
    const map = readAccessMap(
      parse(`type A { x: String @access(action: "public:read") @classified(as: ${dataClass}) }`),
    );
    expect(map.get("A")?.get("x")).toStrictEqual({ action: "public:read", maskedFor: null, dataClass });
  });
});
