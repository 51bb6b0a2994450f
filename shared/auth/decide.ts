import { AppError } from "../errors/app-error.ts";
import { allowsImpersonation } from "./impersonation.ts";
import { POLICIES, type Action } from "./policies.ts";
import type { Audience, Grant, Policy } from "./policy.ts";
import { PREDICATES, type Attributes, type PredicateName } from "./predicates.ts";
import { isServiceFor } from "./service-accounts.ts";
import type { Viewer } from "./viewer.ts";

/** What the policy table says. `UNAUTHENTICATED`: signing in could change the answer. */
export type Decision = "ALLOW" | "DENY" | "UNAUTHENTICATED";

/** Why a decision came about, for whoever has to understand it. */
export interface Explanation {
  readonly decision: Decision;
  /** What decided, in the words of the policy table, for example `appointment:read granted to SUPPORT when assignedRegion`. */
  readonly rule: string;
  /** The conditions of the grant that decided; when none did, those of every grant that was for the viewer. */
  readonly conditions: readonly { readonly name: PredicateName; readonly isMet: boolean }[];
}

/** What {@link judge} answers when no grant applies; otherwise the number of the grant that does. */
const NO_GRANT = -1;
const OTHER_TENANT = -2;
const IMPERSONATED = -3;

/**
 * Whether the viewer may do `action` on any thing at all, judged by audience only. Used before a row is known: by
 * the router before planning, and for root fields.
 */
export function decideByRole(action: Action, viewer: Viewer): Decision {
  if (isKeptFromImpersonators(action, viewer)) return "DENY";
  const { grants }: Policy = POLICIES[action];
  const isInScope = isWithinScopes(action, viewer);
  for (const { to } of grants) if (matchesAudience(to, action, viewer, isInScope)) return "ALLOW";
  return refusal(viewer);
}

/** Whether the viewer may do `action` on the thing with these attributes. Another tenant's thing is always denied. */
export function decide(action: Action, viewer: Viewer, thing: Attributes): Decision {
  return judge(action, viewer, thing) >= 0 ? "ALLOW" : refusal(viewer);
}

/** The same as {@link decide}, by the same judgement, with what decided. */
export function explain(action: Action, viewer: Viewer, thing: Attributes): Explanation {
  const verdict = judge(action, viewer, thing);
  const decision = verdict >= 0 ? "ALLOW" : refusal(viewer);
  if (verdict === OTHER_TENANT) return { decision, rule: "other tenant", conditions: [] };
  if (verdict === IMPERSONATED) return { decision, rule: "not in another's place", conditions: [] };
  const { grants }: Policy = POLICIES[action];
  const deciding = grants[verdict];
  if (deciding !== undefined) {
    return {
      decision,
      rule: `${action} granted to ${nameOf(deciding)}`,
      conditions: outcomesOf([deciding], viewer, thing),
    };
  }
  const isInScope = isWithinScopes(action, viewer);
  const forViewer = grants.filter((grant) => isFor(grant, action, viewer, isInScope));
  return {
    decision,
    rule: refusingRule(action, viewer, forViewer),
    conditions: outcomesOf(forViewer, viewer, thing),
  };
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

/**
 * The number of the first grant that applies, or why there is none. Asked for every field of every row: it makes nothing
 * that would have to be collected.
 */
function judge(action: Action, viewer: Viewer, thing: Attributes): number {
  if (viewer.tenantId !== thing.tenantId) return OTHER_TENANT;
  if (isKeptFromImpersonators(action, viewer)) return IMPERSONATED;
  const { grants }: Policy = POLICIES[action];
  const isInScope = isWithinScopes(action, viewer);
  for (let index = 0; index < grants.length; index += 1) {
    const grant = grants[index];
    if (grant !== undefined && isFor(grant, action, viewer, isInScope) && holdsAll(grant, viewer, thing))
      return index;
  }
  return NO_GRANT;
}

/**
 * Whether a grant is for the viewer, leaving its conditions aside. What anyone may do under a condition is about things
 * of one's own: a person's token that was narrowed does not cover them.
 */
function isFor({ to, when }: Grant, action: Action, viewer: Viewer, isInScope: boolean): boolean {
  if (!matchesAudience(to, action, viewer, isInScope)) return false;
  return isInScope || viewer.kind !== "ACCOUNT" || when.length === 0;
}

function holdsAll({ when }: Grant, viewer: Viewer, thing: Attributes): boolean {
  for (const predicate of when) if (!PREDICATES[predicate](viewer, thing)) return false;
  return true;
}

function refusal(viewer: Viewer): Exclude<Decision, "ALLOW"> {
  return viewer.kind === "ANONYMOUS" ? "UNAUTHENTICATED" : "DENY";
}

function matchesAudience(
  audience: readonly Audience[],
  action: Action,
  viewer: Viewer,
  isInScope: boolean,
): boolean {
  if (audience.includes("ANYONE")) return true;
  if (!isInScope) return false;
  const roles: readonly Audience[] = viewer.roles;
  for (const member of audience) {
    if (member === "SIGNED_IN" && viewer.kind !== "ANONYMOUS") return true;
    if (member === "SYSTEM" && isServiceFor(action, viewer)) return true;
    if (member !== "SYSTEM" && roles.includes(member)) return true;
  }
  return false;
}

/** A token that was narrowed is narrower than its holder's roles (RFC 6749, section 3.3). */
function isWithinScopes(action: Action, { scopes }: Viewer): boolean {
  return scopes === null || scopes.includes(action);
}

function refusingRule(action: Action, viewer: Viewer, forViewer: readonly Grant[]): string {
  if (forViewer.length > 0) {
    return `${action} granted to ${forViewer.map(nameOf).join(", or to ")}: a condition does not hold`;
  }
  const { grants }: Policy = POLICIES[action];
  const isNarrowed = viewer.scopes !== null && grants.some((grant) => isFor(grant, action, viewer, true));
  return isNarrowed ? `${action} narrowed by scope` : `no grant of ${action}`;
}

function nameOf({ to, when }: Grant): string {
  const audience = to.map((member) =>
    member === "ANYONE" ? "anyone" : member === "SIGNED_IN" ? "anyone signed in" : member,
  );
  return [audience.join(", "), ...(when.length === 0 ? [] : [`when ${when.join(" and ")}`])].join(" ");
}

function outcomesOf(grants: readonly Grant[], viewer: Viewer, thing: Attributes): Explanation["conditions"] {
  const names = new Set(grants.flatMap(({ when }) => when));
  return [...names].map((name) => ({ name, isMet: PREDICATES[name](viewer, thing) }));
}
