import type { ServiceTypeResolvers } from "../__generated__/resolvers.ts";
import { loadPromised } from "../loaders.ts";
import { serviceTypeAttributes } from "../policies.ts";

export const ServiceType: ServiceTypeResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.serviceTypes.load(id),
  id: (serviceType) => serviceType.id,
  name: (serviceType) => serviceType.name,
  durationMinutes: (serviceType) => serviceType.durationMinutes,
  bufferBeforeMinutes: (serviceType) => serviceType.bufferBeforeMinutes,
  bufferAfterMinutes: (serviceType) => serviceType.bufferAfterMinutes,
  price: ({ priceAmountMinor, priceCurrency }) => ({
    amountMinor: priceAmountMinor,
    currency: priceCurrency,
  }),
  minimumTier: (serviceType) => serviceType.minimumTier,
  minimumNoticeMinutes: (serviceType) => serviceType.minimumNoticeMinutes,
  bookingHorizonDays: (serviceType) => serviceType.bookingHorizonDays,
  roomKind: (serviceType) => serviceType.roomKind,
  deviceKinds: (serviceType) => serviceType.deviceKinds,
  practitioners: ({ practitionerIds, tenantId, region }) =>
    practitionerIds?.map((id) => ({ id, tenantId, region })) ?? null,
  clinic: (serviceType, _args, { loaders }) => loadPromised(loaders.clinics, serviceType.clinicId),
  accessDecision: (serviceType, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(serviceType, serviceTypeAttributes), args),
};
