import { z } from "zod";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { requireAccount, type RequestContext } from "#shared/graphql/request-context.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import { MailedTokenRepository } from "../repositories/mailed-token-repository.ts";
import { mailRequest, type Journal } from "./journal.ts";
import { mailedToken } from "./input-fields.ts";

const verifyInput = z.object({ token: mailedToken });
const VERIFY = { category: "CHANGE", action: "email:verify", entityType: "Account" } as const;

/** What {@link EmailVerificationService} needs. */
export interface EmailVerificationServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly journal: Journal;
}

/** Finds out whether the address of an account is its owner's. */
export class EmailVerificationService {
  readonly #options: EmailVerificationServiceOptions;

  constructor(options: EmailVerificationServiceOptions) {
    this.#options = options;
  }

  /** Uses up a token that was mailed; false when it is good for nothing. @throws AppError `VALIDATION_ERROR` */
  async verify(input: unknown): Promise<boolean> {
    const { token } = parseInput(verifyInput, input);
    const { scope, journal, request } = this.#options;
    const now = request.clock();
    const usable = { tokenHash: hashSecret(token), purpose: "EMAIL_VERIFICATION", now } as const;
    return scope.run(async (tx) => {
      const tokens = new MailedTokenRepository(tx);
      const owner = await tokens.findOwner(usable);
      if (owner === undefined || !(await tokens.use(usable))) {
        const detail = { reason: "TOKEN_INVALID" };
        await journal.write(tx, PLATFORM_TENANT_ID, { ...VERIFY, outcome: "FAILURE", detail });
        return false;
      }
      const { accountId: id, tenantId } = owner;
      await new AccountRepository(tx).setEmailVerified({ tenantId, id, now });
      await journal.write(tx, tenantId, { ...VERIFY, outcome: "SUCCESS", entityId: id, fields: ["email"] });
      return true;
    });
  }

  /** Asks for a new mail; false when there is nothing to verify. @throws AppError `AUTH_FORBIDDEN` for who is no account */
  async request(): Promise<boolean> {
    const { request, scope, journal } = this.#options;
    const { accountId, tenantId } = requireAccount(request.viewer);
    request.access.assertCan("account:secure", { type: "Account", id: accountId, tenantId, accountId });
    return scope.run(async (tx) => {
      const [account] = await new AccountRepository(tx).findByIds({ tenantId, ids: [accountId] });
      if (account === undefined || account.emailVerifiedAt !== null) return false;
      const entry = {
        ...VERIFY,
        action: "email-verification:request",
        outcome: "SUCCESS",
        entityId: accountId,
      } as const;
      await journal.write(tx, tenantId, entry, mailRequest(accountId, "EMAIL_VERIFICATION"));
      return true;
    });
  }
}
