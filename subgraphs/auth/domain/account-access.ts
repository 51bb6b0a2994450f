import type { Role } from "#shared/auth/viewer.ts";

/** Roles of programs: an account is never given one. */
const ROLES_OF_PROGRAMS: ReadonlySet<string> = new Set<Role>(["SYSTEM", "PARTNER"]);

/** What an account may do. */
export interface AccountAccess {
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  readonly tier: string;
}

/** What of an account decides whether it administers its tenant. */
export interface Administers {
  readonly id: string;
  readonly roles: readonly string[];
  readonly disabledAt: Date | null;
}

/** True when every role is one that accounts are given. */
export function areAssignable(roles: readonly string[]): boolean {
  return !roles.some((role) => ROLES_OF_PROGRAMS.has(role));
}

/** True when one account may have all of these: who knows patients without who they are has no role that tells it. */
export function areHeldTogether(roles: readonly string[]): boolean {
  return !roles.includes("ANALYST") || roles.every((role) => role === "ANALYST");
}

/** True for an account that can sign in and administers its tenant. */
export function isActiveAdmin({ roles, disabledAt }: Omit<Administers, "id">): boolean {
  return disabledAt === null && roles.includes("ADMIN");
}

/** True for an account that can sign in and helps patients. */
export function mayHelp({ roles, disabledAt }: Omit<Administers, "id">): boolean {
  return disabledAt === null && roles.includes("SUPPORT");
}

/** True for the account of a patient and of nobody else: staff has more to protect than its own data. */
export function isOnlyPatient({ roles }: Pick<Administers, "roles">): boolean {
  return roles.length === 1 && roles[0] === "USER";
}

/**
 * True when `id` is the only one of these that can sign in and administers the tenant: without it nobody could give
 * the role back.
 */
export function isLastAdmin(accounts: readonly Administers[], id: string): boolean {
  const admins = accounts.filter(isActiveAdmin);
  return admins.length === 1 && admins[0]?.id === id;
}

/** True when both say the same, in whatever order. */
export function isSameAccess(one: AccountAccess, other: AccountAccess): boolean {
  return (
    one.tier === other.tier && isSameSet(one.roles, other.roles) && isSameSet(one.regions, other.regions)
  );
}

/** True when both have the same members, in whatever order and however often. */
export function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const others = new Set(other);
  return new Set(one).size === others.size && one.every((member) => others.has(member));
}

/** Only an account that is there and not disabled lets an app act for it. */
export function isUsable<Account extends { readonly disabledAt: Date | null }>(
  account: Account | undefined,
): account is Account {
  return account !== undefined && account.disabledAt === null;
}
