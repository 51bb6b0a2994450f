import { createEntityLoader, type EntityLoader } from "#shared/graphql/entity-loader.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import { AccountRepository, type AccountRow } from "./repositories/account-repository.ts";
import { BreakGlassRepository, type GrantRow } from "./repositories/break-glass-repository.ts";
import { TenantRepository, type TenantRow } from "./repositories/tenant-repository.ts";

/** Loaders of one request. */
export interface Loaders {
  readonly accounts: EntityLoader<AccountRow>;
  readonly tenants: EntityLoader<TenantRow>;
  readonly grants: EntityLoader<GrantRow>;
}

/** Makes the loaders of one request. */
export function createLoaders({ database, viewer: { tenantId } }: RequestContext): Loaders {
  return {
    accounts: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new AccountRepository(tx).findByIds(input),
    }),
    tenants: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new TenantRepository(tx).findByIds(input),
    }),
    grants: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new BreakGlassRepository(tx).findByIds(input),
    }),
  };
}
