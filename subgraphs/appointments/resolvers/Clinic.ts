import type { ClinicResolvers } from "../__generated__/resolvers.ts";
import { clinicAttributes } from "../policies.ts";

export const Clinic: ClinicResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.clinics.load(id),
  id: (clinic) => clinic.id,
  name: (clinic) => clinic.name,
  region: (clinic) => clinic.region,
  timeZone: (clinic) => clinic.timeZone,
  city: (clinic) => clinic.city,
  policy: (clinic) => clinic,
  rooms: (clinic, _args, { clinics }) => clinics.roomsOf(clinic),
  devices: (clinic, _args, { clinics }) => clinics.devicesOf(clinic),
  serviceTypes: (clinic, _args, { clinics }) => clinics.serviceTypesOf(clinic),
  schedules: (clinic, _args, { clinics }) => clinics.schedulesOf(clinic),
  accessDecision: (clinic, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(clinic, clinicAttributes), args),
};
