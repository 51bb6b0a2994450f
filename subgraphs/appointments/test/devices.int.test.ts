import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertRoom, insertSchedules, NOW, type World } from "./world.ts";

const BOOK = `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) {
  appointment { id room { id } devices { id name kind } } userErrors { code field } } }`;
const MOVE = `mutation ($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) {
  appointment { room { id } devices { id } } userErrors { code field } } }`;
const SLOTS = `query ($ids: [ID!], $practitioners: [ID!], $clinicId: ID, $first: Int, $after: String) {
  availableSlots(serviceTypeIds: $ids, practitionerIds: $practitioners, clinicId: $clinicId, from: "2026-03-09", days: 1,
      first: $first, after: $after) {
    nodes { startsAt practitioner { id } clinic { name } serviceType { id } } pageInfo { hasNextPage endCursor } } }`;
const MORNING = "2026-03-09T08:00:00Z";

let harness: SubgraphHarness;
let world: World;
/** Needs a scanner and a table, in a laboratory. */
let scanId: string;
let labId: string;
const [scanner, otherScanner, table] = [newId(), newId(), newId()];

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  [scanId, labId] = [newId(), newId()];
  const { clinicId, tenantId } = world;
  await insertRoom(harness.admin, { id: labId, tenantId, clinicId, name: "Laboratory" });
  await harness.admin`update appointments.room set kind = 'LABORATORY' where id = ${labId}`;
  await harness.admin`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
      buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency, room_kind, device_kinds)
    values (${scanId}, ${tenantId}, ${clinicId}, 'Scan', 30, 0, 0, 4500, 'EUR', 'LABORATORY', '{SCANNER,TABLE}')`;
  for (const [id, name, kind] of [
    [scanner, "Scanner 1", "SCANNER"],
    [otherScanner, "Scanner 2", "SCANNER"],
    [table, "Table", "TABLE"],
  ] as const) {
    await harness.admin`insert into appointments.device (id, tenant_id, clinic_id, name, kind)
      values (${id}, ${tenantId}, ${clinicId}, ${name}, ${kind})`;
  }
});
afterAll(() => harness.stop());
beforeEach(() => clearAppointments(harness));

function book(changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  const input = {
    ...{ clinicId: world.clinicId, serviceTypeId: scanId, practitionerId: world.practitionerId },
    ...{ patientId: world.patientId, startsAt: MORNING, ...changes },
  };
  return harness.execute(world.viewers.admin, BOOK, { input });
}

function byColleague(): Record<string, unknown> {
  return { practitionerId: world.otherPractitionerId, patientId: world.otherPatientId };
}

function codeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) return String(errors[0]?.extensions["code"]);
  const [payload] = Object.values(data as Record<string, { userErrors: { code: string }[] }>);
  return payload?.userErrors[0]?.code ?? "DONE";
}

