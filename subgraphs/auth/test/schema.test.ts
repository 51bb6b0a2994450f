import { isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { ATTRIBUTES } from "../policies.ts";
import { resolvers } from "../resolvers/index.ts";

const sdl = loadSubgraphSdl("auth");
const schema = createSubgraphSchema({ sdl, resolvers, attributes: ATTRIBUTES });

describe("the schema of auth", () => {
  it("has an access rule on every field", () => {
    const access = readAccessMap(sdl);
    const without = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith("_"))
      .flatMap((type) =>
        isObjectType(type) ? Object.keys(type.getFields()).map((field) => [type.name, field]) : [],
      )
      .filter(
        ([type = "", field = ""]) => !field.startsWith("_") && access.get(type)?.get(field) === undefined,
      );
    expect(without).toEqual([]);
  });

  it("judges every type that stands for a row by the row", () => {
    expect(Object.keys(ATTRIBUTES).sort()).toEqual([
      "Account",
      "AuthorizedApp",
      "BreakGlassGrant",
      "BreakGlassReview",
      "Passkey",
      "Patient",
      "Practitioner",
      "SecondFactor",
      "Session",
      "Tenant",
      "User",
    ]);
  });
});
