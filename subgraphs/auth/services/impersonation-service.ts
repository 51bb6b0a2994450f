import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { entityId, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { isOnlyPatient } from "../domain/account-access.ts";
import { viewerOfSession } from "../domain/account-viewer.ts";
import { accountAttributes } from "../policies.ts";
import { lockAccount } from "../repositories/account-lock.ts";
import { AccountRepository, type AccountRow } from "../repositories/account-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import type { Journal } from "./journal.ts";

const impersonateInput = z
  .object({
    accountId: z.string().nullish(),
    patientId: z.string().nullish(),
    reason: storableText(200).refine((text) => text.trim() !== "", "Must not be empty."),
  })
  .refine(({ accountId, patientId }) => (accountId == null) !== (patientId == null), {
    path: ["accountId"],
    message: "Give either the account or the patient.",
  });

type ImpersonationProblem = "ACCOUNT_NOT_FOUND" | "NOT_A_PATIENT" | "ACCOUNT_DISABLED" | "NO_SESSION";

/** Who the request speaks for from now on, or why that has not changed. */
export type ImpersonationOutcome<Problem extends string> =
  { readonly viewer: Viewer; readonly problem: null } | { readonly viewer: null; readonly problem: Problem };

/** What {@link ImpersonationService} needs. */
export interface ImpersonationServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly journal: Journal;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

/** Lets support act in a patient's place, and go back. */
export class ImpersonationService {
  readonly #options: ImpersonationServiceOptions;

  constructor(options: ImpersonationServiceOptions) {
    this.#options = options;
  }

  /**
   * Begins a session of a patient's account for the support account of the request, whose own session rests.
   * An account out of the assigned regions is answered as missing, and the attempt is on record.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async begin(input: unknown): Promise<ImpersonationOutcome<ImpersonationProblem>> {
    const { request, scope } = this.#options;
    const { accountId, patientId, reason } = parseInput(impersonateInput, input);
    const tenantId = requireTenant(request.viewer);
    const id = entityId.safeParse(accountId ?? patientId).data;
    if (id === undefined) return refused("ACCOUNT_NOT_FOUND");
    return scope.run(async (tx): Promise<ImpersonationOutcome<ImpersonationProblem>> => {
      const account = await lockOwner(tx, tenantId, accountId == null ? { patientId: id } : { id });
      const problem = account === undefined ? "ACCOUNT_NOT_FOUND" : this.#problemOf(account);
      if (account === undefined || problem !== null) return refused(problem ?? "ACCOUNT_NOT_FOUND");
      return this.#begin(tx, account, reason.trim());
    });
  }

  /** Why nobody acts in the place of this account; null when the viewer may. */
  #problemOf(account: AccountRow): Exclude<ImpersonationProblem, "NO_SESSION"> | null {
    const { access } = this.#options.request;
    const thing = accountAttributes(account);
    if (!access.can("account:impersonate", thing)) {
      access.noteHidden("account:impersonate", thing);
      return "ACCOUNT_NOT_FOUND";
    }
    if (!isOnlyPatient(account)) return "NOT_A_PATIENT";
    return account.disabledAt === null ? null : "ACCOUNT_DISABLED";
  }

  async #begin(tx: Tx, account: AccountRow, reason: string): Promise<ImpersonationOutcome<"NO_SESSION">> {
    const { request, openSessions, journal, setCookies } = this.#options;
    const { accountId, sessionHash: idHash, roles } = request.viewer;
    if (accountId === null || idHash === null) return refused("NO_SESSION");
    const begun = await openSessions(tx).beginImpersonation({ from: { idHash, accountId }, account });
    if (begun === null) return refused("NO_SESSION");
    await journal.write(tx, account.tenantId, {
      category: "SIGN_IN",
      action: "account:impersonate",
      outcome: "SUCCESS",
      patientId: account.patientId,
      entityType: "Account",
      entityId: account.id,
      detail: { reason, endsAt: begun.endsAt.toISOString() },
    });
    setCookies.push(begun.cookie);
    const impersonator = { accountId, roles, endsAt: begun.endsAt };
    const { idHash: begunHash } = begun;
    const facts = { account, idHash: begunHash, mfaAt: null, pendingStep: null, impersonator };
    return { viewer: viewerOfSession(facts), problem: null };
  }

  /** Goes back to the support account's own session. @throws AppError `AUTH_FORBIDDEN` */
  async end(): Promise<ImpersonationOutcome<"NOT_IMPERSONATING">> {
    const { request, scope, openSessions, journal, setCookies } = this.#options;
    const { accountId, sessionHash: idHash, impersonator } = request.viewer;
    const tenantId = requireTenant(request.viewer);
    request.access.assertCan("impersonation:end", { type: "Session", id: null, tenantId });
    if (impersonator === null || accountId === null || idHash === null) return refused("NOT_IMPERSONATING");
    return scope.run(async (tx): Promise<ImpersonationOutcome<"NOT_IMPERSONATING">> => {
      const begun = await openSessions(tx).endImpersonation({ idHash, accountId });
      if (begun === null) return refused("NOT_IMPERSONATING");
      const account = await new AccountRepository(tx).findByIdOrPatient({
        tenantId,
        by: { id: begun.accountId },
      });
      if (account === undefined) throw new AppError("AUTH_FORBIDDEN");
      await journal.write(tx, tenantId, {
        category: "SIGN_OUT",
        action: "impersonation:end",
        outcome: "SUCCESS",
        patientId: request.viewer.patientId,
        entityType: "Account",
        entityId: accountId,
      });
      setCookies.push(begun.cookie);
      const { idHash: ownHash, mfaAt } = begun;
      const viewer = viewerOfSession({ account, idHash: ownHash, mfaAt, pendingStep: null });
      return { viewer, problem: null };
    });
  }
}

/** The account as it is from now on: whoever changes what it may do waits, and ends what is begun here. */
async function lockOwner(
  tx: Tx,
  tenantId: string,
  by: { readonly id: string } | { readonly patientId: string },
): Promise<AccountRow | undefined> {
  const accounts = new AccountRepository(tx);
  const found = await accounts.findByIdOrPatient({ tenantId, by });
  if (found === undefined) return undefined;
  await lockAccount(tx, found.id);
  return accounts.findByIdOrPatient({ tenantId, by: { id: found.id } });
}

function refused<Problem extends string>(problem: Problem): { viewer: null; problem: Problem } {
  return { viewer: null, problem };
}
