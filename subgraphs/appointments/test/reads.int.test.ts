import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { createWorld, insertAppointment, insertPatient, NOW, type World } from "./world.ts";

const LENGTH = 120;
const FIRST_START = Date.parse("2026-03-02T08:00:00Z");

let harness: SubgraphHarness;
let world: World;
/** Ids of the patient's appointments, by start; every third one is cancelled, the others are booked. */
const ids: string[] = [];

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  for (let index = 0; index < LENGTH; index += 1) {
    ids.push(
      await insertAppointment(harness.admin, world, {
        startsAt: startOf(index),
        status: index % 3 === 0 ? "CANCELLED" : "BOOKED",
        practitionerId: index % 2 === 0 ? world.practitionerId : world.otherPractitionerId,
        roomId: String(world.roomIds[index % 2]),
      }),
    );
  }
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.statements.clear();
});

function startOf(index: number): string {
  return new Date(FIRST_START + index * 3_600_000).toISOString();
}

const ARGUMENTS = "first: $first, after: $after, filter: $filter, order: $order";
const LIST = `query ($representations: [_Any!]!, $first: Int, $after: String, $filter: AppointmentFilter, $order: AppointmentOrder) {
  _entities(representations: $representations) {
    ... on Patient { appointments(${ARGUMENTS}) { ...page } }
    ... on Practitioner { appointments(${ARGUMENTS}) { ...page } }
  }
}
fragment page on AppointmentConnection {
  edges { cursor node { id startsAt status clinic { name } serviceType { name } room { name } practitioner { id } patient { id } } }
  nodes { id }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  totalCount
}`;

async function list(variables: Record<string, unknown> = {}, typeName = "Patient"): Promise<GraphqlAnswer> {
  const id = typeName === "Patient" ? world.patientId : world.practitionerId;
  return harness.execute(world.viewers.admin, LIST, {
    representations: [{ __typename: typeName, id }],
    ...variables,
  });
}

async function idsOf(variables: Record<string, unknown>, typeName = "Patient"): Promise<string[]> {
  const answer = await list(variables, typeName);
  expect(answer.errors).toBeUndefined();
  const nodes: { id: string }[] = answer.data._entities[0].appointments.nodes;
  return nodes.map(({ id }) => id);
}

async function walk(variables: Record<string, unknown>, typeName = "Patient"): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const answer = await list({ ...variables, after }, typeName);
    const page: GraphqlAnswer["data"] = answer.data._entities[0].appointments;
    found.push(...page.nodes.map(({ id }: { id: string }) => id));
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

