import { userErrorsOf } from "#shared/graphql/user-errors.ts";

/** What a person is told per user-error code of this subgraph, and which field of the input it is about. */
const USER_ERRORS = {
  PATIENT_NOT_FOUND: { message: "There is no such patient.", field: "input.patientId" },
  NO_PATIENT: { message: "Whoever is signed in is not known as a patient.", field: null },
  EXPIRES_IN_PAST: { message: "The end has passed already.", field: "input.expiresAt" },
  CONSENT_NOT_FOUND: { message: "There is no such consent.", field: "input.consentId" },
  CONSENT_NOT_ACTIVE: { message: "The consent is not in force any more.", field: "input.consentId" },
  EVIDENCE_REQUIRED: { message: "Say what papers were seen.", field: "input.evidence" },
  CODE_NOT_VALID: {
    message: "There is no invitation with this code that can be taken.",
    field: "input.code",
  },
  TOO_MANY_WRONG_CODES: {
    message: "Too many wrong codes were shown within an hour. Try again later.",
    field: "input.code",
  },
  OWN_INVITATION: { message: "This invitation is for somebody else to take.", field: "input.code" },
  NO_PERSON: {
    message: "The person behind the account is not known yet. Try again in a moment.",
    field: null,
  },
  GUARDIANSHIP_NOT_FOUND: { message: "There is no such guardianship.", field: "input.guardianshipId" },
  GUARDIANSHIP_NOT_ACTIVE: { message: "It is over already.", field: "input.guardianshipId" },
} as const;

/** See {@link userErrorsOf}. */
export const userErrors = userErrorsOf(USER_ERRORS);
