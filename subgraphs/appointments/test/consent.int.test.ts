import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ConsentScope } from "#shared/auth/consent.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertConsent,
  NOW,
  type World,
} from "./world.ts";

let harness: SubgraphHarness;
let world: World;
let login: postgres.Sql;
let partner: Viewer;
let appointmentId: string;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  partner = world.viewers.partner;
  login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
});
afterAll(async () => {
  await login.end();
  await harness.stop();
});
beforeEach(async () => {
  await clearAppointments(harness);
  await harness.admin`truncate appointments.known_consent`;
  appointmentId = await insertAppointment(harness.admin, world, {
    startsAt: "2026-03-09T09:00:00Z",
    reason: "A mole that itches",
  });
});

const READ: readonly ConsentScope[] = ["APPOINTMENT_READ"];
const BOOK: readonly ConsentScope[] = ["APPOINTMENT_READ", "APPOINTMENT_BOOK"];
const CHANGE: readonly ConsentScope[] = ["APPOINTMENT_READ", "APPOINTMENT_CHANGE"];

function consent(scopes: readonly ConsentScope[], changes: Record<string, unknown> = {}): Promise<string> {
  const { tenantId, patientId } = world;
  return insertConsent(harness.admin, { tenantId, patientId, scopes, ...changes });
}

const READ_DOCUMENT = `query ($id: ID!) { appointment(id: $id) { id status startsAt version
  patient { id appointments { nodes { id } totalCount } } } }`;

function read(viewer: Viewer = partner): Promise<GraphqlAnswer> {
  return harness.execute(viewer, READ_DOCUMENT, { id: appointmentId });
}

async function book(viewer: Viewer = partner, reason: string | null = null): Promise<string> {
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
        reason,
      },
    },
  );
  return outcomeOf(answer, "bookAppointment");
}

async function cancel(viewer: Viewer = partner): Promise<string> {
  const answer = await harness.execute(
    viewer,
    `mutation { cancelAppointment(input: { appointmentId: "${appointmentId}" }) {
      appointment { id status } userErrors { code } } }`,
  );
  return outcomeOf(answer, "cancelAppointment");
}

function outcomeOf({ data, errors }: GraphqlAnswer, field: string): string {
  if (errors !== undefined) return errors.map(({ extensions }) => String(extensions["code"])).join(" ");
  return String(data[field].userErrors[0]?.code ?? data[field].appointment.status);
}

/** Runs one statement with the settings of the partner's program: row-level security is all that is left. */
async function statement(text: string, viewer: Viewer = partner): Promise<number> {
  const settings = viewerSettings(viewer, 5_000);
  return login.begin(async (tx) => {
    await tx.unsafe(settings.text, [...settings.parameters]);
    return (await tx.unsafe(text)).count;
  });
}

const SEEN = "select 1 from appointments.appointment";

