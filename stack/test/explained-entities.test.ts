import { readFileSync } from "node:fs";
import { Kind, parse, type ObjectTypeDefinitionNode } from "graphql";
import { describe, expect, it } from "vitest";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { POLICIES, type Action } from "#shared/auth/policies.ts";
import type { Policy } from "#shared/auth/policy.ts";

const supergraph = parse(readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8"));
const access = readAccessMap(supergraph);

/** Types that other subgraphs can refer to, and a subgraph answers by key. */
const entities = supergraph.definitions.filter(
  (definition): definition is ObjectTypeDefinitionNode =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    (definition.directives ?? []).some(
      ({ name, arguments: args = [] }) =>
        name.value === "join__type" && args.some((argument) => argument.name.value === "key"),
    ),
);

/** True when anybody may do it with any thing of the tenant. */
function isOpen(action: Action): boolean {
  const { grants }: Policy = POLICIES[action];
  return grants.some(({ to, when }) => to.includes("ANYONE") && when.length === 0);
}

const isProtected = ({ name }: ObjectTypeDefinitionNode): boolean =>
  [...(access.get(name.value)?.values() ?? [])].some(({ action }) => !isOpen(action));

describe("an entity", () => {
  it.each(entities.filter(isProtected).map((entity) => [entity.name.value, entity] as const))(
    "that is protected tells admins why: %s",
    (name, { fields = [] }) => {
      expect(fields.map((field) => field.name.value)).toContain("accessDecision");
      expect(access.get(name)?.get("accessDecision")?.action).toBe("access:explain");
    },
  );

  it("that is not protected is only the tenant itself", () => {
    expect(entities.filter((entity) => !isProtected(entity)).map(({ name }) => name.value)).toEqual([
      "Tenant",
    ]);
  });
});
