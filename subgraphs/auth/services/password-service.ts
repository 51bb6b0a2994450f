import { z } from "zod";
import { hashPassword, verifyPassword } from "#shared/auth/password.ts";
import { PLATFORM_TENANT_ID, type Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireAccount, type AccountOwner, type RequestContext } from "#shared/graphql/request-context.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { SessionRepository } from "../repositories/session-repository.ts";
import { lockAccount } from "../repositories/account-lock.ts";
import { isWeakPassword } from "../domain/password-rule.ts";
import { isRecentlyShown } from "../domain/second-factor.ts";
import { fingerprint, hashSecret } from "../domain/secret-hash.ts";
import { AccountRepository, type AccountCredentials } from "../repositories/account-repository.ts";
import { MailedTokenRepository, type TokenOwner } from "../repositories/mailed-token-repository.ts";
import { SecondFactorRepository } from "../repositories/second-factor-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import {
  fromNetwork,
  passwordGuess,
  recordFirstRefusal,
  type AttemptLimits,
  type AttemptTicket,
} from "./attempt-limits.ts";
import { endEverything } from "./end-everything.ts";
import { mailRequest, type Journal } from "./journal.ts";
import { mailedToken, password, typedEmail } from "./input-fields.ts";
import type { SoleAttempt } from "./sole-attempt.ts";

const requestInput = z.object({ email: typedEmail });
const resetInput = z.object({ token: mailedToken, newPassword: password });
const changeInput = z.object({ currentPassword: password, newPassword: password });

const RESET_REQUEST = {
  category: "CHANGE",
  action: "password-reset:request",
  entityType: "Account",
} as const;

/** What a weak password is told by: the names of a person are not known here. */
const NAMELESS = { givenName: "", familyName: "" } as const;

/** Refused for a time. */
export interface TooManyAttempts {
  readonly problem: "TOO_MANY_ATTEMPTS";
  readonly retryAfterSeconds: number;
}

/** Outcome of {@link PasswordService.change}. */
export type ChangeOutcome =
  | {
      readonly problem: "CURRENT_PASSWORD_WRONG" | "WEAK_PASSWORD" | "NO_SESSION" | "STEP_UP_REQUIRED" | null;
    }
  | TooManyAttempts;

/** What {@link PasswordService} needs. */
export interface PasswordServiceOptions {
  readonly request: RequestContext;
  readonly clientAddress: string | null;
  readonly limits: AttemptLimits;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly journal: Journal;
  readonly attempt: SoleAttempt;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

interface SignedIn extends AccountOwner {
  readonly viewer: Viewer;
}

/** Sets passwords anew: of who has forgotten it, and of who wants another one. */
export class PasswordService {
  readonly #options: PasswordServiceOptions;

  constructor(options: PasswordServiceOptions) {
    this.#options = options;
  }

  /**
   * Asks for the mail with which a password can be reset. An account in use, one that is disabled and none at all get the
   * same answer after the same statements: what comes of it is decided later, by who makes the mail.
   * @throws AppError `VALIDATION_ERROR`
   */
  async requestReset(input: unknown): Promise<TooManyAttempts | null> {
    const { email: address } = parseInput(requestInput, input);
    const { scope, limits, clientAddress, journal } = this.#options;
    return scope.run(async (tx) => {
      const attempt = await limits.take(tx, fromNetwork("RESET_REQUEST", clientAddress));
      const account = await new AccountRepository(tx).findIdInAnyTenant(address);
      const { id = null, tenantId = PLATFORM_TENANT_ID } = account ?? {};
      const entry = { ...RESET_REQUEST, entityId: id };
      const detail = id === null ? { reason: "UNKNOWN_EMAIL", typed: fingerprint(address) } : {};
      await recordFirstRefusal(attempt, (refusal) =>
        journal.write(tx, tenantId, { ...entry, outcome: "FAILURE", detail: { ...detail, ...refusal } }),
      );
      if (!attempt.isAdmitted) {
        const { retryAfterSeconds } = attempt;
        return { problem: "TOO_MANY_ATTEMPTS", retryAfterSeconds };
      }
      const outcome = id === null ? "FAILURE" : "SUCCESS";
      const mail = mailRequest(id ?? newId(), "PASSWORD_RESET");
      await journal.write(tx, tenantId, { ...entry, outcome, detail }, mail);
      return null;
    });
  }

