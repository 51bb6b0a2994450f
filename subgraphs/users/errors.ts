/** What a person is told per user-error code of this subgraph. */
export const USER_ERROR_MESSAGES = {
  PATIENT_NOT_FOUND: "There is no such patient.",
} as const;
