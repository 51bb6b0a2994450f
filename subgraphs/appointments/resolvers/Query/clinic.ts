import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const clinic: QueryResolvers["clinic"] = (_parent, { id }, { clinics }) => clinics.find(id);
