import type { ScheduleExceptionResolvers } from "../__generated__/resolvers.ts";
import { timeOfDay } from "../domain/working-week.ts";
import { loadPromised } from "../loaders.ts";

export const ScheduleException: ScheduleExceptionResolvers = {
  id: (exception) => exception.id,
  kind: (exception) => exception.kind,
  clinic: ({ clinicId }, _args, { loaders }) =>
    clinicId === null ? null : loadPromised(loaders.clinics, clinicId),
  practitioner: ({ practitionerId, tenantId, region }) =>
    practitionerId === null ? null : { id: practitionerId, tenantId, region },
  firstDate: (exception) => exception.firstDate,
  lastDate: (exception) => exception.lastDate,
  startTime: ({ startTime }) => startTime && timeOfDay(startTime),
  endTime: ({ endTime }) => endTime && timeOfDay(endTime),
  recurrence: (exception) => exception.recurrence,
  title: (exception) => exception.title,
};
