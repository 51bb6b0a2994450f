import type { ConsentResolvers } from "../__generated__/resolvers.ts";
import { consentStatus } from "../domain/consent-status.ts";

export const Consent: ConsentResolvers = {
  id: (consent) => consent.id,
  clientId: (consent) => consent.clientId,
  scopes: (consent) => consent.scopes,
  status: (consent, _args, { clock }) => consentStatus(consent, clock()),
  grantedAt: (consent) => consent.createdAt,
  expiresAt: (consent) => consent.expiresAt,
  withdrawnAt: (consent) => consent.withdrawnAt,
};
