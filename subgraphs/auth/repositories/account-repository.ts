import {
  and,
  arrayContains,
  asc,
  count,
  eq,
  getTableColumns,
  inArray,
  isNull,
  like,
  or,
  sql,
  type SQL,
} from "drizzle-orm";
import { account, tenant } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";
import type { TenantRow } from "./tenant-repository.ts";

const { passwordHash, ...withoutSecret } = getTableColumns(account);

/** The columns of {@link AccountRow}. */
export const publicColumns = withoutSecret;

/** Byte by byte, as the index is: that order is the same in every database. */
const BY_EMAIL = sql<string>`${account.email} collate "C"`;

/** An account as stored, without what only a sign-in may see. */
export type AccountRow = Omit<typeof account.$inferSelect, "passwordHash">;

/** An account with what a sign-in compares. */
export type AccountCredentials = typeof account.$inferSelect;

/** Narrows a list of accounts; null parts do not. */
export interface AccountFilter {
  /** In lower case. */
  readonly emailPrefix: string | null;
  readonly role: string | null;
}

/** Id of the last account of a page; the cursor must not tell an address. */
export type AccountKeyset = readonly [id: string];

/** What of an account an admin changes. */
export type AccountChange = Partial<Pick<AccountRow, "roles" | "regions" | "tier" | "disabledAt">>;

interface AccountKey {
  readonly tenantId: string;
  readonly id: string;
}

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

  /** One page by e-mail, and one row more when there is a next page. */
  async findPage(input: {
    readonly tenantId: string;
    readonly filter: AccountFilter;
    readonly page: PageRequest<AccountKeyset>;
  }): Promise<AccountRow[]> {
    const { after, first } = input.page;
    return this.#tx
      .select(publicColumns)
      .from(account)
      .where(
        and(
          matching(input),
          after === null
            ? undefined
            : sql`${BY_EMAIL} > (select last.email from ${account} last where last.id = ${after[0]}::uuid)`,
        ),
      )
      .orderBy(asc(BY_EMAIL))
      .limit(first + 1);
  }

  /** How many accounts match. */
  async count(input: { readonly tenantId: string; readonly filter: AccountFilter }): Promise<number> {
    const [row] = await this.#tx.select({ total: count() }).from(account).where(matching(input));
    return row?.total ?? 0;
  }

  /**
   * The account with this id, when the tenant has it, and all of the tenant's admins who can sign in, locked until the
   * transaction ends: who takes an admin away waits for others who do. Needs `SystemScope`.
   */
  async lockWithAdmins(input: { readonly tenantId: string; readonly id: string }): Promise<AccountRow[]> {
    return (
      this.#tx
        .select(publicColumns)
        .from(account)
        .where(
          and(
            eq(account.tenantId, input.tenantId),
            or(
              eq(account.id, input.id),
              and(arrayContains(account.roles, ["ADMIN"]), isNull(account.disabledAt)),
            ),
          ),
        )
        // Everybody locks in the same order, so nobody waits for ever.
        .orderBy(asc(account.id))
        // Not of the key: whoever only writes rows of an account need not wait.
        .for("no key update")
    );
  }

  /** Changes an account that is locked, and returns it. Needs `SystemScope`. */
  async change({ id, tenantId, version }: AccountRow, change: AccountChange, now: Date): Promise<AccountRow> {
    const [row] = await this.#tx
      .update(account)
      .set({ ...change, version: version + 1, updatedAt: now })
      .where(and(eq(account.tenantId, tenantId), eq(account.id, id)))
      .returning(publicColumns);
    if (row === undefined) throw new Error("The account that was locked is not there.");
    return row;
  }

  /** The account with this id in whatever tenant. Needs `SystemScope`. */
  async findInAnyTenant(id: string): Promise<AccountRow | undefined> {
    const [row] = await this.#tx.select(publicColumns).from(account).where(eq(account.id, id));
    return row;
  }

  /** The account with this id or of this patient, when the tenant has it. Needs `SystemScope`. */
  async findByIdOrPatient(input: {
    readonly tenantId: string;
    readonly by: { readonly id: string } | { readonly patientId: string };
  }): Promise<AccountRow | undefined> {
    const { tenantId, by } = input;
    const [row] = await this.#tx
      .select(publicColumns)
      .from(account)
      .where(
        and(
          eq(account.tenantId, tenantId),
          "id" in by ? eq(account.id, by.id) : eq(account.patientId, by.patientId),
        ),
      );
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

  /** An account with what a sign-in compares. Needs `SystemScope`. */
  async findCredentials(input: {
    readonly tenantId: string;
    readonly accountId: string;
  }): Promise<AccountCredentials | undefined> {
    const [row] = await this.#tx
      .select({ ...publicColumns, passwordHash })
      .from(account)
      .where(and(eq(account.tenantId, input.tenantId), eq(account.id, input.accountId)));
    return row;
  }

  /** Which account has this e-mail (in lower case), in whatever tenant. Needs `SystemScope`. */
  async findIdInAnyTenant(
    email: string,
  ): Promise<{ readonly id: string; readonly tenantId: string } | undefined> {
    const [row] = await this.#tx
      .select({ id: account.id, tenantId: account.tenantId })
      .from(account)
      .where(eq(account.email, email));
    return row;
  }

  /** Writes another password. Needs `SystemScope`. */
  async setPassword(
    input: AccountKey & { readonly passwordHash: string; readonly now: Date },
  ): Promise<void> {
    const { passwordHash: newHash, now } = input;
    await this.#tx.update(account).set({ passwordHash: newHash, updatedAt: now }).where(isAccount(input));
  }

  /** Writes that the address is known to be the account's, unless it was before. Needs `SystemScope`. */
  async setEmailVerified(input: AccountKey & { readonly now: Date }): Promise<void> {
    const { now } = input;
    await this.#tx
      .update(account)
      .set({ emailVerifiedAt: now, updatedAt: now })
      .where(and(isAccount(input), isNull(account.emailVerifiedAt)));
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

function matching({
  tenantId,
  filter: { emailPrefix, role },
}: {
  readonly tenantId: string;
  readonly filter: AccountFilter;
}): SQL | undefined {
  return and(
    eq(account.tenantId, tenantId),
    emailPrefix === null ? undefined : like(sql`(${BY_EMAIL})`, `${escapeLike(emailPrefix)}%`),
    role === null ? undefined : arrayContains(account.roles, [role]),
  );
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}

function isAccount({ tenantId, id }: AccountKey): ReturnType<typeof and> {
  return and(eq(account.tenantId, tenantId), eq(account.id, id));
}
