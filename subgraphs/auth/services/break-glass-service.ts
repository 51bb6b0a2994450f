import { z } from "zod";
import { BREAK_GLASS_FINDINGS, BREAK_GLASS_PURPOSES } from "#shared/auth/confidentiality.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { newId } from "#shared/db/ids.ts";
import type { Tx } from "#shared/db/database.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { requireAccount, requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { applyOnce } from "#shared/idempotency/write-once.ts";
import { entityId, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import {
  expiryOfGrant,
  isGrantInForce,
  obstacleToReview,
  type ReviewObstacle,
} from "../domain/break-glass-grant.ts";
import { openedEvent } from "../events.ts";
import { BreakGlassRepository, type GrantRow } from "../repositories/break-glass-repository.ts";
import type { Journal } from "./journal.ts";

const LEAST_JUSTIFICATION = 20;

const openInput = z.object({
  patientId: entityId,
  purpose: z.enum(BREAK_GLASS_PURPOSES),
  justification: z
    .string()
    .trim()
    // As the database counts: what fills two places of a string is one character.
    .refine((text) => Array.from(text).length >= LEAST_JUSTIFICATION, "Must have 20 characters at least.")
    .pipe(storableText(500)),
  idempotencyKey,
});
type OpenInput = z.infer<typeof openInput>;

const reviewInput = z.object({
  grantId: entityId,
  finding: z.enum(BREAK_GLASS_FINDINGS),
  remark: z.string().trim().min(1, "Must not be empty.").pipe(storableText(500)).nullish(),
});
type ReviewInput = z.infer<typeof reviewInput>;

/** Outcome of a change: the grant as it now stands, or why nothing was done. */
export type GrantOutcome<Problem> =
  { readonly grant: GrantRow; readonly problem: null } | { readonly grant: null; readonly problem: Problem };

/** What {@link BreakGlassService} needs. */
export interface BreakGlassServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly journal: Journal;
}

interface Holder {
  readonly tenantId: string;
  readonly accountId: string;
  readonly practitionerId: string | null;
  /** Null for who came without a session. */
  readonly idHash: string | null;
}

/** Breaks the glass, ends that, and reviews it. Each is in the audit log; what was read under it, too. */
export class BreakGlassService {
  readonly #options: BreakGlassServiceOptions;

  constructor(options: BreakGlassServiceOptions) {
    this.#options = options;
  }

