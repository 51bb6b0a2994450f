import type { AppointmentConnectionResolvers } from "../__generated__/resolvers.ts";

export const AppointmentConnection: Pick<AppointmentConnectionResolvers, "totalCount"> = {
  totalCount: ({ list }, _args, { appointments }) => appointments.count(list),
};
