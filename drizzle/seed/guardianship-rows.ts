import { hash } from "node:crypto";
import type { knownGuardianship } from "#drizzle/appointments/schema.ts";
import type { guardianship } from "#drizzle/users/schema.ts";
import { CONSENT_SCOPES } from "#shared/auth/consent.ts";
import { ACCOUNTS } from "./accounts.ts";
import type { RowStamp } from "./clinic-rows.ts";
import { patientsOf, type SeededPatient } from "./patients.ts";
import { seededId } from "./seeded-ids.ts";

/** Rows of the table of guardianships, and of what appointments knows of them. */
export interface GuardianshipRows {
  readonly guardianships: readonly (typeof guardianship.$inferInsert)[];
  readonly knownGuardianships: readonly (typeof knownGuardianship.$inferInsert)[];
}

/** The ward is not of age for a decade at least. */
const BORN_SINCE = "2019-01-01";
const CHILDHOOD_YEARS = 18;
/** A day begins so much sooner where it does so first than it does in UTC. */
const FIRST_ZONE_MS = 14 * 60 * 60 * 1000;

/** The child for whom `patient@northwind.example` acts: of the same clinic, without an account. */
export function seededWard(): SeededPatient {
  const child = patientsOf(ACCOUNTS.patient.homeClinic).find(({ birthDate }) => birthDate >= BORN_SINCE);
  if (child === undefined) throw new Error("The seeded clinic has no child.");
  return child;
}

/** `patient@northwind.example` is the mother of a child: support has seen the papers. She may do all that guardians may. */
export function guardianshipRows(stamp: RowStamp): GuardianshipRows {
  const { id: patientId, birthDate, clinic } = seededWard();
  const { id: guardianAccountId, tenantId, givenName, familyName } = ACCOUNTS.patient;
  const [year = "", ...monthAndDay] = birthDate.split("-");
  const birthday = [String(Number(year) + CHILDHOOD_YEARS), ...monthAndDay].join("-");
  const common = {
    id: seededId("guardianship", patientId, guardianAccountId),
    ...{ tenantId, ...stamp, patientId },
    scopes: [...CONSENT_SCOPES],
    expiresAt: new Date(Date.parse(birthday) - FIRST_ZONE_MS),
    endedAt: null,
  };
  return {
    guardianships: [
      {
        ...common,
        ...{ region: clinic.region, relationship: "MOTHER", basis: "STAFF_VERIFIED" },
        invitedBy: ACCOUNTS.support.id,
        // Of a code that nobody was told.
        codeHash: hash("sha256", common.id, "base64url"),
        codeExpiresAt: stamp.createdAt,
        ...{ guardianAccountId, guardianGivenName: givenName, guardianFamilyName: familyName },
        startedAt: stamp.createdAt,
      },
    ],
    knownGuardianships: [{ ...common, accountId: guardianAccountId }],
  };
}
