/** What a person is told per user-error code of this subgraph. */
const USER_ERROR_MESSAGES = {
  TENANT_UNKNOWN: "There is no such clinic network.",
  SIGN_UP_CLOSED: "This clinic network makes accounts for its patients itself.",
  WEAK_PASSWORD:
    "Choose a password of at least 12 characters that is hard to guess and does not contain the name in your e-mail address.",
  BIRTH_DATE_IN_FUTURE: "The date of birth has not come yet.",
  INVALID_CREDENTIALS: "The e-mail address or the password is wrong.",
  TOO_MANY_ATTEMPTS: "There were too many wrong attempts. Try again later, or reset your password.",
  TOO_MANY_REQUESTS: "There were too many such requests. Try again later.",
  TOKEN_INVALID: "The link does not work any more: it was used, replaced by a newer one, or is too old.",
  CURRENT_PASSWORD_WRONG: "The password so far is another one.",
  ALREADY_VERIFIED: "The e-mail address is verified already.",
  NO_SESSION:
    "The request has no session: it was made with an access token, or the session has ended meanwhile.",
  CLIENT_NOT_FOUND: "There is no such program of a partner.",
  TWO_SECRETS_LIVE: "The program has two secrets that are good: end the older one, or replace the newer one.",
  NO_PREVIOUS_SECRET: "The program has one secret only.",
  ACCOUNT_NOT_FOUND: "There is no such account.",
  ROLE_NOT_ASSIGNABLE: "SYSTEM and PARTNER are roles of programs and are not given to accounts.",
  ANALYST_NOT_ALONE:
    "ANALYST is not given beside another role, which would tell who patients are: give such a person an account for each.",
  LAST_ADMIN: "It is the last account that administers the clinic network: make another one an admin before.",
  VERSION_CONFLICT: "The account was changed by somebody else meanwhile: look at it again.",
  ALREADY_DISABLED: "The account is disabled already.",
  NOT_DISABLED: "The account is not disabled.",
  OWN_ACCOUNT: "Nobody disables the account that they use.",
  NOT_A_PATIENT: "The account is more than a patient's.",
  ACCOUNT_DISABLED: "The account cannot sign in.",
  NOT_IMPERSONATING: "Nobody acts in this account's place.",
  APP_NOT_FOUND: "No such app acts for you; its access may have ended already.",
  NO_PENDING_SIGN_IN: "There is no sign-in that waits for this: begin anew with the password.",
  NO_SESSION_OR_SIGN_IN: "Sign in first.",
  INVALID_CODE: "The code is wrong, or was used before.",
  TOO_MANY_WRONG_CODES: "There were too many wrong codes or passkeys for this account: try again in an hour.",
  INVALID_PASSKEY: "The passkey was not taken: try again, or use another way.",
  TOO_MANY_PASSKEYS: "The account has as many passkeys as it can have: remove one first.",
  NO_PASSKEY: "The account has no passkey.",
  PASSKEY_NOT_FOUND: "There is no such passkey of yours; it may have been removed already.",
  STEP_UP_REQUIRED: "Show the second factor again first; without one, sign in again.",
  NO_ENROLMENT: "There is no authenticator app to confirm: begin to set one up again.",
  NO_SECOND_FACTOR: "The account has no second factor.",
  SECOND_FACTOR_REQUIRED: "An account of this role must have a second factor.",
  NO_GRANT: "The glass is not broken in this session.",
  GRANT_NOT_FOUND: "There is no such grant.",
  OWN_GRANT: "Nobody reviews the own grant.",
  GRANT_IN_FORCE: "The grant is in force still; review it when it has ended.",
  ALREADY_REVIEWED: "The grant was reviewed already.",
  SESSION_NOT_FOUND: "There is no such session of yours; it may have ended already.",
} as const;

/** A code of {@link USER_ERROR_MESSAGES}. */
type UserErrorCode = keyof typeof USER_ERROR_MESSAGES;

/** An entry of a payload's `userErrors`; `field` is the part of the input that it is about, null for none. */
export function userError<Code extends UserErrorCode>(
  code: Code,
  field: string | null = null,
): { readonly code: Code; readonly message: string; readonly field: string | null } {
  return { code, message: USER_ERROR_MESSAGES[code], field };
}

/** Input field that each code of `signUp` is about. */
export const SIGN_UP_FIELDS = {
  TENANT_UNKNOWN: "input.tenant",
  SIGN_UP_CLOSED: "input.tenant",
  WEAK_PASSWORD: "input.password",
  BIRTH_DATE_IN_FUTURE: "input.birthDate",
} as const;

/** Input field that each code of `rotateClientSecret` is about. */
export const ROTATE_SECRET_FIELDS = {
  CLIENT_NOT_FOUND: "input.clientId",
  TWO_SECRETS_LIVE: "input.replacesNewer",
} as const;

/** Input field that each code of `changeAccountAccess` is about. */
export const CHANGE_ACCESS_FIELDS = {
  ACCOUNT_NOT_FOUND: "input.accountId",
  ROLE_NOT_ASSIGNABLE: "input.roles",
  ANALYST_NOT_ALONE: "input.roles",
  LAST_ADMIN: "input.roles",
  VERSION_CONFLICT: "input.version",
} as const;

/** Input field that each code of `impersonate` is about. */
export const IMPERSONATE_FIELDS = {
  ACCOUNT_NOT_FOUND: "input.accountId",
  NOT_A_PATIENT: "input.accountId",
  ACCOUNT_DISABLED: "input.accountId",
  NO_SESSION: null,
} as const;

/** Input field that each code of `resetPassword` is about. */
export const RESET_PASSWORD_FIELDS = {
  TOKEN_INVALID: "input.token",
  WEAK_PASSWORD: "input.newPassword",
} as const;

/** Input field that each code of `changePassword` is about. */
export const CHANGE_PASSWORD_FIELDS = {
  CURRENT_PASSWORD_WRONG: "input.currentPassword",
  WEAK_PASSWORD: "input.newPassword",
  TOO_MANY_ATTEMPTS: null,
  NO_SESSION: null,
  STEP_UP_REQUIRED: null,
} as const;

/** A code of `signUp`. */
export type SignUpProblem = keyof typeof SIGN_UP_FIELDS;
