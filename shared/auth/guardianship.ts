import type { ConsentScope } from "./consent.ts";

/** Who a guardian is to the patient; codes of HL7 v3 RoleCode, but for the last two: https://terminology.hl7.org/CodeSystem-v3-RoleCode.html */
export const GUARDIAN_RELATIONSHIPS = [
  "MOTHER",
  "FATHER",
  "PARENT",
  "CHILD",
  "SPOUSE",
  "LEGAL_GUARDIAN",
  "OTHER",
] as const;

/** Why somebody may act for a patient: the patient says so, or staff have seen papers. */
export const GUARDIANSHIP_BASES = ["PATIENT_CONSENT", "STAFF_VERIFIED"] as const;

/** One of {@link GUARDIANSHIP_BASES}. */
export type GuardianshipBasis = (typeof GUARDIANSHIP_BASES)[number];

/** What one account may do for a patient, as long as the guardianship is in force. */
export interface GuardianshipInForce {
  readonly id: string;
  /** The guardian's account. */
  readonly accountId: string;
  readonly scopes: readonly ConsentScope[];
}

/** An account and a patient, of whom the one may be the other's guardian. */
export interface GuardianOfPatient {
  readonly accountId: string;
  readonly patientId: string;
}
