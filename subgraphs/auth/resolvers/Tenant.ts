import type { TenantResolvers } from "../__generated__/resolvers.ts";

export const Tenant: TenantResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.tenants.load(id),
  id: (tenant) => tenant.id,
  slug: (tenant) => tenant.slug,
  name: (tenant) => tenant.name,
};
