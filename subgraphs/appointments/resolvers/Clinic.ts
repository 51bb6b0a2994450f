import type { ClinicResolvers } from "../__generated__/resolvers.ts";

export const Clinic: ClinicResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.clinics.load(id),
  id: (clinic) => clinic.id,
  name: (clinic) => clinic.name,
  region: (clinic) => clinic.region,
  timeZone: (clinic) => clinic.timeZone,
  city: (clinic) => clinic.city,
  rooms: (clinic, _args, { loaders }) => loaders.roomsOfClinic.load(clinic.id),
  serviceTypes: (clinic, _args, { loaders }) => loaders.serviceTypesOfClinic.load(clinic.id),
  schedules: (clinic, _args, { loaders }) => loaders.schedulesOfClinic.load(clinic.id),
};
