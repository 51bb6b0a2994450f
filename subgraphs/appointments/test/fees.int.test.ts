import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertConsent,
  NOW,
  payloadsOf,
  type World,
} from "./world.ts";

const FIELDS = `appointment { id status startsAt version freeCancellationUntil fee { kind amount { amountMinor currency } } }
  userErrors { code field }`;
const CANCEL = `mutation ($input: CancelAppointmentInput!) { cancelAppointment(input: $input) { ${FIELDS} } }`;
const MOVE = `mutation ($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) { ${FIELDS} } }`;
const RECORD = `mutation ($input: RecordAttendanceInput!) { recordAttendance(input: $input) { ${FIELDS} } }`;
const READ = "query ($id: ID!) { appointment(id: $id) { freeCancellationUntil fee { kind } } }";

const objectSchema = z.record(z.string(), z.unknown());
const payloadSchema = z.object({ appointment: objectSchema.nullable(), userErrors: z.array(objectSchema) });

/** Tuesday, 10:00 in Berlin, and the last instant at which it is cancelled for free. */
const STARTS_AT = "2026-03-10T09:00:00.000Z";
const DEADLINE = "2026-03-09T09:00:00.000Z";
const LATE = new Date(Date.parse(DEADLINE) + 1);
const FEE = { kind: "LATE_CANCELLATION", amount: { amountMinor: 2_250, currency: "EUR" } };

let now = NOW;
let harness: SubgraphHarness;
let world: World;
let appointmentId: string;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => now,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  now = NOW;
  await clearAppointments(harness);
  await setPolicy({ late_cancellation_fee_percent: 50, no_show_fee_percent: 80 });
  appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
});

async function setPolicy(columns: Record<string, number>): Promise<void> {
  await harness.admin`update appointments.clinic set ${harness.admin(columns)} where id = ${world.clinicId}`;
}

/** The appointment, the user error, or the code of the error. */
async function run(
  viewer: Viewer,
  mutation: string,
  input: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const { data, errors } = await harness.execute(viewer, mutation, { input: { appointmentId, ...input } });
  if (errors !== undefined) return { error: errors[0]?.extensions["code"] };
  const [payload] = Object.values(data as Record<string, unknown>);
  const { appointment, userErrors } = payloadSchema.parse(payload);
  return appointment ?? userErrors[0] ?? {};
}

const fees = (): Promise<Record<string, unknown>[]> =>
  payloadsOf(harness.admin, "appointment.fee-incurred.v1");

async function detailOf(action: string): Promise<unknown> {
  const entries = await recordedAudit(harness.admin, "appointments");
  return entries.find((entry) => entry.action === action)?.detail;
}

