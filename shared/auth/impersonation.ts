import type { Action } from "./policies.ts";

/**
 * What can be done in a patient's place, by who impersonates: read and book. Everything else is denied, whatever the
 * patient may do and whatever is added to the table later: credentials, sessions and what SUPPORT does not see under
 * its own name, such as why a patient comes.
 */
const IMPERSONATION_ACTIONS: ReadonlySet<Action> = new Set<Action>([
  "public:read",
  "viewer:read",
  "tenant:read",
  "account:read",
  "user:read",
  "session:read",
  "session:end",
  "impersonation:end",
  "patient:reference",
  "patient:read",
  "patient:deidentified:read",
  "patient:contact:read",
  "consent:read",
  "practitioner:read",
  "clinic:read",
  "slot:read",
  "appointment:read",
  "appointment:detail:read",
  "appointment:list",
  "appointment:book",
]);

/** True when the policies of `action` hold for who impersonates, too; else it is denied to them. */
export function allowsImpersonation(action: Action): boolean {
  return IMPERSONATION_ACTIONS.has(action);
}
