import type { SlotHoldResolvers } from "../__generated__/resolvers.ts";
import { loadPromised } from "../loaders.ts";

export const SlotHold: SlotHoldResolvers = {
  id: (hold) => hold.id,
  startsAt: (hold) => hold.startsAt,
  endsAt: (hold) => hold.endsAt,
  expiresAt: (hold) => hold.expiresAt,
  clinic: (hold, _args, { loaders }) => loadPromised(loaders.clinics, hold.clinicId),
  serviceType: (hold, _args, { loaders }) => loadPromised(loaders.serviceTypes, hold.serviceTypeId),
  practitioner: ({ practitionerId, tenantId, region }) => ({ id: practitionerId, tenantId, region }),
  patient: (hold, _args, { loaders }) => loaders.patients.load(hold.patientId),
};
