import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { FactorOwner } from "../repositories/second-factor-repository.ts";
import { SessionRepository, type SessionWithAccount } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import type { FactorCodes } from "./factor-codes.ts";
import { TOO_MANY_WRONG, type FactorLook } from "./factor-look.ts";
import type { Journal } from "./journal.ts";
import type { PasskeyAssertions } from "./passkey-assertions.ts";
import { authenticationResponse } from "./passkey-responses.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import { typedCode } from "./input-fields.ts";
import type { SoleAttempt } from "./sole-attempt.ts";
import { countWrongCode } from "./wrong-code.ts";

const codeInput = z.object({ code: typedCode });
const passkeyInput = z.object({ response: authenticationResponse });

/** Outcome of {@link SecondStepService.complete} and {@link SecondStepService.completeWithPasskey}. */
export type SecondStepOutcome<Wrong extends string> =
  | { readonly viewer: Viewer; readonly problem: null }
  | { readonly viewer: null; readonly problem: "NO_PENDING_SIGN_IN" | "TOO_MANY_WRONG_CODES" | Wrong };

/** What {@link SecondStepService} needs. */
export interface SecondStepServiceOptions {
  readonly viewer: Viewer;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly codes: FactorCodes;
  readonly passkeys: PasskeyAssertions;
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
  async complete(input: unknown): Promise<SecondStepOutcome<"INVALID_CODE">> {
    const { attempt, codes } = this.#options;
    attempt.take();
    const { code } = parseInput(codeInput, input);
    return this.#complete("INVALID_CODE", (tx, owner) => codes.take(tx, owner, code));
  }

  /**
   * Signs in by a passkey, under a new session id. A wrong one counts as a wrong code.
   * @throws AppError `VALIDATION_ERROR`, also when the operation has tried to sign in already
   */
  async completeWithPasskey(input: unknown): Promise<SecondStepOutcome<"INVALID_PASSKEY">> {
    const { attempt, passkeys } = this.#options;
    attempt.take();
    const { response } = parseInput(passkeyInput, input);
    return this.#complete("INVALID_PASSKEY", (tx, owner, sessionHash) =>
      passkeys.takeCounted(tx, owner, { purpose: "COMPLETE_SIGN_IN", sessionHash }, response),
    );
  }

  async #complete<Wrong extends string>(
    wrong: Wrong,
    look: (tx: Tx, owner: FactorOwner, sessionHash: string) => Promise<FactorLook>,
  ): Promise<SecondStepOutcome<Wrong>> {
    const { viewer, scope, clock, renewal } = this.#options;
    const idHash = viewer.kind === "ANONYMOUS" ? viewer.sessionHash : null;
    if (idHash === null) return { viewer: null, problem: "NO_PENDING_SIGN_IN" };
    return scope.run(async (tx): Promise<SecondStepOutcome<Wrong>> => {
      const pending = await new SessionRepository(tx).lockPending({ idHash, now: clock() });
      if (pending?.session.pendingStep !== "SECOND_FACTOR")
        return { viewer: null, problem: "NO_PENDING_SIGN_IN" };
      const { id: accountId, tenantId } = pending.account;
      const seen = await look(tx, { accountId, tenantId }, idHash);
      if (seen.isTaken) return { viewer: await renewal.signIn(tx, pending, seen.detail), problem: null };
      await this.#refuse(tx, pending, seen.reason);
      return { viewer: null, problem: seen.reason === TOO_MANY_WRONG ? TOO_MANY_WRONG : wrong };
    });
  }

  async #refuse(tx: Tx, pending: SessionWithAccount, reason: string): Promise<void> {
    const { session, account } = pending;
    const wasLookedAt = reason !== TOO_MANY_WRONG;
    const counted = wasLookedAt ? await countWrongCode(tx, session, this.#options) : {};
    await this.#options.journal.write(tx, account.tenantId, {
      category: "SIGN_IN",
      action: "session:create",
      outcome: "FAILURE",
      entityType: "Account",
      entityId: account.id,
      detail: { reason, ...counted },
    });
  }
}
