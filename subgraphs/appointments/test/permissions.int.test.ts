import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { newId } from "#shared/db/ids.ts";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { createWorld, insertAppointment, NOW, type ViewerName, type World } from "./world.ts";

/** `+` a value, `-` refused with a code, `0` the thing itself is not there for this viewer. */
type Outcome = "+" | "-" | "0";

const VIEWERS = [
  "ownPatient",
  "otherPatient",
  "practitioner",
  "otherPractitioner",
  "supportInRegion",
  "supportElsewhere",
  "admin",
  "analyst",
  "partner",
  "foreignAdmin",
] as const satisfies readonly ViewerName[];

const CLINIC = "+ + + + + + + + + 0";
const APPOINTMENT = "+ 0 + 0 + 0 + 0 0 0";

// Columns in the order of VIEWERS.
const MATRIX: Readonly<Record<string, string>> = {
  "Clinic.id": CLINIC,
  "Clinic.name": CLINIC,
  "Clinic.region": CLINIC,
  "Clinic.timeZone": CLINIC,
  "Clinic.city": CLINIC,
  "Clinic.devices { id }": CLINIC,
  "Clinic.policy { freeCancellationHours lateCancellationFeePercent noShowFeePercent overbookingLimit reminderHoursBefore waitlistOfferMinutes version }":
    CLINIC,
  "Clinic.rooms { id name clinic { id } }": CLINIC,
  "Clinic.serviceTypes { id clinic { id } }": CLINIC,
  "Clinic.schedules { practitioner { id } weekday opensAt closesAt }": CLINIC,
  [`Clinic.accessDecision (action: "clinic:read", actorId: "${newId()}") { rule }`]: "- - - - - - + - - 0",
  "Room.id": CLINIC,
  "Room.name": CLINIC,
  "Room.kind": CLINIC,
  "Room.clinic { id }": CLINIC,
  [`Room.accessDecision (action: "clinic:read", actorId: "${newId()}") { rule }`]: "- - - - - - + - - 0",
  "ServiceType.id": CLINIC,
  "ServiceType.name": CLINIC,
  "ServiceType.durationMinutes": CLINIC,
  "ServiceType.bufferBeforeMinutes": CLINIC,
  "ServiceType.bufferAfterMinutes": CLINIC,
  "ServiceType.price { amountMinor currency }": CLINIC,
  "ServiceType.minimumTier": CLINIC,
  "ServiceType.minimumNoticeMinutes": CLINIC,
  "ServiceType.bookingHorizonDays": CLINIC,
  "ServiceType.roomKind": CLINIC,
  "ServiceType.deviceKinds": CLINIC,
  "ServiceType.practitioners { id }": CLINIC,
  "ServiceType.clinic { id }": CLINIC,
  [`ServiceType.accessDecision (action: "clinic:read", actorId: "${newId()}") { rule }`]:
    "- - - - - - + - - 0",
  "Appointment.id": APPOINTMENT,
  "Appointment.status": APPOINTMENT,
  "Appointment.startsAt": APPOINTMENT,
  "Appointment.endsAt": APPOINTMENT,
  "Appointment.clinic { id }": APPOINTMENT,
  "Appointment.serviceType { id }": APPOINTMENT,
  "Appointment.room { id }": APPOINTMENT,
  "Appointment.devices { id }": APPOINTMENT,
  "Appointment.practitioner { id }": APPOINTMENT,
  "Appointment.patient { id }": APPOINTMENT,
  "Appointment.confidentiality": APPOINTMENT,
  "Appointment.reason": "+ 0 + 0 - 0 - 0 0 0",
  "Appointment.notes": "+ 0 + 0 - 0 - 0 0 0",
  "Appointment.cancellationReason": APPOINTMENT,
  "Appointment.cancelledAt": APPOINTMENT,
  "Appointment.freeCancellationUntil": APPOINTMENT,
  "Appointment.fee { kind amount { amountMinor currency } }": APPOINTMENT,
  "Appointment.arrivedAt": APPOINTMENT,
  "Appointment.startedAt": APPOINTMENT,
  "Appointment.seriesId": APPOINTMENT,
  "Appointment.version": APPOINTMENT,
  [`Appointment.accessDecision (action: "appointment:read", actorId: "${newId()}") { rule }`]:
    "- 0 - 0 - 0 + 0 0 0",
  "Patient.id": "+ 0 + + + 0 + 0 0 0",
  "Patient.appointments { nodes { id } totalCount }": "+ 0 + + + 0 + 0 0 0",
  "Patient.slotHolds { id }": "+ 0 + + + 0 + 0 0 0",
  "Patient.waitlistEntries { nodes { id } }": "+ 0 + + + 0 + 0 0 0",
  "Practitioner.id": CLINIC,
  "Practitioner.appointments { nodes { id } totalCount }": "- - + - + + + - - 0",
};