  /**
   * Opens a grant for the session of the request; one that it has already ends.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link applyOnce}
   */
  async open(input: unknown): Promise<GrantOutcome<"NO_SESSION">> {
    const wanted = parseInput(openInput, input);
    const holder = this.#holder(wanted.patientId);
    const { idHash } = holder;
    if (idHash === null) return { grant: null, problem: "NO_SESSION" };
    // A grant is of one session: in another one the same is to be opened anew.
    const sent = { mutation: "breakGlass", input: { ...wanted, idHash } };
    return this.#options.scope.run((tx) =>
      applyOnce<GrantOutcome<"NO_SESSION">, "NO_SESSION">(tx, this.#options.request, sent, {
        problems: ["NO_SESSION"],
        keep: ({ grant, problem }) => (problem === null ? { id: grant.id, problem } : { id: null, problem }),
        again: async (_same, { id, problem }) =>
          problem === null
            ? { grant: await this.#openedBefore(tx, holder, id), problem }
            : { grant: null, problem },
        work: () => this.#openOnce(tx, { ...holder, idHash }, wanted),
      }),
    );
  }

  async #openOnce(
    tx: Tx,
    holder: Holder & { readonly idHash: string },
    wanted: OpenInput,
  ): Promise<GrantOutcome<"NO_SESSION">> {
    const grants = new BreakGlassRepository(tx);
    const found = await grants.findOpenOfSession(holder);
    if (found === undefined) return { grant: null, problem: "NO_SESSION" };
    if (found.grant !== null) await this.#end(tx, found.grant, "REPLACED");
    const grant = newGrant(holder, found.sessionId, wanted, this.#options.request.clock());
    await grants.insert(grant);
    await this.#record(tx, grant, "break-glass:open", { expiresAt: grant.expiresAt.toISOString() });
    return { grant, problem: null };
  }

  /** What the holder opened before, as it is now. */
  async #openedBefore(tx: Tx, { tenantId, accountId }: Holder, id: string): Promise<GrantRow> {
    const grant = await new BreakGlassRepository(tx).findForChange({ tenantId, id });
    if (grant?.accountId !== accountId) throw new AppError("RESOURCE_NOT_FOUND");
    return grant;
  }

  /** Ends the grant in force of the session of the request. @throws AppError `AUTH_FORBIDDEN` */
  async end(): Promise<GrantOutcome<"NO_GRANT">> {
    const holder = this.#holder(null);
    const { idHash } = holder;
    if (idHash === null) return { grant: null, problem: "NO_GRANT" };
    return this.#options.scope.run(async (tx) => {
      const found = await new BreakGlassRepository(tx).findOpenOfSession({ ...holder, idHash });
      const grant = found?.grant ?? null;
      if (grant === null || !isGrantInForce(grant, this.#options.request.clock())) {
        return { grant: null, problem: "NO_GRANT" };
      }
      return { grant: await this.#end(tx, grant, "ENDED"), problem: null };
    });
  }

  /**
   * Records what was found about a grant of the tenant.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async review(input: unknown): Promise<GrantOutcome<"GRANT_NOT_FOUND" | ReviewObstacle>> {
    const wanted = parseInput(reviewInput, input);
    const { request, scope } = this.#options;
    const { accountId: reviewerId, tenantId } = requireAccount(request.viewer);
    request.access.assertCan("break-glass:review", { type: "BreakGlassGrant", id: wanted.grantId, tenantId });
    return scope.run((tx) => this.#reviewOnce(tx, wanted, { tenantId, reviewerId }));
  }

  async #reviewOnce(
    tx: Tx,
    { grantId, finding, remark = null }: ReviewInput,
    by: { readonly tenantId: string; readonly reviewerId: string },
  ): Promise<GrantOutcome<"GRANT_NOT_FOUND" | ReviewObstacle>> {
    const { tenantId, reviewerId } = by;
    const grants = new BreakGlassRepository(tx);
    const grant = await grants.findForChange({ tenantId, id: grantId });
    if (grant === undefined) return { grant: null, problem: "GRANT_NOT_FOUND" };
    const now = this.#options.request.clock();
    const problem = obstacleToReview(grant, reviewerId, now);
    if (problem !== null) return { grant: null, problem };
    const reviewed = { ...grant, reviewedAt: now, reviewerId, finding, remark, updatedAt: now };
    await grants.update(reviewed);
    await this.#record(tx, reviewed, "break-glass:review", { finding });
    return { grant: reviewed, problem: null };
  }

  /** Who wants to break the glass. @throws AppError `AUTH_FORBIDDEN` for who may not, and for who is no account */
  #holder(patientId: string | null): Holder {
    const { viewer, access } = this.#options.request;
    const tenantId = requireTenant(viewer);
    const thing: Attributes = { type: "BreakGlassGrant", id: null, tenantId, patientId };
    access.assertCan("break-glass:open", thing);
    const { practitionerId, sessionHash: idHash } = viewer;
    return { ...requireAccount(viewer), practitionerId, idHash };
  }

  /** Ends a grant; one that has expired by itself ended then, and nothing is on record for it. */
  async #end(tx: Tx, grant: GrantRow, reason: "ENDED" | "REPLACED"): Promise<GrantRow> {
    const now = this.#options.request.clock();
    const isInForce = isGrantInForce(grant, now);
    const ended = { ...grant, endedAt: isInForce ? now : grant.expiresAt, updatedAt: now };
    await new BreakGlassRepository(tx).update(ended);
    if (isInForce) await this.#record(tx, ended, "break-glass:end", { reason });
    return ended;
  }

  async #record(
    tx: Tx,
    grant: GrantRow,
    action: "break-glass:open" | "break-glass:end" | "break-glass:review",
    detail: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#options.journal.write(
      tx,
      grant.tenantId,
      {
        category: "CHANGE",
        action,
        outcome: "SUCCESS",
        patientId: grant.patientId,
        entityType: "BreakGlassGrant",
        entityId: grant.id,
        detail: { purpose: grant.purpose, ...detail },
      },
      ...(action === "break-glass:open" ? [openedEvent(grant)] : []),
    );
  }
}

function newGrant(
  { tenantId, accountId, practitionerId }: Holder,
  sessionId: string,
  { patientId, purpose, justification }: OpenInput,
  now: Date,
): GrantRow {
  return {
    ...{ id: newId(), tenantId, sessionId, accountId, practitionerId, patientId, purpose, justification },
    ...{ createdAt: now, updatedAt: now, expiresAt: expiryOfGrant(now), endedAt: null },
    ...{ reviewedAt: null, reviewerId: null, finding: null, remark: null },
  };
}
