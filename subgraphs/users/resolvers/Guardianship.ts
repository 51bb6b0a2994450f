import type { GuardianshipResolvers } from "../__generated__/resolvers.ts";
import { guardianshipStatus } from "../domain/guardianship-status.ts";
import { personName } from "../domain/person-name.ts";

export const Guardianship: GuardianshipResolvers = {
  id: (guardianship) => guardianship.id,
  patient: ({ patientId }, _args, { loaders }) => loaders.patients.load(patientId),
  guardianName: ({ guardianGivenName: givenName, guardianFamilyName: familyName }) =>
    givenName === null || familyName === null ? null : personName({ givenName, familyName }),
  relationship: (guardianship) => guardianship.relationship,
  scopes: (guardianship) => guardianship.scopes,
  basis: (guardianship) => guardianship.basis,
  status: (guardianship, _args, { clock }) => guardianshipStatus(guardianship, clock()),
  invitedAt: (guardianship) => guardianship.createdAt,
  invitationExpiresAt: (guardianship) => guardianship.codeExpiresAt,
  startedAt: (guardianship) => guardianship.startedAt,
  expiresAt: (guardianship) => guardianship.expiresAt,
  endedAt: (guardianship) => guardianship.endedAt,
};
