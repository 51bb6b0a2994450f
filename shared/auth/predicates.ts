import { glassReaches, type Confidentiality } from "./confidentiality.ts";
import type { ConsentInForce, ConsentScope } from "./consent.ts";
import type { GuardianshipInForce } from "./guardianship.ts";
import { TIERS, type Tier, type Viewer } from "./viewer.ts";

/** What the predicates read of the thing acted on. A subgraph's `policies.ts` makes it from a row. */
export interface Attributes {
  /** GraphQL type of the thing, for the audit log. */
  readonly type: string;
  /** Its id; null while it is only being created. */
  readonly id: string | null;
  readonly tenantId: string;
  readonly accountId?: string | null;
  readonly patientId?: string | null;
  readonly practitionerId?: string | null;
  readonly region?: string | null;
  readonly confidentiality?: Confidentiality | null;
  /** What the patient it is about has consented to, for the program that asks. */
  readonly consent?: ConsentInForce | null;
  /** What the account that asks may do for the patient it is about, as a guardian. */
  readonly guardianship?: GuardianshipInForce | null;
  /** The lowest tier it is for. */
  readonly minimumTier?: Tier | null;
}

/** A condition of a grant. An attribute the thing does not have never matches. */
export const PREDICATES = {
  ownAccount: (viewer, thing) => isSame(viewer.accountId, thing.accountId),
  ownPatient: (viewer, thing) => isSame(viewer.patientId, thing.patientId),
  ownPractitioner: (viewer, thing) => isSame(viewer.practitionerId, thing.practitionerId),
  assignedRegion: (viewer, thing) =>
    typeof thing.region === "string" && viewer.regions.includes(thing.region),
  // A grant that has expired is not in the viewer any more (`viewerAt`).
  brokeGlass: ({ breakGlass }, thing) => isSame(breakGlass?.patientId ?? null, thing.patientId),
  purposeReaches: ({ breakGlass }, { confidentiality }) =>
    breakGlass !== null && confidentiality != null && glassReaches(breakGlass.purpose, confidentiality),
  // Who has no tier, such as a program, has the lowest.
  tierSuffices: ({ tier }, { minimumTier }) =>
    minimumTier != null && TIERS.indexOf(tier ?? TIERS[0]) >= TIERS.indexOf(minimumTier),
  consentedToRead: (viewer, thing) => hasConsent(viewer, thing, "APPOINTMENT_READ"),
  consentedToBook: (viewer, thing) => hasConsent(viewer, thing, "APPOINTMENT_BOOK"),
  consentedToChange: (viewer, thing) => hasConsent(viewer, thing, "APPOINTMENT_CHANGE"),
  guardianMayRead: (viewer, thing) => isGuardian(viewer, thing, "APPOINTMENT_READ"),
  guardianMayBook: (viewer, thing) => isGuardian(viewer, thing, "APPOINTMENT_BOOK"),
  guardianMayChange: (viewer, thing) => isGuardian(viewer, thing, "APPOINTMENT_CHANGE"),
} as const satisfies Record<string, (viewer: Viewer, thing: Attributes) => boolean>;

/** Name of a predicate of {@link PREDICATES}. */
export type PredicateName = keyof typeof PREDICATES;

/** The attribute of the thing that each predicate reads. */
export const READS: Readonly<Record<PredicateName, keyof Attributes>> = {
  ownAccount: "accountId",
  ownPatient: "patientId",
  ownPractitioner: "practitionerId",
  assignedRegion: "region",
  brokeGlass: "patientId",
  purposeReaches: "confidentiality",
  tierSuffices: "minimumTier",
  consentedToRead: "consent",
  consentedToBook: "consent",
  consentedToChange: "consent",
  guardianMayRead: "guardianship",
  guardianMayBook: "guardianship",
  guardianMayChange: "guardianship",
};

function isSame(own: string | null, other: string | null | undefined): boolean {
  return own !== null && own === other;
}

/** By the program that asks, and no other one. */
function hasConsent(viewer: Viewer, { consent }: Attributes, scope: ConsentScope): boolean {
  return consent != null && isSame(viewer.clientId, consent.clientId) && consent.scopes.includes(scope);
}

/** The account itself: who acts in a guardian's place acts for no ward of the guardian's. */
function isGuardian(viewer: Viewer, { guardianship }: Attributes, scope: ConsentScope): boolean {
  if (guardianship == null || viewer.impersonator !== null) return false;
  return isSame(viewer.accountId, guardianship.accountId) && guardianship.scopes.includes(scope);
}
