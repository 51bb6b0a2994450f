import { eq } from "drizzle-orm";
import { oauthClient } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A partner's program as stored. */
export type OAuthClientRow = typeof oauthClient.$inferSelect;

/** Partners' programs. Needs `SystemScope`: they authenticate before a tenant is known. */
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
}
