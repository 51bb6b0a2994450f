import type { PatientResolvers } from "../__generated__/resolvers.ts";

export const Patient: PatientResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.patients.load(id),
  id: (patient) => patient.id,
  appointments: (patient, args, { appointments }) => appointments.listOfPatient(patient, args),
  slotHolds: (patient, _args, { waitlists }) => waitlists.holdsOfPatient(patient),
  waitlistEntries: (patient, args, { waitlists }) => waitlists.listOfPatient(patient, args),
};
