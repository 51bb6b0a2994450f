import { and, eq, inArray } from "drizzle-orm";
import { tenant } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A tenant as stored. */
export type TenantRow = typeof tenant.$inferSelect;

/** Tenants; each owns its own row. */
export class TenantRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given tenants that exist and are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<TenantRow[]> {
    return this.#tx
      .select()
      .from(tenant)
      .where(and(eq(tenant.tenantId, input.tenantId), inArray(tenant.id, [...input.ids])));
  }

  /** The tenant of this short name. Needs `SystemScope`. */
  async findBySlugInAnyTenant(slug: string): Promise<TenantRow | undefined> {
    const [row] = await this.#tx.select().from(tenant).where(eq(tenant.slug, slug));
    return row;
  }
}