  /**
   * Sets the password of the account that a token was mailed to. The token is used up only by success, and of several
   * requests with it at once one succeeds.
   * @throws AppError `VALIDATION_ERROR`, also when the operation has worked on a password already
   */
  async reset(input: unknown): Promise<"TOKEN_INVALID" | "WEAK_PASSWORD" | null> {
    this.#options.attempt.take();
    const { token, newPassword } = parseInput(resetInput, input);
    const { scope, request } = this.#options;
    const usable = { tokenHash: hashSecret(token), purpose: "PASSWORD_RESET", now: request.clock() } as const;
    const owner = await scope.run((tx) => new MailedTokenRepository(tx).findOwner(usable));
    if (owner === undefined) return this.#refuseToken();
    // Outside of a transaction, as the hash below: both take long, and would hold a connection.
    if (await isWeakPassword(newPassword, { ...NAMELESS, email: owner.email })) return "WEAK_PASSWORD";
    const passwordHash = await hashPassword(newPassword);
    const isReset = await scope.run(async (tx) => {
      await lockAccount(tx, owner.accountId);
      if (!(await new MailedTokenRepository(tx).use(usable))) return false;
      await this.#replace(tx, owner, passwordHash);
      return true;
    });
    return isReset ? null : this.#refuseToken();
  }

  /**
   * Sets the password of the account that is signed in, which shows the one so far, and has shown its second factor recently
   * when it has one.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async change(input: unknown): Promise<ChangeOutcome> {
    this.#options.attempt.take();
    const { currentPassword, newPassword } = parseInput(changeInput, input);
    const signedIn = this.#signedIn();
    if (signedIn.viewer.sessionHash === null) return { problem: "NO_SESSION" };
    const { scope, limits, clientAddress } = this.#options;
    const looked = await scope.run(async (tx) => {
      const account = await new AccountRepository(tx).findCredentials(signedIn);
      if (account === undefined) throw new AppError("AUTH_FORBIDDEN");
      if (await this.#needsStepUp(tx, signedIn)) return null;
      const attempt = await limits.take(tx, passwordGuess(account.email, clientAddress));
      await recordFirstRefusal(attempt, (refusal) => this.#record(tx, account, "FAILURE", { ...refusal }));
      return { account, attempt };
    });
    if (looked === null) return { problem: "STEP_UP_REQUIRED" };
    const { account, attempt } = looked;
    if (!attempt.isAdmitted) {
      return { problem: "TOO_MANY_ATTEMPTS", retryAfterSeconds: attempt.retryAfterSeconds };
    }
    if (!(await verifyPassword(account.passwordHash, currentPassword))) {
      await scope.run((tx) => this.#record(tx, account, "FAILURE", { reason: "WRONG_PASSWORD" }));
      return { problem: "CURRENT_PASSWORD_WRONG" };
    }
    const isWeak = await isWeakPassword(newPassword, { ...NAMELESS, email: account.email });
    const passwordHash = isWeak ? null : await hashPassword(newPassword);
    return { problem: await scope.run((tx) => this.#finishChange(tx, account, attempt, passwordHash)) };
  }

  async #needsStepUp(tx: Tx, { viewer, accountId }: SignedIn): Promise<boolean> {
    const shownAt = viewer.mfaAt === null ? null : new Date(viewer.mfaAt);
    if (isRecentlyShown(shownAt, this.#options.request.clock())) return false;
    return new SecondFactorRepository(tx).hasFactor(accountId);
  }

  /**
   * Takes the attempt back, and sets the password unless it is weak, or something has changed while it was hashed; the
   * session goes on under a new id.
   */
  async #finishChange(
    tx: Tx,
    account: AccountCredentials,
    attempt: AttemptTicket,
    passwordHash: string | null,
  ): Promise<"WEAK_PASSWORD" | "CURRENT_PASSWORD_WRONG" | "NO_SESSION" | null> {
    const { limits, openSessions, setCookies, request } = this.#options;
    const { id: accountId, tenantId } = account;
    const { clock, viewer } = request;
    const now = clock();
    const { sessionHash: idHash } = viewer;
    if (idHash === null) return "NO_SESSION";
    const held = await new SessionRepository(tx).lockInForce({ idHash, now });
    if (held === undefined) return "NO_SESSION";
    await limits.wasRight(tx, attempt);
    if (passwordHash === null) return "WEAK_PASSWORD";
    const accounts = new AccountRepository(tx);
    const current = await accounts.findCredentials({ tenantId, accountId });
    if (current?.passwordHash !== account.passwordHash) return "CURRENT_PASSWORD_WRONG";
    await accounts.setPassword({ tenantId, id: accountId, passwordHash, now });
    const sessions = openSessions(tx);
    const ended = await endEverything({ tx, sessions, clock }, { accountId, tenantId, exceptIdHash: idHash });
    const own = await sessions.rotate({ idHash, accountId });
    await this.#record(tx, account, "SUCCESS", { ...ended });
    if (own !== null) setCookies.push(own.cookie);
    return null;
  }

