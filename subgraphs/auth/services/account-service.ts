import { z } from "zod";
import { ROLES, TIERS, type Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { entityId, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { lockAccount } from "../repositories/account-lock.ts";
import {
  areAssignable,
  areHeldTogether,
  isActiveAdmin,
  isLastAdmin,
  isSameAccess,
} from "../domain/account-access.ts";
import { viewerOfSession } from "../domain/account-viewer.ts";
import { accessChangedEvent } from "../events.ts";
import type { Loaders } from "../loaders.ts";
import type { AccountConnectionModel } from "../mappers.ts";
import { accountAttributes } from "../policies.ts";
import {
  AccountRepository,
  type AccountChange,
  type AccountFilter,
  type AccountRow,
} from "../repositories/account-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import { endEverything, type Ended } from "./end-everything.ts";
import type { Journal } from "./journal.ts";

const keyset = z.tuple([z.uuid()]);
const listInput = z.object({
  filter: z.object({ emailPrefix: storableText(254).nullish(), role: z.enum(ROLES).nullish() }).nullish(),
});

/** Which regions there are is known to other contexts: only the form can be judged here. */
const region = z
  .string()
  .max(40, "Must have at most 40 characters.")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Must be lower-case letters, digits and single hyphens.")
  .min(2, "Must have at least 2 characters.");

const accessInput = z.object({
  accountId: z.string(),
  roles: z.array(z.enum(ROLES)).min(1, "Must have at least one role.").max(7, "Must have at most 7 roles."),
  regions: z.array(region).max(20, "Must have at most 20 regions."),
  tier: z.enum(TIERS),
  version: z.int().nullish(),
});
const disableInput = z.object({
  accountId: z.string(),
  reason: storableText(200).refine((text) => text.trim() !== "", "Must not be empty."),
});
const enableInput = z.object({ accountId: z.string() });

type AccessProblem = "ROLE_NOT_ASSIGNABLE" | "ANALYST_NOT_ALONE" | "LAST_ADMIN" | "VERSION_CONFLICT";
type DisableProblem = "ALREADY_DISABLED" | "LAST_ADMIN" | "OWN_ACCOUNT";

/** What came of a change, or why it was not made. */
export type AccountOutcome<Problem extends string> =
  | {
      readonly account: AccountRow;
      readonly problem: null;
      /** Who the request speaks for from now on; null when that has not changed. */
      readonly viewer: Viewer | null;
    }
  | { readonly account: null; readonly problem: Problem | "ACCOUNT_NOT_FOUND" };

/** What {@link AccountService} needs. */
export interface AccountServiceOptions {
  readonly request: RequestContext;
  readonly loaders: Loaders;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly journal: Journal;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

/** What is to be done to an account, and how it is put on record. */
interface Decision {
  readonly change: AccountChange;
  readonly fields: readonly string[];
  readonly detail: Readonly<Record<string, string>>;
}

/** Looks after the accounts of a tenant, for its admins. */
export class AccountService {
  readonly #options: AccountServiceOptions;

  constructor(options: AccountServiceOptions) {
    this.#options = options;
  }

  /** The account, or null when there is none that the viewer may see. */
  async find(id: string): Promise<AccountRow | null> {
    const row = await this.#options.loaders.accounts.load(id);
    if (row !== null) this.#options.request.access.assertCan("account:read", accountAttributes(row));
    return row;
  }

  /** One page of the tenant's accounts. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
    readonly filter?: unknown;
  }): Promise<AccountConnectionModel> {
    const tenantId = this.#assertMayManage();
    const page = readPageRequest(args, keyset);
    const { filter: given } = parseInput(listInput, { filter: args.filter }, "");
    const filter: AccountFilter = {
      emailPrefix: given?.emailPrefix?.toLowerCase() ?? null,
      role: given?.role ?? null,
    };
    const rows = await this.#options.request.database.read((tx) =>
      new AccountRepository(tx).findPage({ tenantId, filter, page }),
    );
    return { ...makePage(rows, page, ({ id }) => [id]), filter };
  }

  /** How many accounts a list has in all. */
  async count(filter: AccountFilter): Promise<number> {
    const tenantId = this.#assertMayManage();
    return this.#options.request.database.read((tx) => new AccountRepository(tx).count({ tenantId, filter }));
  }

  /**
   * Says what an account may do, and ends all that it is signed in by; the session of the request goes on under a new
   * id when the account is its own.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async changeAccess(input: unknown): Promise<AccountOutcome<AccessProblem>> {
    const { accountId, version, ...given } = parseInput(accessInput, input);
    const access = { ...given, roles: [...new Set(given.roles)], regions: [...new Set(given.regions)] };
    return this.#change<AccessProblem>(accountId, (account, admins) => {
      if (!areAssignable(access.roles)) return "ROLE_NOT_ASSIGNABLE";
      if (!areHeldTogether(access.roles)) return "ANALYST_NOT_ALONE";
      if (version != null && version !== account.version) return "VERSION_CONFLICT";
      if (isSameAccess(account, access)) return null;
      if (!access.roles.includes("ADMIN") && isLastAdmin(admins, account.id)) return "LAST_ADMIN";
      return {
        change: access,
        fields: ["roles", "regions", "tier"],
        detail: { ...told("Before", account), ...told("After", access) },
      };
    });
  }

  /** Keeps an account from signing in. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async disable(input: unknown): Promise<AccountOutcome<DisableProblem>> {
    const { accountId, reason } = parseInput(disableInput, input);
    const { request } = this.#options;
    return this.#change<DisableProblem>(accountId, (account, admins) => {
      if (account.disabledAt !== null) return "ALREADY_DISABLED";
      if (isLastAdmin(admins, account.id)) return "LAST_ADMIN";
      if (account.id === request.viewer.accountId) return "OWN_ACCOUNT";
      return {
        change: { disabledAt: request.clock() },
        fields: ["isDisabled"],
        detail: { reason: reason.trim() },
      };
    });
  }

  /** Lets a disabled account sign in again. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async enable(input: unknown): Promise<AccountOutcome<"NOT_DISABLED">> {
    const { accountId } = parseInput(enableInput, input);
    return this.#change<"NOT_DISABLED">(accountId, (account) =>
      account.disabledAt === null
        ? "NOT_DISABLED"
        : { change: { disabledAt: null }, fields: ["isDisabled"], detail: {} },
    );
  }

  /**
   * Does what `decide` says, with the account and the tenant's admins locked. It answers a problem, or null when the
   * account is already as it was asked for.
   */
  async #change<Problem extends string>(
    accountId: string,
    decide: (account: AccountRow, admins: readonly AccountRow[]) => Decision | Problem | null,
  ): Promise<AccountOutcome<Problem>> {
    const { scope, request } = this.#options;
    const tenantId = this.#assertMayManage();
    const id = entityId.safeParse(accountId).data;
    if (id === undefined) return { account: null, problem: "ACCOUNT_NOT_FOUND" };
    return scope.run(async (tx): Promise<AccountOutcome<Problem>> => {
      await lockAccount(tx, id);
      const accounts = new AccountRepository(tx);
      const locked = await accounts.lockWithAdmins({ tenantId, id });
      // Who was an admin when the request began may have been kept from it while this one waited.
      if (!locked.some((row) => row.id === request.viewer.accountId && isActiveAdmin(row)))
        throw new AppError("AUTH_FORBIDDEN");
      const account = locked.find((row) => row.id === id);
      if (account === undefined) return { account: null, problem: "ACCOUNT_NOT_FOUND" };
      const decision = decide(account, locked);
      if (decision === null) return { account, problem: null, viewer: null };
      if (typeof decision === "string") return { account: null, problem: decision };
      const changed = await accounts.change(account, decision.change, request.clock());
      const { viewer, ended } = await this.#endSessions(tx, changed);
      await this.#record(tx, changed, decision, ended);
      return { account: changed, problem: null, viewer };
    });
  }

  async #endSessions(
    tx: Tx,
    account: AccountRow,
  ): Promise<{ readonly ended: Ended; readonly viewer: Viewer | null }> {
    const { request, openSessions, setCookies } = this.#options;
    const { clock, viewer } = request;
    const { accountId, sessionHash } = viewer;
    const sessions = openSessions(tx);
    const exceptIdHash = account.id === accountId ? sessionHash : null;
    const { tenantId } = account;
    const ending = { accountId: account.id, tenantId, exceptIdHash };
    const ended = await endEverything({ tx, sessions, clock }, ending);
    if (exceptIdHash === null) return { ended, viewer: null };
    const rotated = await sessions.rotate({ idHash: exceptIdHash, accountId: account.id });
    if (rotated === null) return { ended, viewer: null };
    setCookies.push(rotated.cookie);
    const { idHash, mfaAt } = rotated;
    return { ended, viewer: viewerOfSession({ account, idHash, mfaAt, pendingStep: null }) };
  }

  async #record(tx: Tx, account: AccountRow, { fields, detail }: Decision, ended: Ended): Promise<void> {
    await this.#options.journal.write(
      tx,
      account.tenantId,
      {
        category: "CHANGE",
        action: "account:manage",
        outcome: "SUCCESS",
        entityType: "Account",
        entityId: account.id,
        fields: [...fields],
        detail: { ...detail, endedSessions: ended.sessions, endedApps: ended.apps },
      },
      accessChangedEvent(account),
    );
  }

  /** Answers the viewer's tenant. */
  #assertMayManage(): string {
    const { request } = this.#options;
    const tenantId = requireTenant(request.viewer);
    request.access.assertCan("account:manage", { type: "Account", id: null, tenantId });
    return tenantId;
  }
}

/** What an account may do, as it stands in the audit log. */
function told(
  when: "Before" | "After",
  access: Pick<AccountRow, "roles" | "regions" | "tier">,
): Readonly<Record<string, string>> {
  return {
    [`roles${when}`]: access.roles.toSorted().join(" "),
    [`regions${when}`]: access.regions.toSorted().join(" "),
    [`tier${when}`]: access.tier,
  };
}
