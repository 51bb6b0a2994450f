import type { knownConsent } from "#drizzle/appointments/schema.ts";
import type { consent } from "#drizzle/users/schema.ts";
import { CONSENT_SCOPES, type ConsentScope } from "#shared/auth/consent.ts";
import { ACCOUNTS, PARTNER_LAB } from "./accounts.ts";
import type { RowStamp } from "./clinic-rows.ts";
import { allPatients } from "./patients.ts";
import { seededId } from "./seeded-ids.ts";

/** Rows of the table of consents, and of what appointments knows of them. */
export interface ConsentRows {
  readonly consents: readonly (typeof consent.$inferInsert)[];
  readonly knownConsents: readonly (typeof knownConsent.$inferInsert)[];
}

/** Of those without an account every tenth has consented on paper. */
const EVERY = 10;

/**
 * Consents for the partner's program: `patient@northwind.example` lets it do everything, `patient2@northwind.example` has taken
 * that back, and some other patients of the tenant let it book.
 */
export function consentRows(stamp: RowStamp): ConsentRows {
  const { tenantId, clientId } = PARTNER_LAB;
  const others = allPatients().filter(
    (patient) => patient.clinic.tenantId === tenantId && patient.accountId === null,
  );
  const given: (readonly [patientId: string, scopes: readonly ConsentScope[], withdrawnAt: Date | null])[] = [
    [ACCOUNTS.patient.patientId, CONSENT_SCOPES, null],
    [ACCOUNTS.patient2.patientId, CONSENT_SCOPES, stamp.createdAt],
    ...others
      .filter((_patient, index) => index % EVERY === 0)
      .map(({ id }) => [id, ["APPOINTMENT_READ", "APPOINTMENT_BOOK"], null] as const),
  ];
  const rows = given.map(([patientId, scopes, withdrawnAt]) => ({
    id: seededId("consent", patientId, clientId),
    tenantId,
    ...stamp,
    patientId,
    clientId,
    scopes: [...scopes],
    expiresAt: null,
    withdrawnAt,
  }));
  return { consents: rows, knownConsents: rows };
}
