import type { SlotResolvers } from "../__generated__/resolvers.ts";

export const Slot: SlotResolvers = {
  startsAt: (slot) => slot.startsAt,
  endsAt: (slot) => slot.endsAt,
  practitioner: (slot) => slot.practitioner,
  clinic: (slot) => slot.clinic,
  serviceType: (slot) => slot.serviceType,
};
