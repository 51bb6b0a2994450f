export type { AccessDecision as AccessDecisionModel } from "#shared/access-decisions/access-decisions.ts";
import type { Page } from "#shared/graphql/pagination.ts";
import type { ConsentRow } from "./repositories/consent-repository.ts";
import type { DeidentifiedPatientRow } from "./repositories/deidentified-patient-repository.ts";
import type { GuardianshipRow } from "./repositories/guardianship-repository.ts";
import type { PatientFilter, PatientRow } from "./repositories/patient-repository.ts";
import type { PractitionerRow } from "./repositories/practitioner-repository.ts";
import type { UserRow } from "./repositories/user-repository.ts";

export type UserModel = UserRow;
export type IdentifiedPatient = PatientRow;
/** A patient; the second for who may not know who it is. */
export type PatientModel = IdentifiedPatient | DeidentifiedPatientRow;
export type ConsentModel = ConsentRow;
export type GuardianshipModel = GuardianshipRow;
export type PractitionerModel = PractitionerRow;

/** A page of patients; `filter` is kept for `totalCount`. */
export interface PatientConnectionModel extends Page<PatientModel> {
  readonly filter: PatientFilter;
}
export type PractitionerConnectionModel = Page<PractitionerRow>;

/** GraphQL type → name of the type above that its resolvers get as parent. Read by `codegen.ts`. */
export const MAPPERS = {
  AccessDecision: "AccessDecisionModel",
  User: "UserModel",
  Patient: "PatientModel",
  Consent: "ConsentModel",
  Guardianship: "GuardianshipModel",
  Practitioner: "PractitionerModel",
  PatientConnection: "PatientConnectionModel",
  PractitionerConnection: "PractitionerConnectionModel",
} as const;