  async #replace(tx: Tx, { accountId, tenantId, email }: TokenOwner, passwordHash: string): Promise<void> {
    const { openSessions, limits, journal, request } = this.#options;
    const { clock } = request;
    const now = clock();
    const accounts = new AccountRepository(tx);
    await accounts.setPassword({ tenantId, id: accountId, passwordHash, now });
    await accounts.setEmailVerified({ tenantId, id: accountId, now });
    const ending = { accountId, tenantId, exceptIdHash: null };
    const ended = await endEverything({ tx, sessions: openSessions(tx), clock }, ending);
    await limits.clear(tx, { limit: "ACCOUNT", key: email });
    await journal.write(
      tx,
      tenantId,
      {
        category: "CHANGE",
        action: "password:reset",
        outcome: "SUCCESS",
        entityType: "Account",
        entityId: accountId,
        fields: ["password"],
        detail: { ...ended },
      },
      mailRequest(accountId, "PASSWORD_CHANGED"),
    );
  }

  async #refuseToken(): Promise<"TOKEN_INVALID"> {
    const { scope, journal } = this.#options;
    await scope.run((tx) =>
      journal.write(tx, PLATFORM_TENANT_ID, {
        category: "CHANGE",
        action: "password:reset",
        outcome: "FAILURE",
        entityType: "Account",
        detail: { reason: "TOKEN_INVALID" },
      }),
    );
    return "TOKEN_INVALID";
  }

  async #record(
    tx: Tx,
    { id: accountId, tenantId }: AccountCredentials,
    outcome: "SUCCESS" | "FAILURE",
    detail: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    await this.#options.journal.write(
      tx,
      tenantId,
      {
        category: "CHANGE",
        action: "password:change",
        outcome,
        entityType: "Account",
        entityId: accountId,
        fields: ["password"],
        detail,
      },
      ...(outcome === "SUCCESS" ? [mailRequest(accountId, "PASSWORD_CHANGED")] : []),
    );
  }

  /** @throws AppError `AUTH_FORBIDDEN` for who is no account */
  #signedIn(): SignedIn {
    const { viewer, access } = this.#options.request;
    const owner = requireAccount(viewer);
    access.assertCan("account:secure", { type: "Account", id: owner.accountId, ...owner });
    return { viewer, ...owner };
  }
}
