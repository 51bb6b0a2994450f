import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ConsentScope } from "#shared/auth/consent.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertGuardianship,
  NOW,
  payloadsOf,
  type World,
} from "./world.ts";

const READ: readonly ConsentScope[] = ["APPOINTMENT_READ"];
const BOOK: readonly ConsentScope[] = ["APPOINTMENT_READ", "APPOINTMENT_BOOK"];
const CHANGE: readonly ConsentScope[] = ["APPOINTMENT_READ", "APPOINTMENT_CHANGE"];
const ALL: readonly ConsentScope[] = ["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"];

let now = NOW;
let harness: SubgraphHarness;
let world: World;
let login: postgres.Sql;
/** A patient, too: of the other region. */
let guardian: Viewer;
let appointmentId: string;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => now,
  });
  world = await createWorld(harness.admin);
  guardian = viewerOf({ tenantId: world.tenantId, roles: ["USER"], patientId: world.otherPatientId });
  login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
});
afterAll(async () => {
  await login.end();
  await harness.stop();
});
beforeEach(async () => {
  now = NOW;
  await clearAppointments(harness);
  await harness.admin`truncate appointments.known_guardianship`;
  appointmentId = await insertAppointment(harness.admin, world, {
    startsAt: "2026-03-09T09:00:00Z",
    reason: "A mole that itches",
    notes: "Benign",
  });
});

function guard(scopes: readonly ConsentScope[], changes: Record<string, unknown> = {}): Promise<string> {
  const { tenantId, patientId } = world;
  const { accountId } = guardian;
  return insertGuardianship(harness.admin, { tenantId, patientId, accountId, scopes, ...changes });
}

function impersonatedBySupport(viewer: Viewer): Viewer {
  const impersonator = {
    accountId: newId(),
    roles: ["SUPPORT" as const],
    endsAt: "2026-03-09T06:30:00.000Z",
  };
  return { ...viewer, impersonator };
}

const READ_DOCUMENT = `query ($id: ID!) { appointment(id: $id) { id status startsAt version
  patient { id appointments { nodes { id } totalCount } } } }`;

function read(
  viewer: Viewer = guardian,
  on: Pick<SubgraphHarness, "execute"> = harness,
): Promise<GraphqlAnswer> {
  return on.execute(viewer, READ_DOCUMENT, { id: appointmentId });
}

async function book(viewer: Viewer = guardian, changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await harness.execute(
    viewer,
    `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) {
      appointment { id status patient { id } } userErrors { code } } }`,
    {
      input: {
        clinicId: world.clinicId,
        serviceTypeId: world.checkId,
        practitionerId: world.otherPractitionerId,
        patientId: world.patientId,
        startsAt: "2026-03-10T09:00:00Z",
        ...changes,
      },
    },
  );
  return outcomeOf(answer, "bookAppointment");
}

async function cancel(viewer: Viewer = guardian, changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await harness.execute(
    viewer,
    `mutation ($input: CancelAppointmentInput!) { cancelAppointment(input: $input) {
      appointment { id status } userErrors { code } } }`,
    { input: { appointmentId, ...changes } },
  );
  return outcomeOf(answer, "cancelAppointment");
}

async function move(viewer: Viewer = guardian, startsAt = "2026-03-10T10:00:00Z"): Promise<string> {
  const answer = await harness.execute(
    viewer,
    `mutation ($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) {
      appointment { id status } userErrors { code } } }`,
    { input: { appointmentId, startsAt } },
  );
  return outcomeOf(answer, "rescheduleAppointment");
}

function codesOf({ errors }: GraphqlAnswer): unknown {
  return errors?.map(({ extensions }) => extensions["code"]);
}

function outcomeOf({ data, errors }: GraphqlAnswer, field: string): string {
  if (errors !== undefined) return errors.map(({ extensions }) => String(extensions["code"])).join(" ");
  return String(data[field].userErrors[0]?.code ?? data[field].appointment.status);
}

/** Runs one statement with the settings of a viewer: row-level security is all that is left. */
async function statement(text: string, viewer: Viewer = guardian): Promise<number> {
  const settings = viewerSettings(viewer, 5_000);
  return login.begin(async (tx) => {
    await tx.unsafe(settings.text, [...settings.parameters]);
    return (await tx.unsafe(text)).count;
  });
}

const OF_WARD = () => `patient_id = '${world.patientId}'`;
const SEEN = () => `select 1 from appointments.appointment where ${OF_WARD()}`;
const TOUCH = () => `update appointments.appointment set version = 9 where ${OF_WARD()}`;

