import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const patient: QueryResolvers["patient"] = (_parent, { id }, { patients }) => patients.find(id);
