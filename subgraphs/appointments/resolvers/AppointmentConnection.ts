import type { AppointmentConnectionResolvers } from "../__generated__/resolvers.ts";

export const AppointmentConnection: Pick<AppointmentConnectionResolvers, "totalCount"> = {
  totalCount: (connection, _args, { appointments }) => appointments.count(connection),
};
