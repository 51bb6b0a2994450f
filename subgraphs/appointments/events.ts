import { knownActor } from "#drizzle/appointments/schema.ts";
import { knownActorOf, KnownActors } from "#shared/access-decisions/known-actors.ts";
import type { MessagePayload } from "#shared/messaging/contracts.ts";
import type { Tx } from "#shared/db/database.ts";
import type { MessageEffect } from "#shared/messaging/apply-once.ts";
import type { Message } from "#shared/messaging/message.ts";
import { ofType } from "#shared/messaging/of-type.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { feeIn } from "./domain/appointment-fee.ts";
import type { AttendanceStep } from "./domain/appointment-status.ts";
import type { AppointmentRow } from "./repositories/appointment-repository.ts";
import { ConsentRepository } from "./repositories/consent-repository.ts";
import { GuardianshipRepository } from "./repositories/guardianship-repository.ts";
import { KnownPatientRepository } from "./repositories/known-patient-repository.ts";
import type { SlotHoldRow } from "./repositories/slot-hold-repository.ts";
import type { WaitlistEntryRow } from "./repositories/waitlist-repository.ts";

/**
 * Consumes `patient.registered.v1`: keeps which patients there are and in which region; `consent.granted.v1` and
 * `consent.withdrawn.v1`: keeps what partners' programs may do for them; `guardianship.started.v1` and `guardianship.ended.v1`: keeps
 * who acts for them; `account.access-changed.v1`: keeps what accounts may do. Publishes `appointment.booked.v1`, `appointment.rescheduled.v1`, `appointment.cancelled.v1`,
 * `appointment.attendance-recorded.v1`, `appointment.fee-incurred.v1`, `appointment.reminder-due.v1`,
 * `appointment.waitlist-offered.v1`.
 */
export const onMessages: MessageEffect = async (tx, messages) => {
  await new KnownPatientRepository(tx).insert(
    ofType(messages, "patient.registered.v1", ({ patientId, region }, tenantId) => ({
      id: patientId,
      tenantId,
      region,
    })),
  );
  await new KnownActors(tx, knownActor).keep(ofType(messages, "account.access-changed.v1", knownActorOf));
  await keepConsents(tx, messages);
  await keepGuardianships(tx, messages);
};

async function keepConsents(tx: Tx, messages: readonly Message[]): Promise<void> {
  const consents = new ConsentRepository(tx);
  await consents.insert(
    ofType(messages, "consent.granted.v1", ({ consentId, expiresAt, ...granted }, tenantId) => ({
      ...granted,
      id: consentId,
      tenantId,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    })),
  );
  // After what was granted: of one consent both may have come together.
  await consents.withdraw(
    ofType(messages, "consent.withdrawn.v1", ({ consentId, withdrawnAt, ...withdrawn }, tenantId) => ({
      ...withdrawn,
      id: consentId,
      tenantId,
      scopes: [],
      withdrawnAt: new Date(withdrawnAt),
    })),
  );
}

async function keepGuardianships(tx: Tx, messages: readonly Message[]): Promise<void> {
  const guardianships = new GuardianshipRepository(tx);
  await guardianships.insert(
    ofType(messages, "guardianship.started.v1", ({ guardianshipId, expiresAt, ...started }, tenantId) => ({
      ...started,
      id: guardianshipId,
      tenantId,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    })),
  );
  // After what was started: of one guardianship both may have come together.
  await guardianships.end(
    ofType(messages, "guardianship.ended.v1", ({ guardianshipId, endedAt, ...ended }, tenantId) => ({
      ...ended,
      id: guardianshipId,
      tenantId,
      scopes: [],
      endedAt: new Date(endedAt),
    })),
  );
}

/** That something happened at an appointment. */
export function attendanceEvent(
  row: AppointmentRow,
  step: AttendanceStep,
  recordedAt: Date,
): MessagePayload<"appointment.attendance-recorded.v1"> {
  return { ...appointmentEvent(row), step, recordedAt: recordedAt.toISOString() };
}

/** Tells of the fee that the change to this row has brought, if any. */
export function tellOfFee(record: ChangeRecord, row: AppointmentRow): void {
  const fee = feeIn(row);
  if (fee === null) return;
  const { id: appointmentId, patientId, practitionerId, clinicId, version, updatedAt } = row;
  record.event("appointment.fee-incurred.v1", appointmentId, {
    ...{ appointmentId, patientId, practitionerId, clinicId, ...fee },
    ...{ incurredAt: updatedAt.toISOString(), version },
  });
}

/** That an appointment was moved: to another time, to another practitioner, or both. */
export function rescheduledEvent(
  moved: AppointmentRow,
  { practitionerId }: Pick<AppointmentRow, "practitionerId">,
): MessagePayload<"appointment.rescheduled.v1"> {
  const isTheirs = practitionerId === moved.practitionerId;
  return { ...appointmentEvent(moved), ...(!isTheirs && { previousPractitionerId: practitionerId }) };
}

/** That a time is offered to who waits for it. */
export function waitlistOfferedEvent(
  {
    id: waitlistOfferId,
    practitionerId,
    clinicId,
    startsAt,
    endsAt,
    expiresAt,
  }: Omit<SlotHoldRow, "consent" | "guardianship">,
  {
    id: waitlistEntryId,
    patientId,
    serviceTypeId,
    version,
  }: Pick<WaitlistEntryRow, "id" | "patientId" | "serviceTypeId" | "version">,
): MessagePayload<"appointment.waitlist-offered.v1"> {
  return {
    ...{ waitlistEntryId, waitlistOfferId, patientId, practitionerId, clinicId, serviceTypeId, version },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

/** What every event about an appointment tells. */
export function appointmentEvent(row: AppointmentRow): MessagePayload<"appointment.booked.v1"> {
  return {
    appointmentId: row.id,
    patientId: row.patientId,
    practitionerId: row.practitionerId,
    clinicId: row.clinicId,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    version: row.version,
  };
}