describe("a guardian", () => {
  it("reads and lists the ward's appointments beside the own ones", async () => {
    await guard(READ);
    const own = await insertAppointment(harness.admin, world, {
      ...{ startsAt: "2026-03-09T10:00:00Z", patientId: world.otherPatientId },
    });
    expect(await read()).toEqual({
      data: {
        appointment: {
          ...{ id: appointmentId, status: "BOOKED", startsAt: "2026-03-09T09:00:00.000Z", version: 1 },
          patient: {
            id: world.patientId,
            appointments: { nodes: [{ id: appointmentId }], totalCount: 1 },
          },
        },
      },
      setCookies: [],
    });
    const answer = await harness.execute(
      guardian,
      `{ _entities(representations: [{ __typename: "Patient", id: "${world.otherPatientId}" }]) {
        ... on Patient { appointments { nodes { id } totalCount } } } }`,
    );
    expect(answer.data._entities).toEqual([{ appointments: { nodes: [{ id: own }], totalCount: 1 } }]);
  });

  it("books, moves and cancels as the patient does, on record as the guardian for the ward", async () => {
    const id = await guard(ALL);
    expect(await book(guardian, { reason: "Blood count" })).toBe("BOOKED");
    expect(await move()).toBe("BOOKED");
    expect(await cancel()).toBe("CANCELLED");
    const changes = (await recordedAudit(harness.admin, "appointments")).filter(
      ({ category }) => category === "CHANGE",
    );
    expect(
      changes.map(({ action, agent, patientId, detail }) => ({
        ...{ action, accountId: agent.accountId, patientId },
        ...{ actsAs: detail["actsAs"], guardianshipId: detail["guardianshipId"] },
      })),
    ).toEqual(
      ["appointment:book", "appointment:reschedule", "appointment:cancel"].map((action) => ({
        ...{ action, accountId: guardian.accountId, patientId: world.patientId },
        ...{ actsAs: "GUARDIAN", guardianshipId: id },
      })),
    );
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toMatchObject([
      { patientId: world.patientId },
    ]);
  });

  it("who books for oneself is not said to be one", async () => {
    await guard(ALL);
    expect(await book(guardian, { patientId: world.otherPatientId })).toBe("BOOKED");
    const [entry] = (await recordedAudit(harness.admin, "appointments")).filter(
      ({ action }) => action === "appointment:book",
    );
    expect(entry?.detail).toEqual({ version: 1 });
  });

  it.each([["reason"], ["notes"], ["confidentiality"], ["cancellationReason"]])(
    "is not told %s",
    async (field) => {
      await guard(ALL);
      await harness.admin`update appointments.appointment set cancellation_reason = 'Fever' where id = ${appointmentId}`;
      const answer = await harness.execute(guardian, `{ appointment(id: "${appointmentId}") { ${field} } }`);
      expect(codesOf(answer)).toEqual(["AUTH_FORBIDDEN"]);
      expect(JSON.stringify(answer.data)).not.toMatch(/itches|Benign|NORMAL|Fever/);
    },
  );

  it("sees nobody else's, and neither the list of a practitioner", async () => {
    await guard(ALL, { patientId: world.foreignPatientId });
    expect((await read()).data).toEqual({ appointment: null });
    await guard(ALL);
    const answer = await harness.execute(
      guardian,
      `{ _entities(representations: [{ __typename: "Practitioner", id: "${world.practitionerId}" }]) {
        ... on Practitioner { appointments { nodes { id } } } } }`,
    );
    expect(codesOf(answer)).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("is told that the ward is busy, as those are who may book", async () => {
    await guard(BOOK);
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-10T09:00:00Z" });
    expect(await book()).toBe("PATIENT_BUSY");
  });

  it("books once what is sent twice with one key", async () => {
    await guard(BOOK);
    expect(await book(guardian, { idempotencyKey: "key" })).toBe("BOOKED");
    expect(await book(guardian, { idempotencyKey: "key" })).toBe("BOOKED");
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toHaveLength(1);
  });

  it("books what the own tier is for", async () => {
    await guard(BOOK);
    await harness.admin`update appointments.service_type set minimum_tier = 'PREMIUM' where id = ${world.checkId}`;
    try {
      expect(await book()).toBe("TIER_TOO_LOW");
      expect(await book({ ...guardian, tier: "PREMIUM" })).toBe("BOOKED");
    } finally {
      await harness.admin`update appointments.service_type set minimum_tier = 'STANDARD' where id = ${world.checkId}`;
    }
  });

  it("is bound by notice and horizon, as the patient is", async () => {
    await guard(ALL);
    await harness.admin`update appointments.service_type set minimum_notice_minutes = 180, booking_horizon_days = 2
      where id = ${world.checkId}`;
    try {
      expect(await book(guardian, { startsAt: "2026-03-09T08:30:00Z" })).toBe("NOTICE_TOO_SHORT");
      expect(await book(guardian, { startsAt: "2026-03-12T09:00:00Z" })).toBe("TOO_FAR_AHEAD");
      expect(await move(guardian, "2026-03-12T09:00:00Z")).toBe("TOO_FAR_AHEAD");
    } finally {
      await harness.admin`update appointments.service_type set minimum_notice_minutes = 0, booking_horizon_days = 365
        where id = ${world.checkId}`;
    }
  });

  it("who cancels late does so for the patient, and waives nothing, also when working here", async () => {
    await guard(ALL);
    await harness.admin`update appointments.clinic set late_cancellation_fee_percent = 50 where id = ${world.clinicId}`;
    const staff: Viewer = { ...guardian, roles: ["USER", "ADMIN"] };
    for (const viewer of [guardian, staff]) {
      expect(await cancel(viewer, { initiator: "CLINIC" })).toBe("INITIATOR_NOT_ALLOWED");
      expect(await cancel(viewer, { waiveFee: true })).toBe("WAIVER_NOT_ALLOWED");
    }
    expect(await cancel()).toBe("CANCELLED");
    expect(await payloadsOf(harness.admin, "appointment.fee-incurred.v1")).toMatchObject([
      { kind: "LATE_CANCELLATION", patientId: world.patientId },
    ]);
  });

  it("who is support as well counts all that either may see in a practitioner's list", async () => {
    await guard(READ);
    const both: Viewer = { ...guardian, roles: ["USER", "SUPPORT"], regions: ["in-west"] };
    const list = `{ _entities(representations: [{ __typename: "Practitioner", id: "${world.practitionerId}" }]) {
      ... on Practitioner { appointments { nodes { id } totalCount } } } }`;
    const { data } = await harness.execute(both, list);
    expect(data._entities).toEqual([{ appointments: { nodes: [{ id: appointmentId }], totalCount: 1 } }]);
  });

  it("is told to admins who ask why: that of the account asked about", async () => {
    await guard(READ);
    await harness.admin`insert into appointments.known_actor (id, tenant_id, roles, regions, tier, is_disabled)
      values (${guardian.accountId}, ${world.tenantId}, '{USER}', '{}', 'STANDARD', false)`;
    const ask = async (action: string): Promise<unknown> => {
      const answer = await harness.execute(
        world.viewers.admin,
        `{ appointment(id: "${appointmentId}") {
          accessDecision(action: "${action}", actorId: "${guardian.accountId ?? ""}") { isAllowed } } }`,
      );
      return answer.data.appointment.accessDecision;
    };
    expect(await ask("appointment:read")).toEqual({ isAllowed: true });
    expect(await ask("appointment:change")).toEqual({ isAllowed: false });
    await harness.admin`truncate appointments.known_guardianship`;
    expect(await ask("appointment:read")).toEqual({ isAllowed: false });
  });

  it("costs no more statements than a patient", async () => {
    await guard(ALL);
    const ward = { id: world.patientId };
    const list = `query ($id: ID!) { _entities(representations: [{ __typename: "Patient", id: $id }]) {
      ... on Patient { appointments { nodes { id status } totalCount } } } }`;
    const countFor = async (viewer: Viewer): Promise<number> => {
      harness.statements.clear();
      expect((await harness.execute(viewer, list, ward)).errors).toBeUndefined();
      return harness.statements.list.length;
    };
    expect(await countFor(guardian)).toBe(await countFor(world.viewers.ownPatient));
  });
});

describe("a scope that the guardian was not given", () => {
  it.each([
    ["APPOINTMENT_READ", READ, "AUTH_FORBIDDEN", "APPOINTMENT_NOT_FOUND"],
    ["APPOINTMENT_BOOK", BOOK, "BOOKED", "APPOINTMENT_NOT_FOUND"],
    ["APPOINTMENT_CHANGE", CHANGE, "AUTH_FORBIDDEN", "CANCELLED"],
  ])("is refused: of %s nothing else follows", async (_name, scopes, booked, cancelled) => {
    await guard(scopes);
    expect(await book()).toBe(booked);
    expect(await cancel()).toBe(cancelled);
  });

  it("is refused by row-level security alone", async () => {
    await guard(READ);
    expect(await statement(SEEN())).toBe(1);
    expect(await statement(TOUCH())).toBe(0);
    const insert = `insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
        practitioner_id, patient_id, region, status, starts_at, ends_at)
      values ('${newId()}', '${world.tenantId}', '${world.clinicId}', '${world.checkId}', '${world.roomIds[1]}',
        '${world.otherPractitionerId}', '${world.patientId}', 'eu-central', 'BOOKED', '2026-03-11T09:00:00Z',
        '2026-03-11T09:30:00Z')`;
    await expect(statement(insert)).rejects.toMatchObject({ code: "42501" });
    const tell = (
      notes: string,
    ): string => `insert into appointments.appointment_clinical (id, tenant_id, notes)
      values ('${appointmentId}', '${world.tenantId}', ${notes})`;
    await harness.admin`delete from appointments.appointment_clinical where id = ${appointmentId}`;
    await expect(statement(tell("null"))).rejects.toMatchObject({ code: "42501" });
    await harness.admin`truncate appointments.known_guardianship`;
    await guard(ALL);
    await expect(statement(insert, impersonatedBySupport(guardian))).rejects.toMatchObject({ code: "42501" });
    await expect(statement(tell("'Found by a guardian'"))).rejects.toMatchObject({ code: "42501" });
    expect(await statement(tell("null"))).toBe(1);
    expect(await statement(insert)).toBe(1);
    expect(await statement(TOUCH())).toBe(2);
  });

  it.each([
    ["APPOINTMENT_READ", READ, false, false],
    ["APPOINTMENT_BOOK", BOOK, true, false],
    ["APPOINTMENT_CHANGE", CHANGE, true, true],
  ] as const)("with %s alone takes: %s, frees: %s", async (_name, scopes, takes, frees) => {
    await guard(scopes);
    const take = `insert into appointments.allocation (id, tenant_id, appointment_id, resource_kind, resource_id, during, live)
      values ('${newId()}', '${world.tenantId}', '${appointmentId}', 'ROOM', '${world.roomIds[0]}',
        tstzrange('2026-03-20T09:00:00Z', '2026-03-20T09:30:00Z'), true)`;
    const release = `update appointments.allocation set live = false where appointment_id = '${appointmentId}'`;
    const taken = await statement(take).then(
      () => true,
      () => false,
    );
    expect([taken, (await statement(release)) > 0]).toEqual([takes, frees]);
  });

  it("of an app's token is refused, whatever the guardian may", async () => {
    await guard(ALL);
    const app: Viewer = { ...guardian, clientId: "northwind-app", scopes: ["appointment:read", "slot:read"] };
    const { data, errors } = await harness.execute(app, `{ appointment(id: "${appointmentId}") { status } }`);
    expect([data, errors]).toEqual([{ appointment: { status: "BOOKED" } }, undefined]);
    expect(await book(app)).toBe("AUTH_FORBIDDEN");
    expect(await cancel(app)).toBe("AUTH_FORBIDDEN");
  });
});

describe("no guardianship", () => {
  const MISSING = { data: { appointment: null }, setCookies: [] };

  it.each([
    ["at all", () => Promise.resolve("")],
    ["of another account", () => guard(ALL, { accountId: newId() })],
    ["for another patient", () => guard(ALL, { patientId: world.foreignPatientId })],
    ["that has ended", () => guard(ALL, { endedAt: new Date() })],
    ["whose time is over", () => guard(ALL, { expiresAt: new Date("2026-01-01T00:00:00Z") })],
    ["in another tenant", () => guard(ALL, { tenantId: world.foreignTenantId })],
  ])("%s lets an account see anything: it is answered as for what is not there", async (_name, arrange) => {
    await arrange();
    expect(await read()).toEqual(MISSING);
    expect(await book()).toBe("PATIENT_NOT_FOUND");
    expect(await cancel()).toBe("APPOINTMENT_NOT_FOUND");
    expect(await statement(SEEN())).toBe(0);
    const ofPatient = `= '${world.patientId}'`;
    expect(await statement(`select 1 from appointments.known_patient where id ${ofPatient}`)).toBe(0);
    expect(await statement(`select 1 from appointments.allocation where resource_id ${ofPatient}`)).toBe(0);
  });

  it("is of use to who acts in the guardian's place, or to the guardian under another role", async () => {
    await guard(ALL);
    const others: Viewer[] = [
      impersonatedBySupport(guardian),
      { ...guardian, roles: ["PARTNER"], kind: "CLIENT", clientId: "partner-lab" },
      { ...guardian, tenantId: world.foreignTenantId },
    ];
    for (const viewer of others) {
      expect(await read(viewer)).toEqual(MISSING);
      expect(await statement(SEEN(), viewer)).toBe(0);
    }
    expect(await book(impersonatedBySupport(guardian))).toBe("PATIENT_NOT_FOUND");
    expect(await cancel(impersonatedBySupport(guardian))).toBe("AUTH_FORBIDDEN");
  });

  it("tells a guardian of others' guardianships, nor may anybody write one", async () => {
    await guard(ALL);
    await guard(ALL, { accountId: newId() });
    const count = "select 1 from appointments.known_guardianship";
    expect(await statement(count)).toBe(1);
    expect(await statement(count, impersonatedBySupport(guardian))).toBe(0);
    await harness.admin`alter table appointments.known_guardianship disable row level security`;
    const asRead = await statement(SEEN(), impersonatedBySupport(guardian));
    await harness.admin`alter table appointments.known_guardianship enable row level security`;
    expect(asRead).toBe(0);
    expect(await statement(count, world.viewers.supportInRegion)).toBe(0);
    expect(await statement(count, world.viewers.ownPatient)).toBe(0);
    const insert = `insert into appointments.known_guardianship (id, tenant_id, patient_id, account_id, scopes)
      values ('${newId()}', '${world.tenantId}', '${world.patientId}', '${guardian.accountId ?? ""}', '{APPOINTMENT_READ}')`;
    for (const viewer of [guardian, world.viewers.admin]) {
      await expect(statement(insert, viewer)).rejects.toMatchObject({ code: "42501" });
      expect(await statement("update appointments.known_guardianship set ended_at = null", viewer)).toBe(0);
    }
  });

  it("is found by row-level security being off: services and rules on fields hold by themselves", async () => {
    await guard(ALL, { accountId: newId() });
    await guard(ALL, { patientId: world.foreignPatientId });
    await guard(ALL, { endedAt: new Date() });
    await guard(ALL, { expiresAt: new Date("2026-01-01T00:00:00Z") });
    const tables = ["appointment", "known_patient", "known_guardianship"];
    for (const table of tables) {
      await harness.admin`alter table ${harness.admin(`appointments.${table}`)} disable row level security`;
    }
    try {
      expect(codesOf(await read())).toEqual(["AUTH_FORBIDDEN"]);
      expect(await book()).toBe("AUTH_FORBIDDEN");
      expect(await cancel()).toBe("AUTH_FORBIDDEN");
      await guard(ALL);
      expect(codesOf(await read(impersonatedBySupport(guardian)))).toEqual(["AUTH_FORBIDDEN"]);
      expect(codesOf(await read())).toBeUndefined();
    } finally {
      for (const table of tables) {
        await harness.admin`alter table ${harness.admin(`appointments.${table}`)} enable row level security`;
      }
    }
  });
});

describe("what a guardian is not told", () => {
  it("is kept by the services when shield lets all pass", async () => {
    await guard(ALL);
    const open = await startSubgraph({
      name: "appointments",
      create: createAppointmentsSubgraph,
      startsBackgroundWork: false,
      clock: () => now,
      database: harness.database,
      knockOut: { shield: () => true },
    });
    try {
      expect((await read(guardian, open)).errors).toBeUndefined();
      for (const field of ["reason", "notes", "confidentiality", "cancellationReason"]) {
        const answer = await open.execute(guardian, `{ appointment(id: "${appointmentId}") { ${field} } }`);
        expect([field, codesOf(answer)]).toEqual([field, ["AUTH_FORBIDDEN"]]);
      }
    } finally {
      await open.stop();
    }
  });

  it("is kept by row-level security and shield when services let all pass", async () => {
    const open = await startSubgraph({
      name: "appointments",
      create: createAppointmentsSubgraph,
      startsBackgroundWork: false,
      clock: () => now,
      database: harness.database,
      knockOut: { service: () => true },
    });
    try {
      expect((await read(guardian, open)).data).toEqual({ appointment: null });
      await guard(READ);
      for (const field of ["reason", "notes", "confidentiality", "cancellationReason"]) {
        const answer = await open.execute(guardian, `{ appointment(id: "${appointmentId}") { ${field} } }`);
        expect([field, codesOf(answer)]).toEqual([field, ["AUTH_FORBIDDEN"]]);
      }
      expect(await statement("select 1 from appointments.appointment_clinical")).toBe(0);
    } finally {
      await open.stop();
    }
  });
});
