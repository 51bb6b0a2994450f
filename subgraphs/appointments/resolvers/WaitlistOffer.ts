import type { WaitlistOfferResolvers } from "../__generated__/resolvers.ts";

export const WaitlistOffer: WaitlistOfferResolvers = {
  id: (offer) => offer.id,
  startsAt: (offer) => offer.startsAt,
  endsAt: (offer) => offer.endsAt,
  expiresAt: (offer) => offer.expiresAt,
  practitioner: ({ practitionerId, entry: { tenantId, region } }) => ({
    id: practitionerId,
    tenantId,
    region,
  }),
};
