import type { PractitionerResolvers } from "../__generated__/resolvers.ts";

export const Practitioner: PractitionerResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.practitioners.load(id),
  id: (practitioner) => practitioner.id,
  appointments: (practitioner, args, { appointments }) => appointments.listOfPractitioner(practitioner, args),
};
