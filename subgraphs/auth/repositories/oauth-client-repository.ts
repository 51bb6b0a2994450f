import { and, eq, isNotNull } from "drizzle-orm";
import { oauthClient } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { ClientSecrets } from "../domain/client-secret.ts";

/** A partner's program or a person's app as stored. */
export type OAuthClientRow = typeof oauthClient.$inferSelect;

/** OAuth 2 clients. Needs `SystemScope`: they authenticate before a tenant is known. */
export class OAuthClientRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The program that calls itself so, in whatever tenant. */
  async findInAnyTenant(clientId: string): Promise<OAuthClientRow | undefined> {
    const [row] = await this.#tx.select().from(oauthClient).where(eq(oauthClient.clientId, clientId));
    return row;
  }

  /** The tenant's program of this name, kept from changing until the transaction ends; not one without secrets. */
  async findForChange(input: {
    readonly tenantId: string;
    readonly clientId: string;
  }): Promise<OAuthClientRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(oauthClient)
      .where(
        and(
          eq(oauthClient.tenantId, input.tenantId),
          eq(oauthClient.clientId, input.clientId),
          isNotNull(oauthClient.secretHash),
        ),
      )
      .for("update");
    return row;
  }

  /** Writes the secrets of a program that {@link findForChange} gave. */
  async replaceSecrets(
    { id, tenantId }: OAuthClientRow,
    { updatedAt, ...secrets }: ClientSecrets & { readonly updatedAt: Date },
  ): Promise<void> {
    await this.#tx
      .update(oauthClient)
      .set({ ...secrets, updatedAt })
      .where(and(eq(oauthClient.tenantId, tenantId), eq(oauthClient.id, id)));
  }
}
