import { PATIENT_ACCOUNTS } from "./accounts.ts";
import { NAMES } from "./names.ts";
import { CLINICS, type SeededClinic } from "./places.ts";
import { seededId } from "./seeded-ids.ts";
import { createSeededRandom, type SeededRandom } from "#shared/random/seeded-random.ts";
import { plainLetters } from "./staff.ts";

/** A seeded patient, registered at one clinic. */
export interface SeededPatient {
  readonly id: string;
  readonly clinic: SeededClinic;
  /** Null for the many who have not signed up. */
  readonly accountId: string | null;
  readonly givenName: string;
  readonly familyName: string;
  /** ISO-8601 date. */
  readonly birthDate: string;
  /** E.164; null when unknown. */
  readonly phone: string | null;
  readonly email: string | null;
}

const PATIENTS_PER_CLINIC = 110;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Patients born since are children, who see paediatricians. */
const FIRST_CHILD_BIRTH_DATE = "2012-01-01";

/** Every patient of a clinic: those with an account first. The same at every call. */
export function patientsOf(clinic: SeededClinic): readonly SeededPatient[] {
  const random = createSeededRandom(`patients of ${clinic.key}`);
  const invented = Array.from({ length: PATIENTS_PER_CLINIC }, (_, index) => invent(clinic, index, random));
  return [
    ...PATIENT_ACCOUNTS.filter(({ homeClinic }) => homeClinic.id === clinic.id).map(withAccount),
    ...invented,
  ];
}

/** Every patient of every clinic. */
export function allPatients(): readonly SeededPatient[] {
  return Object.values(CLINICS).flatMap((clinic) => patientsOf(clinic));
}

/** True for patients whom a paediatrician sees. */
export function isChild(patient: SeededPatient): boolean {
  return patient.birthDate >= FIRST_CHILD_BIRTH_DATE;
}

function withAccount(account: (typeof PATIENT_ACCOUNTS)[number]): SeededPatient {
  return {
    id: account.patientId,
    clinic: account.homeClinic,
    accountId: account.id,
    givenName: account.givenName,
    familyName: account.familyName,
    birthDate: account.birthDate,
    phone: account.phone,
    email: account.email,
  };
}

function invent(clinic: SeededClinic, index: number, random: SeededRandom): SeededPatient {
  const names = NAMES[random.pick(clinic.nameCultures)];
  const givenName = random.pick(names.given);
  const familyName = random.pick(names.family);
  return {
    id: seededId("patient", clinic.key, index),
    clinic,
    accountId: null,
    givenName,
    familyName,
    birthDate: random.chance(0.2)
      ? dateBetween(FIRST_CHILD_BIRTH_DATE, "2024-12-31", random)
      : dateBetween("1938-01-01", "2006-12-31", random),
    phone: random.chance(0.9) ? phoneOf(clinic, index) : null,
    email: random.chance(0.85)
      ? `${plainLetters(givenName)}.${plainLetters(familyName)}.${index}@post.example`
      : null,
  };
}

/** Numbers are unique because each patient of a clinic has an index of their own. */
function phoneOf(clinic: SeededClinic, index: number): string {
  const { phonePrefixes, phoneDigits } = clinic;
  const prefix = phonePrefixes[index % phonePrefixes.length] ?? "";
  return (
    prefix +
    Math.floor(index / phonePrefixes.length)
      .toString()
      .padStart(phoneDigits, "0")
  );
}

function dateBetween(first: string, last: string, random: SeededRandom): string {
  const firstDay = Date.parse(first) / DAY_MS;
  const lastDay = Date.parse(last) / DAY_MS;
  return new Date(random.integer(firstDay, lastDay) * DAY_MS).toISOString().slice(0, 10);
}
