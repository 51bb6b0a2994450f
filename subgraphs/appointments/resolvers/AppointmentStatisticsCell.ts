import type { AppointmentStatisticsCellResolvers } from "../__generated__/resolvers.ts";
import { loadPromised } from "../loaders.ts";

export const AppointmentStatisticsCell: AppointmentStatisticsCellResolvers = {
  month: (cell) => cell.month,
  day: (cell) => cell.day,
  region: (cell) => cell.region,
  clinic: (cell) => cell.clinic,
  serviceType: ({ serviceTypeId }, _args, { loaders }) =>
    serviceTypeId === null ? null : loadPromised(loaders.serviceTypes, serviceTypeId),
  status: (cell) => cell.status,
  isSuppressed: (cell) => cell.count === null,
  count: (cell) => cell.count,
  utilisation: (cell) => cell.utilisation,
  isUtilisationEstimated: (cell) => cell.isUtilisationEstimated,
  noShowRate: (cell) => cell.noShowRate,
  leadTimeHours: (cell) => cell.leadTimeHours,
};
