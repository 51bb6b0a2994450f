import { AppError } from "../errors/app-error.ts";
import { allowsImpersonation } from "./impersonation.ts";
import { POLICIES, type Action, type Audience, type Grant, type Policy } from "./policies.ts";
import { PREDICATES, type Attributes } from "./predicates.ts";
import { isServiceFor } from "./service-accounts.ts";
import type { Viewer } from "./viewer.ts";

/** What the policy table says. `UNAUTHENTICATED`: signing in could change the answer. */
export type Decision = "ALLOW" | "DENY" | "UNAUTHENTICATED";

/**
 * Whether the viewer may do `action` on any thing at all, judged by audience only. Used before a row is known: by
 * the router before planning, and for root fields.
 */
export function decideByRole(action: Action, viewer: Viewer): Decision {
  const policy: Policy = POLICIES[action];
  if (isKeptFromImpersonators(action, viewer)) return "DENY";
  return policy.grants.some((grant) => matchesAudience(grant.to, action, viewer)) ? "ALLOW" : refusal(viewer);
}

/** Whether the viewer may do `action` on the thing with these attributes. Another tenant's thing is always denied. */
export function decide(action: Action, viewer: Viewer, thing: Attributes): Decision {
  const policy: Policy = POLICIES[action];
  if (viewer.tenantId !== thing.tenantId) return refusal(viewer);
  if (isKeptFromImpersonators(action, viewer)) return "DENY";
  const isGranted = policy.grants.some(
    (grant) =>
      matchesAudience(grant.to, action, viewer) &&
      isWithinScopes(grant, action, viewer) &&
      grant.when.every((predicate) => PREDICATES[predicate](viewer, thing)),
  );
  return isGranted ? "ALLOW" : refusal(viewer);
}

/**
 * Refuses unless {@link decide} allows.
 * @throws AppError `AUTH_UNAUTHENTICATED` or `AUTH_FORBIDDEN`
 */
export function assertCan(action: Action, viewer: Viewer, thing: Attributes): void {
  const decision = decide(action, viewer, thing);
  if (decision !== "ALLOW") throw refusalError(decision);
}

/** The error a client gets for a refusal. */
export function refusalError(decision: Exclude<Decision, "ALLOW">): AppError {
  return new AppError(decision === "UNAUTHENTICATED" ? "AUTH_UNAUTHENTICATED" : "AUTH_FORBIDDEN");
}

/** Denied whatever the account itself may do: deny beats allow. */
function isKeptFromImpersonators(action: Action, viewer: Viewer): boolean {
  return viewer.impersonator !== null && !allowsImpersonation(action);
}

function refusal(viewer: Viewer): Exclude<Decision, "ALLOW"> {
  return viewer.kind === "ANONYMOUS" ? "UNAUTHENTICATED" : "DENY";
}

function matchesAudience(audience: readonly Audience[], action: Action, viewer: Viewer): boolean {
  if (audience.includes("ANYONE")) return true;
  // A token that was narrowed is narrower than its holder's roles (RFC 6749, section 3.3).
  if (viewer.scopes !== null && !viewer.scopes.includes(action)) return false;
  const roles: readonly Audience[] = viewer.roles;
  return audience.some((member) => {
    if (member === "SIGNED_IN") return viewer.kind !== "ANONYMOUS";
    if (member === "SYSTEM") return isServiceFor(action, viewer);
    return roles.includes(member);
  });
}

/**
 * What anyone may do under a condition is about things of one's own: a person's token that was narrowed does not cover
 * them.
 */
function isWithinScopes({ when }: Grant, action: Action, { kind, scopes }: Viewer): boolean {
  return kind !== "ACCOUNT" || scopes === null || when.length === 0 || scopes.includes(action);
}