/** Types that stand for no row: their fields are judged by role, with the field that leads there. */
const OTHER_TYPES = [
  ...["AppointmentConnection", "AppointmentEdge", "ClinicConnection", "ClinicEdge", "Money", "PageInfo"],
  ...["Cell", "Connection", "Edge"].map((part) => `AppointmentStatistics${part}`),
  ...[
    "AccessDecision",
    "AccessCondition",
    "Device",
    ...["AppointmentFee", "ClinicPolicy", "CalendarFeed"],
    "Schedule",
    "ScheduleException",
    "ScheduleExceptionConnection",
    "ScheduleExceptionEdge",
    "Slot",
    "SlotHold",
    ...["WaitlistEntry", "WaitlistEntryConnection", "WaitlistEntryEdge", "WaitlistOffer"],
    "SeriesOccurrence",
    "BookAppointmentsResult",
    "SlotConnection",
    "SlotEdge",
    "Query",
    "Mutation",
  ],
  ...[
    ...["HoldSlot", "ReleaseHold", "BookHold", "BookAppointmentSeries", "BookAppointments"],
    ...["JoinWaitlist", "LeaveWaitlist", "AcceptWaitlistOffer", "DeclineWaitlistOffer"],
    ...["BookAppointment", "RescheduleAppointment", "CancelAppointment"],
    ...["RecordAppointmentNotes", "RecordAttendance", "SetWorkingHours"],
    ...["AddScheduleException", "RemoveScheduleException"],
    ...["UpdateClinicPolicy", "CreateCalendarFeed", "RevokeCalendarFeed"],
    ...["AddClinic", "UpdateClinic", "CloseClinic", "AddRoom", "UpdateRoom", "RemoveRoom"],
    ...["AddDevice", "UpdateDevice", "RemoveDevice"],
    ...["AddServiceType", "UpdateServiceType", "RemoveServiceType"],
  ].flatMap((mutation) => [`${mutation}Payload`, `${mutation}UserError`]),
];

let harness: SubgraphHarness;
let world: World;
let appointmentId: string;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  appointmentId = await insertAppointment(harness.admin, world, {
    startsAt: "2026-03-09T09:00:00Z",
    reason: "A mole that itches",
    notes: "To be watched",
  });
  await harness.admin`update appointments.appointment set cancellation_reason = 'none',
    cancelled_at = now(), arrived_at = now(), started_at = now(), fee_kind = 'NO_SHOW', fee_amount_minor = 100,
    fee_currency = 'EUR'`;
  await harness.admin`with series as (
      insert into appointments.appointment_series (id, tenant_id, patient_id, practitioner_id, region, recurrence, report)
      values (${newId()}, ${world.tenantId}, ${world.patientId}, ${world.practitionerId}, 'eu-central', 'FREQ=DAILY', '[]')
      returning id)
    update appointments.appointment set series_id = series.id from series`;
  await harness.admin`update appointments.service_type
    set room_kind = 'CONSULTATION', practitioner_ids = ${[world.practitionerId]}::uuid[]`;
  await harness.admin`update appointments.clinic set late_cancellation_fee_percent = 50`;
});
afterAll(() => harness.stop());

const cases = Object.entries(MATRIX).flatMap(([field, row]) =>
  VIEWERS.map((viewer, index) => ({ field, viewer, expected: row.split(" ")[index] as Outcome })),
);

const ENTITIES = "query ($representations: [_Any!]!) { _entities(representations: $representations)";

function idOf(typeName: string): string {
  const ids: Record<string, string> = {
    Clinic: world.clinicId,
    Room: world.roomIds[0],
    ServiceType: world.checkId,
    Appointment: appointmentId,
    Patient: world.patientId,
    Practitioner: world.practitionerId,
  };
  return String(ids[typeName]);
}

