import type { knownConsent } from "#drizzle/appointments/schema.ts";
import type { consent } from "#drizzle/users/schema.ts";
import { CONSENT_SCOPES, type ConsentScope } from "#shared/auth/consent.ts";
import { ACCOUNTS, PARTNER_LAB, PARTNER_WELLNESS, type SeededPartner } from "./accounts.ts";
import type { RowStamp } from "./clinic-rows.ts";
import { allPatients } from "./patients.ts";
import { seededId } from "./seeded-ids.ts";

/** Rows of the table of consents, and of what appointments knows of them. */
export interface ConsentRows {
  readonly consents: readonly (typeof consent.$inferInsert)[];
  readonly knownConsents: readonly (typeof knownConsent.$inferInsert)[];
}

/** Of those without an account every tenth has consented on paper, to each of the programs another tenth. */
const EVERY = 10;
const WELLNESS_FROM = 5;

/** What a patient lets a program do, and when that was taken back. */
interface SeededConsent {
  readonly partner: SeededPartner;
  readonly patientId: string;
  readonly scopes: readonly ConsentScope[];
  readonly withdrawnAt: Date | null;
}

/**
 * Consents for the partners' programs. `patient@northwind.example` lets both do everything, `patient2@northwind.example` has taken
 * that back from the laboratory's, and some other patients of the tenant let the laboratory's book and the other one do everything.
 */
export function consentRows(stamp: RowStamp): ConsentRows {
  const { patient, patient2 } = ACCOUNTS;
  const all = { scopes: CONSENT_SCOPES, withdrawnAt: null };
  const given: readonly SeededConsent[] = [
    { partner: PARTNER_LAB, patientId: patient.patientId, ...all },
    { partner: PARTNER_LAB, patientId: patient2.patientId, ...all, withdrawnAt: stamp.createdAt },
    ...everyTenth(PARTNER_LAB, 0).map((patientId) => ({
      ...{ partner: PARTNER_LAB, patientId, withdrawnAt: null },
      scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"] as const,
    })),
    { partner: PARTNER_WELLNESS, patientId: patient.patientId, ...all },
    ...everyTenth(PARTNER_WELLNESS, WELLNESS_FROM).map((patientId) => ({
      ...{ partner: PARTNER_WELLNESS, patientId },
      ...all,
    })),
  ];
  const rows = given.map(({ partner: { tenantId, clientId }, patientId, scopes, withdrawnAt }) => ({
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

/** Ids of patients of the partner's tenant without an account: every tenth, from one on. */
function everyTenth({ tenantId }: SeededPartner, from: number): readonly string[] {
  return allPatients()
    .filter((patient) => patient.clinic.tenantId === tenantId && patient.accountId === null)
    .flatMap(({ id }, index) => (index % EVERY === from ? id : []));
}
