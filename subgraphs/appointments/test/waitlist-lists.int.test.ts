import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { outcomeOf, SLOTS, WaitlistScene } from "./waitlist-scene.ts";
import { insertGuardianship, type ViewerName } from "./world.ts";

const ENTRY = `id status priority fromDate untilDate createdAt version clinic { id } serviceType { id } practitioner { id }
  patient { id } offer { id startsAt endsAt expiresAt practitioner { id } }`;
const PATIENT = `query ($representations: [_Any!]!, $first: Int, $after: String, $isLive: Boolean) {
  _entities(representations: $representations) { ... on Patient { id
    waitlistEntries(first: $first, after: $after, isLive: $isLive) { nodes { ${ENTRY} } pageInfo { hasNextPage endCursor } }
    slotHolds { id startsAt } } } }`;
const WAITLIST = `query ($clinicId: ID!, $serviceTypeId: ID, $first: Int, $after: String) {
  waitlist(clinicId: $clinicId, serviceTypeId: $serviceTypeId, first: $first, after: $after) {
    nodes { ${ENTRY} } pageInfo { hasNextPage endCursor } } }`;
const HOLD = `mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { hold { id } userErrors { code } } }`;

let scene: WaitlistScene;

beforeAll(async () => {
  scene = await WaitlistScene.start();
});
afterAll(() => scene.stop());
beforeEach(() => scene.reset());

function ofPatients(
  viewer: Viewer,
  ids: readonly string[],
  args: Record<string, unknown> = {},
): Promise<GraphqlAnswer> {
  const representations = ids.map((id) => ({ __typename: "Patient", id }));
  return scene.harness.execute(viewer, PATIENT, { representations, ...args });
}

function waitlist(viewer: Viewer, args: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  return scene.harness.execute(viewer, WAITLIST, { clinicId: scene.world.clinicId, ...args });
}

interface EntryPage {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** The ids of all pages, of one entry each. */
async function allPages(ask: (args: Record<string, unknown>) => Promise<EntryPage>): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await ask({ first: 1, after });
    ids.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) return ids;
    after = page.pageInfo.endCursor;
  }
}

