import type { ScheduleResolvers } from "../__generated__/resolvers.ts";
import { timeOfDay, weekdayName } from "../domain/working-week.ts";

export const Schedule: ScheduleResolvers = {
  practitioner: ({ practitionerId, tenantId }) => ({ id: practitionerId, tenantId }),
  weekday: ({ weekday }) => weekdayName(weekday),
  opensAt: ({ opensAt }) => timeOfDay(opensAt),
  closesAt: ({ closesAt }) => timeOfDay(closesAt),
};
