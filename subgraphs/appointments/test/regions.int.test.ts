import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { createWorld, insertSchedules, NOW, type World } from "./world.ts";

let harness: SubgraphHarness;
let world: World;
let elsewhere: Viewer;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  elsewhere = viewerOf({ tenantId: world.tenantId, roles: ["ANALYST"], regions: ["in-west"] });
});
afterAll(() => harness.stop());

const CLINICS =
  "{ clinics { nodes { id rooms { id } serviceTypes { id } schedules { practitioner { id } } } totalCount } }";

describe("an analyst", () => {
  it("finds the clinics of the assigned regions, with what is in them, and no others", async () => {
    const nodesFor = async (viewer: Viewer): Promise<unknown> => {
      const answer = await harness.execute(viewer, "{ clinics { nodes { id } totalCount } }");
      expect(answer.errors).toBeUndefined();
      return answer.data?.["clinics"];
    };
    expect(await nodesFor(world.viewers.analyst)).toEqual({ nodes: [{ id: world.clinicId }], totalCount: 1 });
    expect(await nodesFor(elsewhere)).toEqual({ nodes: [{ id: world.otherClinicId }], totalCount: 1 });
    const nowhere = viewerOf({ tenantId: world.tenantId, roles: ["ANALYST"] });
    expect(await nodesFor(nowhere)).toEqual({ nodes: [], totalCount: 0 });
    const everywhere = { nodes: [{ id: world.otherClinicId }, { id: world.clinicId }], totalCount: 2 };
    expect(await nodesFor(world.viewers.partner)).toEqual(everywhere);
  });

  it("reads rooms, services and working hours of such a clinic", async () => {
    const answer = await harness.execute(world.viewers.analyst, CLINICS);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      clinics: { nodes: [{ rooms: [{}, {}], serviceTypes: [{}, {}] }], totalCount: 1 },
    });
  });

  it("is answered another region's clinic like one that is not there", async () => {
    const ask = async (id: string) =>
      harness.execute(elsewhere, "query ($id: ID!) { clinic(id: $id) { name } }", { id });
    expect(await ask(world.clinicId)).toEqual(await ask(newId()));
    expect((await ask(world.otherClinicId)).data).toEqual({ clinic: { name: "Deccan" } });
  });

  it.each(["Clinic", "Room", "ServiceType", "Practitioner"])(
    "gets no %s of another region as an entity",
    async (typeName) => {
      const ids = {
        Clinic: world.clinicId,
        Room: world.roomIds[0],
        ServiceType: world.checkId,
        Practitioner: world.practitionerId,
      };
      const document = `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on ${typeName} { id } } }`;
      const id = ids[typeName as keyof typeof ids];
      const variables = { representations: [{ __typename: typeName, id }] };
      expect((await harness.execute(elsewhere, document, variables)).data).toEqual({ _entities: [null] });
      expect((await harness.execute(world.viewers.analyst, document, variables)).data).toEqual({
        _entities: [{ id }],
      });
    },
  );

  it("gets a practitioner who works in two regions in either", async () => {
    const practitionerId = newId();
    for (const clinicId of [world.clinicId, world.otherClinicId]) {
      await insertSchedules(harness.admin, { tenantId: world.tenantId, clinicId, practitionerId });
    }
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Practitioner { id } } }`;
    const variables = { representations: [{ __typename: "Practitioner", id: practitionerId }] };
    for (const viewer of [world.viewers.analyst, elsewhere]) {
      expect((await harness.execute(viewer, document, variables)).data).toEqual({
        _entities: [{ id: practitionerId }],
      });
    }
  });

  it("finds no more when row-level security is off: the services and the rules on fields hold by themselves", async () => {
    const withOtherRooms = await harness.execute(elsewhere, CLINICS);
    for (const table of ["clinic", "room", "service_type", "schedule"]) {
      await harness.admin`alter table ${harness.admin(`appointments.${table}`)} disable row level security`;
    }
    try {
      expect(await harness.execute(elsewhere, CLINICS)).toEqual(withOtherRooms);
      const byId = await harness.execute(elsewhere, `{ clinic(id: "${world.clinicId}") { name } }`);
      expect(byId.data).toEqual({ clinic: null });
      expect(byId.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
      const entities = await harness.execute(
        elsewhere,
        `query ($representations: [_Any!]!) { _entities(representations: $representations) {
          ... on Clinic { id } ... on Room { id } ... on ServiceType { id } ... on Practitioner { id } } }`,
        {
          representations: [
            { __typename: "Clinic", id: world.clinicId },
            { __typename: "Room", id: world.roomIds[0] },
            { __typename: "ServiceType", id: world.checkId },
            { __typename: "Practitioner", id: world.practitionerId },
          ],
        },
      );
      expect(entities.errors?.map(({ extensions }) => extensions["code"])).toEqual(
        Array(4).fill("AUTH_FORBIDDEN"),
      );
    } finally {
      for (const table of ["clinic", "room", "service_type", "schedule"]) {
        await harness.admin`alter table ${harness.admin(`appointments.${table}`)} enable row level security`;
      }
    }
  });
});
