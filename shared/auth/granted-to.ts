import { isAction, POLICIES, type Action } from "./policies.ts";
import type { Policy } from "./policy.ts";

/** Whom the policy table grants an action, in its own words and in order: `SUPPORT when assignedRegion`. */
function grantedTo(action: Action): readonly string[] {
  const { grants }: Policy = POLICIES[action];
  const words = grants.flatMap(({ to, when }) =>
    to.map((audience) => (when.length === 0 ? audience : `${audience} when ${when.join(" and ")}`)),
  );
  return [...new Set(words)].sort();
}

/** The same of every action, in order. */
export function grantedActions(): Readonly<Record<string, readonly string[]>> {
  const actions = Object.keys(POLICIES).filter(isAction).sort();
  return Object.fromEntries(actions.map((action) => [action, grantedTo(action)]));
}
