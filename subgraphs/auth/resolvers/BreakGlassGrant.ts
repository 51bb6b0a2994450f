import type { BreakGlassGrantResolvers } from "../__generated__/resolvers.ts";

export const BreakGlassGrant: BreakGlassGrantResolvers = {
  id: (grant) => grant.id,
  holder: (grant, _args, { loaders }) => loaders.accounts.load(grant.accountId),
  practitioner: ({ practitionerId, tenantId }) =>
    practitionerId === null ? null : { id: practitionerId, tenantId },
  patient: ({ patientId, tenantId }) => ({ id: patientId, tenantId }),
  purpose: (grant) => grant.purpose,
  justification: (grant) => grant.justification,
  openedAt: (grant) => grant.createdAt,
  expiresAt: (grant) => grant.expiresAt,
  endedAt: (grant) => grant.endedAt,
  isInForce: (grant, _args, { breakGlassReport }) => breakGlassReport.isInForce(grant),
  review: (grant) => (grant.reviewedAt === null ? null : grant),
};