describe("a patient who cancels", () => {
  it("owes nothing until the deadline, that instant included", async () => {
    now = new Date(DEADLINE);
    expect(await run(world.viewers.ownPatient, CANCEL)).toMatchObject({ status: "CANCELLED", fee: null });
    expect(await fees()).toEqual([]);
    expect(await detailOf("appointment:cancel")).toEqual({ version: 2, initiator: "PATIENT" });
  });

  it("owes a fee a millisecond later, which is told once, after the cancellation", async () => {
    now = LATE;
    expect(await run(world.viewers.ownPatient, CANCEL)).toEqual({
      ...{ id: appointmentId, status: "CANCELLED", startsAt: STARTS_AT, version: 2 },
      ...{ freeCancellationUntil: null, fee: FEE },
    });
    const { patientId, practitionerId, clinicId } = world;
    expect(await fees()).toEqual([
      {
        ...{ appointmentId, patientId, practitionerId, clinicId, kind: "LATE_CANCELLATION" },
        ...{ amountMinor: 2_250, currency: "EUR", incurredAt: now.toISOString(), version: 2 },
      },
    ]);
    const events = await harness.admin`select type, sequence from appointments.outbox
      where aggregate_id = ${appointmentId} order by sequence`;
    expect([...events]).toEqual([
      { type: "appointment.cancelled.v1", sequence: 1 },
      { type: "appointment.fee-incurred.v1", sequence: 2 },
    ]);
    const [entry] = (await recordedAudit(harness.admin, "appointments")).filter(
      ({ category }) => category === "CHANGE",
    );
    expect(entry?.fields).toContain("fee");
    expect(JSON.stringify(entry)).not.toContain("2250");
  });

  it("does so in as few statements as without a fee", async () => {
    now = LATE;
    harness.statements.clear();
    const document = `mutation { cancelAppointment(input: { appointmentId: "${appointmentId}" }) {
      appointment { __typename } userErrors { code } } }`;
    await harness.execute(world.viewers.ownPatient, document);
    expect(await fees()).toHaveLength(1);
    // BEGIN, settings, appointment with terms, release, update, sequence, outbox, COMMIT.
    expect(harness.statements.list).toHaveLength(8);
  });

  it("owes what the price is then, rounded half up, and nothing when that is nothing", async () => {
    now = LATE;
    const price = async (amount: number): Promise<void> => {
      await harness.admin`update appointments.service_type set price_amount_minor = ${amount} where id = ${world.checkId}`;
    };
    await price(25);
    expect(await run(world.viewers.ownPatient, CANCEL)).toMatchObject({
      fee: { amount: { amountMinor: 13 } },
    });
    appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    await price(0);
    expect(await run(world.viewers.ownPatient, CANCEL)).toMatchObject({ status: "CANCELLED", fee: null });
    await price(4_500);
    expect(await fees()).toHaveLength(1);
  });

  it("owes one fee when it is done several times at once", async () => {
    now = LATE;
    const { ownPatient } = world.viewers;
    const finish = await harness.admin.begin(async (tx) => {
      await tx`select from appointments.appointment where id = ${appointmentId} for update`;
      const cancellations = Array.from({ length: 5 }, () => run(ownPatient, CANCEL));
      await vi.waitFor(async () => {
        const waiting = await harness.admin`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(waiting).toHaveLength(5);
      });
      return () => Promise.all(cancellations);
    });
    const cancelled = await finish();
    expect(cancelled.filter(({ status }) => status === "CANCELLED")).toHaveLength(1);
    expect(cancelled.filter(({ code }) => code === "APPOINTMENT_NOT_CHANGEABLE")).toHaveLength(4);
    expect(await fees()).toHaveLength(1);
  });

  it("neither owes a fee nor has cancelled when the fee cannot be told", async () => {
    now = LATE;
    await harness.admin.unsafe(`
      create function appointments.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuse before insert on appointments.outbox for each row
        when (new.type = 'appointment.fee-incurred.v1') execute function appointments.refuse()`);
    const outcome = await run(world.viewers.ownPatient, CANCEL);
    await harness.admin.unsafe(
      "drop trigger refuse on appointments.outbox; drop function appointments.refuse()",
    );
    expect(outcome).toEqual({ error: "INTERNAL" });
    const [row] = await harness.admin`select status, fee_kind, version from appointments.appointment`;
    expect(row).toEqual({ status: "BOOKED", fee_kind: null, version: 1 });
    expect(await payloadsOf(harness.admin, "appointment.cancelled.v1")).toEqual([]);
  });

  it("cannot say that it was the clinic, nor waive the fee; a program that acts for the patient neither", async () => {
    now = LATE;
    await insertConsent(harness.admin, {
      ...{ tenantId: world.tenantId, patientId: world.patientId },
      scopes: ["APPOINTMENT_READ", "APPOINTMENT_CHANGE"],
    });
    const { ownPatient, partner } = world.viewers;
    // Who works here and is the patient is the patient.
    const staffAsPatient: Viewer = { ...ownPatient, roles: ["USER", "ADMIN"] };
    for (const viewer of [ownPatient, partner, staffAsPatient]) {
      expect(await run(viewer, CANCEL, { initiator: "CLINIC" })).toEqual({
        ...{ code: "INITIATOR_NOT_ALLOWED", field: "input.initiator" },
      });
      expect(await run(viewer, CANCEL, { waiveFee: true })).toEqual({
        ...{ code: "WAIVER_NOT_ALLOWED", field: "input.waiveFee" },
      });
    }
    expect(await run(partner, CANCEL, { initiator: null, waiveFee: null })).toMatchObject({ fee: FEE });
    await harness.admin`truncate appointments.known_consent`;
    expect(await fees()).toHaveLength(1);
  });
});

describe("the clinic's staff", () => {
  it("cancels for the clinic when it does not say otherwise: nobody owes anything", async () => {
    now = LATE;
    for (const viewer of ["admin", "supportInRegion", "practitioner"] as const) {
      expect(await run(world.viewers[viewer], CANCEL)).toMatchObject({ status: "CANCELLED", fee: null });
      appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    }
    expect(await fees()).toEqual([]);
    expect(await detailOf("appointment:cancel")).toEqual({ version: 2, initiator: "CLINIC" });
  });

  it("cancels for the patient, who then owes the fee, and waives it, which is on record", async () => {
    now = LATE;
    const { admin, supportInRegion } = world.viewers;
    expect(await run(admin, CANCEL, { initiator: "PATIENT", waiveFee: true })).toMatchObject({ fee: null });
    expect(await detailOf("appointment:cancel")).toEqual({
      ...{ version: 2, initiator: "PATIENT", isFeeWaived: true },
    });
    expect(await fees()).toEqual([]);
    appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    expect(await run(supportInRegion, CANCEL, { initiator: "PATIENT" })).toMatchObject({ fee: FEE });
    expect(await fees()).toHaveLength(1);
  });

  it("has no fee for what was never agreed", async () => {
    now = LATE;
    for (const status of ["PROPOSED", "PENDING", "WAITLIST"]) {
      appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT, status });
      expect(await run(world.viewers.admin, CANCEL, { initiator: "PATIENT" })).toMatchObject({ fee: null });
    }
    expect(await fees()).toEqual([]);
  });
});

describe("a patient who moves an appointment", () => {
  const FAR = { startsAt: "2026-03-20T09:00:00Z" };

  it("in time may cancel it for free in time again", async () => {
    now = new Date(DEADLINE);
    const moved = await run(world.viewers.ownPatient, MOVE, FAR);
    expect(moved).toMatchObject({ freeCancellationUntil: "2026-03-19T09:00:00.000Z" });
    now = LATE;
    expect(await run(world.viewers.ownPatient, CANCEL)).toMatchObject({ status: "CANCELLED", fee: null });
  });

  it("when it is late stays bound by the old start: cancelling costs the fee, however far away the new one is", async () => {
    now = LATE;
    const moved = await run(world.viewers.ownPatient, MOVE, FAR);
    expect(moved).toMatchObject({ startsAt: "2026-03-20T09:00:00.000Z", freeCancellationUntil: DEADLINE });
    expect(await run(world.viewers.ownPatient, MOVE, { startsAt: "2026-03-25T09:00:00Z" })).toMatchObject({
      freeCancellationUntil: DEADLINE,
    });
    expect(await fees()).toEqual([]);
    expect(await run(world.viewers.ownPatient, CANCEL)).toMatchObject({ fee: FEE });
    expect(await fees()).toHaveLength(1);
  });

  it("is not bound any more once the clinic has moved it", async () => {
    now = LATE;
    await run(world.viewers.ownPatient, MOVE, FAR);
    const moved = await run(world.viewers.admin, MOVE, { startsAt: "2026-03-25T09:00:00Z" });
    expect(moved).toMatchObject({ freeCancellationUntil: "2026-03-24T09:00:00.000Z" });
    expect(await run(world.viewers.ownPatient, CANCEL)).toMatchObject({ status: "CANCELLED", fee: null });
  });
});

describe("a patient who does not come", () => {
  beforeEach(() => {
    now = new Date(Date.parse(STARTS_AT) + 20 * 60 * 1000);
  });

  it("owes a fee, told once with the appointment missed", async () => {
    const { practitioner, admin } = world.viewers;
    const fee = { kind: "NO_SHOW", amount: { amountMinor: 3_600, currency: "EUR" } };
    const outcomes = await Promise.all([
      run(practitioner, RECORD, { step: "MISS" }),
      run(admin, RECORD, { step: "MISS" }),
    ]);
    expect(outcomes.filter(({ status }) => status === "NOSHOW")).toMatchObject([{ fee }]);
    expect(await fees()).toMatchObject([
      { appointmentId, kind: "NO_SHOW", amountMinor: 3_600, incurredAt: now.toISOString(), version: 2 },
    ]);
    expect(await detailOf("appointment:attendance")).toEqual({ step: "MISS", version: 2 });
  });

  it("is recorded in as few statements with a fee as without", async () => {
    const miss = async (): Promise<number> => {
      const document = `mutation { recordAttendance(input: { appointmentId: "${appointmentId}", step: MISS }) {
        appointment { __typename } userErrors { code } } }`;
      harness.statements.clear();
      await harness.execute(world.viewers.practitioner, document);
      return harness.statements.list.length;
    };
    // BEGIN, settings, appointment with terms, update, release, sequence, outbox, COMMIT.
    expect(await miss()).toBe(8);
    expect(await fees()).toHaveLength(1);
    await setPolicy({ no_show_fee_percent: 0 });
    appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    expect(await miss()).toBe(8);
    expect(await fees()).toHaveLength(1);
  });

  it("owes none when it is waived, which is on record, and none when the policy has none", async () => {
    const { practitioner } = world.viewers;
    const waived = await run(practitioner, RECORD, { step: "MISS", waiveFee: true });
    expect(waived).toMatchObject({ status: "NOSHOW", fee: null });
    expect(await detailOf("appointment:attendance")).toEqual({ step: "MISS", version: 2, isFeeWaived: true });
    await setPolicy({ no_show_fee_percent: 0 });
    appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    expect(await run(practitioner, RECORD, { step: "MISS" })).toMatchObject({ status: "NOSHOW", fee: null });
    expect(await fees()).toEqual([]);
  });

  it("owes none for what did take place, and waives none of the own", async () => {
    const { practitioner, ownPatient } = world.viewers;
    expect(await run(practitioner, RECORD, { step: "CHECK_IN", waiveFee: true })).toMatchObject({
      fee: null,
    });
    expect(await run(practitioner, RECORD, { step: "COMPLETE" })).toMatchObject({ fee: null });
    appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT });
    const staffAsPatient: Viewer = { ...ownPatient, roles: ["USER", "ADMIN"] };
    expect(await run(staffAsPatient, RECORD, { step: "MISS", waiveFee: true })).toEqual({
      ...{ code: "WAIVER_NOT_ALLOWED", field: "input.waiveFee" },
    });
    expect(await fees()).toEqual([]);
  });
});

describe("until when cancelling is free", () => {
  async function read(): Promise<unknown> {
    const { data } = await harness.execute(world.viewers.ownPatient, READ, { id: appointmentId });
    return (data as { appointment: { freeCancellationUntil: unknown } }).appointment.freeCancellationUntil;
  }

  it("is told while it can be cancelled, also when it has passed, by the policy as it stands", async () => {
    expect(await read()).toBe(DEADLINE);
    now = LATE;
    expect(await read()).toBe(DEADLINE);
    await setPolicy({ free_cancellation_hours: 2 });
    expect(await read()).toBe("2026-03-10T07:00:00.000Z");
    await setPolicy({ free_cancellation_hours: 24 });
    now = new Date(STARTS_AT);
    expect(await read()).toBeNull();
  });

  it("is not told when it never costs anything, nor of what was not agreed", async () => {
    await setPolicy({ late_cancellation_fee_percent: 0 });
    expect(await read()).toBeNull();
    await setPolicy({ late_cancellation_fee_percent: 50 });
    appointmentId = await insertAppointment(harness.admin, world, { startsAt: STARTS_AT, status: "PENDING" });
    expect(await read()).toBeNull();
  });

  it("takes two statements for a whole page", async () => {
    for (const hour of ["10", "11"])
      await insertAppointment(harness.admin, world, { startsAt: `2026-03-11T${hour}:00:00Z` });
    const LIST = "{ ... on Patient { appointments { nodes { id freeCancellationUntil fee { kind } } } } }";
    const representations = [{ __typename: "Patient", id: world.patientId }];
    const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) ${LIST} }`;
    harness.statements.clear();
    const answer = await harness.execute(world.viewers.ownPatient, document, { representations });
    expect(answer.errors).toBeUndefined();
    // BEGIN, settings, patient, page, clinics, services, outbox, COMMIT.
    expect(harness.statements.list).toHaveLength(8);
  });
});
