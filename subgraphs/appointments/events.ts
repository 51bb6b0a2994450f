import { CONTRACTS, type MessagePayload } from "#shared/messaging/contracts.ts";
import type { MessageEffect } from "#shared/messaging/apply-once.ts";
import type { AppointmentRow } from "./repositories/appointment-repository.ts";
import { KnownPatientRepository } from "./repositories/known-patient-repository.ts";

/**
 * Consumes `patient.registered.v1`: keeps which patients there are and in which region. Publishes
 * `appointment.booked.v1`, `appointment.rescheduled.v1`, `appointment.cancelled.v1`.
 */
export const onMessages: MessageEffect = async (tx, messages) => {
  const rows = messages.map(({ tenantId, payload }) => {
    const { patientId, region } = CONTRACTS["patient.registered.v1"].parse(payload);
    return { id: patientId, tenantId, region };
  });
  await new KnownPatientRepository(tx).insert(rows);
};

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
