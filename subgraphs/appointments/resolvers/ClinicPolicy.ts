import type { ClinicPolicyResolvers } from "../__generated__/resolvers.ts";

export const ClinicPolicy: ClinicPolicyResolvers = {
  freeCancellationHours: (clinic) => clinic.freeCancellationHours,
  lateCancellationFeePercent: (clinic) => clinic.lateCancellationFeePercent,
  noShowFeePercent: (clinic) => clinic.noShowFeePercent,
  overbookingLimit: (clinic) => clinic.overbookingLimit,
  reminderHoursBefore: (clinic) => clinic.reminderHoursBefore,
  waitlistOfferMinutes: (clinic) => clinic.waitlistOfferMinutes,
  version: (clinic) => clinic.policyVersion,
};