describe("a list of appointments", () => {
  it("pages through every appointment of a patient once, in either order", async () => {
    expect(await walk({ first: 50 })).toEqual(ids);
    expect(await walk({ first: 50, order: "STARTS_AT_DESC" })).toEqual(ids.toReversed());
    expect(await walk({ first: 60, order: null })).toEqual(ids);
  });

  it("has, of a practitioner, the practitioner's appointments", async () => {
    expect(await walk({ first: 100 }, "Practitioner")).toEqual(ids.filter((_id, index) => index % 2 === 0));
  });

  it("has twenty when nothing is said", async () => {
    expect(await idsOf({})).toEqual(ids.slice(0, 20));
    expect(await idsOf({ first: null, after: null, filter: null, order: null })).toEqual(ids.slice(0, 20));
  });

  it("narrows by start and state, and counts what matches", async () => {
    const filter = { from: startOf(10), to: startOf(20), statuses: ["BOOKED"] };
    const expected = ids.filter((_id, index) => index >= 10 && index < 20 && index % 3 !== 0);
    const answer = await list({ first: 5, filter });
    const page = answer.data._entities[0].appointments;
    expect(page.nodes.map(({ id }: { id: string }) => id)).toEqual(expected.slice(0, 5));
    expect(page.totalCount).toBe(expected.length);
    expect(await idsOf({ first: 100, filter: { from: null, to: null, statuses: null } })).toEqual(
      ids.slice(0, 100),
    );
  });

  it("tells appointments of the same instant apart by id", async () => {
    const patientId = newId();
    await insertPatient(harness.admin, { id: patientId, tenantId: world.tenantId, region: "eu-central" });
    const same: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      same.push(
        await insertAppointment(harness.admin, world, {
          startsAt: "2025-01-01T08:00:00Z",
          status: "CANCELLED",
          patientId,
        }),
      );
    }
    const viewer = viewerOf({ tenantId: world.tenantId, roles: ["USER"], patientId });
    const found: string[] = [];
    let after: string | null = null;
    do {
      const answer = await harness.execute(viewer, LIST, {
        representations: [{ __typename: "Patient", id: patientId }],
        first: 2,
        after,
      });
      const page: GraphqlAnswer["data"] = answer.data._entities[0].appointments;
      found.push(...page.nodes.map(({ id }: { id: string }) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(found).toEqual(same.sort());
  });

  it.each([
    ["first", { first: 101 }],
    ["after", { after: "bm8" }],
    ["filter.from", { filter: { from: "0001-01-01T00:00:00Z" } }],
    ["filter.to", { filter: { to: "9999-01-01T00:00:00Z" } }],
    ["filter.statuses", { filter: { statuses: [] } }],
    ["filter.statuses", { filter: { statuses: Array.from({ length: 11 }, () => "BOOKED") } }],
  ])("refuses a malformed %s", async (field, variables) => {
    const answer = await list(variables);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
    expect(answer.data).toEqual({ _entities: [{ appointments: null }] });
  });

  it("sends the same statements for 1, 10 and 100 appointments, with all that hangs on them", async () => {
    const counts: number[] = [];
    for (const first of [1, 10, 100]) {
      harness.statements.clear();
      expect(await idsOf({ first })).toHaveLength(first);
      counts.push(harness.statements.list.length);
    }
    // BEGIN, settings, patient, page, count, clinics, services, rooms, audit entries, COMMIT.
    expect(counts).toEqual([10, 10, 10]);
  });

  it("sends the same statements for the lists of 1, 10 and 100 patients", async () => {
    const patientIds: string[] = [];
    for (let index = 0; index < 100; index += 1) {
      const patientId = newId();
      await insertPatient(harness.admin, { id: patientId, tenantId: world.tenantId, region: "eu-central" });
      await insertAppointment(harness.admin, world, {
        startsAt: new Date(Date.parse("2024-01-01T00:00:00Z") + index * 3_600_000).toISOString(),
        patientId,
      });
      patientIds.push(patientId);
    }
    const counts: number[] = [];
    for (const size of [1, 10, 100]) {
      harness.statements.clear();
      const answer = await list({
        representations: patientIds.slice(0, size).map((id) => ({ __typename: "Patient", id })),
      });
      const lists: { appointments: { totalCount: number } }[] = answer.data._entities;
      expect(lists.map(({ appointments }) => appointments.totalCount)).toEqual(
        Array.from({ length: size }, () => 1),
      );
      counts.push(harness.statements.list.length);
    }
    expect(counts).toEqual([10, 10, 10]);
  });

  it("asks once more for lists with other arguments", async () => {
    const answer = await harness.execute(
      world.viewers.ownPatient,
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Patient {
        next: appointments(first: 1, filter: { from: "${startOf(50)}" }) { nodes { id } }
        last: appointments(first: 1, order: STARTS_AT_DESC) { nodes { id } }
        again: appointments(first: 1, order: STARTS_AT_DESC) { nodes { id } }
      } } }`,
      { representations: [{ __typename: "Patient", id: world.patientId }] },
    );
    const [last] = ids.slice(-1);
    expect(answer.data).toEqual({
      _entities: [
        {
          next: { nodes: [{ id: ids[50] }] },
          last: { nodes: [{ id: last }] },
          again: { nodes: [{ id: last }] },
        },
      ],
    });
    // BEGIN, settings, patient, two pages, audit entries, COMMIT.
    expect(harness.statements.list).toHaveLength(7);
  });
});

describe("appointment(id)", () => {
  const query = "query ($id: ID!) { appointment(id: $id) { id patient { id } practitioner { id } } }";

  it("answers the appointment", async () => {
    const answer = await harness.execute(world.viewers.ownPatient, query, { id: ids[0] });
    expect(answer.data).toEqual({
      appointment: {
        id: ids[0],
        patient: { id: world.patientId },
        practitioner: { id: world.practitionerId },
      },
    });
  });

  it("answers another patient's and another tenant's exactly as a missing one", async () => {
    for (const viewer of [world.viewers.otherPatient, world.viewers.foreignAdmin]) {
      const foreign = await harness.execute(viewer, query, { id: ids[0] });
      expect(foreign).toEqual({ data: { appointment: null }, setCookies: [] });
      expect(await harness.execute(viewer, query, { id: newId() })).toEqual(foreign);
      expect(await harness.execute(viewer, query, { id: "1' or '1'='1" })).toEqual(foreign);
    }
  });

  it("hides a patient whom the viewer may not see", async () => {
    const patientId = newId();
    await insertPatient(harness.admin, { id: patientId, tenantId: world.tenantId, region: "in-west" });
    const id = await insertAppointment(harness.admin, world, { startsAt: "2023-01-01T08:00:00Z", patientId });
    const answer = await harness.execute(world.viewers.supportInRegion, query, { id });
    expect(answer.data).toEqual({
      appointment: { id, patient: null, practitioner: { id: world.practitionerId } },
    });
  });
});

interface ClinicNode {
  readonly rooms: unknown[];
  readonly serviceTypes: unknown[];
  readonly schedules: unknown[];
}

describe("clinics", () => {
  const CLINICS = `query ($first: Int, $after: String) { clinics(first: $first, after: $after) {
    edges { cursor node { id name region timeZone city
      rooms { name } serviceTypes { name durationMinutes bufferBeforeMinutes bufferAfterMinutes price { amountMinor currency } }
      schedules { practitioner { id } weekday opensAt closesAt } } }
    nodes { name } pageInfo { hasNextPage endCursor } totalCount } }`;

  it("lists the open clinics of the tenant with rooms, services and working hours", async () => {
    const answer = await harness.execute(world.viewers.ownPatient, CLINICS);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.clinics.nodes).toEqual([{ name: "Deccan" }, { name: "Mitte" }]);
    expect(answer.data.clinics.totalCount).toBe(2);
    const [deccan, mitte] = (answer.data.clinics.edges as { node: ClinicNode }[]).map(({ node }) => node);
    expect(deccan).toEqual({
      ...{
        id: world.otherClinicId,
        name: "Deccan",
        region: "in-west",
        timeZone: "Asia/Kolkata",
        city: "Pune",
      },
      ...{ rooms: [], serviceTypes: [], schedules: [] },
    });
    expect(mitte?.rooms).toEqual([{ name: "Room 1" }, { name: "Room 2" }]);
    expect(mitte?.serviceTypes).toEqual([
      {
        ...{ name: "Check", durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
        price: { amountMinor: 4500, currency: "EUR" },
      },
      {
        ...{ name: "Surgery", durationMinutes: 30, bufferBeforeMinutes: 15, bufferAfterMinutes: 15 },
        price: { amountMinor: 45000, currency: "EUR" },
      },
    ]);
    expect(mitte?.schedules).toHaveLength(10);
    expect(mitte?.schedules[0]).toEqual({
      practitioner: { id: [world.practitionerId, world.otherPractitionerId].sort()[0] },
      ...{ weekday: "MONDAY", opensAt: "09:00", closesAt: "12:00" },
    });
  });

  it("pages", async () => {
    const first = await harness.execute(world.viewers.ownPatient, CLINICS, { first: 1 });
    expect(first.data.clinics.pageInfo.hasNextPage).toBe(true);
    const second = await harness.execute(world.viewers.ownPatient, CLINICS, {
      first: 1,
      after: first.data.clinics.pageInfo.endCursor,
    });
    expect(second.data.clinics.nodes).toEqual([{ name: "Mitte" }]);
    expect(second.data.clinics.pageInfo.hasNextPage).toBe(false);
    const forged = Buffer.from(JSON.stringify(["a\0", newId()])).toString("base64url");
    const refused = await harness.execute(world.viewers.ownPatient, CLINICS, { after: forged });
    expect(refused.errors?.[0]?.extensions["code"]).toBe("VALIDATION_ERROR");
  });

  it("sends the same statements for 1, 10 and 100 clinics", async () => {
    const tenantId = newId();
    const viewer = viewerOf({ tenantId, roles: ["USER"] });
    for (let index = 0; index < 101; index += 1) {
      await harness.admin`insert into appointments.clinic (id, tenant_id, name, region, time_zone, city)
        values (${newId()}, ${tenantId}, ${`Clinic ${String(index)}`}, 'eu-central', 'Europe/Berlin', 'Berlin')`;
    }
    const counts: number[] = [];
    for (const first of [1, 10, 100]) {
      harness.statements.clear();
      const answer = await harness.execute(viewer, CLINICS, { first });
      expect(answer.data.clinics.edges).toHaveLength(first);
      counts.push(harness.statements.list.length);
    }
    // BEGIN, settings, page, count, rooms, services, working hours, COMMIT.
    expect(counts).toEqual([8, 8, 8]);
  });

  it("finds an open clinic by id, and no closed, foreign or missing one", async () => {
    const query = "query ($id: ID!) { clinic(id: $id) { name } }";
    const find = async (id: string): Promise<unknown> =>
      (await harness.execute(world.viewers.ownPatient, query, { id })).data;
    expect(await find(world.clinicId)).toEqual({ clinic: { name: "Mitte" } });
    for (const id of [world.closedClinicId, world.foreignClinicId, newId(), "x"]) {
      expect(await find(id)).toEqual({ clinic: null });
    }
  });

  it("still shows a closed clinic where an old appointment was", async () => {
    await harness.admin`update appointments.clinic set deleted_at = now() where id = ${world.clinicId}`;
    const answer = await harness.execute(
      world.viewers.ownPatient,
      "query ($id: ID!) { appointment(id: $id) { clinic { name } } }",
      { id: ids[0] },
    );
    await harness.admin`update appointments.clinic set deleted_at = null where id = ${world.clinicId}`;
    expect(answer.data).toEqual({ appointment: { clinic: { name: "Mitte" } } });
  });
});
