import { refusalError } from "#shared/auth/decide.ts";
import type { PatientResolvers } from "../__generated__/resolvers.ts";
import { personName } from "../domain/person-name.ts";
import type { IdentifiedPatient, PatientModel } from "../mappers.ts";
import { patientAttributes } from "../policies.ts";

export const Patient: PatientResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.patients.load(id),
  id: (patient) => identified(patient).id,
  name: (patient) => personName(identified(patient)),
  birthDate: (patient) => identified(patient).birthDate,
  contact: (patient, _args, { patients }) => patients.contactOf(identified(patient)),
  region: (patient, _args, { patients }) => patients.regionOf(patient),
  birthYear: (patient, _args, { patients }) => patients.birthYearOf(patient),
  pseudonym: (patient, _args, { patients }) => patients.pseudonymOf(patient),
  consents: (patient, _args, { consents }) => consents.listOf(patient),
  guardians: (patient, _args, { guardianships }) => guardianships.listOfPatient(patient),
  accessDecision: (patient, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(patient, patientAttributes), args),
};

/** Of who may not know who the patient is, shield has denied the field by now. */
function identified(patient: PatientModel): IdentifiedPatient {
  if ("birthDate" in patient) return patient;
  throw refusalError("DENY");
}
