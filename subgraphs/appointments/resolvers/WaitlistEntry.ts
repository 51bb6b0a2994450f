import type { WaitlistEntryResolvers } from "../__generated__/resolvers.ts";
import { loadPromised } from "../loaders.ts";

export const WaitlistEntry: WaitlistEntryResolvers = {
  id: (entry) => entry.id,
  clinic: (entry, _args, { loaders }) => loadPromised(loaders.clinics, entry.clinicId),
  serviceType: (entry, _args, { loaders }) => loadPromised(loaders.serviceTypes, entry.serviceTypeId),
  practitioner: ({ practitionerId, tenantId, region }) =>
    practitionerId === null ? null : { id: practitionerId, tenantId, region },
  patient: (entry, _args, { loaders }) => loaders.patients.load(entry.patientId),
  fromDate: (entry) => entry.fromDate,
  untilDate: (entry) => entry.untilDate,
  priority: (entry) => entry.priority,
  status: (entry) => entry.status,
  offer: (entry, _args, { waitlists }) => waitlists.offerOf(entry),
  createdAt: (entry) => entry.createdAt,
  version: (entry) => entry.version,
};
