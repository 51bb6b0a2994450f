import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { WRONG_CODES_PER_SIGN_IN } from "../domain/second-factor.ts";
import { SessionRepository, type SessionWithAccount } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import type { CodeOutcome, FactorCodes } from "./factor-codes.ts";
import type { Journal } from "./journal.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import { typedCode } from "./sign-in-fields.ts";
import type { SoleAttempt } from "./sole-attempt.ts";

const completeInput = z.object({ code: typedCode });

/** Why {@link SecondStepService.complete} signed nobody in. */
export type SecondStepProblem = "NO_PENDING_SIGN_IN" | "INVALID_CODE" | "TOO_MANY_WRONG_CODES";

/** Outcome of {@link SecondStepService.complete}. */
export type SecondStepOutcome =
  | { readonly viewer: Viewer; readonly problem: null }
  | { readonly viewer: null; readonly problem: SecondStepProblem };

/** What {@link SecondStepService} needs. */
export interface SecondStepServiceOptions {
  readonly viewer: Viewer;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly codes: FactorCodes;
  readonly renewal: SessionRenewal;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly attempt: SoleAttempt;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

/** The second step of a sign-in: whoever has shown the password shows the second factor. */
export class SecondStepService {
  readonly #options: SecondStepServiceOptions;

  constructor(options: SecondStepServiceOptions) {
    this.#options = options;
  }

  /**
   * Signs in by a code, under a new session id. Five wrong codes end the sign-in, ten of an account within an hour let none
   * be looked at; each is on record.
   * @throws AppError `VALIDATION_ERROR`, also when the operation has tried to sign in already
   */
  async complete(input: unknown): Promise<SecondStepOutcome> {
    const { viewer, scope, clock, attempt, codes, renewal } = this.#options;
    attempt.take();
    const { code } = parseInput(completeInput, input);
    const idHash = viewer.kind === "ANONYMOUS" ? viewer.sessionHash : null;
    if (idHash === null) return { viewer: null, problem: "NO_PENDING_SIGN_IN" };
    return scope.run(async (tx): Promise<SecondStepOutcome> => {
      const pending = await new SessionRepository(tx).lockPending({ idHash, now: clock() });
      if (pending?.session.pendingStep !== "SECOND_FACTOR")
        return { viewer: null, problem: "NO_PENDING_SIGN_IN" };
      const { id: accountId, tenantId } = pending.account;
      const outcome = await codes.take(tx, { accountId, tenantId }, code);
      if (outcome === "WRONG" || outcome === "TOO_MANY_WRONG_CODES")
        return this.#refuse(tx, pending, outcome);
      return { viewer: await renewal.signIn(tx, pending, outcome), problem: null };
    });
  }

  async #refuse(
    tx: Tx,
    pending: SessionWithAccount,
    outcome: Extract<CodeOutcome, "WRONG" | "TOO_MANY_WRONG_CODES">,
  ): Promise<SecondStepOutcome> {
    const { openSessions, journal, setCookies } = this.#options;
    const { session, account } = pending;
    const wrongCodes = outcome === "WRONG" ? await new SessionRepository(tx).countWrongCode(session.id) : 0;
    const isOver = wrongCodes >= WRONG_CODES_PER_SIGN_IN;
    if (isOver) {
      const sessions = openSessions(tx);
      await sessions.endPending(session.idHash);
      setCookies.push(sessions.blankCookie);
    }
    await journal.write(tx, account.tenantId, {
      category: "SIGN_IN",
      action: "session:create",
      outcome: "FAILURE",
      entityType: "Account",
      entityId: account.id,
      detail: { reason: outcome === "WRONG" ? "WRONG_CODE" : outcome, ...(isOver && { endsSignIn: true }) },
    });
    return { viewer: null, problem: outcome === "WRONG" ? "INVALID_CODE" : outcome };
  }
}
