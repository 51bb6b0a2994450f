/** What a patient can let a partner's program, or a guardian, do, in the schema's spelling. Each has the first. */
export const CONSENT_SCOPES = ["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"] as const;

/** A scope of {@link CONSENT_SCOPES}. */
export type ConsentScope = (typeof CONSENT_SCOPES)[number];

/** What one sees of what one may change is part of every consent, and every guardianship. */
export function allScopes(scopes: readonly ConsentScope[]): ConsentScope[] {
  return CONSENT_SCOPES.filter((scope) => scope === "APPOINTMENT_READ" || scopes.includes(scope));
}

/** What one program may do for a patient, as long as the consent is in force. */
export interface ConsentInForce {
  readonly clientId: string;
  readonly scopes: readonly ConsentScope[];
}
