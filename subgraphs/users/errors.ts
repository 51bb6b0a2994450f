import { userErrorsOf } from "#shared/graphql/user-errors.ts";

/** What a person is told per user-error code of this subgraph, and which field of the input it is about. */
const USER_ERRORS = {
  PATIENT_NOT_FOUND: { message: "There is no such patient.", field: "input.patientId" },
  NO_PATIENT: { message: "Whoever is signed in is not known as a patient.", field: null },
  EXPIRES_IN_PAST: { message: "The end has passed already.", field: "input.expiresAt" },
  CONSENT_NOT_FOUND: { message: "There is no such consent.", field: "input.consentId" },
  CONSENT_NOT_ACTIVE: { message: "The consent is not in force any more.", field: "input.consentId" },
} as const;

/** See {@link userErrorsOf}. */
export const userErrors = userErrorsOf(USER_ERRORS);
