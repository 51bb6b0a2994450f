import { and, asc, count, eq } from "drizzle-orm";
import { passkey } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { PasskeyState } from "../domain/passkey.ts";
import type { FactorOwner } from "./second-factor-repository.ts";

const ownColumns = {
  id: passkey.id,
  tenantId: passkey.tenantId,
  accountId: passkey.accountId,
  createdAt: passkey.createdAt,
  name: passkey.name,
  isBackedUp: passkey.isBackedUp,
  lastUsedAt: passkey.lastUsedAt,
} as const;

/** A passkey as its owner sees it. */
export type PasskeyRow = Pick<typeof passkey.$inferSelect, keyof typeof ownColumns>;

/** A passkey as it is verified. */
export type StoredPasskey = typeof passkey.$inferSelect;

/** What an authenticator is told of a passkey, to find it. */
export interface CredentialHint {
  /** Base64url. */
  readonly credentialId: string;
  readonly transports: readonly string[];
}

/** The public half of a new passkey. */
export interface NewCredential extends CredentialHint, PasskeyState {
  /** COSE_Key, base64url. */
  readonly publicKey: string;
  readonly isBackedUp: boolean;
}

/** Passkeys of accounts. All but {@link PasskeyRepository.list} needs `SystemScope`. */
export class PasskeyRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the account itself, in the order in which they were registered. */
  async list({ tenantId, accountId }: FactorOwner): Promise<PasskeyRow[]> {
    return this.#tx
      .select(ownColumns)
      .from(passkey)
      .where(and(eq(passkey.tenantId, tenantId), eq(passkey.accountId, accountId)))
      .orderBy(asc(passkey.createdAt), asc(passkey.id));
  }

  /** What a browser is told of an account's passkeys. */
  async listHints(accountId: string): Promise<CredentialHint[]> {
    return this.#tx
      .select({ credentialId: passkey.credentialId, transports: passkey.transports })
      .from(passkey)
      .where(eq(passkey.accountId, accountId))
      .orderBy(asc(passkey.createdAt), asc(passkey.id));
  }

  /** How many an account has. */
  async count(accountId: string): Promise<number> {
    const [row] = await this.#tx
      .select({ passkeys: count() })
      .from(passkey)
      .where(eq(passkey.accountId, accountId));
    return row?.passkeys ?? 0;
  }

  /** True when the account has a passkey of this id. */
  async has(which: { readonly id: string; readonly accountId: string }): Promise<boolean> {
    const rows = await this.#tx
      .select({ id: passkey.id })
      .from(passkey)
      .where(and(eq(passkey.id, which.id), eq(passkey.accountId, which.accountId)));
    return rows.length > 0;
  }

  /** Whose passkey this is; undefined when nobody's. */
  async findAccountId(credentialId: string): Promise<string | undefined> {
    const [row] = await this.#tx
      .select({ accountId: passkey.accountId })
      .from(passkey)
      .where(eq(passkey.credentialId, credentialId));
    return row?.accountId;
  }

  /** The passkey of this credential, whosever it is, held until the transaction ends: its uses are judged one after the other. */
  async lock(credentialId: string): Promise<StoredPasskey | undefined> {
    const [row] = await this.#tx
      .select()
      .from(passkey)
      .where(eq(passkey.credentialId, credentialId))
      .for("update");
    return row;
  }

  /** Registers a passkey; answers its id, or null when some account has it already. */
  async register(
    { accountId, tenantId }: FactorOwner,
    credential: NewCredential & { readonly name: string },
    now: Date,
  ): Promise<string | null> {
    const [row] = await this.#tx
      .insert(passkey)
      .values({
        ...{ id: newId(), accountId, tenantId, createdAt: now, updatedAt: now },
        ...credential,
        transports: [...credential.transports],
      })
      .onConflictDoNothing({ target: passkey.credentialId })
      .returning({ id: passkey.id });
    return row?.id ?? null;
  }

  /** Keeps what a use has shown. */
  async noteUse(
    id: string,
    use: { readonly signCount: number; readonly isBackedUp: boolean },
    now: Date,
  ): Promise<void> {
    const { signCount, isBackedUp } = use;
    await this.#tx
      .update(passkey)
      .set({ signCount, isBackedUp, lastUsedAt: now, updatedAt: now })
      .where(eq(passkey.id, id));
  }

  /** Names one of the account's own; undefined when it has none of this id. */
  async rename(
    which: { readonly id: string; readonly accountId: string },
    name: string,
    now: Date,
  ): Promise<PasskeyRow | undefined> {
    const [row] = await this.#tx
      .update(passkey)
      .set({ name, updatedAt: now })
      .where(and(eq(passkey.id, which.id), eq(passkey.accountId, which.accountId)))
      .returning(ownColumns);
    return row;
  }

  /** Removes one of the account's own. */
  async remove(which: { readonly id: string; readonly accountId: string }): Promise<void> {
    await this.#tx
      .delete(passkey)
      .where(and(eq(passkey.id, which.id), eq(passkey.accountId, which.accountId)));
  }
}
