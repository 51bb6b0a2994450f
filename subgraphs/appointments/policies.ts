import type { Attributes } from "#shared/auth/predicates.ts";
import type { AttributesOf } from "#shared/auth/request-access.ts";
import type { AppointmentRow } from "./repositories/appointment-repository.ts";
import type { KnownPatientRow } from "./repositories/known-patient-repository.ts";
import type { PractitionerReference } from "./repositories/schedule-repository.ts";

/** An appointment as the policies see it; its region is the clinic's. */
export function appointmentAttributes(
  row: Pick<AppointmentRow, "tenantId" | "patientId" | "practitionerId" | "region"> & {
    readonly id: string | null;
  },
): Attributes {
  return {
    type: "Appointment",
    id: row.id,
    tenantId: row.tenantId,
    patientId: row.patientId,
    practitionerId: row.practitionerId,
    region: row.region,
  };
}

/** A patient as the policies see it. */
export function patientAttributes(row: KnownPatientRow): Attributes {
  return { type: "Patient", id: row.id, tenantId: row.tenantId, patientId: row.id, region: row.region };
}

/** A practitioner as the policies see it. */
export function practitionerAttributes(row: PractitionerReference): Attributes {
  return { type: "Practitioner", id: row.id, tenantId: row.tenantId, practitionerId: row.id };
}

/** Attribute mappers of the types that stand for a row. */
export const ATTRIBUTES: Readonly<Record<string, AttributesOf>> = {
  Appointment: appointmentAttributes,
  Patient: patientAttributes,
  Practitioner: practitionerAttributes,
};
