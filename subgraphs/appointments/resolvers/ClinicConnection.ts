import type { ClinicConnectionResolvers } from "../__generated__/resolvers.ts";

export const ClinicConnection: Pick<ClinicConnectionResolvers, "totalCount"> = {
  totalCount: (_connection, _args, { clinics }) => clinics.count(),
};
