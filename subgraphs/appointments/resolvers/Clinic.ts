import type { ClinicResolvers } from "../__generated__/resolvers.ts";

export const Clinic: ClinicResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.clinics.load(id),
  id: (clinic) => clinic.id,
  name: (clinic) => clinic.name,
  region: (clinic) => clinic.region,
  timeZone: (clinic) => clinic.timeZone,
  city: (clinic) => clinic.city,
  rooms: (clinic, _args, { clinics }) => clinics.roomsOf(clinic),
  serviceTypes: (clinic, _args, { clinics }) => clinics.serviceTypesOf(clinic),
  schedules: (clinic, _args, { clinics }) => clinics.schedulesOf(clinic),
};
