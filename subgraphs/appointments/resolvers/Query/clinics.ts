import type { QueryResolvers } from "../../__generated__/resolvers.ts";

export const clinics: QueryResolvers["clinics"] = (_parent, args, context) => context.clinics.list(args);
