/** What a patient can let a partner's program do, in the schema's spelling. Every consent has the first. */
export const CONSENT_SCOPES = ["APPOINTMENT_READ", "APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"] as const;

/** A scope of {@link CONSENT_SCOPES}. */
export type ConsentScope = (typeof CONSENT_SCOPES)[number];

/** What one program may do for a patient, as long as the consent is in force. */
export interface ConsentInForce {
  readonly clientId: string;
  readonly scopes: readonly ConsentScope[];
}
