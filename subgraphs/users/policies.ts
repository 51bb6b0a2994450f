import type { AttributesOf } from "#shared/auth/request-access.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import type { PatientModel } from "./mappers.ts";
import type { ConsentRow } from "./repositories/consent-repository.ts";
import type { GuardianshipRow } from "./repositories/guardianship-repository.ts";
import type { PractitionerRow } from "./repositories/practitioner-repository.ts";
import type { UserRow } from "./repositories/user-repository.ts";

/** A patient as the policies see it. */
export function patientAttributes(row: PatientModel): Attributes {
  const { id, tenantId, region } = row;
  const guardianship = "guardianship" in row ? row.guardianship : null;
  return { type: "Patient", id, tenantId, patientId: id, region, guardianship };
}

/** A consent as the policies see it: a thing of its patient's. */
export function consentAttributes({ id, tenantId, patientId, region }: ConsentRow): Attributes {
  return { type: "Consent", id, tenantId, patientId, region };
}

/** A guardianship as the policies see it: a thing of its patient's and of the guardian's account. */
export function guardianshipAttributes(row: GuardianshipRow): Attributes {
  const { id, tenantId, patientId, region, guardianAccountId: accountId } = row;
  return { type: "Guardianship", id, tenantId, patientId, accountId, region };
}

/** What the policies read of the person behind an account. */
export function userAttributes(row: UserRow): Attributes {
  return { type: "User", id: row.id, tenantId: row.tenantId, accountId: row.id };
}

/** A practitioner as the policies see it. */
export function practitionerAttributes(row: PractitionerRow): Attributes {
  return {
    type: "Practitioner",
    id: row.id,
    tenantId: row.tenantId,
    practitionerId: row.id,
    region: row.region,
  };
}

/** Attribute mappers of the types that stand for a row. */
export const ATTRIBUTES: Readonly<Record<string, AttributesOf>> = {
  Patient: patientAttributes,
  Consent: consentAttributes,
  Guardianship: guardianshipAttributes,
  User: userAttributes,
  Practitioner: practitionerAttributes,
};
