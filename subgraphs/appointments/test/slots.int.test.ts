import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertSchedules,
  NOW,
  type World,
} from "./world.ts";

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(() => clearAppointments(harness));

const SLOTS = `query ($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID, $from: LocalDate!, $days: Int, $first: Int, $after: String) {
  availableSlots(clinicId: $clinicId, serviceTypeId: $serviceTypeId, practitionerId: $practitionerId, from: $from,
      days: $days, first: $first, after: $after) {
    edges { cursor node { startsAt endsAt practitioner { id } clinic { name timeZone } serviceType { name price { amountMinor currency } } } }
    nodes { startsAt }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface SlotNode {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly practitioner: { readonly id: string };
}

async function slots(variables: Record<string, unknown>): Promise<SlotNode[]> {
  const answer = await harness.execute(world.viewers.ownPatient, SLOTS, {
    clinicId: world.clinicId,
    serviceTypeId: world.checkId,
    practitionerId: world.practitionerId,
    from: "2026-03-09",
    days: 1,
    ...variables,
  });
  expect(answer.errors).toBeUndefined();
  const edges: { node: SlotNode }[] = answer.data.availableSlots.edges;
  return edges.map(({ node }) => node);
}

function times(found: readonly SlotNode[]): string[] {
  return found.map(({ startsAt }) => startsAt.slice(11, 16));
}

describe("availableSlots", () => {
  it("gives the working hours of the clinic's zone in steps of the service", async () => {
    const found = await slots({});
    expect(times(found)).toEqual(["08:00", "08:30", "09:00", "09:30", "10:00", "10:30"]);
    expect(found[0]).toEqual({
      startsAt: "2026-03-09T08:00:00.000Z",
      endsAt: "2026-03-09T08:30:00.000Z",
      practitioner: { id: world.practitionerId },
      clinic: { name: "Mitte", timeZone: "Europe/Berlin" },
      serviceType: { name: "Check", price: { amountMinor: 4500, currency: "EUR" } },
    });
  });

  it("keeps the buffers of a service within the working hours", async () => {
    expect(times(await slots({ serviceTypeId: world.surgeryId }))).toEqual(["08:15", "09:15", "10:15"]);
  });

  it("follows the clinic's zone over the clock change", async () => {
    // Friday before and Monday after 2026-03-29.
    const found = await slots({ from: "2026-03-27", days: 4, first: 100 });
    expect(found.map(({ startsAt }) => startsAt).filter((startsAt) => /T0[78]:00/.test(startsAt))).toEqual([
      "2026-03-27T08:00:00.000Z",
      "2026-03-30T07:00:00.000Z",
      "2026-03-30T08:00:00.000Z",
    ]);
  });

  it("leaves out what has passed, and what starts right now", async () => {
    const later = await startSubgraph({
      name: "appointments",
      create: createAppointmentsSubgraph,
      startsBackgroundWork: false,
      clock: () => new Date("2026-03-09T09:00:00.000Z"),
      database: harness.database,
    });
    const answer = await later.execute(world.viewers.ownPatient, SLOTS, {
      clinicId: world.clinicId,
      serviceTypeId: world.checkId,
      practitionerId: world.practitionerId,
      from: "2026-03-09",
      days: 1,
    });
    await later.stop();
    expect(answer.data.availableSlots.nodes).toEqual([
      { startsAt: "2026-03-09T09:30:00.000Z" },
      { startsAt: "2026-03-09T10:00:00.000Z" },
      { startsAt: "2026-03-09T10:30:00.000Z" },
    ]);
  });

  it("leaves out times at which the practitioner is taken, anywhere, and counts the buffers", async () => {
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
    expect(times(await slots({}))).toEqual(["08:00", "08:30", "09:30", "10:00", "10:30"]);
    expect(times(await slots({ serviceTypeId: world.surgeryId }))).toEqual(["08:15", "10:15"]);
  });

  it("leaves out times at which no room is free, also for a practitioner who is", async () => {
    const practitioners = [newId(), newId()];
    for (const [index, practitionerId] of practitioners.entries()) {
      await insertAppointment(harness.admin, world, {
        startsAt: "2026-03-09T10:00:00Z",
        practitionerId,
        patientId: newId(),
        roomId: String(world.roomIds[index]),
      });
    }
    expect(times(await slots({}))).toEqual(["08:00", "08:30", "09:00", "09:30", "10:30"]);
  });

  it("offers a cancelled time again", async () => {
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z", status: "CANCELLED" });
    expect(times(await slots({}))).toContain("09:00");
  });

  it("pages through every slot of all practitioners once, in order", async () => {
    const found: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const answer = await harness.execute(world.viewers.ownPatient, SLOTS, {
        ...{
          clinicId: world.clinicId,
          serviceTypeId: world.checkId,
          from: "2026-03-09",
          days: 2,
          first: 7,
          after,
        },
      });
      const page = answer.data.availableSlots;
      found.push(
        ...page.edges.map(({ node }: { node: SlotNode }) => `${node.startsAt} ${node.practitioner.id}`),
      );
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      pages += 1;
    } while (after !== null);
    expect(pages).toBe(4);
    expect(found).toHaveLength(24);
    expect(found).toEqual([...new Set(found)].sort());
  });

  it("takes seven days and fifty slots when nothing is said", async () => {
    const answer = await harness.execute(
      world.viewers.ownPatient,
      `query ($c: ID!, $s: ID!) { availableSlots(clinicId: $c, serviceTypeId: $s, from: "2026-03-09") { nodes { startsAt } } }`,
      { c: world.clinicId, s: world.checkId },
    );
    expect(answer.data.availableSlots.nodes).toHaveLength(50);
    const explicitNull = await slots({ practitionerId: null, days: null, first: 100 });
    expect(explicitNull).toHaveLength(60);
  });

  it.each([
    ["a clinic that does not exist", () => ({ clinicId: newId() })],
    ["another tenant's clinic", () => ({ clinicId: world.foreignClinicId })],
    ["a closed clinic", () => ({ clinicId: world.closedClinicId })],
    ["a service the clinic does not offer", () => ({ clinicId: world.otherClinicId })],
    ["a service that does not exist", () => ({ serviceTypeId: newId() })],
    ["a practitioner who does not exist", () => ({ practitionerId: newId() })],
  ])("is empty for %s", async (_name, variables) => {
    expect(await slots(variables())).toEqual([]);
  });

  it.each([
    ["days", { days: 0 }],
    ["days", { days: 32 }],
    ["first", { first: 0 }],
    ["first", { first: 101 }],
    ["from", { from: "0001-01-01" }],
    ["from", { from: "9999-12-31" }],
    ["clinicId", { clinicId: "1' or '1'='1" }],
    ["after", { after: "bm8" }],
    ["after", { after: Buffer.from(`[1e300,"${newId()}"]`).toString("base64url") }],
  ])("refuses a malformed %s", async (field, variables) => {
    const answer = await harness.execute(world.viewers.ownPatient, SLOTS, {
      clinicId: world.clinicId,
      serviceTypeId: world.checkId,
      from: "2026-03-09",
      ...variables,
    });
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["VALIDATION_ERROR"]);
    expect(answer.errors?.[0]?.extensions["fields"]).toMatchObject([{ field }]);
  });

  it("asks the database once, however many practitioners and slots there are", async () => {
    const ask = async (first: number): Promise<number> => {
      harness.statements.clear();
      await slots({ practitionerId: null, days: 31, first });
      return harness.statements.list.length;
    };
    const few = [await ask(1), await ask(10), await ask(100)];
    for (let index = 0; index < 20; index += 1) {
      await insertSchedules(harness.admin, {
        tenantId: world.tenantId,
        clinicId: world.clinicId,
        practitionerId: newId(),
      });
    }
    // BEGIN, settings, everything, COMMIT.
    expect([...few, await ask(100)]).toEqual([4, 4, 4, 4]);
  });
});
