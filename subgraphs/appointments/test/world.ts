import type postgres from "postgres";
import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import type { ConsentScope } from "#shared/auth/consent.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";

/** Monday, 07:00 in Berlin. */
export const NOW = new Date("2026-03-09T06:00:00.000Z");

export type ViewerName =
  | "ownPatient"
  | "otherPatient"
  | "practitioner"
  | "otherPractitioner"
  | "supportInRegion"
  | "supportElsewhere"
  | "admin"
  | "analyst"
  | "partner"
  | "foreignAdmin";

/**
 * Rows and viewers that the tests of this subgraph share. The clinic is in Berlin; two practitioners work there Monday
 * to Friday 09:00 to 12:00; it has two rooms; `check` takes 30 minutes, `surgery` 30 with 15 before and after.
 */
export interface World {
  readonly tenantId: string;
  readonly foreignTenantId: string;
  readonly clinicId: string;
  /** In Pune, region `in-west`; nobody works there. */
  readonly otherClinicId: string;
  readonly closedClinicId: string;
  readonly roomIds: readonly [string, string];
  readonly checkId: string;
  readonly surgeryId: string;
  readonly practitionerId: string;
  readonly otherPractitionerId: string;
  readonly patientId: string;
  readonly otherPatientId: string;
  readonly foreignPatientId: string;
  readonly foreignClinicId: string;
  readonly viewers: Readonly<Record<ViewerName, Viewer>>;
}

/** Fills a fresh database. */
export async function createWorld(admin: postgres.Sql): Promise<World> {
  const tenantId = newId();
  const foreignTenantId = newId();
  const ids = {
    clinicId: newId(),
    otherClinicId: newId(),
    closedClinicId: newId(),
    foreignClinicId: newId(),
    roomIds: [newId(), newId()] as const,
    checkId: newId(),
    surgeryId: newId(),
    practitionerId: newId(),
    otherPractitionerId: newId(),
    patientId: newId(),
    otherPatientId: newId(),
    foreignPatientId: newId(),
  };
  await admin`insert into appointments.clinic (id, tenant_id, name, region, time_zone, city, deleted_at) values
    (${ids.clinicId}, ${tenantId}, 'Mitte', 'eu-central', 'Europe/Berlin', 'Berlin', null),
    (${ids.otherClinicId}, ${tenantId}, 'Deccan', 'in-west', 'Asia/Kolkata', 'Pune', null),
    (${ids.closedClinicId}, ${tenantId}, 'Closed', 'eu-central', 'Europe/Berlin', 'Berlin', now()),
    (${ids.foreignClinicId}, ${foreignTenantId}, 'Elsewhere', 'eu-central', 'Europe/Berlin', 'Berlin', null)`;
  for (const [index, roomId] of ids.roomIds.entries()) {
    await insertRoom(admin, {
      id: roomId,
      tenantId,
      clinicId: ids.clinicId,
      name: `Room ${String(index + 1)}`,
    });
  }
  await admin`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
      buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency) values
    (${ids.checkId}, ${tenantId}, ${ids.clinicId}, 'Check', 30, 0, 0, 4500, 'EUR'),
    (${ids.surgeryId}, ${tenantId}, ${ids.clinicId}, 'Surgery', 30, 15, 15, 45000, 'EUR')`;
  for (const practitionerId of [ids.practitionerId, ids.otherPractitionerId]) {
    await insertSchedules(admin, { tenantId, clinicId: ids.clinicId, practitionerId });
  }
  await insertPatient(admin, { id: ids.patientId, tenantId, region: "eu-central" });
  await insertPatient(admin, { id: ids.otherPatientId, tenantId, region: "in-west" });
  await insertPatient(admin, { id: ids.foreignPatientId, tenantId: foreignTenantId, region: "eu-central" });
  return { tenantId, foreignTenantId, ...ids, viewers: viewersOf(tenantId, foreignTenantId, ids) };
}

function viewersOf(
  tenantId: string,
  foreignTenantId: string,
  ids: Pick<World, "patientId" | "otherPatientId" | "practitionerId" | "otherPractitionerId">,
): World["viewers"] {
  return {
    ownPatient: viewerOf({ tenantId, roles: ["USER"], patientId: ids.patientId }),
    otherPatient: viewerOf({ tenantId, roles: ["USER"], patientId: ids.otherPatientId }),
    practitioner: viewerOf({ tenantId, roles: ["PRACTITIONER"], practitionerId: ids.practitionerId }),
    otherPractitioner: viewerOf({
      tenantId,
      roles: ["PRACTITIONER"],
      practitionerId: ids.otherPractitionerId,
    }),
    supportInRegion: viewerOf({ tenantId, roles: ["SUPPORT"], regions: ["eu-central"] }),
    supportElsewhere: viewerOf({ tenantId, roles: ["SUPPORT"], regions: ["in-west"] }),
    admin: viewerOf({ tenantId, roles: ["ADMIN"] }),
    analyst: viewerOf({ tenantId, roles: ["ANALYST"], regions: ["eu-central"] }),
    partner: viewerOf({
      tenantId,
      roles: ["PARTNER"],
      kind: "CLIENT",
      accountId: null,
      clientId: "partner-lab",
    }),
    foreignAdmin: viewerOf({ tenantId: foreignTenantId, roles: ["ADMIN"] }),
  };
}

/** Adds a room. */
export async function insertRoom(
  admin: postgres.Sql,
  room: { id: string; tenantId: string; clinicId: string; name: string },
): Promise<void> {
  await admin`insert into appointments.room (id, tenant_id, clinic_id, name)
    values (${room.id}, ${room.tenantId}, ${room.clinicId}, ${room.name})`;
}

