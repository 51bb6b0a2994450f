import type { Tx } from "#shared/db/database.ts";
import type { AuditEntry } from "#shared/messaging/contracts.ts";
import { hashEntry } from "../domain/hash-chain.ts";
import { ChainRepository } from "../repositories/chain-repository.ts";
import { EntryRepository } from "../repositories/entry-repository.ts";

/** An entry with the correlation id of the request that caused it. */
export interface CorrelatedEntry {
  readonly entry: AuditEntry;
  readonly correlationId: string;
}

/** Appends entries to a tenant's chain, in the order given; four statements however many. */
export async function appendEntries(
  tx: Tx,
  input: { readonly tenantId: string; readonly entries: readonly CorrelatedEntry[]; readonly now: Date },
): Promise<void> {
  const { tenantId, now } = input;
  const chain = new ChainRepository(tx);
  let { sequence, hash } = await chain.lock({ tenantId });
  const rows = input.entries.map(({ entry, correlationId }) => {
    const { agent, entryId, recordedAt, ...rest } = entry;
    sequence += 1;
    const row = {
      ...rest,
      id: entryId,
      tenantId,
      sequence,
      recordedAt: new Date(recordedAt),
      agentKind: agent.kind,
      agentAccountId: agent.accountId,
      agentClientId: agent.clientId,
      agentRoles: agent.roles,
      agentOnBehalfOf: agent.onBehalfOf ?? null,
      correlationId,
    };
    const previousHash = hash;
    hash = hashEntry(row, previousHash);
    return { ...row, previousHash, hash };
  });
  await new EntryRepository(tx).append(rows);
  await chain.advance({ tenantId, head: { sequence, hash }, now });
}
