import { expect, it } from "vitest";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { POLICIES } from "#shared/auth/policies.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { ATTRIBUTES } from "../policies.ts";

/** Types with such fields that stand for no row: what the fields give is judged by its own, and changes by the services. */
const WITHOUT_ROW = ["Query", "Mutation", "Viewer", "RenamePasskeyPayload"];

it("judges every type by its row that has a field which only some may read on a condition", () => {
  const conditional = [...readAccessMap(loadSubgraphSdl("auth"))]
    .filter(([, fields]) =>
      [...fields.values()].some(({ action }) => POLICIES[action].grants.some(({ when }) => when.length > 0)),
    )
    .map(([type]) => type);
  const unjudged = conditional.filter((type) => !Object.hasOwn(ATTRIBUTES, type));
  expect(unjudged.toSorted()).toEqual(WITHOUT_ROW.toSorted());
});
