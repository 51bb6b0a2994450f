import type { PatientResolvers } from "../__generated__/resolvers.ts";
import { personName } from "../domain/person-name.ts";
import { patientAttributes } from "../policies.ts";

export const Patient: PatientResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.patients.load(id),
  id: (patient) => patient.id,
  name: personName,
  birthDate: (patient) => patient.birthDate,
  contact: ({ phone, email }) => ({ phone, email }),
  region: (patient) => patient.region,
  consents: (patient, _args, { consents }) => consents.listOf(patient),
  accessDecision: (patient, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(patient, patientAttributes), args),
};
