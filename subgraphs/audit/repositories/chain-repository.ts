import { and, eq } from "drizzle-orm";
import { chainHead } from "#drizzle/audit/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { CHAIN_START } from "../domain/hash-chain.ts";

/** The end of a tenant's chain. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Ends of the tenants' chains. */
export class ChainRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The tenant's head, locked until the transaction ends: entries of one tenant are appended one batch at a time. */
  async lock(input: { readonly tenantId: string }): Promise<ChainHead> {
    const { tenantId } = input;
    await this.#tx
      .insert(chainHead)
      .values({ id: tenantId, tenantId, sequence: 0, hash: CHAIN_START })
      .onConflictDoNothing({ target: chainHead.id });
    const [head] = await this.#tx.select().from(chainHead).where(atHead(tenantId)).for("update");
    if (head === undefined) throw new Error("The head of the audit chain is not visible.");
    return head;
  }

  /** Moves the tenant's head. */
  async advance(input: {
    readonly tenantId: string;
    readonly head: ChainHead;
    readonly now: Date;
  }): Promise<void> {
    await this.#tx
      .update(chainHead)
      .set({ ...input.head, updatedAt: input.now })
      .where(atHead(input.tenantId));
  }
}

function atHead(tenantId: string): ReturnType<typeof and> {
  return and(eq(chainHead.tenantId, tenantId), eq(chainHead.id, tenantId));
}