describe("Patient.waitlistEntries", () => {
  it("has all of an entry, with the offer that it has", async () => {
    const { world } = scene;
    const entryId = await scene.joined(world.viewers.ownPatient, { practitionerId: world.practitionerId });
    await scene.round();
    const { id } = await scene.openOffer();
    const answer = await ofPatients(world.viewers.ownPatient, [world.patientId]);
    const [entry] = answer.data._entities[0].waitlistEntries.nodes;
    expect(entry).toEqual({
      ...{
        id: entryId,
        status: "OFFERED",
        priority: "ROUTINE",
        fromDate: "2026-03-10",
        untilDate: "2026-03-10",
      },
      ...{ createdAt: "2026-03-09T06:01:00.000Z", version: 2, clinic: { id: world.clinicId } },
      ...{
        serviceType: { id: world.checkId },
        practitioner: { id: world.practitionerId },
        patient: { id: world.patientId },
      },
      offer: {
        ...{ id, startsAt: SLOTS[0], endsAt: SLOTS[1], expiresAt: entry.offer.expiresAt },
        practitioner: { id: world.practitionerId },
      },
    });
    await scene.expireOffers();
    const after = await ofPatients(world.viewers.ownPatient, [world.patientId]);
    expect(after.data._entities[0].waitlistEntries.nodes[0].offer).toBeNull();
  });

  it("is paged, the newest first, and of live ones only when that is asked", async () => {
    const { ownPatient } = scene.world.viewers;
    const { surgeryId, practitionerId, patientId } = scene.world;
    const ids = [await scene.joined(ownPatient)];
    expect(outcomeOf(await scene.leaveList(ownPatient, ids[0] ?? ""))).toBe("DONE");
    for (const changes of [{}, { serviceTypeId: surgeryId }, { practitionerId }])
      ids.push(await scene.joined(ownPatient, changes));
    const ask = (isLive: boolean) => async (args: Record<string, unknown>) =>
      (await ofPatients(ownPatient, [patientId], { ...args, isLive })).data._entities[0]
        .waitlistEntries as EntryPage;
    expect(await allPages(ask(false))).toEqual(ids.toReversed());
    expect(await allPages(ask(true))).toEqual(ids.slice(1).toReversed());
    const wrong = await ofPatients(ownPatient, [patientId], { first: 0 });
    expect(wrong.errors?.[0]?.extensions["code"]).toBe("VALIDATION_ERROR");
  });

  it.each<[ViewerName, number | null]>([
    ["ownPatient", 2],
    ["otherPatient", null],
    // Who waits for them by name.
    ["practitioner", 1],
    ["otherPractitioner", 0],
    ["supportInRegion", 2],
    ["supportElsewhere", null],
    ["admin", 2],
    ["partner", null],
    ["foreignAdmin", null],
  ])("shows %s of two: %s", async (name, expected) => {
    const { practitionerId, patientId, viewers } = scene.world;
    await scene.joined(viewers.ownPatient);
    await scene.joined(viewers.ownPatient, { practitionerId });
    const { data } = await ofPatients(viewers[name], [patientId]);
    expect(data?._entities[0]?.waitlistEntries.nodes.length ?? null).toBe(expected);
  });

  it("is for a guardian who may read, and under a broken glass", async () => {
    const { tenantId, patientId, viewers } = scene.world;
    await scene.joined(viewers.ownPatient);
    const accountId = viewers.otherPatient.accountId ?? "";
    await insertGuardianship(scene.harness.admin, {
      tenantId,
      patientId,
      accountId,
      scopes: ["APPOINTMENT_READ"],
    });
    const breakGlass = {
      ...{ grantId: newId(), patientId, purpose: "EMERGENCY_TREATMENT" as const },
      expiresAt: "2026-03-09T07:00:00.000Z",
    };
    for (const viewer of [viewers.otherPatient, { ...viewers.otherPractitioner, breakGlass }]) {
      const { data } = await ofPatients(viewer, [patientId]);
      expect(data._entities[0].waitlistEntries.nodes).toHaveLength(1);
    }
    await scene.harness.admin`delete from appointments.known_guardianship`;
  });
});

describe("Patient.slotHolds", () => {
  it("has what is kept and offered now, by start", async () => {
    const { clinicId, checkId, practitionerId, patientId, viewers } = scene.world;
    const hold = async (startsAt: string): Promise<string> => {
      const input = { clinicId, serviceTypeId: checkId, practitionerId, patientId, startsAt };
      const answer = await scene.harness.execute(viewers.ownPatient, HOLD, { input });
      return String(answer.data.holdSlot.hold.id);
    };
    const gone = await hold("2026-03-11T09:00:00Z");
    await scene.harness.admin`update appointments.slot_hold set expires_at = now() where id = ${gone}`;
    const kept = await hold("2026-03-11T08:00:00Z");
    await scene.joined(viewers.ownPatient);
    await scene.round();
    const { id } = await scene.openOffer();
    const { data } = await ofPatients(viewers.ownPatient, [patientId]);
    expect(data._entities[0].slotHolds).toEqual([
      { id, startsAt: SLOTS[0] },
      { id: kept, startsAt: "2026-03-11T08:00:00.000Z" },
    ]);
  });
});

describe("waitlist", () => {
  it("is in the order of turns, page by page, of all services or of one", async () => {
    const { admin } = scene.world.viewers;
    const { surgeryId, checkId } = scene.world;
    const early = await scene.joined((await scene.patient()).viewer);
    const late = await scene.joined((await scene.patient()).viewer, { serviceTypeId: surgeryId });
    const urgent = await scene.joined(admin, { patientId: (await scene.patient()).id, priority: "URGENT" });
    const gone = await scene.joined((await scene.patient()).viewer);
    await scene.leaveList(admin, gone);
    await scene.harness
      .admin`update appointments.waitlist_entry set created_at = '2026-03-09T06:00:00Z' where id <> ${late}`;
    const ask = (of: Record<string, unknown>) => async (args: Record<string, unknown>) =>
      (await waitlist(admin, { ...of, ...args })).data.waitlist as EntryPage;
    expect(await allPages(ask({}))).toEqual([urgent, early, late]);
    expect(await allPages(ask({ serviceTypeId: checkId }))).toEqual([urgent, early]);
    expect(await allPages(ask({ clinicId: newId() }))).toEqual([]);
  });

  it.each<[ViewerName, number | string]>([
    ["ownPatient", "AUTH_FORBIDDEN"],
    ["practitioner", 1],
    ["otherPractitioner", 0],
    ["supportInRegion", 2],
    ["supportElsewhere", 0],
    ["admin", 2],
    ["analyst", "AUTH_FORBIDDEN"],
    ["partner", "AUTH_FORBIDDEN"],
    ["foreignAdmin", 0],
  ])("answers %s with %s", async (name, expected) => {
    await scene.joined((await scene.patient()).viewer);
    await scene.joined((await scene.patient()).viewer, { practitionerId: scene.world.practitionerId });
    const { data, errors } = await waitlist(scene.world.viewers[name]);
    expect(errors?.[0]?.extensions["code"] ?? data.waitlist.nodes.length).toBe(expected);
  });
});