describe("permission matrix", () => {
  it("names every field of every type that stands for a row", () => {
    const access = readAccessMap(loadSubgraphSdl("appointments"));
    const fields = [...access]
      .filter(([typeName]) => !OTHER_TYPES.includes(typeName))
      .flatMap(([typeName, map]) => [...map.keys()].map((field) => `${typeName}.${field}`));
    expect(
      Object.keys(MATRIX)
        .map((key) => key.split(" ")[0])
        .sort(),
    ).toEqual(fields.sort());
  });

  it.each(cases)("$field as $viewer is $expected", async ({ field, viewer, expected }) => {
    const dot = field.indexOf(".");
    const typeName = field.slice(0, dot);
    const selection = field.slice(dot + 1);
    const answer = await harness.execute(
      world.viewers[viewer],
      `${ENTITIES} { __typename ... on ${typeName} { ${selection} } } }`,
      { representations: [{ __typename: typeName, id: idOf(typeName) }] },
    );
    expect(outcomeOf(answer, selection)).toBe(expected);
  });

  it.each(["Clinic", "Room", "ServiceType", "Appointment", "Patient", "Practitioner"])(
    "shows a signed-out caller and another tenant no %s",
    async (typeName) => {
      for (const viewer of [ANONYMOUS, world.viewers.foreignAdmin]) {
        const answer = await harness.execute(viewer, `${ENTITIES} { __typename } }`, {
          representations: [{ __typename: typeName, id: idOf(typeName) }],
        });
        expect(answer).toEqual({ data: { _entities: [null] }, setCookies: [] });
      }
    },
  );

  it.each([
    ["clinics { nodes { id } }", CLINIC.replace("0", "+")],
    [`clinic(id: "{clinic}") { id }`, CLINIC],
    [
      `availableSlots(clinicId: "{clinic}", serviceTypeId: "{service}", from: "2026-03-09") { nodes { startsAt } }`,
      "+ + + + + + + - + +",
    ],
    [`appointment(id: "{appointment}") { id }`, "+ 0 + 0 + 0 + - 0 0"],
    [`waitlist(clinicId: "{clinic}") { nodes { id } }`, "- - + + + + + - - +"],
    [
      `appointmentStatistics(by: CLINIC, fromMonth: "2026-01", toMonth: "2026-02") { nodes { count } }`,
      "- - - - - - + + - +",
    ],
  ])("lets the right roles ask for %s", async (template, row) => {
    const field = template
      .replace("{clinic}", world.clinicId)
      .replace("{service}", world.checkId)
      .replace("{appointment}", appointmentId);
    const outcomes: string[] = [];
    for (const viewer of VIEWERS) {
      const answer = await harness.execute(world.viewers[viewer], `{ ${field} }`);
      const [value] = Object.values<unknown>(answer.data ?? {});
      if (answer.errors !== undefined) outcomes.push("-");
      else outcomes.push(value === null ? "0" : "+");
    }
    expect(outcomes.join(" ")).toBe(row);
    const signedOut = await harness.execute(ANONYMOUS, `{ ${field} }`);
    expect(signedOut.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_UNAUTHENTICATED"]);
  });

  it("shows a practitioner, of a patient's appointments, only those with the practitioner", async () => {
    const answer = await harness.execute(
      world.viewers.otherPractitioner,
      `${ENTITIES} { ... on Patient { appointments { nodes { id } totalCount } } } }`,
      { representations: [{ __typename: "Patient", id: world.patientId }] },
    );
    expect(answer.data).toEqual({ _entities: [{ appointments: { nodes: [], totalCount: 0 } }] });
  });

  it("shows a support agent, of a practitioner's appointments, only those in the agent's regions", async () => {
    const answer = await harness.execute(
      world.viewers.supportElsewhere,
      `${ENTITIES} { ... on Practitioner { appointments { nodes { id } totalCount } } } }`,
      { representations: [{ __typename: "Practitioner", id: world.practitionerId }] },
    );
    expect(answer.data).toEqual({ _entities: [{ appointments: { nodes: [], totalCount: 0 } }] });
  });

  it("writes down what was read of a patient's appointments and what was refused, never a value", async () => {
    await harness.admin`truncate appointments.outbox`;
    await harness.execute(
      world.viewers.supportInRegion,
      "query ($id: ID!) { appointment(id: $id) { status startsAt reason } }",
      {
        id: appointmentId,
      },
    );
    await harness.execute(
      world.viewers.otherPractitioner,
      `${ENTITIES} { ... on Practitioner { appointments { nodes { id } } } } }`,
      { representations: [{ __typename: "Practitioner", id: world.practitionerId }] },
    );
    const entries = await recordedAudit(harness.admin, "appointments");
    const appointment = { entityType: "Appointment", entityId: appointmentId, patientId: world.patientId };
    expect(entries).toMatchObject([
      { category: "READ", action: "appointment:read", ...appointment, fields: ["startsAt", "status"] },
      { category: "DENIAL", action: "appointment:clinical:read", ...appointment, fields: ["reason"] },
      {
        category: "DENIAL",
        action: "practitioner:appointment:list",
        entityType: "Practitioner",
        entityId: world.practitionerId,
        fields: ["appointments"],
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/mole|watched|T09:00/);
  });
});

function outcomeOf(answer: GraphqlAnswer, selection: string): Outcome | "unexpected" {
  const [entity] = (answer.data?._entities ?? [null]) as (Record<string, unknown> | null)[];
  const codes = answer.errors?.map(({ extensions }) => extensions["code"]) ?? [];
  if (entity === null && codes.length === 0) return "0";
  if (codes.includes("AUTH_FORBIDDEN")) return "-";
  const value = entity?.[selection.split(" ")[0] ?? ""];
  return value === undefined || value === null ? "unexpected" : "+";
}
