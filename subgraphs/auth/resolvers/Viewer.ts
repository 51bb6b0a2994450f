import type { ViewerResolvers } from "../__generated__/resolvers.ts";
import { rolesOf } from "../domain/account-viewer.ts";

/** A reference to another context's entity, when there is one. */
function reference(id: string | null, tenantId: string): { id: string; tenantId: string } | null {
  return id === null ? null : { id, tenantId };
}

export const Viewer: ViewerResolvers = {
  account: ({ account }) => account,
  roles: ({ account }) => rolesOf(account),
  tenant: ({ tenant }) => tenant,
  user: ({ account }) => reference(account.id, account.tenantId),
  patient: ({ account }) => reference(account.patientId, account.tenantId),
  practitioner: ({ account }) => reference(account.practitionerId, account.tenantId),
  impersonator: (viewer) => viewer.impersonator,
  authorizedApps: (viewer, _args, { viewers }) => viewers.appsOf(viewer),
  breakGlass: (_viewer, _args, { breakGlassReport }) => breakGlassReport.current(),
  sessions: (viewer, _args, { viewers }) => viewers.sessionsOf(viewer),
  passkeys: (viewer, _args, { passkeys }) => passkeys.listOf(viewer),
  secondFactor: (viewer, _args, { secondFactors }) => secondFactors.stateOf(viewer),
};
