import type { PractitionerResolvers } from "../__generated__/resolvers.ts";
import { personName } from "../domain/person-name.ts";
import { practitionerAttributes } from "../policies.ts";

export const Practitioner: PractitionerResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.practitioners.load(id),
  id: (practitioner) => practitioner.id,
  name: personName,
  specialty: (practitioner) => practitioner.specialty,
  region: (practitioner) => practitioner.region,
  accessDecision: (practitioner, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(practitioner, practitionerAttributes), args),
};
