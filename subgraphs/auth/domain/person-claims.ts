import type { AccountFacts } from "./account-viewer.ts";

/** What an access token says of the person that it speaks for, by the names of the claims. */
export interface PersonClaims {
  readonly tenant_id: string;
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  readonly tier: string;
  readonly patient_id: string | null;
  readonly practitioner_id: string | null;
  /** Id of the token family: what ends when the app's access ends. */
  readonly sid: string;
}

/** The claims of a token that came of an authorization by this account. */
export function claimsOfPerson(account: AccountFacts, familyId: string): PersonClaims {
  return {
    tenant_id: account.tenantId,
    roles: account.roles,
    regions: account.regions,
    tier: account.tier,
    patient_id: account.patientId,
    practitioner_id: account.practitionerId,
    sid: familyId,
  };
}
