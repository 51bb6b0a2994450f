import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, type World } from "./world.ts";

let harness: SubgraphHarness;
let world: World;
let elsewhere: Viewer;
const practitionerInWestId = newId();

beforeAll(async () => {
  harness = await startSubgraph({ name: "users", create: createUsersSubgraph, startsBackgroundWork: false });
  world = await createWorld(harness.admin);
  elsewhere = viewerOf({ tenantId: world.tenantId, roles: ["ANALYST"], regions: ["in-west"] });
  await harness.admin`insert into users.practitioner
      (id, tenant_id, given_name, family_name, specialty, region)
    values (${practitionerInWestId}, ${world.tenantId}, 'Anil', 'Joshi', 'Cardiology', 'in-west')`;
});
afterAll(() => harness.stop());

async function list(viewer: Viewer, name: "patients" | "practitioners"): Promise<unknown> {
  const answer = await harness.execute(viewer, `{ ${name} { edges { cursor node { id } } totalCount } }`);
  expect(answer.errors).toBeUndefined();
  const { edges, totalCount } = answer.data[name];
  return { ids: edges.map(({ node }: { node: { id: string } }) => node.id), totalCount };
}

/** With row-level security, and without: the services hold by themselves. */
const EACH_WAY = [
  ["with row-level security", false],
  ["without row-level security", true],
] as const;

describe.each(EACH_WAY)("%s", (_way, isOff) => {
  beforeAll(async () => {
    if (!isOff) return;
    for (const table of ["patient", "practitioner"]) {
      await harness.admin`alter table ${harness.admin(`users.${table}`)} disable row level security`;
    }
  });

  it("an analyst finds the practitioners of the assigned regions and no others", async () => {
    const nowhere = viewerOf({ tenantId: world.tenantId, roles: ["ANALYST"] });
    expect(await list(world.viewers.analyst, "practitioners")).toEqual({
      ids: [world.practitionerId],
      totalCount: 1,
    });
    expect(await list(elsewhere, "practitioners")).toEqual({ ids: [practitionerInWestId], totalCount: 1 });
    expect(await list(nowhere, "practitioners")).toEqual({ ids: [], totalCount: 0 });
  });

  it("everybody else who may read the directory finds all of it", async () => {
    const everyone = { ids: [practitionerInWestId, world.practitionerId], totalCount: 2 };
    for (const name of ["ownPatient", "partner", "supportInRegion", "practitioner", "admin"] as const) {
      expect([name, await list(world.viewers[name], "practitioners")]).toEqual([name, everyone]);
    }
  });

  it("support finds the patients of the assigned regions, counts no others, and has no cursor of them", async () => {
    const { supportInRegion, supportElsewhere, admin } = world.viewers;
    expect(await list(supportInRegion, "patients")).toEqual({ ids: [world.patientId], totalCount: 1 });
    expect(await list(supportElsewhere, "patients")).toEqual({ ids: [world.otherPatientId], totalCount: 1 });
    expect(await list(admin, "patients")).toEqual({
      ids: [world.patientId, world.otherPatientId],
      totalCount: 2,
    });
  });

  it("an analyst is not shown a practitioner of another region", async () => {
    const answer = await harness.execute(
      elsewhere,
      `{ practitioner(id: "${world.practitionerId}") { specialty } }`,
    );
    expect(answer.data).toEqual({ practitioner: null });
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(
      isOff ? ["AUTH_FORBIDDEN"] : undefined,
    );
  });
});
