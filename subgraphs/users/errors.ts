/** What a person is told per user-error code of this subgraph, and which field of the input it is about. */
export const USER_ERRORS = {
  PATIENT_NOT_FOUND: { message: "There is no such patient.", field: "input.patientId" },
  NO_PATIENT: { message: "Whoever is signed in is not known as a patient.", field: null },
  EXPIRES_IN_PAST: { message: "The end has passed already.", field: "input.expiresAt" },
  CONSENT_NOT_FOUND: { message: "There is no such consent.", field: "input.consentId" },
  CONSENT_NOT_ACTIVE: { message: "The consent is not in force any more.", field: "input.consentId" },
} as const;

/** A code of {@link USER_ERRORS}. */
export type UserErrorCode = keyof typeof USER_ERRORS;

/** One entry of a payload's `userErrors`. */
export interface UserError<Code extends UserErrorCode> {
  readonly code: Code;
  readonly message: string;
  readonly field: string | null;
}

/** The `userErrors` of a mutation that changed nothing, for one reason; of none, when it has. */
export function userErrors<Code extends UserErrorCode>(code: Code | null): UserError<Code>[] {
  return code === null ? [] : [{ code, ...USER_ERRORS[code] }];
}
