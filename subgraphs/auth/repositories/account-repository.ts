import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import { account, tenant } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { TenantRow } from "./tenant-repository.ts";

const { passwordHash, ...publicColumns } = getTableColumns(account);

/** An account as stored, without what only a sign-in may see. */
export type AccountRow = Omit<typeof account.$inferSelect, "passwordHash">;

/** An account with what a sign-in compares. */
export type AccountCredentials = typeof account.$inferSelect;

/** Accounts. The methods named so work before a tenant is known, and need `SystemScope`. */
export class AccountRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given accounts that exist and are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<AccountRow[]> {
    return this.#tx
      .select(publicColumns)
      .from(account)
      .where(and(eq(account.tenantId, input.tenantId), inArray(account.id, [...input.ids])));
  }

  /** An account with its tenant, or undefined when it does not exist or is not visible. */
  async findWithTenant(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<{ readonly account: AccountRow; readonly tenant: TenantRow } | undefined> {
    const [row] = await this.#tx
      .select({ account: publicColumns, tenant })
      .from(account)
      .innerJoin(tenant, eq(tenant.id, account.tenantId))
      .where(and(eq(account.tenantId, input.tenantId), eq(account.id, input.id)));
    return row;
  }

  /** The account with this e-mail (in lower case) in whatever tenant. Needs `SystemScope`. */
  async findCredentialsInAnyTenant(email: string): Promise<AccountCredentials | undefined> {
    const [row] = await this.#tx
      .select({ ...publicColumns, passwordHash })
      .from(account)
      .where(eq(account.email, email));
    return row;
  }

  /** Adds an account; false when its e-mail is taken, in whatever tenant. Needs `SystemScope`. */
  async insertUnlessEmailTaken(input: typeof account.$inferInsert): Promise<boolean> {
    const added = await this.#tx
      .insert(account)
      .values(input)
      .onConflictDoNothing({ target: account.email })
      .returning({ id: account.id });
    return added.length > 0;
  }
}