describe("a service that needs devices and a kind of room", () => {
  it("takes a room of the kind and one device of each", async () => {
    const { appointment } = (await book()).data.bookAppointment;
    expect(appointment.room).toEqual({ id: labId });
    const [first, second] = appointment.devices;
    expect([scanner, otherScanner]).toContain(first.id);
    expect(second).toEqual({ id: table, name: "Table", kind: "TABLE" });
    const held = await harness.admin<{ id: string }[]>`select resource_id as id from appointments.allocation
      where resource_kind = 'DEVICE' and live and appointment_id = ${appointment.id}`;
    expect(held.map(({ id }) => id).sort()).toEqual([first.id, table].sort());
  });

  it("is not offered, and not booked, while one of them is taken", async () => {
    // The laboratory is the only one of its kind: another makes the table what is missing.
    const otherLab = newId();
    await insertRoom(harness.admin, { ...world, id: otherLab, name: "Laboratory 2" });
    await harness.admin`update appointments.room set kind = 'LABORATORY' where id = ${otherLab}`;
    expect(codeOf(await book())).toBe("DONE");
    expect(codeOf(await book(byColleague()))).toBe("NO_DEVICE_FREE");
    const answer = await harness.execute(world.viewers.ownPatient, SLOTS, {
      ...{ ids: [scanId], practitioners: [world.otherPractitionerId] },
    });
    const starts: string[] = answer.data.availableSlots.nodes.map(
      ({ startsAt }: { startsAt: string }) => startsAt,
    );
    expect(starts).toContain("2026-03-09T08:30:00.000Z");
    expect(starts).not.toContain("2026-03-09T08:00:00.000Z");
    await harness.admin`delete from appointments.allocation where resource_kind = 'ROOM'`;
    await harness.admin`delete from appointments.appointment`;
    await harness.admin`delete from appointments.room where id = ${otherLab}`;
    expect(codeOf(await book())).toBe("DONE");
    expect(codeOf(await book(byColleague()))).toBe("NO_ROOM_FREE");
  });

  it("lets go of the devices when it moves, and takes the same again where they are free", async () => {
    const { appointment } = (await book()).data.bookAppointment;
    const moved = await harness.execute(world.viewers.admin, MOVE, {
      input: { appointmentId: appointment.id, startsAt: "2026-03-09T09:00:00Z" },
    });
    const devices = appointment.devices.map(({ id }: { id: string }) => ({ id }));
    expect(moved.data.rescheduleAppointment).toEqual({
      appointment: { room: { id: labId }, devices },
      userErrors: [],
    });
    expect(codeOf(await book(byColleague()))).toBe("DONE");
  });

  it("gives the only table to one of many who want it in the same moment", async () => {
    const answers = await Promise.all(
      [world.practitionerId, world.otherPractitionerId].flatMap((practitionerId) =>
        [world.patientId, world.otherPatientId].map((patientId) => book({ practitionerId, patientId })),
      ),
    );
    expect(answers.filter((answer) => codeOf(answer) === "DONE")).toHaveLength(1);
    const live =
      await harness.admin`select from appointments.allocation where resource_id = ${table} and live`;
    expect(live).toHaveLength(1);
  });

  it("cannot take a device of another clinic, nor one that it does not name", async () => {
    const { id } = (await book()).data.bookAppointment.appointment;
    const elsewhere = newId();
    await harness.admin`insert into appointments.device (id, tenant_id, clinic_id, name, kind)
      values (${elsewhere}, ${world.tenantId}, ${world.otherClinicId}, 'Scanner', 'SCANNER')`;
    const insert = (deviceId: string): Promise<unknown> =>
      harness.admin.begin(async (tx) => {
        await tx`set local role appointments_app`;
        await tx`select set_config('app.tenant_id', ${world.tenantId}, true), set_config('app.roles', 'ADMIN', true)`;
        await tx`insert into appointments.allocation
            (id, tenant_id, appointment_id, resource_kind, resource_id, during, live)
          values (${newId()}, ${world.tenantId}, ${id}, 'DEVICE', ${deviceId}, '[2027-03-09,2027-03-10)', true)`;
      });
    await expect(insert(elsewhere)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("availableSlots of several services", () => {
  const list = async (variables: Record<string, unknown>) => {
    const answer = await harness.execute(world.viewers.ownPatient, SLOTS, variables);
    expect(answer.errors).toBeUndefined();
    const { nodes, pageInfo } = answer.data.availableSlots;
    return { nodes: nodes as { startsAt: string; serviceType: { id: string } }[], pageInfo };
  };

  it("finds them at several clinics, by start, page by page, with one statement", async () => {
    const elsewhere = newId();
    await harness.admin`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
        buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency)
      values (${elsewhere}, ${world.tenantId}, ${world.otherClinicId}, 'Check', 30, 0, 0, 4500, 'INR')`;
    await insertRoom(harness.admin, {
      ...{ id: newId(), tenantId: world.tenantId, clinicId: world.otherClinicId, name: "Room" },
    });
    await insertSchedules(harness.admin, {
      ...world,
      clinicId: world.otherClinicId,
      practitionerId: newId(),
    });
    await harness.admin`update appointments.schedule set closes_at = '13:00' where clinic_id = ${world.otherClinicId}`;
    harness.statements.clear();
    const ids = [world.checkId, elsewhere];
    const { nodes } = await list({ ids, first: 100 });
    // BEGIN, settings, situation, COMMIT.
    expect(harness.statements.list).toHaveLength(4);
    // In Pune it is 11:30 already; what has begun is not offered.
    const inPune = nodes.filter(({ serviceType }) => serviceType.id === elsewhere);
    expect(inPune.map(({ startsAt }) => startsAt)).toEqual([
      "2026-03-09T06:30:00.000Z",
      "2026-03-09T07:00:00.000Z",
    ]);
    expect(nodes.filter(({ serviceType }) => serviceType.id === world.checkId)).toHaveLength(12);
    expect(nodes.map(({ startsAt }) => startsAt)).toEqual(nodes.map(({ startsAt }) => startsAt).toSorted());
    const pages: unknown[] = [];
    for (let after: unknown = null; ;) {
      const page = await list({ ids, first: 5, after });
      pages.push(...page.nodes);
      if (page.pageInfo.hasNextPage !== true) break;
      after = page.pageInfo.endCursor;
    }
    expect(pages).toEqual(nodes);
    expect((await list({ ids, clinicId: world.clinicId })).nodes).toHaveLength(12);
    expect((await list({ ids, practitioners: [world.practitionerId] })).nodes).toHaveLength(6);
    expect((await list({ ids, practitioners: [newId()] })).nodes).toEqual([]);
  });

  it.each([
    [{}, "serviceTypeIds"],
    [{ serviceTypeIds: [] }, "serviceTypeIds"],
    [{ serviceTypeIds: Array.from({ length: 21 }, newId) }, "serviceTypeIds"],
    [{ serviceTypeIds: [newId()], serviceTypeId: newId() }, "serviceTypeIds"],
    [{ serviceTypeId: newId(), practitionerIds: [newId()], practitionerId: newId() }, "practitionerIds"],
    [{ serviceTypeId: newId(), practitionerIds: Array.from({ length: 51 }, newId) }, "practitionerIds"],
    [{ serviceTypeId: newId(), days: 32 }, "days"],
    [{ serviceTypeId: newId(), days: 0 }, "days"],
    [{ serviceTypeId: newId(), from: "0099-01-01" }, "from"],
  ])("refuses %# for its arguments", async (variables, path) => {
    const answer = await harness.execute(
      world.viewers.ownPatient,
      `query ($serviceTypeId: ID, $serviceTypeIds: [ID!], $practitionerId: ID, $practitionerIds: [ID!], $from: LocalDate!, $days: Int) {
        availableSlots(serviceTypeId: $serviceTypeId, serviceTypeIds: $serviceTypeIds, practitionerId: $practitionerId,
          practitionerIds: $practitionerIds, from: $from, days: $days) { nodes { startsAt } } }`,
      { from: "2026-03-09", ...variables },
    );
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: "VALIDATION_ERROR",
      fields: [{ field: path }],
    });
  });
});
