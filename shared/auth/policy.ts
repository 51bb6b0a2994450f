import type { PredicateName } from "./predicates.ts";
import type { Role } from "./viewer.ts";

/** Who may do an action: anyone, anyone signed in, or holders of a role. */
export type Audience = "ANYONE" | "SIGNED_IN" | Role;

/** Grants an action to an audience, when every predicate holds for the thing acted on. */
export interface Grant {
  readonly to: readonly Audience[];
  readonly when: readonly PredicateName[];
}

/** All grants of one action. No grant that applies means denied. */
export interface Policy {
  /** One sentence for the reference pages. */
  readonly description: string;
  /** Reads and denials of this action are written to the audit log, because it concerns a patient's data. */
  readonly concernsPatient: boolean;
  readonly grants: readonly Grant[];
}
