import type { PatientConnectionResolvers } from "../__generated__/resolvers.ts";

export const PatientConnection: Pick<PatientConnectionResolvers, "totalCount"> = {
  totalCount: ({ filter }, _args, { patients }) => patients.count(filter),
};
