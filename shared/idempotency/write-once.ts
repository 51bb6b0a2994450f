import { hash } from "node:crypto";
import { PLATFORM_TENANT_ID, type Viewer } from "../auth/viewer.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { ChangeRecord } from "../messaging/change-record.ts";
import { IdempotencyRepository, type CallersKey } from "./idempotency-repository.ts";
import type { StoredOutcome } from "./idempotency-table.ts";

/** A mutation as it was sent. */
export interface SentMutation {
  /** Name of the field. */
  readonly mutation: string;
  /** As `parseInput` has made it, so that spaces around a name, or a default that is named, make no other input. */
  readonly input: { readonly idempotencyKey: string | null };
}

/** How an outcome is kept, and told again. */
export interface Replayable<Outcome, Problem extends string> {
  /** Every code of its user errors. */
  readonly problems: readonly Problem[];
  readonly keep: (outcome: Outcome) => StoredOutcome<Problem>;
  /** Reads what was made, by what the viewer may see today. @throws AppError when that is nothing */
  readonly again: (tx: Tx, stored: StoredOutcome<Problem>) => Promise<Outcome>;
}

/** What of a request decides whether something was done. */
export type IdempotentContext = Pick<RequestContext, "viewer" | "clock" | "idempotencyKeys" | "replayed">;

/**
 * Runs `work` in a write transaction of the request; see {@link applyOnce}.
 * @throws AppError as {@link applyOnce} does
 */
export function writeOnce<Outcome, Problem extends string>(
  context: RequestContext,
  sent: SentMutation,
  replayable: Replayable<Outcome, Problem>,
  work: (tx: Tx, record: ChangeRecord) => Promise<Outcome>,
): Promise<Outcome> {
  return context.database.write((tx, record) =>
    applyOnce(tx, context, sent, { ...replayable, work: () => work(tx, record) }),
  );
}

/**
 * Runs `work`, which makes its changes in `tx`; when the input has an idempotency key, at most once for that key of that caller: what
 * became of it is kept in the same transaction, and told again for the same input. What fails keeps nothing.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @throws AppError `CONFLICT` for a key that was used with another input, `REQUEST_IN_PROGRESS` while the first attempt is at work, and
 *   whatever `work` throws
 */
export async function applyOnce<Outcome, Problem extends string>(
  tx: Tx,
  { viewer, clock, idempotencyKeys, replayed }: IdempotentContext,
  { mutation, input: { idempotencyKey, ...input } }: SentMutation,
  { problems, keep, again, work }: Replayable<Outcome, Problem> & { readonly work: () => Promise<Outcome> },
): Promise<Outcome> {
  if (idempotencyKey === null) return work();
  if (idempotencyKeys === null) throw new Error("This subgraph keeps no idempotency keys.");
  const keys = new IdempotencyRepository(tx, idempotencyKeys);
  const key: CallersKey = { ...callerOf(viewer), mutation, key: idempotencyKey };
  const inputHash = hash("sha256", JSON.stringify(input), "hex");
  const kept = await keys.take(key);
  if (kept === "IN_PROGRESS") throw new AppError("REQUEST_IN_PROGRESS");
  if (kept === null) {
    const outcome = await work();
    await keys.keep(key, { inputHash, outcome: keep(outcome) }, clock());
    return outcome;
  }
  if (kept.inputHash !== inputHash)
    throw new AppError("CONFLICT", "The idempotency key was used with another input.");
  const outcome = await again(tx, knownOutcome(kept.outcome, problems));
  replayed.add(idempotencyKey);
  return outcome;
}

/** @throws Error for a code of a version that had others */
function knownOutcome<Problem extends string>(
  { id, problem, ...kept }: StoredOutcome,
  problems: readonly Problem[],
): StoredOutcome<Problem> {
  if (problem === null) return { ...kept, id, problem };
  const known = problems.find((code) => code === problem);
  if (known === undefined) throw new Error(`The user error "${problem}" is not known any more.`);
  return { ...kept, id: null, problem: known };
}

function callerOf({ tenantId, accountId, clientId }: Viewer): Omit<CallersKey, "mutation" | "key"> {
  return { tenantId: tenantId ?? PLATFORM_TENANT_ID, actorId: accountId, clientId };
}
