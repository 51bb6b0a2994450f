import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { STEP_UP_LIFETIME_MS } from "../domain/second-factor.ts";
import { PasskeyRepository } from "../repositories/passkey-repository.ts";
import { SecondFactorRepository, type FactorOwner } from "../repositories/second-factor-repository.ts";
import { SessionRepository } from "../repositories/session-repository.ts";
import type { FactorCodes } from "./factor-codes.ts";
import { TOO_MANY_WRONG, type FactorLook } from "./factor-look.ts";
import type { Journal } from "./journal.ts";
import { authorizeOwnFactor } from "./own-factor.ts";
import type { PasskeyAssertions } from "./passkey-assertions.ts";
import { authenticationResponse } from "./passkey-responses.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import { typedCode } from "./input-fields.ts";

const codeInput = z.object({ code: typedCode });
const passkeyInput = z.object({ response: authenticationResponse });

/** Outcome of {@link StepUpService.byCode} and {@link StepUpService.byPasskey}; `Kind` says what is missing or wrong. */
export type StepUpOutcome<Kind extends string> =
  | { readonly viewer: Viewer; readonly validUntil: Date; readonly problem: null }
  | {
      readonly viewer: null;
      readonly validUntil: null;
      readonly problem: "NO_SESSION" | "TOO_MANY_WRONG_CODES" | Kind;
    };

/** What {@link StepUpService} needs. */
export interface StepUpServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly codes: FactorCodes;
  readonly passkeys: PasskeyAssertions;
  readonly renewal: SessionRenewal;
  readonly journal: Journal;
}

/** A way to show the second factor. */
interface Way<Kind extends string> {
  /** What is said when the account has nothing to show this way, and when it was wrong. */
  readonly problems: { readonly missing: Kind; readonly wrong: Kind };
  readonly has: (tx: Tx, owner: FactorOwner) => Promise<boolean>;
  readonly look: (tx: Tx, owner: FactorOwner, sessionHash: string) => Promise<FactorLook>;
}

/**
 * Shows the second factor of whoever is signed in again, which lets credentials be changed for a while. The session goes on
 * under a new id. What is wrong counts, and is on record, with that of sign-ins.
 */
export class StepUpService {
  readonly #options: StepUpServiceOptions;

  constructor(options: StepUpServiceOptions) {
    this.#options = options;
  }

  /** By a code of the authenticator app, or a recovery code. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async byCode(input: unknown): Promise<StepUpOutcome<"NO_SECOND_FACTOR" | "INVALID_CODE">> {
    const { code } = parseInput(codeInput, input);
    return this.#stepUp({
      problems: { missing: "NO_SECOND_FACTOR", wrong: "INVALID_CODE" },
      has: (tx, { accountId }) => new SecondFactorRepository(tx).hasFactor(accountId),
      look: (tx, owner) => this.#options.codes.take(tx, owner, code),
    });
  }

  /** By a passkey. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async byPasskey(input: unknown): Promise<StepUpOutcome<"NO_PASSKEY" | "INVALID_PASSKEY">> {
    const { response } = parseInput(passkeyInput, input);
    return this.#stepUp({
      problems: { missing: "NO_PASSKEY", wrong: "INVALID_PASSKEY" },
      has: async (tx, { accountId }) => (await new PasskeyRepository(tx).count(accountId)) > 0,
      look: (tx, owner, sessionHash) =>
        this.#options.passkeys.takeCounted(tx, owner, { purpose: "STEP_UP", sessionHash }, response),
    });
  }

  async #stepUp<Kind extends string>({ problems, has, look }: Way<Kind>): Promise<StepUpOutcome<Kind>> {
    const { request, scope, renewal } = this.#options;
    const owner = authorizeOwnFactor(request);
    const { sessionHash: idHash } = request.viewer;
    if (idHash === null) return refused("NO_SESSION");
    return scope.run(async (tx): Promise<StepUpOutcome<Kind>> => {
      const current = await new SessionRepository(tx).lockInForce({ idHash, now: request.clock() });
      if (current === undefined) return refused("NO_SESSION");
      if (!(await has(tx, owner))) return refused(problems.missing);
      const seen = await look(tx, owner, idHash);
      await this.#record(tx, owner, seen);
      if (!seen.isTaken) return refused(seen.reason === TOO_MANY_WRONG ? TOO_MANY_WRONG : problems.wrong);
      const viewer = await renewal.renew(tx, current);
      return { viewer, validUntil: new Date(request.clock().getTime() + STEP_UP_LIFETIME_MS), problem: null };
    });
  }

  async #record(tx: Tx, { accountId, tenantId }: FactorOwner, seen: FactorLook): Promise<void> {
    await this.#options.journal.write(tx, tenantId, {
      category: "SIGN_IN",
      action: "session:step-up",
      outcome: seen.isTaken ? "SUCCESS" : "FAILURE",
      entityType: "Account",
      entityId: accountId,
      detail: seen.isTaken ? { ...seen.detail } : { reason: seen.reason },
    });
  }
}

function refused<Problem extends string>(
  problem: Problem,
): { readonly viewer: null; readonly validUntil: null; readonly problem: Problem } {
  return { viewer: null, validUntil: null, problem };
}
