import type { Action } from "./policies.ts";
import { ANONYMOUS, type Viewer } from "./viewer.ts";

/** What one of our own processes may do, and why it must. */
export interface ServiceAccount {
  /** One sentence for whoever wonders. */
  readonly purpose: string;
  readonly actions: readonly Action[];
}

/**
 * Every name under which our own processes act, with the least that each needs. The name stands in the audit log as
 * the agent's client id; row-level security learns the actions from `app.service_actions`. An action granted to
 * SYSTEM in the policy table opens nothing to an account that does not list it here.
 */
export const SERVICE_ACCOUNTS = {
  router: {
    purpose:
      "Asks whose session a cookie names and which calendar an address, before it is known who asks, and which tokens were revoked.",
    actions: ["session:verify", "token:verify", "calendar-feed:serve"],
  },
  "auth-consumer": {
    purpose: "Makes the mails that accounts were asked for, as auth's own messages tell.",
    actions: ["mail:make"],
  },
  "users-consumer": {
    purpose:
      "Makes the user and the patient of a new account, and keeps what accounts may do, as auth's events tell.",
    actions: ["patient:register", "actor:project"],
  },
  "appointments-consumer": {
    purpose:
      "Keeps what appointments must know of patients and accounts, as the events of users and auth tell.",
    actions: ["patient:project", "actor:project"],
  },
  "appointments-waitlist": {
    purpose: "Offers times that are free to who waits for them, in turn.",
    actions: ["waitlist:offer"],
  },
  "audit-consumer": {
    purpose: "Appends the entries that the other contexts have written to their outboxes.",
    actions: ["audit:append"],
  },
  "platform-consumer": {
    purpose:
      "Keeps which appointments have changed, as the events of appointments tell, for routers to tell apps.",
    actions: ["change:record"],
  },
  "denial-recorder": {
    purpose: "Appends what the router has refused before any subgraph was asked.",
    actions: ["audit:append"],
  },
  "token-revocation": {
    purpose: "Ends tokens that have leaked, when an operator asks for it.",
    actions: ["token:revoke"],
  },
  "key-rotation": {
    purpose: "Makes a new key for access tokens, when an operator asks for it.",
    actions: ["signing-key:rotate"],
  },
  "document-publication": {
    purpose: "Publishes and retires documents of clients, when an operator asks for it.",
    actions: ["document:publish", "document:retire"],
  },
  "second-factor-reset": {
    purpose: "Takes the second factor from an account whose owner has lost it, when an operator asks for it.",
    actions: ["second-factor:reset"],
  },
} as const satisfies Record<string, ServiceAccount>;

/** A name of {@link SERVICE_ACCOUNTS}. */
export type ServiceAccountName = keyof typeof SERVICE_ACCOUNTS;

/**
 * The viewer of a service account.
 * @param tenantId the tenant it acts in; null before one is known
 */
export function systemViewer(name: ServiceAccountName, tenantId: string | null): Viewer {
  const { actions } = SERVICE_ACCOUNTS[name];
  return { ...ANONYMOUS, kind: "SYSTEM", tenantId, roles: ["SYSTEM"], clientId: name, scopes: [...actions] };
}

const BY_NAME: ReadonlyMap<string, ServiceAccount> = new Map(Object.entries(SERVICE_ACCOUNTS));

/** True when the viewer is a service account whose list has `action`. Its name decides, not the scopes it brings. */
export function isServiceFor(action: Action, viewer: Viewer): boolean {
  if (viewer.kind !== "SYSTEM" || viewer.clientId === null) return false;
  return BY_NAME.get(viewer.clientId)?.actions.includes(action) ?? false;
}
