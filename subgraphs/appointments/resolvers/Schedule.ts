import type { ScheduleResolvers } from "../__generated__/resolvers.ts";
import { timeOfDay, weekdayName } from "../domain/working-week.ts";

export const Schedule: ScheduleResolvers = {
  practitioner: ({ practitionerId, tenantId, region }) => ({ id: practitionerId, tenantId, region }),
  weekday: ({ weekday }) => weekdayName(weekday),
  opensAt: ({ opensAt }) => timeOfDay(opensAt),
  closesAt: ({ closesAt }) => timeOfDay(closesAt),
  validFrom: (schedule) => schedule.validFrom,
  validUntil: (schedule) => schedule.validUntil,
  recurrence: (schedule) => schedule.recurrence,
};