/** Lets a practitioner work at a clinic, Monday to Friday 09:00 to 12:00. */
export async function insertSchedules(
  admin: postgres.Sql,
  input: { tenantId: string; clinicId: string; practitionerId: string },
): Promise<void> {
  await admin`insert into appointments.known_practitioner (id, tenant_id, region)
    select ${input.practitionerId}, tenant_id, region from appointments.clinic where id = ${input.clinicId}
    on conflict (id) do nothing`;
  for (const weekday of [1, 2, 3, 4, 5]) {
    await admin`insert into appointments.schedule
        (id, tenant_id, clinic_id, practitioner_id, weekday, opens_at, closes_at)
      values (${newId()}, ${input.tenantId}, ${input.clinicId}, ${input.practitionerId}, ${weekday}, '09:00', '12:00')`;
  }
}

/** Makes a patient known. */
export async function insertPatient(
  admin: postgres.Sql,
  patient: { id: string; tenantId: string; region: string },
): Promise<void> {
  await admin`insert into appointments.known_patient (id, tenant_id, region)
    values (${patient.id}, ${patient.tenantId}, ${patient.region})`;
}

/** Lets a partner's program act for a patient; answers the consent's id. */
export async function insertConsent(
  admin: postgres.ISql,
  consent: {
    readonly tenantId: string;
    readonly patientId: string;
    readonly clientId?: string;
    readonly scopes: readonly ConsentScope[];
    readonly expiresAt?: Date;
    readonly withdrawnAt?: Date;
  },
): Promise<string> {
  const id = newId();
  await admin`insert into appointments.known_consent
      (id, tenant_id, patient_id, client_id, scopes, expires_at, withdrawn_at)
    values (${id}, ${consent.tenantId}, ${consent.patientId}, ${consent.clientId ?? "partner-lab"},
      ${[...consent.scopes]}, ${consent.expiresAt ?? null}, ${consent.withdrawnAt ?? null})`;
  return id;
}

/** Lets an account act for a patient; answers the guardianship's id. */
export async function insertGuardianship(
  admin: postgres.ISql,
  guardianship: {
    readonly tenantId: string;
    readonly patientId: string;
    readonly accountId: string | null;
    readonly scopes: readonly ConsentScope[];
    readonly expiresAt?: Date;
    readonly endedAt?: Date;
  },
): Promise<string> {
  const id = newId();
  const { tenantId, patientId, accountId, scopes, expiresAt, endedAt } = guardianship;
  await admin`insert into appointments.known_guardianship
      (id, tenant_id, patient_id, account_id, scopes, expires_at, ended_at)
    values (${id}, ${tenantId}, ${patientId}, ${accountId}, ${[...scopes]}, ${expiresAt ?? null}, ${endedAt ?? null})`;
  return id;
}

/** Adds an appointment and what it takes, without buffers; answers its id. */
export async function insertAppointment(
  admin: postgres.ISql,
  world: World,
  input: {
    readonly startsAt: string;
    readonly status?: string;
    readonly patientId?: string;
    readonly practitionerId?: string;
    readonly roomId?: string;
    readonly reason?: string;
    readonly notes?: string;
    readonly confidentiality?: Confidentiality;
  },
): Promise<string> {
  const id = newId();
  const startsAt = new Date(input.startsAt);
  const endsAt = new Date(startsAt.getTime() + 30 * 60_000);
  const resources = {
    PRACTITIONER: input.practitionerId ?? world.practitionerId,
    ROOM: input.roomId ?? world.roomIds[0],
    PATIENT: input.patientId ?? world.patientId,
  };
  const status = input.status ?? "BOOKED";
  await admin`insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
      practitioner_id, patient_id, region, status, starts_at, ends_at, confidentiality)
    values (${id}, ${world.tenantId}, ${world.clinicId}, ${world.checkId}, ${resources.ROOM},
      ${resources.PRACTITIONER}, ${resources.PATIENT}, 'eu-central', ${status}, ${startsAt}, ${endsAt},
      ${input.confidentiality ?? "NORMAL"})`;
  await admin`insert into appointments.appointment_clinical (id, tenant_id, reason, notes)
    values (${id}, ${world.tenantId}, ${input.reason ?? null}, ${input.notes ?? null})`;
  for (const [kind, resourceId] of Object.entries(resources)) {
    await admin`insert into appointments.allocation
        (id, tenant_id, appointment_id, resource_kind, resource_id, during, live)
      values (${newId()}, ${world.tenantId}, ${id}, ${kind}, ${resourceId}, tstzrange(${startsAt}, ${endsAt}),
        ${status === "BOOKED"})`;
  }
  return id;
}

/** Removes all appointments and messages. */
export async function clearAppointments({ admin, statements }: SubgraphHarness): Promise<void> {
  await admin`truncate appointments.appointment, appointments.appointment_clinical, appointments.allocation, appointments.slot_hold,
    appointments.waitlist_offer, appointments.waitlist_entry, appointments.appointment_series, appointments.outbox,
    appointments.appointment_reminder, appointments.imported_appointment, appointments.outbox_sequence`;
  statements.clear();
}

/** Payloads of the outbox of one type, in order. */
export async function payloadsOf(admin: postgres.Sql, type: string): Promise<Record<string, unknown>[]> {
  const rows = await admin<{ payload: Record<string, unknown> }[]>`
    select payload from appointments.outbox where type = ${type} order by position`;
  return rows.map(({ payload }) => payload);
}