describe("with a patient's consent, a partner's program", () => {
  it("reads and lists the patient's appointments, and points at the patient by id", async () => {
    await consent(READ);
    expect(await read()).toEqual({
      data: {
        appointment: {
          id: appointmentId,
          status: "BOOKED",
          startsAt: "2026-03-09T09:00:00.000Z",
          version: 1,
          patient: {
            id: world.patientId,
            appointments: { nodes: [{ id: appointmentId }], totalCount: 1 },
          },
        },
      },
      setCookies: [],
    });
  });

  it("is told no reason, and finds nobody else's appointments", async () => {
    await consent(["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"]);
    const foreign = await insertAppointment(harness.admin, world, {
      startsAt: "2026-03-09T09:30:00Z",
      patientId: world.otherPatientId,
    });
    const reason = await harness.execute(partner, `{ appointment(id: "${appointmentId}") { reason } }`);
    expect(reason.data).toEqual({ appointment: { reason: null } });
    expect(reason.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    const other = await harness.execute(partner, READ_DOCUMENT, { id: foreign });
    expect(other).toEqual({ data: { appointment: null }, setCookies: [] });
    const viaPractitioner = await harness.execute(
      partner,
      `{ _entities(representations: [{ __typename: "Practitioner", id: "${world.practitionerId}" }]) {
        ... on Practitioner { appointments { nodes { id } } } } }`,
    );
    expect(viaPractitioner.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("books and cancels, each with the scope for it, and is on record as the agent", async () => {
    await consent(["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"]);
    expect(await book()).toBe("BOOKED");
    expect(await cancel()).toBe("CANCELLED");
    const entries = await harness.admin`select entry->>'action' as action, entry->'agent' as agent
      from appointments.outbox, jsonb_array_elements(payload->'entries') entry
      where type = 'audit.entries.v1' and entry->>'category' = 'CHANGE' order by position`;
    const agent = { kind: "CLIENT", accountId: null, clientId: "partner-lab", roles: ["PARTNER"] };
    expect(entries.map((row) => ({ ...row }))).toMatchObject([
      { action: "appointment:book", agent },
      { action: "appointment:cancel", agent },
    ]);
  });

  it("tells a reason when it books, and never sees one: nor where only row-level security is left", async () => {
    await consent(BOOK);
    expect(await book(partner, "Blood count")).toBe("BOOKED");
    const told = await harness.admin`select reason from appointments.appointment_clinical order by reason`;
    expect(told.map((row): unknown => row["reason"])).toEqual(["A mole that itches", "Blood count"]);
    expect(await statement("select 1 from appointments.appointment_clinical")).toBe(0);
    const tell = (
      notes: string,
    ): string => `insert into appointments.appointment_clinical (id, tenant_id, notes)
      values ('${appointmentId}', '${world.tenantId}', ${notes})`;
    await harness.admin`delete from appointments.appointment_clinical where id = ${appointmentId}`;
    await expect(statement(tell("'Found by a program'"))).rejects.toMatchObject({ code: "42501" });
    await harness.admin`truncate appointments.known_consent`;
    await consent(CHANGE);
    await expect(statement(tell("null"))).rejects.toMatchObject({ code: "42501" });
  });

  it("is told that the patient is busy, as those are who may book", async () => {
    await consent(BOOK);
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-10T09:00:00Z" });
    expect(await book()).toBe("PATIENT_BUSY");
  });
});

describe("a scope that was not consented to", () => {
  it.each([
    ["APPOINTMENT_READ", READ, "AUTH_FORBIDDEN", "APPOINTMENT_NOT_FOUND"],
    ["APPOINTMENT_BOOK", BOOK, "BOOKED", "APPOINTMENT_NOT_FOUND"],
    ["APPOINTMENT_CHANGE", CHANGE, "AUTH_FORBIDDEN", "CANCELLED"],
  ])("is refused: of %s nothing else follows", async (_name, scopes, booked, cancelled) => {
    await consent(scopes);
    expect(await book()).toBe(booked);
    expect(await cancel()).toBe(cancelled);
  });

  it("is refused by row-level security alone", async () => {
    await consent(READ);
    expect(await statement(SEEN)).toBe(1);
    expect(await statement("update appointments.appointment set version = 9")).toBe(0);
    const insert = `insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
        practitioner_id, patient_id, region, status, starts_at, ends_at)
      values ('${newId()}', '${world.tenantId}', '${world.clinicId}', '${world.checkId}', '${world.roomIds[1]}',
        '${world.otherPractitionerId}', '${world.patientId}', 'eu-central', 'BOOKED', '2026-03-11T09:00:00Z',
        '2026-03-11T09:30:00Z')`;
    await expect(statement(insert)).rejects.toMatchObject({ code: "42501" });
    await harness.admin`truncate appointments.known_consent`;
    await consent(["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"]);
    expect(await statement(insert)).toBe(1);
    expect(await statement("update appointments.appointment set version = 9")).toBe(2);
  });

  it("of the token is refused, whatever the patient consented to", async () => {
    await consent(BOOK);
    const narrowed: Viewer = { ...partner, scopes: ["appointment:read", "slot:read"] };
    expect(await book(narrowed)).toBe("AUTH_FORBIDDEN");
  });
});

describe("no consent", () => {
  const MISSING = { data: { appointment: null }, setCookies: [] };

  it.each([
    ["given to nobody", () => Promise.resolve("")],
    ["for another program", () => consent(BOOK, { clientId: "partner-wellness" })],
    ["of another patient", () => consent(BOOK, { patientId: world.otherPatientId })],
    ["that has ended", () => consent(BOOK, { expiresAt: new Date("2026-01-01T00:00:00Z") })],
    ["that was withdrawn", () => consent(BOOK, { withdrawnAt: new Date() })],
    ["in another tenant", () => consent(BOOK, { tenantId: world.foreignTenantId })],
  ])("%s lets a program see anything: it is answered as for what is not there", async (_name, arrange) => {
    await arrange();
    expect(await read()).toEqual(MISSING);
    expect(await book()).toBe("PATIENT_NOT_FOUND");
    expect(await cancel()).toBe("APPOINTMENT_NOT_FOUND");
    expect(await statement(SEEN)).toBe(0);
    const ofPatient = `= '${world.patientId}'`;
    expect(await statement(`select 1 from appointments.known_patient where id ${ofPatient}`)).toBe(0);
    expect(await statement(`select 1 from appointments.allocation where resource_id ${ofPatient}`)).toBe(0);
  });

  it("is of use to the program of another tenant that has the same name", async () => {
    await consent(BOOK);
    const foreign: Viewer = { ...partner, tenantId: world.foreignTenantId };
    expect(await read(foreign)).toEqual(MISSING);
    expect(await statement(SEEN, foreign)).toBe(0);
  });

  it("is of use to a person who signed in through the program", async () => {
    await consent(BOOK);
    const person: Viewer = { ...world.viewers.otherPatient, clientId: "partner-lab" };
    expect(await read(person)).toEqual(MISSING);
    expect(await statement(SEEN, person)).toBe(0);
  });

  it("is found by row-level security being off: services and rules on fields hold by themselves", async () => {
    const all: ConsentScope[] = ["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"];
    await consent(all, { clientId: "partner-wellness" });
    await consent(all, { patientId: world.otherPatientId });
    await consent(all, { withdrawnAt: new Date() });
    await consent(all, { expiresAt: new Date("2026-01-01T00:00:00Z") });
    const tables = ["appointment", "known_patient", "known_consent"];
    for (const table of tables) {
      await harness.admin`alter table ${harness.admin(`appointments.${table}`)} disable row level security`;
    }
    try {
      const answer = await read();
      expect(answer.data).toEqual({ appointment: null });
      expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
      expect(await book()).toBe("AUTH_FORBIDDEN");
      expect(await cancel()).toBe("AUTH_FORBIDDEN");
    } finally {
      for (const table of tables) {
        await harness.admin`alter table ${harness.admin(`appointments.${table}`)} enable row level security`;
      }
    }
  });
});