describe("SQL statements", () => {
  const counted = async (work: () => Promise<unknown>): Promise<number> => {
    scene.harness.statements.clear();
    await work();
    return scene.harness.statements.list.length;
  };

  it("of lists are the same, however many patients, entries and offers there are", async () => {
    const { admin } = scene.world.viewers;
    const ids: string[] = [];
    const numbers: (readonly number[])[] = [];
    for (const more of [1, 3]) {
      for (let count = 0; count < more; count += 1) {
        const { id, viewer } = await scene.patient();
        ids.push(id);
        await scene.joined(viewer);
      }
      await scene.round();
      numbers.push([await counted(() => ofPatients(admin, ids)), await counted(() => waitlist(admin))]);
    }
    // BEGIN, settings, patients, entries, holds, offers, clinics, services, outbox, COMMIT; the other asks for the clinic first, and for no holds.
    expect(numbers).toEqual([
      [10, 9],
      [10, 9],
    ]);
  });

  it("of changes are few", async () => {
    const { ownPatient } = scene.world.viewers;
    await scene.leaveSlots(1);
    scene.harness.statements.clear();
    const numberOf = async (document: string, variables: Record<string, unknown>): Promise<number> =>
      counted(async () => {
        expect(outcomeOf(await scene.harness.execute(ownPatient, document, variables))).toBe("DONE");
      });
    const { clinicId, checkId, patientId } = scene.world;
    const input = {
      clinicId,
      serviceTypeId: checkId,
      patientId,
      fromDate: "2026-03-10",
      untilDate: "2026-03-10",
    };
    // BEGIN, settings, situation, turn, live entries, entry, outbox, COMMIT.
    expect(
      await numberOf(
        "mutation ($input: JoinWaitlistInput!) { joinWaitlist(input: $input) { userErrors { code } } }",
        { input },
      ),
    ).toBe(8);
    await scene.round();
    const { id } = await scene.openOffer();
    // BEGIN, settings, offer, hold, turn, situation, end of hold, of offer and entry, release, appointment, allocations, sequence, outbox, COMMIT.
    expect(
      await numberOf(
        "mutation ($id: ID!) { acceptWaitlistOffer(input: { waitlistOfferId: $id }) { userErrors { code } } }",
        { id },
      ),
    ).toBe(15);
  });

  it("of a round are the same, however many offers it makes", async () => {
    const numbers: number[] = [];
    for (const many of [1, 5]) {
      await scene.reset();
      for (let count = 0; count < many; count += 1) await scene.joined((await scene.patient()).viewer);
      scene.statements.length = 0;
      await scene.round();
      expect(await scene.offers()).toHaveLength(many);
      numbers.push(scene.statements.length);
    }
    // BEGIN, role, places, COMMIT; BEGIN, settings, lock, clinic, lapsed, over, COMMIT; BEGIN, settings, lock, clinic, and waiting, situation
    // and busy patients twice, turns in between; expired, holds, allocations, offers, entries, sequence, outbox, COMMIT.
    expect(numbers).toEqual([30, 30]);
    scene.statements.length = 0;
    // Nobody waits without an offer.
    await scene.round();
    expect(scene.statements.length).toBe(17);
  });
});
