import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccessDecisionModel, AccountModel, AccountConnectionModel, TenantModel, SessionModel, AuthorizedAppModel, PasskeyModel, SecondFactorModel, BreakGlassGrantModel, BreakGlassReviewModel, BreakGlassGrantConnectionModel, ViewerModel, UserModel, PatientModel, PractitionerModel } from '../mappers.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO-4217 currency code, for example `EUR`. */
  CurrencyCode: { input: string; output: string; }
  /** An instant in UTC, ISO-8601, for example `2026-03-09T14:30:00.000Z`. */
  DateTime: { input: Date; output: Date | string; }
  /** A calendar date without a time or a zone, ISO-8601, for example `1987-02-14`. */
  LocalDate: { input: string; output: string; }
  /** A whole number of at most 53 bits. */
  SafeInt: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A condition of a grant, as it is for one account and one thing. */
export type AccessCondition = {
  __typename?: 'AccessCondition';
  /** True when it holds. */
  isMet: Scalars['Boolean']['output'];
  /** Name of the condition in the policy table, for example `assignedRegion`. */
  name: Scalars['String']['output'];
};

/** Whether an account may do something with a thing, and what decided. Told to admins. */
export type AccessDecision = {
  __typename?: 'AccessDecision';
  /** The conditions of the grant that decided; when none did, those of every grant that is for the account. */
  conditions: Array<AccessCondition>;
  /** True when it may. */
  isAllowed: Scalars['Boolean']['output'];
  /**
   * What decided, in the words of the policy table: for example `appointment:read granted to SUPPORT when assignedRegion`,
   * `no grant of appointment:read`, `account not known` or `account disabled`.
   */
  rule: Scalars['String']['output'];
};

/** Something that can sign in. One e-mail address has one account, in one tenant. */
export type Account = {
  __typename?: 'Account';
  /** Whether an account of the tenant may do something with this account, and what decided. */
  accessDecision: AccessDecision;
  /** When the account was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Address used to sign in, in lower case. */
  email: Scalars['String']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** True when the account cannot sign in. */
  isDisabled: Scalars['Boolean']['output'];
  /** True when somebody who reads the mail of the address has shown it. Nothing is refused to an account without, so far. */
  isEmailVerified: Scalars['Boolean']['output'];
  /** Regions that the account is assigned to: what its roles SUPPORT and ANALYST may see. */
  regions: Array<Scalars['String']['output']>;
  /** Roles the account holds. */
  roles: Array<Role>;
  /** Level of service. */
  tier: AccountTier;
  /** Grows by one with each change of what the account may do. */
  version: Scalars['Int']['output'];
};


/** Something that can sign in. One e-mail address has one account, in one tenant. */
export type AccountAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** A page of accounts. */
export type AccountConnection = {
  __typename?: 'AccountConnection';
  /** The accounts of the page with their cursors. */
  edges: Array<AccountEdge>;
  /** The accounts of the page. */
  nodes: Array<Account>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many accounts there are in all; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An account in a page. */
export type AccountEdge = {
  __typename?: 'AccountEdge';
  /** Where the account stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The account. */
  node: Account;
};

/** Narrows a list of accounts. Parts left out do not narrow. */
export type AccountFilter = {
  /** Only accounts whose e-mail address begins so; at most 254 characters. Upper and lower case do not differ. */
  emailPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Only accounts that hold this role. */
  role?: InputMaybe<Role>;
};

/** Level of service an account has. */
export type AccountTier =
  /** More than the standard. */
  | 'PREMIUM'
  /** What everybody has. */
  | 'STANDARD';

/** An app that the account has allowed to act for it. */
export type AuthorizedApp = {
  __typename?: 'AuthorizedApp';
  /** When the account allowed it. */
  createdAt: Scalars['DateTime']['output'];
  /** When its access ends without further use. */
  expiresAt: Scalars['DateTime']['output'];
  /** Unique id. Knowing it gives access to nothing. */
  id: Scalars['ID']['output'];
  /** When the app last got access to the account. */
  lastUsedAt: Scalars['DateTime']['output'];
  /** Name of the app, for people. */
  name: Scalars['String']['output'];
  /** What the app may do at most: actions of the policy table, for example `appointment:read`. */
  scopes: Array<Scalars['String']['output']>;
};

/** What `beginPasskeyAuthentication` needs. */
export type BeginPasskeyAuthenticationInput = {
  /** What the passkey is to be used for. What answers one challenge is refused for another purpose. */
  purpose: PasskeyPurpose;
};

/** Outcome of `beginPasskeyAuthentication`. */
export type BeginPasskeyAuthenticationPayload = {
  __typename?: 'BeginPasskeyAuthenticationPayload';
  /** Until when it can be used: 5 minutes; null when no challenge was made. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * For `navigator.credentials.get`, as JSON (PublicKeyCredentialRequestOptionsJSON):
   * `PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options))`. For `SIGN_IN` they name no passkey, and the person
   * chooses the account; for the others they name those of the account. Null when no challenge was made.
   */
  options?: Maybe<Scalars['String']['output']>;
  /** Why no challenge was made; empty when one was. */
  userErrors: Array<BeginPasskeyAuthenticationUserError>;
};

/** One reason why `beginPasskeyAuthentication` made no challenge. */
export type BeginPasskeyAuthenticationUserError = {
  __typename?: 'BeginPasskeyAuthenticationUserError';
  /** What is wrong, for a program. */
  code: BeginPasskeyAuthenticationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `beginPasskeyAuthentication` made no challenge. */
export type BeginPasskeyAuthenticationUserErrorCode =
  /** The account has no passkey. */
  | 'NO_PASSKEY'
  /** For `COMPLETE_SIGN_IN`: no sign-in waits for a second factor. Call `signIn` first. */
  | 'NO_PENDING_SIGN_IN'
  /** For `STEP_UP`: the request was not made with a session, or that has ended meanwhile. */
  | 'NO_SESSION';

/** Outcome of `beginPasskeyRegistration`. */
export type BeginPasskeyRegistrationPayload = {
  __typename?: 'BeginPasskeyRegistrationPayload';
  /** Until when it can be finished: 5 minutes; null when no challenge was made. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * For `navigator.credentials.create`, as JSON (PublicKeyCredentialCreationOptionsJSON):
   * `PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options))`. Null when no challenge was made.
   */
  options?: Maybe<Scalars['String']['output']>;
  /** Why no challenge was made; empty when one was. */
  userErrors: Array<BeginPasskeyRegistrationUserError>;
};

/** One reason why `beginPasskeyRegistration` made no challenge. */
export type BeginPasskeyRegistrationUserError = {
  __typename?: 'BeginPasskeyRegistrationUserError';
  /** What is wrong, for a program. */
  code: BeginPasskeyRegistrationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `beginPasskeyRegistration` made no challenge. */
export type BeginPasskeyRegistrationUserErrorCode =
  /** The request has no session, and no sign-in waits for a second factor to be set up. */
  | 'NO_SESSION_OR_SIGN_IN'
  /** The account has a second factor that was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. One without any signed in longer ago than that: sign in again. */
  | 'STEP_UP_REQUIRED'
  /** The account has 20 passkeys: remove one first. */
  | 'TOO_MANY_PASSKEYS';

/** Outcome of `beginTotpEnrolment`. */
export type BeginTotpEnrolmentPayload = {
  __typename?: 'BeginTotpEnrolmentPayload';
  /** The secret; null when none was made. */
  enrolment?: Maybe<TotpEnrolment>;
  /** Why no secret was made; empty when one was. */
  userErrors: Array<BeginTotpEnrolmentUserError>;
};

/** One reason why `beginTotpEnrolment` made no secret. */
export type BeginTotpEnrolmentUserError = {
  __typename?: 'BeginTotpEnrolmentUserError';
  /** What is wrong, for a program. */
  code: BeginTotpEnrolmentUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `beginTotpEnrolment` made no secret. */
export type BeginTotpEnrolmentUserErrorCode =
  /** The request has no session, and no sign-in waits for an enrolment. */
  | 'NO_SESSION_OR_SIGN_IN'
  /** The account has a second factor that was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. One without any signed in longer ago than that: sign in again. */
  | 'STEP_UP_REQUIRED';

/** What a review of a grant found. */
export type BreakGlassFinding =
  /** The glass was broken with good reason. */
  | 'JUSTIFIED'
  /** There was no good reason: what follows from it is decided elsewhere. */
  | 'UNJUSTIFIED';

/**
 * That a practitioner broke the glass for a patient: for 30 minutes, in one session, the appointments of that patient with other
 * practitioners can be read. Everything read under it is in the audit log with its id.
 */
export type BreakGlassGrant = {
  __typename?: 'BreakGlassGrant';
  /** When the holder ended it, or broke the glass for another patient or purpose; null when neither was before `expiresAt`. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it closes by itself. */
  expiresAt: Scalars['DateTime']['output'];
  /** Who broke the glass; null when the viewer may not see the account. */
  holder?: Maybe<Account>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /**
   * True while it has not ended and not expired, and nobody has ended its session. It can be read under it as long as that session
   * is in force.
   */
  isInForce: Scalars['Boolean']['output'];
  /** Why, in the holder's words. */
  justification: Scalars['String']['output'];
  /** When the glass was broken. */
  openedAt: Scalars['DateTime']['output'];
  /**
   * The patient for whom; null when the viewer may not see that patient or the patient cannot be reached. That there is such a
   * patient is not looked at when the glass is broken: of one there is not, nothing can be read.
   */
  patient?: Maybe<Patient>;
  /** The practitioner that the holder stands for; null when it stood for none. */
  practitioner?: Maybe<Practitioner>;
  /** What for. */
  purpose: BreakGlassPurpose;
  /** What an administrator found about it; null until one has looked. */
  review?: Maybe<BreakGlassReview>;
};

/** A page of grants. */
export type BreakGlassGrantConnection = {
  __typename?: 'BreakGlassGrantConnection';
  /** The grants of the page with their cursors. */
  edges: Array<BreakGlassGrantEdge>;
  /** The grants of the page. */
  nodes: Array<BreakGlassGrant>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many grants match in all; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A grant in a page. */
export type BreakGlassGrantEdge = {
  __typename?: 'BreakGlassGrantEdge';
  /** Where the grant stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The grant. */
  node: BreakGlassGrant;
};

/** Narrows the list of grants. Parts left out do not narrow. */
export type BreakGlassGrantFilter = {
  /** True: only grants that were reviewed; false: only those that were not. */
  isReviewed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only grants for this patient. */
  patientId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `breakGlass` needs. */
export type BreakGlassInput = {
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, 20 to 500 characters; an administrator will read it. */
  justification: Scalars['String']['input'];
  /** The patient whose appointments have to be read. */
  patientId: Scalars['ID']['input'];
  /** What for. */
  purpose: BreakGlassPurpose;
};

/** Outcome of `breakGlass`. */
export type BreakGlassPayload = {
  __typename?: 'BreakGlassPayload';
  /** The grant; null when nothing was opened. */
  grant?: Maybe<BreakGlassGrant>;
  /** Why nothing was opened; empty when it was. */
  userErrors: Array<BreakGlassUserError>;
};

/**
 * Why a practitioner breaks the glass. Which levels of `Confidentiality` it opens depends on it: the first opens all, the last
 * `NORMAL` only. Purposes of use of v3-ActReason: `BTG` all of them.
 */
export type BreakGlassPurpose =
  /** The treating practitioner is away and care must go on; `COC`. Opens `NORMAL` only. */
  | 'CONTINUITY_OF_CARE'
  /** The patient needs treatment now and cannot be asked; `ETREAT`. Opens `VERY_RESTRICTED`, too. */
  | 'EMERGENCY_TREATMENT'
  /** Somebody has to be protected from harm. Opens `NORMAL` and `RESTRICTED`. */
  | 'SAFEGUARDING';

/** What an administrator found about a grant. */
export type BreakGlassReview = {
  __typename?: 'BreakGlassReview';
  /** What was found. */
  finding: BreakGlassFinding;
  /** The reviewer's words; null when there were none. */
  remark?: Maybe<Scalars['String']['output']>;
  /** When. */
  reviewedAt: Scalars['DateTime']['output'];
  /** Who reviewed; null when the viewer may not see the account. */
  reviewer?: Maybe<Account>;
};

/** One reason why `breakGlass` opened nothing. */
export type BreakGlassUserError = {
  __typename?: 'BreakGlassUserError';
  /** What is wrong, for a program. */
  code: BreakGlassUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `breakGlass` opened nothing. */
export type BreakGlassUserErrorCode =
  /** The request was not made with a session, since a program cannot break the glass, or that has ended meanwhile. */
  | 'NO_SESSION';

/** What `changeAccountAccess` needs. It says all of what the account may do, and not only what changes. */
export type ChangeAccountAccessInput = {
  /** The account whose access changes. */
  accountId: Scalars['ID']['input'];
  /**
   * Regions that the account is assigned to from then on, at most 20. Each is 2 to 40 lower-case letters, digits and single
   * hyphens, for example `eu-central`. Whether a clinic has this region is not checked: one that none has shows nothing.
   */
  regions: Array<Scalars['String']['input']>;
  /**
   * Roles that the account holds from then on, 1 to 7. SYSTEM and PARTNER are for programs and are not given to accounts. ANALYST is
   * given alone: every other role tells who patients are, and be it one.
   */
  roles: Array<Role>;
  /** Level of service from then on. */
  tier: AccountTier;
  /** Version that the change was made of; refused when the account has another one by now. Left out, it is not looked at. */
  version?: InputMaybe<Scalars['Int']['input']>;
};

/** Outcome of `changeAccountAccess`. */
export type ChangeAccountAccessPayload = {
  __typename?: 'ChangeAccountAccessPayload';
  /** The account as it is now; null when nothing was changed for a reason among `userErrors`. */
  account?: Maybe<Account>;
  /** Why nothing was changed; empty when the account is as it was asked for. */
  userErrors: Array<ChangeAccountAccessUserError>;
};

/** One reason why `changeAccountAccess` changed nothing. */
export type ChangeAccountAccessUserError = {
  __typename?: 'ChangeAccountAccessUserError';
  /** What is wrong, for a program. */
  code: ChangeAccountAccessUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `changeAccountAccess` changed nothing. */
export type ChangeAccountAccessUserErrorCode =
  /** The clinic network has no account of this id. */
  | 'ACCOUNT_NOT_FOUND'
  /** ANALYST is not given beside another role. */
  | 'ANALYST_NOT_ALONE'
  /** Nobody would be left who could administer the clinic network. */
  | 'LAST_ADMIN'
  /** A role is not one that accounts are given. */
  | 'ROLE_NOT_ASSIGNABLE'
  /** The account was changed by somebody else meanwhile. */
  | 'VERSION_CONFLICT';

/** What `changePassword` needs. */
export type ChangePasswordInput = {
  /** The password so far. */
  currentPassword: Scalars['String']['input'];
  /** The password from now on, by the rule of `signUp`. */
  newPassword: Scalars['String']['input'];
};

/** Outcome of `changePassword`. */
export type ChangePasswordPayload = {
  __typename?: 'ChangePasswordPayload';
  /** True when the account has the new password. */
  isChanged: Scalars['Boolean']['output'];
  /** Why the password was not changed; empty when it was. */
  userErrors: Array<ChangePasswordUserError>;
};

/** One reason why `changePassword` was refused. */
export type ChangePasswordUserError = {
  __typename?: 'ChangePasswordUserError';
  /** What is wrong, for a program. */
  code: ChangePasswordUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Of `TOO_MANY_ATTEMPTS`: whole seconds, from 1 to 300, after which the next attempt is looked at; else null. */
  retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
};

/** Why `changePassword` was refused. */
export type ChangePasswordUserErrorCode =
  /** The password so far is another one. */
  | 'CURRENT_PASSWORD_WRONG'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION'
  /** The account has a second factor that was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED'
  /** There were too many wrong attempts at the account's password. It was not looked at. */
  | 'TOO_MANY_ATTEMPTS'
  /** The new password is too short, easily guessed, or contains a part of the e-mail address. */
  | 'WEAK_PASSWORD';

/** What `completeSignIn` needs. */
export type CompleteSignInInput = {
  /** Six digits that the authenticator app shows, or a recovery code; at most 100 characters. Spaces, hyphens and case do not matter. */
  code: Scalars['String']['input'];
};

/** Outcome of `completeSignIn`. */
export type CompleteSignInPayload = {
  __typename?: 'CompleteSignInPayload';
  /** Why nobody was signed in; empty when somebody was. */
  userErrors: Array<CompleteSignInUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the request
   * that signs in: ask for `viewer` in the next one.
   */
  viewer?: Maybe<Viewer>;
};

/** One reason why `completeSignIn` signed nobody in. */
export type CompleteSignInUserError = {
  __typename?: 'CompleteSignInUserError';
  /** What is wrong, for a program. */
  code: CompleteSignInUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `completeSignIn` signed nobody in. */
export type CompleteSignInUserErrorCode =
  /** The code is wrong, or was used before. */
  | 'INVALID_CODE'
  /** No sign-in waits for a code: it has ended, or the password was not shown. Call `signIn` first. */
  | 'NO_PENDING_SIGN_IN'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

/** What `completeSignInWithPasskey` needs. */
export type CompleteSignInWithPasskeyInput = {
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.get(…))` (AuthenticationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `completeSignInWithPasskey`. */
export type CompleteSignInWithPasskeyPayload = {
  __typename?: 'CompleteSignInWithPasskeyPayload';
  /** Why nobody was signed in; empty when somebody was. */
  userErrors: Array<CompleteSignInWithPasskeyUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the request
   * that signs in: ask for `viewer` in the next one.
   */
  viewer?: Maybe<Viewer>;
};

/** One reason why `completeSignInWithPasskey` signed nobody in. */
export type CompleteSignInWithPasskeyUserError = {
  __typename?: 'CompleteSignInWithPasskeyUserError';
  /** What is wrong, for a program. */
  code: CompleteSignInWithPasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `completeSignInWithPasskey` signed nobody in. */
export type CompleteSignInWithPasskeyUserErrorCode =
  /** The answer is not one of a passkey of the account to a challenge that waits here: it was not asked for, was used before or longer than 5 minutes ago, or is for other pages, or the passkey is not known, did not verify its user, or may have been copied. */
  | 'INVALID_PASSKEY'
  /** No sign-in waits for a second factor: it has ended, or the password was not shown. Call `signIn` first. */
  | 'NO_PENDING_SIGN_IN'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

/** What `confirmTotpEnrolment` needs. */
export type ConfirmTotpEnrolmentInput = {
  /** Six digits that the authenticator app shows for the new secret; at most 100 characters. */
  code: Scalars['String']['input'];
};

/** Outcome of `confirmTotpEnrolment`. */
export type ConfirmTotpEnrolmentPayload = {
  __typename?: 'ConfirmTotpEnrolmentPayload';
  /**
   * Ten recovery codes, each of which stands in for the app once. They are told here and never again, and void those there were;
   * null when nothing was confirmed.
   */
  recoveryCodes?: Maybe<Array<Scalars['String']['output']>>;
  /** Why nothing was confirmed; empty when it was. */
  userErrors: Array<ConfirmTotpEnrolmentUserError>;
  /** Who is signed in now, when a sign-in waited for this; null when nothing was confirmed. */
  viewer?: Maybe<Viewer>;
};

/** One reason why `confirmTotpEnrolment` put no secret into force. */
export type ConfirmTotpEnrolmentUserError = {
  __typename?: 'ConfirmTotpEnrolmentUserError';
  /** What is wrong, for a program. */
  code: ConfirmTotpEnrolmentUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `confirmTotpEnrolment` put no secret into force. */
export type ConfirmTotpEnrolmentUserErrorCode =
  /** The code is not one of the new secret at this time. */
  | 'INVALID_CODE'
  /** No secret waits to be confirmed here: it was not made, or longer than 15 minutes ago. */
  | 'NO_ENROLMENT';

/** What `disableAccount` needs. */
export type DisableAccountInput = {
  /** The account that is to sign in no more. */
  accountId: Scalars['ID']['input'];
  /** Why, for the audit log; 1 to 200 characters. Name no patient in it. */
  reason: Scalars['String']['input'];
};

/** Outcome of `disableAccount`. */
export type DisableAccountPayload = {
  __typename?: 'DisableAccountPayload';
  /** The account as it is now; null when nothing was changed. */
  account?: Maybe<Account>;
  /** Why nothing was changed; empty when the account was disabled. */
  userErrors: Array<DisableAccountUserError>;
};

/** One reason why `disableAccount` changed nothing. */
export type DisableAccountUserError = {
  __typename?: 'DisableAccountUserError';
  /** What is wrong, for a program. */
  code: DisableAccountUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `disableAccount` changed nothing. */
export type DisableAccountUserErrorCode =
  /** The clinic network has no account of this id. */
  | 'ACCOUNT_NOT_FOUND'
  /** It is disabled already. */
  | 'ALREADY_DISABLED'
  /** Nobody would be left who could administer the clinic network. */
  | 'LAST_ADMIN'
  /** It is the account that the request was made with. */
  | 'OWN_ACCOUNT';

/** What `enableAccount` needs. */
export type EnableAccountInput = {
  /** The account that may sign in again. */
  accountId: Scalars['ID']['input'];
};

/** Outcome of `enableAccount`. */
export type EnableAccountPayload = {
  __typename?: 'EnableAccountPayload';
  /** The account as it is now; null when nothing was changed. */
  account?: Maybe<Account>;
  /** Why nothing was changed; empty when the account was enabled. */
  userErrors: Array<EnableAccountUserError>;
};

/** One reason why `enableAccount` changed nothing. */
export type EnableAccountUserError = {
  __typename?: 'EnableAccountUserError';
  /** What is wrong, for a program. */
  code: EnableAccountUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `enableAccount` changed nothing. */
export type EnableAccountUserErrorCode =
  /** The clinic network has no account of this id. */
  | 'ACCOUNT_NOT_FOUND'
  /** It is not disabled. */
  | 'NOT_DISABLED';

/** Outcome of `endBreakGlass`. */
export type EndBreakGlassPayload = {
  __typename?: 'EndBreakGlassPayload';
  /** The grant that was ended; null when none was. */
  grant?: Maybe<BreakGlassGrant>;
  /** Why nothing was ended; empty when it was. */
  userErrors: Array<EndBreakGlassUserError>;
};

/** One reason why `endBreakGlass` ended nothing. */
export type EndBreakGlassUserError = {
  __typename?: 'EndBreakGlassUserError';
  /** What is wrong, for a program. */
  code: EndBreakGlassUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endBreakGlass` ended nothing. */
export type EndBreakGlassUserErrorCode =
  /** The session has no grant in force. */
  | 'NO_GRANT';

/** Outcome of `endImpersonation`. */
export type EndImpersonationPayload = {
  __typename?: 'EndImpersonationPayload';
  /** Why nothing was ended; empty when it was. */
  userErrors: Array<EndImpersonationUserError>;
  /** Who is signed in now: the support account; null when nothing was ended. */
  viewer?: Maybe<Viewer>;
};

/** One reason why `endImpersonation` ended nothing. */
export type EndImpersonationUserError = {
  __typename?: 'EndImpersonationUserError';
  /** What is wrong, for a program. */
  code: EndImpersonationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endImpersonation` ended nothing. */
export type EndImpersonationUserErrorCode =
  /** The account acts for itself. */
  | 'NOT_IMPERSONATING';

/** What `endPreviousClientSecret` needs. */
export type EndPreviousClientSecretInput = {
  /** Name by which the partner's program asks for tokens, for example `partner-lab`; at most 256 characters. */
  clientId: Scalars['String']['input'];
};

/** Outcome of `endPreviousClientSecret`. */
export type EndPreviousClientSecretPayload = {
  __typename?: 'EndPreviousClientSecretPayload';
  /** True when the program has one secret now and had two. */
  isEnded: Scalars['Boolean']['output'];
  /** Why nothing was ended; empty when something was. */
  userErrors: Array<EndPreviousClientSecretUserError>;
};

/** One reason why `endPreviousClientSecret` ended nothing. */
export type EndPreviousClientSecretUserError = {
  __typename?: 'EndPreviousClientSecretUserError';
  /** What is wrong, for a program. */
  code: EndPreviousClientSecretUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endPreviousClientSecret` ended nothing. */
export type EndPreviousClientSecretUserErrorCode =
  /** The clinic network has no program of this name. */
  | 'CLIENT_NOT_FOUND'
  /** The program has one secret only. */
  | 'NO_PREVIOUS_SECRET';

/** What `finishPasskeyRegistration` needs. */
export type FinishPasskeyRegistrationInput = {
  /** What its owner calls the passkey: 1 to 100 characters, for example `Laptop`. Spaces around it are left out. */
  name: Scalars['String']['input'];
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.create(…))` (RegistrationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `finishPasskeyRegistration`. */
export type FinishPasskeyRegistrationPayload = {
  __typename?: 'FinishPasskeyRegistrationPayload';
  /** Id of the passkey; null when none was registered. */
  passkeyId?: Maybe<Scalars['ID']['output']>;
  /**
   * Ten recovery codes, each of which stands in for the second factor once, when the passkey is the account's first: told here and
   * never again. Null when the account has a second factor already, whose codes stay, and when nothing was registered.
   */
  recoveryCodes?: Maybe<Array<Scalars['String']['output']>>;
  /** Why nothing was registered; empty when it was. */
  userErrors: Array<FinishPasskeyRegistrationUserError>;
  /** Who is signed in now, when a sign-in waited for this; null when nothing was registered. */
  viewer?: Maybe<Viewer>;
};

/** One reason why `finishPasskeyRegistration` registered nothing. */
export type FinishPasskeyRegistrationUserError = {
  __typename?: 'FinishPasskeyRegistrationUserError';
  /** What is wrong, for a program. */
  code: FinishPasskeyRegistrationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `finishPasskeyRegistration` registered nothing. */
export type FinishPasskeyRegistrationUserErrorCode =
  /** The answer is not one to a challenge that waits here: it was not asked for, was used before or longer than 5 minutes ago, or is for other pages, or the passkey did not verify its user, or is registered already. */
  | 'INVALID_PASSKEY'
  /** The account got a second factor after this was begun, and it was not shown in this session: show it first. */
  | 'STEP_UP_REQUIRED'
  /** The account has 20 passkeys: remove one first. */
  | 'TOO_MANY_PASSKEYS';

/** What `impersonate` needs. It names the account by one of the two ids. */
export type ImpersonateInput = {
  /** The patient's account. */
  accountId?: InputMaybe<Scalars['ID']['input']>;
  /** The patient. */
  patientId?: InputMaybe<Scalars['ID']['input']>;
  /** Why, for the audit log; 1 to 200 characters, for example the number of a ticket. Tell nothing of the patient's health in it. */
  reason: Scalars['String']['input'];
};

/** Outcome of `impersonate`. */
export type ImpersonatePayload = {
  __typename?: 'ImpersonatePayload';
  /** Why it was refused; empty when it was done. */
  userErrors: Array<ImpersonateUserError>;
  /**
   * Who is signed in now, with an `impersonator`; null when it was refused. Of `user`, `patient` and `practitioner` nothing can
   * be read yet in this request: ask for `viewer` in the next one.
   */
  viewer?: Maybe<Viewer>;
};

/** One reason why `impersonate` was refused. */
export type ImpersonateUserError = {
  __typename?: 'ImpersonateUserError';
  /** What is wrong, for a program. */
  code: ImpersonateUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `impersonate` was refused. */
export type ImpersonateUserErrorCode =
  /** The account cannot sign in. */
  | 'ACCOUNT_DISABLED'
  /** There is no such account of a patient in the assigned regions. */
  | 'ACCOUNT_NOT_FOUND'
  /** The account is more than a patient's: nobody acts in the place of staff. */
  | 'NOT_A_PATIENT'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION';

/** Who acts in the place of the account that is signed in. */
export type Impersonator = {
  __typename?: 'Impersonator';
  /** Id of the support account. */
  accountId: Scalars['ID']['output'];
  /** When it ends in any case; at most 30 minutes after it began. */
  endsAt: Scalars['DateTime']['output'];
};

/** An amount of money. Never a floating-point number. */
export type Money = {
  __typename?: 'Money';
  /** The amount in the currency's minor unit, for example cents. */
  amountMinor: Scalars['SafeInt']['output'];
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Makes the challenge that a passkey signs, for one use of the purpose that is named. */
  beginPasskeyAuthentication: BeginPasskeyAuthenticationPayload;
  /**
   * Makes the challenge with which a browser registers a passkey, for somebody who is signed in, or whose `signIn` has answered
   * `ENROL_SECOND_FACTOR`. It replaces one of the same session that waits.
   */
  beginPasskeyRegistration: BeginPasskeyRegistrationPayload;
  /**
   * Makes a secret for an authenticator app. It counts from `confirmTotpEnrolment` on; an app that was set up before does until
   * then.
   */
  beginTotpEnrolment: BeginTotpEnrolmentPayload;
  /**
   * Breaks the glass: for 30 minutes the session reads the appointments of a patient with other practitioners, and of their
   * clinical part what the purpose reaches. A session has one grant at a time: one before ends. It takes effect with the next
   * request, where there are several routers after half a second.
   */
  breakGlass: BreakGlassPayload;
  /**
   * Says what an account may do. All sessions of the account end: whoever uses it signs in again. One's own session goes on
   * under a new id, in a new cookie. Asking for what is so already changes nothing and ends nothing.
   */
  changeAccountAccess: ChangeAccountAccessPayload;
  /**
   * Sets the password of the account that is signed in, ends its other sessions, gives this one a new id, and mails a notice.
   * An operation may hold one of `signIn`, `signUp`, `resetPassword` and `changePassword`.
   */
  changePassword: ChangePasswordPayload;
  /**
   * Signs in by the second factor, after `signIn` has answered `SECOND_FACTOR`. The session gets a new id. Five wrong codes end
   * the sign-in: begin anew with the password. A code is taken once.
   */
  completeSignIn: CompleteSignInPayload;
  /**
   * Signs in by a passkey, after `signIn` has answered `SECOND_FACTOR`. The session gets a new id. Wrong passkeys are counted with
   * wrong codes: five end the sign-in.
   */
  completeSignInWithPasskey: CompleteSignInWithPasskeyPayload;
  /**
   * Sets up the authenticator app by the first code it shows, in place of one before, and makes recovery codes. Signs in when
   * `signIn` has answered `ENROL_SECOND_FACTOR`. The session gets a new id.
   */
  confirmTotpEnrolment: ConfirmTotpEnrolmentPayload;
  /** Keeps an account from signing in, and ends all of its sessions. */
  disableAccount: DisableAccountPayload;
  /** Lets a disabled account sign in again. */
  enableAccount: EnableAccountPayload;
  /** Ends the session's grant before its time. */
  endBreakGlass: EndBreakGlassPayload;
  /** Goes back from the patient's place to the support account's own session, under a new id. */
  endImpersonation: EndImpersonationPayload;
  /**
   * Ends the older of a program's two secrets at once: when the partner has changed over, or right after a rotation when it has
   * leaked.
   */
  endPreviousClientSecret: EndPreviousClientSecretPayload;
  /**
   * Registers the passkey that a browser has made, beside what the account has already. Signs in when `signIn` has answered
   * `ENROL_SECOND_FACTOR`. The session gets a new id. A challenge is good for one attempt, right or wrong.
   */
  finishPasskeyRegistration: FinishPasskeyRegistrationPayload;
  /**
   * Acts in a patient's place, to see what the patient sees: by a new session of the patient's account, which ends after 30
   * minutes in any case. It reads and books; all else is refused with `AUTH_FORBIDDEN`, also why the patient comes. The audit log
   * names both accounts in every entry. The caller's own session rests meanwhile: its cookie is replaced.
   */
  impersonate: ImpersonatePayload;
  /**
   * Removes one of the account's own passkeys; with the last second factor the recovery codes go, too. Needs a second factor that was
   * shown within 15 minutes.
   */
  removePasskey: RemovePasskeyPayload;
  /**
   * Removes authenticator app, passkeys and recovery codes, so that the password alone signs in. Needs a second factor that was shown
   * within 15 minutes.
   */
  removeSecondFactor: RemoveSecondFactorPayload;
  /** Gives one of the account's own passkeys another name. */
  renamePasskey: RenamePasskeyPayload;
  /** Makes new recovery codes in place of those before. Needs a second factor that was shown within 15 minutes. */
  replaceRecoveryCodes: ReplaceRecoveryCodesPayload;
  /** Has a new link mailed to the account that is signed in; older ones end. `signUp` has the first one mailed. */
  requestEmailVerification: RequestEmailVerificationPayload;
  /**
   * Has a link mailed to the account of an address, with which its password can be set anew within 30 minutes, once. A newer
   * link ends the older ones; an account gets at most three an hour. The answer, and how long it takes, never tells whether
   * an address has an account. After ten requests from one network further ones are refused for a time.
   */
  requestPasswordReset: RequestPasswordResetPayload;
  /**
   * Sets an account's password by what was mailed to it, ends all its sessions, forgets wrong attempts at its password, and
   * mails a notice. It also shows that the address is the account's. It signs nobody in: call `signIn` next. An operation may
   * hold one of `signIn`, `signUp`, `resetPassword` and `changePassword`: one more is refused with `VALIDATION_ERROR`.
   */
  resetPassword: ResetPasswordPayload;
  /** Records what an administrator, other than the holder, found about a grant. */
  reviewBreakGlass: ReviewBreakGlassPayload;
  /**
   * Ends the access of one app to the account. What the app has got already is refused within a second, and it has to be allowed
   * again to go on.
   */
  revokeApp: RevokeAppPayload;
  /**
   * Ends one of the account's own sessions, for example that of a lost telephone. Whoever uses it is signed out within a
   * second.
   */
  revokeSession: RevokeSessionPayload;
  /**
   * Gives a partner's program a new secret. The one before stays good for thirty days, so that the partner can change over
   * without a refused request.
   */
  rotateClientSecret: RotateClientSecretPayload;
  /**
   * Begins a session: a new one each time, carried by the cookie `__Host-session`, which scripts cannot read. It ends
   * after 30 minutes without use, reckoned to the minute and never longer, and after 12 hours in any case; both can be
   * configured. A session that the request brought along ends. After five wrong passwords for one address, or thirty from one
   * network, each further attempt is refused for a time that doubles from one second up to five minutes. An account with a second
   * factor, and every account with the role ADMIN or SUPPORT, is not signed in by its password alone: `nextStep` says what follows.
   * An operation may hold one mutation that signs in or up: one more is refused with `VALIDATION_ERROR`.
   */
  signIn: SignInPayload;
  /**
   * Signs in without a password: the passkey shows that its owner has it and has unlocked it, which are two factors. Begins a session
   * under a new id and ends one that the request brought along. A challenge is good for one attempt, right or wrong. Wrong attempts
   * from one network are delayed with its wrong passwords.
   */
  signInWithPasskey: SignInWithPasskeyPayload;
  /** Ends the session of the request and removes its cookie. */
  signOut: SignOutPayload;
  /**
   * Ends all sessions of the account, in this browser too unless it is to be kept, and the access of all apps that the account has
   * allowed to act for it.
   */
  signOutEverywhere: SignOutEverywherePayload;
  /**
   * Makes an account for a patient. It does not sign in: call `signIn` next. The answer never tells whether an address
   * has an account already; such an account stays as it is, and its password is not changed. An operation may hold
   * one mutation that signs in or up: one more is refused with `VALIDATION_ERROR`.
   */
  signUp: SignUpPayload;
  /**
   * Shows the second factor again, so that credentials can be changed for 15 minutes. The session gets a new id, and still ends when
   * it would have.
   */
  stepUp: StepUpPayload;
  /**
   * Shows the second factor again by a passkey, so that credentials can be changed for 15 minutes. The session gets a new id, and
   * still ends when it would have.
   */
  stepUpWithPasskey: StepUpWithPasskeyPayload;
  /** Shows that the address of an account is its own, by what was mailed to it within 24 hours. Nobody has to be signed in. */
  verifyEmail: VerifyEmailPayload;
};


export type MutationBeginPasskeyAuthenticationArgs = {
  input: BeginPasskeyAuthenticationInput;
};


export type MutationBreakGlassArgs = {
  input: BreakGlassInput;
};


export type MutationChangeAccountAccessArgs = {
  input: ChangeAccountAccessInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationCompleteSignInArgs = {
  input: CompleteSignInInput;
};


export type MutationCompleteSignInWithPasskeyArgs = {
  input: CompleteSignInWithPasskeyInput;
};


export type MutationConfirmTotpEnrolmentArgs = {
  input: ConfirmTotpEnrolmentInput;
};


export type MutationDisableAccountArgs = {
  input: DisableAccountInput;
};


export type MutationEnableAccountArgs = {
  input: EnableAccountInput;
};


export type MutationEndPreviousClientSecretArgs = {
  input: EndPreviousClientSecretInput;
};


export type MutationFinishPasskeyRegistrationArgs = {
  input: FinishPasskeyRegistrationInput;
};


export type MutationImpersonateArgs = {
  input: ImpersonateInput;
};


export type MutationRemovePasskeyArgs = {
  input: RemovePasskeyInput;
};


export type MutationRenamePasskeyArgs = {
  input: RenamePasskeyInput;
};


export type MutationRequestPasswordResetArgs = {
  input: RequestPasswordResetInput;
};


export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


export type MutationReviewBreakGlassArgs = {
  input: ReviewBreakGlassInput;
};


export type MutationRevokeAppArgs = {
  input: RevokeAppInput;
};


export type MutationRevokeSessionArgs = {
  input: RevokeSessionInput;
};


export type MutationRotateClientSecretArgs = {
  input: RotateClientSecretInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignInWithPasskeyArgs = {
  input: SignInWithPasskeyInput;
};


export type MutationSignOutEverywhereArgs = {
  input: SignOutEverywhereInput;
};


export type MutationSignUpArgs = {
  input: SignUpInput;
};


export type MutationStepUpArgs = {
  input: StepUpInput;
};


export type MutationStepUpWithPasskeyArgs = {
  input: StepUpWithPasskeyInput;
};


export type MutationVerifyEmailArgs = {
  input: VerifyEmailInput;
};

/** Where a page stands in its list (Relay Cursor Connections). */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the last item of the page, to pass as `after`; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** True when there are more items after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** True when there are items before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item of the page; null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A passkey of an account: a key that a device or a password manager keeps and uses only for who unlocks it (WebAuthn). */
export type Passkey = {
  __typename?: 'Passkey';
  /** When it was registered. */
  createdAt: Scalars['DateTime']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** True when it was copied, for example to the owner's other devices: then losing one device does not lose it. */
  isBackedUp: Scalars['Boolean']['output'];
  /** When it was last used; null when it was not since it was registered. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What its owner calls it. */
  name: Scalars['String']['output'];
};

/** What a passkey is to be used for. */
export type PasskeyPurpose =
  /** As the second step after the password: `completeSignInWithPasskey`. */
  | 'COMPLETE_SIGN_IN'
  /** To sign in without a password: `signInWithPasskey`. */
  | 'SIGN_IN'
  /** To show the second factor again: `stepUpWithPasskey`. */
  | 'STEP_UP';

/** A person in care; FHIR R4 Patient. */
export type Patient = {
  __typename?: 'Patient';
  /** Unique id. */
  id: Scalars['ID']['output'];
};

/** A person who gives care; FHIR R4 Practitioner. */
export type Practitioner = {
  __typename?: 'Practitioner';
  /** Unique id. */
  id: Scalars['ID']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** The account with this id; null when there is none that the viewer may see. */
  account?: Maybe<Account>;
  /** Accounts of the viewer's tenant, by e-mail address. */
  accounts: AccountConnection;
  /** How the glass was broken in the viewer's tenant, last first: the report for whoever looks after privacy. */
  breakGlassGrants: BreakGlassGrantConnection;
  /** Who is signed in; null when nobody is, and for a partner's program. */
  viewer?: Maybe<Viewer>;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryBreakGlassGrantsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BreakGlassGrantFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What `removePasskey` needs. */
export type RemovePasskeyInput = {
  /** Id of one of the account's own passkeys. */
  passkeyId: Scalars['ID']['input'];
};

/** Outcome of `removePasskey`. */
export type RemovePasskeyPayload = {
  __typename?: 'RemovePasskeyPayload';
  /** Id of the passkey that was removed; null when none was. */
  passkeyId?: Maybe<Scalars['ID']['output']>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemovePasskeyUserError>;
};

/** One reason why `removePasskey` removed nothing. */
export type RemovePasskeyUserError = {
  __typename?: 'RemovePasskeyUserError';
  /** What is wrong, for a program. */
  code: RemovePasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removePasskey` removed nothing. */
export type RemovePasskeyUserErrorCode =
  /** The account has no passkey of this id. */
  | 'PASSKEY_NOT_FOUND'
  /** It is the last second factor of an account with the role ADMIN or SUPPORT, which must have one. */
  | 'SECOND_FACTOR_REQUIRED'
  /** The second factor was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED';

/** Outcome of `removeSecondFactor`. */
export type RemoveSecondFactorPayload = {
  __typename?: 'RemoveSecondFactorPayload';
  /** True when the second factor was removed. */
  isRemoved: Scalars['Boolean']['output'];
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveSecondFactorUserError>;
};

/** One reason why `removeSecondFactor` removed nothing. */
export type RemoveSecondFactorUserError = {
  __typename?: 'RemoveSecondFactorUserError';
  /** What is wrong, for a program. */
  code: RemoveSecondFactorUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeSecondFactor` removed nothing. */
export type RemoveSecondFactorUserErrorCode =
  /** The account has no second factor. */
  | 'NO_SECOND_FACTOR'
  /** An account with the role ADMIN or SUPPORT must have one. */
  | 'SECOND_FACTOR_REQUIRED'
  /** The second factor was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED';

/** What `renamePasskey` needs. */
export type RenamePasskeyInput = {
  /** What it is to be called: 1 to 100 characters. Spaces around it are left out. */
  name: Scalars['String']['input'];
  /** Id of one of the account's own passkeys. */
  passkeyId: Scalars['ID']['input'];
};

/** Outcome of `renamePasskey`. */
export type RenamePasskeyPayload = {
  __typename?: 'RenamePasskeyPayload';
  /** The passkey; null when the account has none of this id. */
  passkey?: Maybe<Passkey>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<RenamePasskeyUserError>;
};

/** One reason why `renamePasskey` changed nothing. */
export type RenamePasskeyUserError = {
  __typename?: 'RenamePasskeyUserError';
  /** What is wrong, for a program. */
  code: RenamePasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `renamePasskey` changed nothing. */
export type RenamePasskeyUserErrorCode =
  /** The account has no passkey of this id. */
  | 'PASSKEY_NOT_FOUND';

/** Outcome of `replaceRecoveryCodes`. */
export type ReplaceRecoveryCodesPayload = {
  __typename?: 'ReplaceRecoveryCodesPayload';
  /** Ten new ones, which are told here and never again, and void those before; null when none were made. */
  recoveryCodes?: Maybe<Array<Scalars['String']['output']>>;
  /** Why none were made; empty when they were. */
  userErrors: Array<ReplaceRecoveryCodesUserError>;
};

/** One reason why `replaceRecoveryCodes` made none. */
export type ReplaceRecoveryCodesUserError = {
  __typename?: 'ReplaceRecoveryCodesUserError';
  /** What is wrong, for a program. */
  code: ReplaceRecoveryCodesUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `replaceRecoveryCodes` made none. */
export type ReplaceRecoveryCodesUserErrorCode =
  /** The account has no second factor. */
  | 'NO_SECOND_FACTOR'
  /** The second factor was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED';

/** Outcome of `requestEmailVerification`. */
export type RequestEmailVerificationPayload = {
  __typename?: 'RequestEmailVerificationPayload';
  /** True when a mail is on its way, unless the account has had three of them within an hour. */
  isAccepted: Scalars['Boolean']['output'];
  /** Why no mail is sent; empty when one is. */
  userErrors: Array<RequestEmailVerificationUserError>;
};

/** One reason why `requestEmailVerification` was refused. */
export type RequestEmailVerificationUserError = {
  __typename?: 'RequestEmailVerificationUserError';
  /** What is wrong, for a program. */
  code: RequestEmailVerificationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `requestEmailVerification` was refused. */
export type RequestEmailVerificationUserErrorCode =
  /** The address is known to be the account's already. */
  | 'ALREADY_VERIFIED';

/** What `requestPasswordReset` needs. */
export type RequestPasswordResetInput = {
  /** Address of an account; upper and lower case do not differ. */
  email: Scalars['String']['input'];
};

/** Outcome of `requestPasswordReset`. */
export type RequestPasswordResetPayload = {
  __typename?: 'RequestPasswordResetPayload';
  /** True when the request was taken. It is taken, and answered in the same way, when the address has no account in use. */
  isAccepted: Scalars['Boolean']['output'];
  /** Why the request was refused; empty when it was taken. */
  userErrors: Array<RequestPasswordResetUserError>;
};

/** One reason why `requestPasswordReset` was refused. */
export type RequestPasswordResetUserError = {
  __typename?: 'RequestPasswordResetUserError';
  /** What is wrong, for a program. */
  code: RequestPasswordResetUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Whole seconds, from 1 to 300, after which the next request is taken. */
  retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
};

/** Why `requestPasswordReset` was refused. That an address has no account is not among the reasons. */
export type RequestPasswordResetUserErrorCode =
  /** There were too many such requests from the network that the request came from. */
  | 'TOO_MANY_ATTEMPTS';

/** What `resetPassword` needs. */
export type ResetPasswordInput = {
  /** The password from now on, by the rule of `signUp`. */
  newPassword: Scalars['String']['input'];
  /** What the mail's link carries after `#token=`; 43 characters. */
  token: Scalars['String']['input'];
};

/** Outcome of `resetPassword`. */
export type ResetPasswordPayload = {
  __typename?: 'ResetPasswordPayload';
  /** True when the account has the new password. */
  isReset: Scalars['Boolean']['output'];
  /** Why the password was not reset; empty when it was. */
  userErrors: Array<ResetPasswordUserError>;
};

/** One reason why `resetPassword` was refused. */
export type ResetPasswordUserError = {
  __typename?: 'ResetPasswordUserError';
  /** What is wrong, for a program. */
  code: ResetPasswordUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `resetPassword` was refused. */
export type ResetPasswordUserErrorCode =
  /** The token was never made, was used, was replaced by a newer one or is older than 30 minutes; which of it is not told. */
  | 'TOKEN_INVALID'
  /** The password is too short, easily guessed, or contains a part of the e-mail address. The token can be used again. */
  | 'WEAK_PASSWORD';

/** What `reviewBreakGlass` needs. */
export type ReviewBreakGlassInput = {
  /** What was found. */
  finding: BreakGlassFinding;
  /** The grant to review. */
  grantId: Scalars['ID']['input'];
  /** In the reviewer's words, 1 to 500 characters. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `reviewBreakGlass`. */
export type ReviewBreakGlassPayload = {
  __typename?: 'ReviewBreakGlassPayload';
  /** The grant with its review; null when nothing was recorded. */
  grant?: Maybe<BreakGlassGrant>;
  /** Why nothing was recorded; empty when it was. */
  userErrors: Array<ReviewBreakGlassUserError>;
};

/** One reason why `reviewBreakGlass` recorded nothing. */
export type ReviewBreakGlassUserError = {
  __typename?: 'ReviewBreakGlassUserError';
  /** What is wrong, for a program. */
  code: ReviewBreakGlassUserErrorCode;
  /** Path of the input field that is wrong, for example `input.grantId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `reviewBreakGlass` recorded nothing. */
export type ReviewBreakGlassUserErrorCode =
  /** The grant was reviewed already, and a review stands. */
  | 'ALREADY_REVIEWED'
  /** The grant is in force still: what is read under it is not known yet. */
  | 'GRANT_IN_FORCE'
  /** There is no such grant. */
  | 'GRANT_NOT_FOUND'
  /** Nobody reviews the own grant. */
  | 'OWN_GRANT';

/** What `revokeApp` needs. */
export type RevokeAppInput = {
  /** Id of one of the apps that act for the account. */
  appId: Scalars['ID']['input'];
};

/** Outcome of `revokeApp`. */
export type RevokeAppPayload = {
  __typename?: 'RevokeAppPayload';
  /** Id of the app whose access was ended; null when none was. */
  appId?: Maybe<Scalars['ID']['output']>;
  /** Why no access was ended; empty when one was. */
  userErrors: Array<RevokeAppUserError>;
};

/** One reason why `revokeApp` ended nothing. */
export type RevokeAppUserError = {
  __typename?: 'RevokeAppUserError';
  /** What is wrong, for a program. */
  code: RevokeAppUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `revokeApp` ended nothing. */
export type RevokeAppUserErrorCode =
  /** No app of this id acts for the account, or its access has ended already. */
  | 'APP_NOT_FOUND';

/** What `revokeSession` needs. */
export type RevokeSessionInput = {
  /** Id of one of the account's own sessions. */
  sessionId: Scalars['ID']['input'];
};

/** Outcome of `revokeSession`. */
export type RevokeSessionPayload = {
  __typename?: 'RevokeSessionPayload';
  /** Id of the session that was ended; null when none was. */
  sessionId?: Maybe<Scalars['ID']['output']>;
  /** Why no session was ended; empty when one was. */
  userErrors: Array<RevokeSessionUserError>;
};

/** One reason why `revokeSession` ended nothing. */
export type RevokeSessionUserError = {
  __typename?: 'RevokeSessionUserError';
  /** What is wrong, for a program. */
  code: RevokeSessionUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `revokeSession` ended nothing. */
export type RevokeSessionUserErrorCode =
  /** The account has no session of this id, or it has ended already. */
  | 'SESSION_NOT_FOUND';

/** What an account may do, by the kind of work it is for. */
export type Role =
  /** Runs the clinic network: sees accounts and the audit log. */
  | 'ADMIN'
  /** Explores figures of the assigned regions. */
  | 'ANALYST'
  /** A partner's program. */
  | 'PARTNER'
  /** Gives care. */
  | 'PRACTITIONER'
  /** Helps patients of the assigned regions. */
  | 'SUPPORT'
  /** One of our own processes. */
  | 'SYSTEM'
  /** A patient: sees and changes what is the patient's own. */
  | 'USER';

/** What `rotateClientSecret` needs. */
export type RotateClientSecretInput = {
  /** Name by which the partner's program asks for tokens, for example `partner-lab`; at most 256 characters. */
  clientId: Scalars['String']['input'];
  /**
   * True to make up for a new secret that got lost: the newer of two is replaced, and the older one stays as it is. Without it a
   * program that has two gets no third.
   */
  replacesNewer?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Outcome of `rotateClientSecret`. */
export type RotateClientSecretPayload = {
  __typename?: 'RotateClientSecretPayload';
  /** The new secret, which is told here and never again; null when none was made. */
  clientSecret?: Maybe<Scalars['String']['output']>;
  /** When the secret before it ends, unless it is ended sooner; null when none was made. */
  previousSecretEndsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why no secret was made; empty when one was. */
  userErrors: Array<RotateClientSecretUserError>;
};

/** One reason why `rotateClientSecret` made no secret. */
export type RotateClientSecretUserError = {
  __typename?: 'RotateClientSecretUserError';
  /** What is wrong, for a program. */
  code: RotateClientSecretUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `rotateClientSecret` made no secret. */
export type RotateClientSecretUserErrorCode =
  /** The clinic network has no program of this name. */
  | 'CLIENT_NOT_FOUND'
  /** The program has two secrets that are good, and the newer one is not to be replaced. */
  | 'TWO_SECRETS_LIVE';

/** What an account has beside its password. */
export type SecondFactor = {
  __typename?: 'SecondFactor';
  /** True when an authenticator app is set up. */
  hasTotp: Scalars['Boolean']['output'];
  /** True when the account must have one because of its roles. */
  isRequired: Scalars['Boolean']['output'];
  /**
   * When it was last shown in the session of the request; null when it was not. For 15 minutes from then on credentials can be
   * changed.
   */
  lastShownAt?: Maybe<Scalars['DateTime']['output']>;
  /** Recovery codes that were not used yet: ten at first. */
  recoveryCodesLeft: Scalars['Int']['output'];
};

/** A browser that is signed in to an account. */
export type Session = {
  __typename?: 'Session';
  /** When it was begun. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends without further use. */
  expiresAt: Scalars['DateTime']['output'];
  /** Unique id. It is not what the cookie carries: knowing it signs nobody in. */
  id: Scalars['ID']['output'];
  /** True for the session that the request was made with. */
  isCurrent: Scalars['Boolean']['output'];
  /** True for one by which the clinic network's support acts in the account's place. It can be ended like any other. */
  isImpersonation: Scalars['Boolean']['output'];
  /**
   * When it was last used, to the minute. It stands still once its end in any case is nearer than its end without use, which no
   * use can move any more.
   */
  lastUsedAt: Scalars['DateTime']['output'];
};

/** What `signIn` needs. */
export type SignInInput = {
  /** Address of the account; upper and lower case do not differ. */
  email: Scalars['String']['input'];
  /** Password of the account. */
  password: Scalars['String']['input'];
};

/** What a sign-in still needs after the password. */
export type SignInNextStep =
  /**
   * The account must have a second factor and has none: `beginTotpEnrolment`, then `confirmTotpEnrolment`; or
   * `beginPasskeyRegistration`, then `finishPasskeyRegistration`.
   */
  | 'ENROL_SECOND_FACTOR'
  /** The account has a second factor: `completeSignIn` or `completeSignInWithPasskey`. */
  | 'SECOND_FACTOR';

/** Outcome of `signIn`. */
export type SignInPayload = {
  __typename?: 'SignInPayload';
  /**
   * What the account asks for after the password; null when somebody is signed in, and when the password was refused. Until it is
   * done the cookie speaks for nobody, and it is good for five minutes.
   */
  nextStep?: Maybe<SignInNextStep>;
  /** Why the sign-in was refused; empty when somebody is signed in or the next step is due. */
  userErrors: Array<SignInUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the
   * request that signs in: ask for `viewer` in the next one.
   */
  viewer?: Maybe<Viewer>;
};

/** One reason why `signIn` was refused. */
export type SignInUserError = {
  __typename?: 'SignInUserError';
  /** What is wrong, for a program. */
  code: SignInUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Of `TOO_MANY_ATTEMPTS`: whole seconds, from 1 to 300, after which the next attempt is looked at; else null. */
  retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
};

/** Why `signIn` was refused. */
export type SignInUserErrorCode =
  /** No account in use has this address and this password; which of it is wrong is not told. */
  | 'INVALID_CREDENTIALS'
  /**
   * There were too many wrong attempts at this address of an account, or from the network that the request came from. The
   * password was not looked at: it may be right. It is the same whether the address has an account or not.
   */
  | 'TOO_MANY_ATTEMPTS';

/** What `signInWithPasskey` needs. */
export type SignInWithPasskeyInput = {
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.get(…))` (AuthenticationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `signInWithPasskey`. */
export type SignInWithPasskeyPayload = {
  __typename?: 'SignInWithPasskeyPayload';
  /** Why nobody was signed in; empty when somebody was. */
  userErrors: Array<SignInWithPasskeyUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the request
   * that signs in: ask for `viewer` in the next one.
   */
  viewer?: Maybe<Viewer>;
};

/** One reason why `signInWithPasskey` signed nobody in. */
export type SignInWithPasskeyUserError = {
  __typename?: 'SignInWithPasskeyUserError';
  /** What is wrong, for a program. */
  code: SignInWithPasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Of `TOO_MANY_ATTEMPTS`: whole seconds, from 1 to 300, after which the next attempt is looked at; else null. */
  retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
};

/** Why `signInWithPasskey` signed nobody in. */
export type SignInWithPasskeyUserErrorCode =
  /** The answer is not one of a passkey of an account in use to a challenge for `SIGN_IN`; which of it is wrong is not told. */
  | 'INVALID_PASSKEY'
  /** There were too many wrong attempts from the network that the request came from. The passkey was not looked at: it may be right. */
  | 'TOO_MANY_ATTEMPTS';

/** What `signOutEverywhere` needs. */
export type SignOutEverywhereInput = {
  /** True to stay signed in here, and end the sessions of all other browsers and the access of all apps. */
  keepsCurrent?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Outcome of `signOutEverywhere`. */
export type SignOutEverywherePayload = {
  __typename?: 'SignOutEverywherePayload';
  /** How many sessions were ended. */
  endedSessions: Scalars['Int']['output'];
  /** Why it was refused; empty when it was done. */
  userErrors: Array<SignOutEverywhereUserError>;
};

/** One reason why `signOutEverywhere` was refused. */
export type SignOutEverywhereUserError = {
  __typename?: 'SignOutEverywhereUserError';
  /** What is wrong, for a program. */
  code: SignOutEverywhereUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `signOutEverywhere` was refused. */
export type SignOutEverywhereUserErrorCode =
  /** The session to be kept is none: the request was made with an access token. */
  | 'NO_SESSION';

/** Outcome of `signOut`. */
export type SignOutPayload = {
  __typename?: 'SignOutPayload';
  /** True when the session has ended. */
  isSignedOut: Scalars['Boolean']['output'];
  /** Why no session was ended; empty when one was. */
  userErrors: Array<SignOutUserError>;
};

/** One reason why `signOut` ended nothing. */
export type SignOutUserError = {
  __typename?: 'SignOutUserError';
  /** What is wrong, for a program. */
  code: SignOutUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `signOut` ended nothing. */
export type SignOutUserErrorCode =
  /** The request was not made with a session, but with an access token. */
  | 'NO_SESSION';

/** What `signUp` needs. Each text is at most 100 characters unless it says otherwise. */
export type SignUpInput = {
  /** Date of birth; in the year 1900 or later. */
  birthDate: Scalars['LocalDate']['input'];
  /** Address to sign in with; at most 254 characters. Upper and lower case do not differ. */
  email: Scalars['String']['input'];
  /** Family name. */
  familyName: Scalars['String']['input'];
  /** Given names, in the order they are written. */
  givenName: Scalars['String']['input'];
  /**
   * 12 to 256 characters that are hard to guess: common words, rows of the keyboard, dates and the person's own names count for
   * little. It must not contain the part of the e-mail address before the `@` when that has 4 or more.
   */
  password: Scalars['String']['input'];
  /** Telephone number in E.164 form, for example `+4930901820`. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Short name of the clinic network, for example `northwind`. */
  tenant: Scalars['String']['input'];
};

/** Outcome of `signUp`. */
export type SignUpPayload = {
  __typename?: 'SignUpPayload';
  /** True when the request was taken. It is taken, and answered in the same way, when the address has an account already. */
  isAccepted: Scalars['Boolean']['output'];
  /** Why the request was refused; empty when it was taken. */
  userErrors: Array<SignUpUserError>;
};

/** One reason why `signUp` was refused. */
export type SignUpUserError = {
  __typename?: 'SignUpUserError';
  /** What is wrong, for a program. */
  code: SignUpUserErrorCode;
  /** Path of the input field that is wrong, for example `input.password`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `signUp` was refused. That an address has an account already is not among the reasons. */
export type SignUpUserErrorCode =
  /** The date of birth has not come yet anywhere. */
  | 'BIRTH_DATE_IN_FUTURE'
  /** The clinic network makes accounts for its patients itself. */
  | 'SIGN_UP_CLOSED'
  /** There is no clinic network of this name. */
  | 'TENANT_UNKNOWN'
  /** The password is too short, easily guessed, or contains a part of the e-mail address. */
  | 'WEAK_PASSWORD';

/** What `stepUp` needs. */
export type StepUpInput = {
  /** Six digits that the authenticator app shows, or a recovery code; at most 100 characters. Spaces, hyphens and case do not matter. */
  code: Scalars['String']['input'];
};

/** Outcome of `stepUp`. */
export type StepUpPayload = {
  __typename?: 'StepUpPayload';
  /** Why the code was not taken; empty when it was. */
  userErrors: Array<StepUpUserError>;
  /** Until when credentials can be changed; null when the code was not taken. */
  validUntil?: Maybe<Scalars['DateTime']['output']>;
};

/** One reason why `stepUp` was refused. */
export type StepUpUserError = {
  __typename?: 'StepUpUserError';
  /** What is wrong, for a program. */
  code: StepUpUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `stepUp` was refused. */
export type StepUpUserErrorCode =
  /** The code is wrong, or was used before. */
  | 'INVALID_CODE'
  /** The account has no second factor. */
  | 'NO_SECOND_FACTOR'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

/** What `stepUpWithPasskey` needs. */
export type StepUpWithPasskeyInput = {
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.get(…))` (AuthenticationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `stepUpWithPasskey`. */
export type StepUpWithPasskeyPayload = {
  __typename?: 'StepUpWithPasskeyPayload';
  /** Why the passkey was not taken; empty when it was. */
  userErrors: Array<StepUpWithPasskeyUserError>;
  /** Until when credentials can be changed; null when the passkey was not taken. */
  validUntil?: Maybe<Scalars['DateTime']['output']>;
};

/** One reason why `stepUpWithPasskey` was refused. */
export type StepUpWithPasskeyUserError = {
  __typename?: 'StepUpWithPasskeyUserError';
  /** What is wrong, for a program. */
  code: StepUpWithPasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `stepUpWithPasskey` was refused. */
export type StepUpWithPasskeyUserErrorCode =
  /** The answer is not one of a passkey of the account to a challenge that waits here: it was not asked for, was used before or longer than 5 minutes ago, or is for other pages, or the passkey is not known, did not verify its user, or may have been copied. */
  | 'INVALID_PASSKEY'
  /** The account has no passkey. */
  | 'NO_PASSKEY'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

/** A clinic network. */
export type Tenant = {
  __typename?: 'Tenant';
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Name for people. */
  name: Scalars['String']['output'];
  /** Short name used in addresses and at sign-up, for example `northwind`. */
  slug: Scalars['String']['output'];
};

/** A secret for an authenticator app (RFC 6238), which is told here and never again. */
export type TotpEnrolment = {
  __typename?: 'TotpEnrolment';
  /** Until when it can be confirmed: 15 minutes. */
  expiresAt: Scalars['DateTime']['output'];
  /** The secret in base32, for typing. */
  secret: Scalars['String']['output'];
  /** The same as `otpauth://totp/…`, for a QR code. */
  uri: Scalars['String']['output'];
};

/** The person behind an account. Appears within a second after sign-up. */
export type User = {
  __typename?: 'User';
  /** The account's id. */
  id: Scalars['ID']['output'];
};

/** What `verifyEmail` needs. */
export type VerifyEmailInput = {
  /** What the mail's link carries after `#token=`; 43 characters. */
  token: Scalars['String']['input'];
};

/** Outcome of `verifyEmail`. */
export type VerifyEmailPayload = {
  __typename?: 'VerifyEmailPayload';
  /** True when the address is known to be the account's. */
  isVerified: Scalars['Boolean']['output'];
  /** Why the address was not verified; empty when it was. */
  userErrors: Array<VerifyEmailUserError>;
};

/** One reason why `verifyEmail` was refused. */
export type VerifyEmailUserError = {
  __typename?: 'VerifyEmailUserError';
  /** What is wrong, for a program. */
  code: VerifyEmailUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `verifyEmail` was refused. */
export type VerifyEmailUserErrorCode =
  /** The token was never made, was used, was replaced by a newer one or is older than 24 hours; which of it is not told. */
  | 'TOKEN_INVALID';

/** Who is signed in. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The account that is signed in. */
  account: Account;
  /** Apps that may act for the account now, those allowed last first; at most the last hundred. */
  authorizedApps: Array<AuthorizedApp>;
  /** The grant under which the session reads at present; null when there is none. */
  breakGlass?: Maybe<BreakGlassGrant>;
  /**
   * The support account that acts in this account's place; null when the account acts for itself. An app should show all the
   * time that there is one.
   */
  impersonator?: Maybe<Impersonator>;
  /** Passkeys of the account, those registered first first; at most 20. */
  passkeys: Array<Passkey>;
  /** The patient that the account stands for; null when it stands for none. */
  patient?: Maybe<Patient>;
  /** The practitioner that the account stands for; null when it stands for none. */
  practitioner?: Maybe<Practitioner>;
  /** Roles the account holds. */
  roles: Array<Role>;
  /** What the account has beside its password. */
  secondFactor: SecondFactor;
  /** Sessions of the account that are in force, those begun last first; at most the last hundred. */
  sessions: Array<Session>;
  /** The clinic network the account belongs to. */
  tenant: Tenant;
  /** The person behind the account; null until it appears, within a second after sign-up. */
  user?: Maybe<User>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Account: Account;
  Tenant: Tenant;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}> );
  Tenant:
    ( { __typename: 'Tenant' }
    & GraphQLRecursivePick<FederationTypes['Tenant'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessCondition: ResolverTypeWrapper<AccessCondition>;
  AccessDecision: ResolverTypeWrapper<AccessDecisionModel>;
  Account: ResolverTypeWrapper<AccountModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccountConnection: ResolverTypeWrapper<AccountConnectionModel>;
  AccountEdge: ResolverTypeWrapper<Omit<AccountEdge, 'node'> & { node: ResolversTypes['Account'] }>;
  AccountFilter: AccountFilter;
  AccountTier: AccountTier;
  AuthorizedApp: ResolverTypeWrapper<AuthorizedAppModel>;
  BeginPasskeyAuthenticationInput: BeginPasskeyAuthenticationInput;
  BeginPasskeyAuthenticationPayload: ResolverTypeWrapper<BeginPasskeyAuthenticationPayload>;
  BeginPasskeyAuthenticationUserError: ResolverTypeWrapper<BeginPasskeyAuthenticationUserError>;
  BeginPasskeyAuthenticationUserErrorCode: BeginPasskeyAuthenticationUserErrorCode;
  BeginPasskeyRegistrationPayload: ResolverTypeWrapper<BeginPasskeyRegistrationPayload>;
  BeginPasskeyRegistrationUserError: ResolverTypeWrapper<BeginPasskeyRegistrationUserError>;
  BeginPasskeyRegistrationUserErrorCode: BeginPasskeyRegistrationUserErrorCode;
  BeginTotpEnrolmentPayload: ResolverTypeWrapper<BeginTotpEnrolmentPayload>;
  BeginTotpEnrolmentUserError: ResolverTypeWrapper<BeginTotpEnrolmentUserError>;
  BeginTotpEnrolmentUserErrorCode: BeginTotpEnrolmentUserErrorCode;
  BreakGlassFinding: BreakGlassFinding;
  BreakGlassGrant: ResolverTypeWrapper<BreakGlassGrantModel>;
  BreakGlassGrantConnection: ResolverTypeWrapper<BreakGlassGrantConnectionModel>;
  BreakGlassGrantEdge: ResolverTypeWrapper<Omit<BreakGlassGrantEdge, 'node'> & { node: ResolversTypes['BreakGlassGrant'] }>;
  BreakGlassGrantFilter: BreakGlassGrantFilter;
  BreakGlassInput: BreakGlassInput;
  BreakGlassPayload: ResolverTypeWrapper<Omit<BreakGlassPayload, 'grant'> & { grant: Maybe<ResolversTypes['BreakGlassGrant']> }>;
  BreakGlassPurpose: BreakGlassPurpose;
  BreakGlassReview: ResolverTypeWrapper<BreakGlassReviewModel>;
  BreakGlassUserError: ResolverTypeWrapper<BreakGlassUserError>;
  BreakGlassUserErrorCode: BreakGlassUserErrorCode;
  ChangeAccountAccessInput: ChangeAccountAccessInput;
  ChangeAccountAccessPayload: ResolverTypeWrapper<Omit<ChangeAccountAccessPayload, 'account'> & { account: Maybe<ResolversTypes['Account']> }>;
  ChangeAccountAccessUserError: ResolverTypeWrapper<ChangeAccountAccessUserError>;
  ChangeAccountAccessUserErrorCode: ChangeAccountAccessUserErrorCode;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<ChangePasswordPayload>;
  ChangePasswordUserError: ResolverTypeWrapper<ChangePasswordUserError>;
  ChangePasswordUserErrorCode: ChangePasswordUserErrorCode;
  CompleteSignInInput: CompleteSignInInput;
  CompleteSignInPayload: ResolverTypeWrapper<Omit<CompleteSignInPayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  CompleteSignInUserError: ResolverTypeWrapper<CompleteSignInUserError>;
  CompleteSignInUserErrorCode: CompleteSignInUserErrorCode;
  CompleteSignInWithPasskeyInput: CompleteSignInWithPasskeyInput;
  CompleteSignInWithPasskeyPayload: ResolverTypeWrapper<Omit<CompleteSignInWithPasskeyPayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  CompleteSignInWithPasskeyUserError: ResolverTypeWrapper<CompleteSignInWithPasskeyUserError>;
  CompleteSignInWithPasskeyUserErrorCode: CompleteSignInWithPasskeyUserErrorCode;
  ConfirmTotpEnrolmentInput: ConfirmTotpEnrolmentInput;
  ConfirmTotpEnrolmentPayload: ResolverTypeWrapper<Omit<ConfirmTotpEnrolmentPayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  ConfirmTotpEnrolmentUserError: ResolverTypeWrapper<ConfirmTotpEnrolmentUserError>;
  ConfirmTotpEnrolmentUserErrorCode: ConfirmTotpEnrolmentUserErrorCode;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DisableAccountInput: DisableAccountInput;
  DisableAccountPayload: ResolverTypeWrapper<Omit<DisableAccountPayload, 'account'> & { account: Maybe<ResolversTypes['Account']> }>;
  DisableAccountUserError: ResolverTypeWrapper<DisableAccountUserError>;
  DisableAccountUserErrorCode: DisableAccountUserErrorCode;
  EnableAccountInput: EnableAccountInput;
  EnableAccountPayload: ResolverTypeWrapper<Omit<EnableAccountPayload, 'account'> & { account: Maybe<ResolversTypes['Account']> }>;
  EnableAccountUserError: ResolverTypeWrapper<EnableAccountUserError>;
  EnableAccountUserErrorCode: EnableAccountUserErrorCode;
  EndBreakGlassPayload: ResolverTypeWrapper<Omit<EndBreakGlassPayload, 'grant'> & { grant: Maybe<ResolversTypes['BreakGlassGrant']> }>;
  EndBreakGlassUserError: ResolverTypeWrapper<EndBreakGlassUserError>;
  EndBreakGlassUserErrorCode: EndBreakGlassUserErrorCode;
  EndImpersonationPayload: ResolverTypeWrapper<Omit<EndImpersonationPayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  EndImpersonationUserError: ResolverTypeWrapper<EndImpersonationUserError>;
  EndImpersonationUserErrorCode: EndImpersonationUserErrorCode;
  EndPreviousClientSecretInput: EndPreviousClientSecretInput;
  EndPreviousClientSecretPayload: ResolverTypeWrapper<EndPreviousClientSecretPayload>;
  EndPreviousClientSecretUserError: ResolverTypeWrapper<EndPreviousClientSecretUserError>;
  EndPreviousClientSecretUserErrorCode: EndPreviousClientSecretUserErrorCode;
  FinishPasskeyRegistrationInput: FinishPasskeyRegistrationInput;
  FinishPasskeyRegistrationPayload: ResolverTypeWrapper<Omit<FinishPasskeyRegistrationPayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  FinishPasskeyRegistrationUserError: ResolverTypeWrapper<FinishPasskeyRegistrationUserError>;
  FinishPasskeyRegistrationUserErrorCode: FinishPasskeyRegistrationUserErrorCode;
  ImpersonateInput: ImpersonateInput;
  ImpersonatePayload: ResolverTypeWrapper<Omit<ImpersonatePayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  ImpersonateUserError: ResolverTypeWrapper<ImpersonateUserError>;
  ImpersonateUserErrorCode: ImpersonateUserErrorCode;
  Impersonator: ResolverTypeWrapper<Impersonator>;
  LocalDate: ResolverTypeWrapper<Scalars['LocalDate']['output']>;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Passkey: ResolverTypeWrapper<PasskeyModel>;
  PasskeyPurpose: PasskeyPurpose;
  Patient: ResolverTypeWrapper<PatientModel>;
  Practitioner: ResolverTypeWrapper<PractitionerModel>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RemovePasskeyInput: RemovePasskeyInput;
  RemovePasskeyPayload: ResolverTypeWrapper<RemovePasskeyPayload>;
  RemovePasskeyUserError: ResolverTypeWrapper<RemovePasskeyUserError>;
  RemovePasskeyUserErrorCode: RemovePasskeyUserErrorCode;
  RemoveSecondFactorPayload: ResolverTypeWrapper<RemoveSecondFactorPayload>;
  RemoveSecondFactorUserError: ResolverTypeWrapper<RemoveSecondFactorUserError>;
  RemoveSecondFactorUserErrorCode: RemoveSecondFactorUserErrorCode;
  RenamePasskeyInput: RenamePasskeyInput;
  RenamePasskeyPayload: ResolverTypeWrapper<Omit<RenamePasskeyPayload, 'passkey'> & { passkey: Maybe<ResolversTypes['Passkey']> }>;
  RenamePasskeyUserError: ResolverTypeWrapper<RenamePasskeyUserError>;
  RenamePasskeyUserErrorCode: RenamePasskeyUserErrorCode;
  ReplaceRecoveryCodesPayload: ResolverTypeWrapper<ReplaceRecoveryCodesPayload>;
  ReplaceRecoveryCodesUserError: ResolverTypeWrapper<ReplaceRecoveryCodesUserError>;
  ReplaceRecoveryCodesUserErrorCode: ReplaceRecoveryCodesUserErrorCode;
  RequestEmailVerificationPayload: ResolverTypeWrapper<RequestEmailVerificationPayload>;
  RequestEmailVerificationUserError: ResolverTypeWrapper<RequestEmailVerificationUserError>;
  RequestEmailVerificationUserErrorCode: RequestEmailVerificationUserErrorCode;
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: ResolverTypeWrapper<RequestPasswordResetPayload>;
  RequestPasswordResetUserError: ResolverTypeWrapper<RequestPasswordResetUserError>;
  RequestPasswordResetUserErrorCode: RequestPasswordResetUserErrorCode;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResolverTypeWrapper<ResetPasswordPayload>;
  ResetPasswordUserError: ResolverTypeWrapper<ResetPasswordUserError>;
  ResetPasswordUserErrorCode: ResetPasswordUserErrorCode;
  ReviewBreakGlassInput: ReviewBreakGlassInput;
  ReviewBreakGlassPayload: ResolverTypeWrapper<Omit<ReviewBreakGlassPayload, 'grant'> & { grant: Maybe<ResolversTypes['BreakGlassGrant']> }>;
  ReviewBreakGlassUserError: ResolverTypeWrapper<ReviewBreakGlassUserError>;
  ReviewBreakGlassUserErrorCode: ReviewBreakGlassUserErrorCode;
  RevokeAppInput: RevokeAppInput;
  RevokeAppPayload: ResolverTypeWrapper<RevokeAppPayload>;
  RevokeAppUserError: ResolverTypeWrapper<RevokeAppUserError>;
  RevokeAppUserErrorCode: RevokeAppUserErrorCode;
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: ResolverTypeWrapper<RevokeSessionPayload>;
  RevokeSessionUserError: ResolverTypeWrapper<RevokeSessionUserError>;
  RevokeSessionUserErrorCode: RevokeSessionUserErrorCode;
  Role: Role;
  RotateClientSecretInput: RotateClientSecretInput;
  RotateClientSecretPayload: ResolverTypeWrapper<RotateClientSecretPayload>;
  RotateClientSecretUserError: ResolverTypeWrapper<RotateClientSecretUserError>;
  RotateClientSecretUserErrorCode: RotateClientSecretUserErrorCode;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  SecondFactor: ResolverTypeWrapper<SecondFactorModel>;
  Session: ResolverTypeWrapper<SessionModel>;
  SignInInput: SignInInput;
  SignInNextStep: SignInNextStep;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  SignInUserError: ResolverTypeWrapper<SignInUserError>;
  SignInUserErrorCode: SignInUserErrorCode;
  SignInWithPasskeyInput: SignInWithPasskeyInput;
  SignInWithPasskeyPayload: ResolverTypeWrapper<Omit<SignInWithPasskeyPayload, 'viewer'> & { viewer: Maybe<ResolversTypes['Viewer']> }>;
  SignInWithPasskeyUserError: ResolverTypeWrapper<SignInWithPasskeyUserError>;
  SignInWithPasskeyUserErrorCode: SignInWithPasskeyUserErrorCode;
  SignOutEverywhereInput: SignOutEverywhereInput;
  SignOutEverywherePayload: ResolverTypeWrapper<SignOutEverywherePayload>;
  SignOutEverywhereUserError: ResolverTypeWrapper<SignOutEverywhereUserError>;
  SignOutEverywhereUserErrorCode: SignOutEverywhereUserErrorCode;
  SignOutPayload: ResolverTypeWrapper<SignOutPayload>;
  SignOutUserError: ResolverTypeWrapper<SignOutUserError>;
  SignOutUserErrorCode: SignOutUserErrorCode;
  SignUpInput: SignUpInput;
  SignUpPayload: ResolverTypeWrapper<SignUpPayload>;
  SignUpUserError: ResolverTypeWrapper<SignUpUserError>;
  SignUpUserErrorCode: SignUpUserErrorCode;
  StepUpInput: StepUpInput;
  StepUpPayload: ResolverTypeWrapper<StepUpPayload>;
  StepUpUserError: ResolverTypeWrapper<StepUpUserError>;
  StepUpUserErrorCode: StepUpUserErrorCode;
  StepUpWithPasskeyInput: StepUpWithPasskeyInput;
  StepUpWithPasskeyPayload: ResolverTypeWrapper<StepUpWithPasskeyPayload>;
  StepUpWithPasskeyUserError: ResolverTypeWrapper<StepUpWithPasskeyUserError>;
  StepUpWithPasskeyUserErrorCode: StepUpWithPasskeyUserErrorCode;
  Tenant: ResolverTypeWrapper<TenantModel>;
  TotpEnrolment: ResolverTypeWrapper<TotpEnrolment>;
  User: ResolverTypeWrapper<UserModel>;
  VerifyEmailInput: VerifyEmailInput;
  VerifyEmailPayload: ResolverTypeWrapper<VerifyEmailPayload>;
  VerifyEmailUserError: ResolverTypeWrapper<VerifyEmailUserError>;
  VerifyEmailUserErrorCode: VerifyEmailUserErrorCode;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessCondition: AccessCondition;
  AccessDecision: AccessDecisionModel;
  Account: AccountModel;
  ID: Scalars['ID']['output'];
  AccountConnection: AccountConnectionModel;
  AccountEdge: Omit<AccountEdge, 'node'> & { node: ResolversParentTypes['Account'] };
  AccountFilter: AccountFilter;
  AuthorizedApp: AuthorizedAppModel;
  BeginPasskeyAuthenticationInput: BeginPasskeyAuthenticationInput;
  BeginPasskeyAuthenticationPayload: BeginPasskeyAuthenticationPayload;
  BeginPasskeyAuthenticationUserError: BeginPasskeyAuthenticationUserError;
  BeginPasskeyRegistrationPayload: BeginPasskeyRegistrationPayload;
  BeginPasskeyRegistrationUserError: BeginPasskeyRegistrationUserError;
  BeginTotpEnrolmentPayload: BeginTotpEnrolmentPayload;
  BeginTotpEnrolmentUserError: BeginTotpEnrolmentUserError;
  BreakGlassGrant: BreakGlassGrantModel;
  BreakGlassGrantConnection: BreakGlassGrantConnectionModel;
  BreakGlassGrantEdge: Omit<BreakGlassGrantEdge, 'node'> & { node: ResolversParentTypes['BreakGlassGrant'] };
  BreakGlassGrantFilter: BreakGlassGrantFilter;
  BreakGlassInput: BreakGlassInput;
  BreakGlassPayload: Omit<BreakGlassPayload, 'grant'> & { grant: Maybe<ResolversParentTypes['BreakGlassGrant']> };
  BreakGlassReview: BreakGlassReviewModel;
  BreakGlassUserError: BreakGlassUserError;
  ChangeAccountAccessInput: ChangeAccountAccessInput;
  ChangeAccountAccessPayload: Omit<ChangeAccountAccessPayload, 'account'> & { account: Maybe<ResolversParentTypes['Account']> };
  ChangeAccountAccessUserError: ChangeAccountAccessUserError;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ChangePasswordPayload;
  ChangePasswordUserError: ChangePasswordUserError;
  CompleteSignInInput: CompleteSignInInput;
  CompleteSignInPayload: Omit<CompleteSignInPayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  CompleteSignInUserError: CompleteSignInUserError;
  CompleteSignInWithPasskeyInput: CompleteSignInWithPasskeyInput;
  CompleteSignInWithPasskeyPayload: Omit<CompleteSignInWithPasskeyPayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  CompleteSignInWithPasskeyUserError: CompleteSignInWithPasskeyUserError;
  ConfirmTotpEnrolmentInput: ConfirmTotpEnrolmentInput;
  ConfirmTotpEnrolmentPayload: Omit<ConfirmTotpEnrolmentPayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  ConfirmTotpEnrolmentUserError: ConfirmTotpEnrolmentUserError;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  DisableAccountInput: DisableAccountInput;
  DisableAccountPayload: Omit<DisableAccountPayload, 'account'> & { account: Maybe<ResolversParentTypes['Account']> };
  DisableAccountUserError: DisableAccountUserError;
  EnableAccountInput: EnableAccountInput;
  EnableAccountPayload: Omit<EnableAccountPayload, 'account'> & { account: Maybe<ResolversParentTypes['Account']> };
  EnableAccountUserError: EnableAccountUserError;
  EndBreakGlassPayload: Omit<EndBreakGlassPayload, 'grant'> & { grant: Maybe<ResolversParentTypes['BreakGlassGrant']> };
  EndBreakGlassUserError: EndBreakGlassUserError;
  EndImpersonationPayload: Omit<EndImpersonationPayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  EndImpersonationUserError: EndImpersonationUserError;
  EndPreviousClientSecretInput: EndPreviousClientSecretInput;
  EndPreviousClientSecretPayload: EndPreviousClientSecretPayload;
  EndPreviousClientSecretUserError: EndPreviousClientSecretUserError;
  FinishPasskeyRegistrationInput: FinishPasskeyRegistrationInput;
  FinishPasskeyRegistrationPayload: Omit<FinishPasskeyRegistrationPayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  FinishPasskeyRegistrationUserError: FinishPasskeyRegistrationUserError;
  ImpersonateInput: ImpersonateInput;
  ImpersonatePayload: Omit<ImpersonatePayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  ImpersonateUserError: ImpersonateUserError;
  Impersonator: Impersonator;
  LocalDate: Scalars['LocalDate']['output'];
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Passkey: PasskeyModel;
  Patient: PatientModel;
  Practitioner: PractitionerModel;
  Query: Record<PropertyKey, never>;
  RemovePasskeyInput: RemovePasskeyInput;
  RemovePasskeyPayload: RemovePasskeyPayload;
  RemovePasskeyUserError: RemovePasskeyUserError;
  RemoveSecondFactorPayload: RemoveSecondFactorPayload;
  RemoveSecondFactorUserError: RemoveSecondFactorUserError;
  RenamePasskeyInput: RenamePasskeyInput;
  RenamePasskeyPayload: Omit<RenamePasskeyPayload, 'passkey'> & { passkey: Maybe<ResolversParentTypes['Passkey']> };
  RenamePasskeyUserError: RenamePasskeyUserError;
  ReplaceRecoveryCodesPayload: ReplaceRecoveryCodesPayload;
  ReplaceRecoveryCodesUserError: ReplaceRecoveryCodesUserError;
  RequestEmailVerificationPayload: RequestEmailVerificationPayload;
  RequestEmailVerificationUserError: RequestEmailVerificationUserError;
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: RequestPasswordResetPayload;
  RequestPasswordResetUserError: RequestPasswordResetUserError;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResetPasswordPayload;
  ResetPasswordUserError: ResetPasswordUserError;
  ReviewBreakGlassInput: ReviewBreakGlassInput;
  ReviewBreakGlassPayload: Omit<ReviewBreakGlassPayload, 'grant'> & { grant: Maybe<ResolversParentTypes['BreakGlassGrant']> };
  ReviewBreakGlassUserError: ReviewBreakGlassUserError;
  RevokeAppInput: RevokeAppInput;
  RevokeAppPayload: RevokeAppPayload;
  RevokeAppUserError: RevokeAppUserError;
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: RevokeSessionPayload;
  RevokeSessionUserError: RevokeSessionUserError;
  RotateClientSecretInput: RotateClientSecretInput;
  RotateClientSecretPayload: RotateClientSecretPayload;
  RotateClientSecretUserError: RotateClientSecretUserError;
  SafeInt: Scalars['SafeInt']['output'];
  SecondFactor: SecondFactorModel;
  Session: SessionModel;
  SignInInput: SignInInput;
  SignInPayload: Omit<SignInPayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  SignInUserError: SignInUserError;
  SignInWithPasskeyInput: SignInWithPasskeyInput;
  SignInWithPasskeyPayload: Omit<SignInWithPasskeyPayload, 'viewer'> & { viewer: Maybe<ResolversParentTypes['Viewer']> };
  SignInWithPasskeyUserError: SignInWithPasskeyUserError;
  SignOutEverywhereInput: SignOutEverywhereInput;
  SignOutEverywherePayload: SignOutEverywherePayload;
  SignOutEverywhereUserError: SignOutEverywhereUserError;
  SignOutPayload: SignOutPayload;
  SignOutUserError: SignOutUserError;
  SignUpInput: SignUpInput;
  SignUpPayload: SignUpPayload;
  SignUpUserError: SignUpUserError;
  StepUpInput: StepUpInput;
  StepUpPayload: StepUpPayload;
  StepUpUserError: StepUpUserError;
  StepUpWithPasskeyInput: StepUpWithPasskeyInput;
  StepUpWithPasskeyPayload: StepUpWithPasskeyPayload;
  StepUpWithPasskeyUserError: StepUpWithPasskeyUserError;
  Tenant: TenantModel;
  TotpEnrolment: TotpEnrolment;
  User: UserModel;
  VerifyEmailInput: VerifyEmailInput;
  VerifyEmailPayload: VerifyEmailPayload;
  VerifyEmailUserError: VerifyEmailUserError;
  Viewer: ViewerModel;
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type AccessDirectiveArgs = {
  action: Scalars['String']['input'];
  maskedFor?: Maybe<Scalars['String']['input']>;
};

export type AccessDirectiveResolver<Result, Parent, ContextType = Context, Args = AccessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ClassifiedDirectiveArgs = {
  as: Scalars['String']['input'];
};

export type ClassifiedDirectiveResolver<Result, Parent, ContextType = Context, Args = ClassifiedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccessConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessCondition'] = ResolversParentTypes['AccessCondition']> = {
  isMet: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessDecision'] = ResolversParentTypes['AccessDecision']> = {
  conditions: Resolver<Array<ResolversTypes['AccessCondition']>, ParentType, ContextType>;
  isAllowed: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rule: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<AccountAccessDecisionArgs, 'action' | 'actorId'>>;
  createdAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDisabled: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isEmailVerified: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  regions: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  roles: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  tier: Resolver<ResolversTypes['AccountTier'], ParentType, ContextType>;
  version: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountConnection'] = ResolversParentTypes['AccountConnection']> = {
  edges: Resolver<Array<ResolversTypes['AccountEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Account']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AccountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountEdge'] = ResolversParentTypes['AccountEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
};

export type AuthorizedAppResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuthorizedApp'] = ResolversParentTypes['AuthorizedApp']> = {
  createdAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BeginPasskeyAuthenticationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginPasskeyAuthenticationPayload'] = ResolversParentTypes['BeginPasskeyAuthenticationPayload']> = {
  expiresAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  options: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BeginPasskeyAuthenticationUserError']>, ParentType, ContextType>;
};

export type BeginPasskeyAuthenticationUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginPasskeyAuthenticationUserError'] = ResolversParentTypes['BeginPasskeyAuthenticationUserError']> = {
  code: Resolver<ResolversTypes['BeginPasskeyAuthenticationUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BeginPasskeyRegistrationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginPasskeyRegistrationPayload'] = ResolversParentTypes['BeginPasskeyRegistrationPayload']> = {
  expiresAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  options: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BeginPasskeyRegistrationUserError']>, ParentType, ContextType>;
};

export type BeginPasskeyRegistrationUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginPasskeyRegistrationUserError'] = ResolversParentTypes['BeginPasskeyRegistrationUserError']> = {
  code: Resolver<ResolversTypes['BeginPasskeyRegistrationUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BeginTotpEnrolmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginTotpEnrolmentPayload'] = ResolversParentTypes['BeginTotpEnrolmentPayload']> = {
  enrolment: Resolver<Maybe<ResolversTypes['TotpEnrolment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BeginTotpEnrolmentUserError']>, ParentType, ContextType>;
};

export type BeginTotpEnrolmentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginTotpEnrolmentUserError'] = ResolversParentTypes['BeginTotpEnrolmentUserError']> = {
  code: Resolver<ResolversTypes['BeginTotpEnrolmentUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BreakGlassGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BreakGlassGrant'] = ResolversParentTypes['BreakGlassGrant']> = {
  endedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  holder: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isInForce: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  justification: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  purpose: Resolver<ResolversTypes['BreakGlassPurpose'], ParentType, ContextType>;
  review: Resolver<Maybe<ResolversTypes['BreakGlassReview']>, ParentType, ContextType>;
};

export type BreakGlassGrantConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BreakGlassGrantConnection'] = ResolversParentTypes['BreakGlassGrantConnection']> = {
  edges: Resolver<Array<ResolversTypes['BreakGlassGrantEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['BreakGlassGrant']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BreakGlassGrantEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BreakGlassGrantEdge'] = ResolversParentTypes['BreakGlassGrantEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['BreakGlassGrant'], ParentType, ContextType>;
};

export type BreakGlassPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BreakGlassPayload'] = ResolversParentTypes['BreakGlassPayload']> = {
  grant: Resolver<Maybe<ResolversTypes['BreakGlassGrant']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BreakGlassUserError']>, ParentType, ContextType>;
};

export type BreakGlassReviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BreakGlassReview'] = ResolversParentTypes['BreakGlassReview']> = {
  finding: Resolver<ResolversTypes['BreakGlassFinding'], ParentType, ContextType>;
  remark: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reviewedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reviewer: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
};

export type BreakGlassUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BreakGlassUserError'] = ResolversParentTypes['BreakGlassUserError']> = {
  code: Resolver<ResolversTypes['BreakGlassUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangeAccountAccessPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeAccountAccessPayload'] = ResolversParentTypes['ChangeAccountAccessPayload']> = {
  account: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ChangeAccountAccessUserError']>, ParentType, ContextType>;
};

export type ChangeAccountAccessUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeAccountAccessUserError'] = ResolversParentTypes['ChangeAccountAccessUserError']> = {
  code: Resolver<ResolversTypes['ChangeAccountAccessUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  isChanged: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ChangePasswordUserError']>, ParentType, ContextType>;
};

export type ChangePasswordUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePasswordUserError'] = ResolversParentTypes['ChangePasswordUserError']> = {
  code: Resolver<ResolversTypes['ChangePasswordUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CompleteSignInPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteSignInPayload'] = ResolversParentTypes['CompleteSignInPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['CompleteSignInUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type CompleteSignInUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteSignInUserError'] = ResolversParentTypes['CompleteSignInUserError']> = {
  code: Resolver<ResolversTypes['CompleteSignInUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CompleteSignInWithPasskeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteSignInWithPasskeyPayload'] = ResolversParentTypes['CompleteSignInWithPasskeyPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['CompleteSignInWithPasskeyUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type CompleteSignInWithPasskeyUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteSignInWithPasskeyUserError'] = ResolversParentTypes['CompleteSignInWithPasskeyUserError']> = {
  code: Resolver<ResolversTypes['CompleteSignInWithPasskeyUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConfirmTotpEnrolmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfirmTotpEnrolmentPayload'] = ResolversParentTypes['ConfirmTotpEnrolmentPayload']> = {
  recoveryCodes: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ConfirmTotpEnrolmentUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type ConfirmTotpEnrolmentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfirmTotpEnrolmentUserError'] = ResolversParentTypes['ConfirmTotpEnrolmentUserError']> = {
  code: Resolver<ResolversTypes['ConfirmTotpEnrolmentUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DisableAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisableAccountPayload'] = ResolversParentTypes['DisableAccountPayload']> = {
  account: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['DisableAccountUserError']>, ParentType, ContextType>;
};

export type DisableAccountUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisableAccountUserError'] = ResolversParentTypes['DisableAccountUserError']> = {
  code: Resolver<ResolversTypes['DisableAccountUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EnableAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnableAccountPayload'] = ResolversParentTypes['EnableAccountPayload']> = {
  account: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['EnableAccountUserError']>, ParentType, ContextType>;
};

export type EnableAccountUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnableAccountUserError'] = ResolversParentTypes['EnableAccountUserError']> = {
  code: Resolver<ResolversTypes['EnableAccountUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EndBreakGlassPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndBreakGlassPayload'] = ResolversParentTypes['EndBreakGlassPayload']> = {
  grant: Resolver<Maybe<ResolversTypes['BreakGlassGrant']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['EndBreakGlassUserError']>, ParentType, ContextType>;
};

export type EndBreakGlassUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndBreakGlassUserError'] = ResolversParentTypes['EndBreakGlassUserError']> = {
  code: Resolver<ResolversTypes['EndBreakGlassUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EndImpersonationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndImpersonationPayload'] = ResolversParentTypes['EndImpersonationPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['EndImpersonationUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type EndImpersonationUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndImpersonationUserError'] = ResolversParentTypes['EndImpersonationUserError']> = {
  code: Resolver<ResolversTypes['EndImpersonationUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EndPreviousClientSecretPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndPreviousClientSecretPayload'] = ResolversParentTypes['EndPreviousClientSecretPayload']> = {
  isEnded: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['EndPreviousClientSecretUserError']>, ParentType, ContextType>;
};

export type EndPreviousClientSecretUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndPreviousClientSecretUserError'] = ResolversParentTypes['EndPreviousClientSecretUserError']> = {
  code: Resolver<ResolversTypes['EndPreviousClientSecretUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FinishPasskeyRegistrationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FinishPasskeyRegistrationPayload'] = ResolversParentTypes['FinishPasskeyRegistrationPayload']> = {
  passkeyId: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  recoveryCodes: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['FinishPasskeyRegistrationUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type FinishPasskeyRegistrationUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FinishPasskeyRegistrationUserError'] = ResolversParentTypes['FinishPasskeyRegistrationUserError']> = {
  code: Resolver<ResolversTypes['FinishPasskeyRegistrationUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ImpersonatePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImpersonatePayload'] = ResolversParentTypes['ImpersonatePayload']> = {
  userErrors: Resolver<Array<ResolversTypes['ImpersonateUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type ImpersonateUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImpersonateUserError'] = ResolversParentTypes['ImpersonateUserError']> = {
  code: Resolver<ResolversTypes['ImpersonateUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ImpersonatorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Impersonator'] = ResolversParentTypes['Impersonator']> = {
  accountId: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  endsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export interface LocalDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDate'], any> {
  name: 'LocalDate';
}

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  currency: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  beginPasskeyAuthentication: Resolver<ResolversTypes['BeginPasskeyAuthenticationPayload'], ParentType, ContextType, RequireFields<MutationBeginPasskeyAuthenticationArgs, 'input'>>;
  beginPasskeyRegistration: Resolver<ResolversTypes['BeginPasskeyRegistrationPayload'], ParentType, ContextType>;
  beginTotpEnrolment: Resolver<ResolversTypes['BeginTotpEnrolmentPayload'], ParentType, ContextType>;
  breakGlass: Resolver<ResolversTypes['BreakGlassPayload'], ParentType, ContextType, RequireFields<MutationBreakGlassArgs, 'input'>>;
  changeAccountAccess: Resolver<ResolversTypes['ChangeAccountAccessPayload'], ParentType, ContextType, RequireFields<MutationChangeAccountAccessArgs, 'input'>>;
  changePassword: Resolver<ResolversTypes['ChangePasswordPayload'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  completeSignIn: Resolver<ResolversTypes['CompleteSignInPayload'], ParentType, ContextType, RequireFields<MutationCompleteSignInArgs, 'input'>>;
  completeSignInWithPasskey: Resolver<ResolversTypes['CompleteSignInWithPasskeyPayload'], ParentType, ContextType, RequireFields<MutationCompleteSignInWithPasskeyArgs, 'input'>>;
  confirmTotpEnrolment: Resolver<ResolversTypes['ConfirmTotpEnrolmentPayload'], ParentType, ContextType, RequireFields<MutationConfirmTotpEnrolmentArgs, 'input'>>;
  disableAccount: Resolver<ResolversTypes['DisableAccountPayload'], ParentType, ContextType, RequireFields<MutationDisableAccountArgs, 'input'>>;
  enableAccount: Resolver<ResolversTypes['EnableAccountPayload'], ParentType, ContextType, RequireFields<MutationEnableAccountArgs, 'input'>>;
  endBreakGlass: Resolver<ResolversTypes['EndBreakGlassPayload'], ParentType, ContextType>;
  endImpersonation: Resolver<ResolversTypes['EndImpersonationPayload'], ParentType, ContextType>;
  endPreviousClientSecret: Resolver<ResolversTypes['EndPreviousClientSecretPayload'], ParentType, ContextType, RequireFields<MutationEndPreviousClientSecretArgs, 'input'>>;
  finishPasskeyRegistration: Resolver<ResolversTypes['FinishPasskeyRegistrationPayload'], ParentType, ContextType, RequireFields<MutationFinishPasskeyRegistrationArgs, 'input'>>;
  impersonate: Resolver<ResolversTypes['ImpersonatePayload'], ParentType, ContextType, RequireFields<MutationImpersonateArgs, 'input'>>;
  removePasskey: Resolver<ResolversTypes['RemovePasskeyPayload'], ParentType, ContextType, RequireFields<MutationRemovePasskeyArgs, 'input'>>;
  removeSecondFactor: Resolver<ResolversTypes['RemoveSecondFactorPayload'], ParentType, ContextType>;
  renamePasskey: Resolver<ResolversTypes['RenamePasskeyPayload'], ParentType, ContextType, RequireFields<MutationRenamePasskeyArgs, 'input'>>;
  replaceRecoveryCodes: Resolver<ResolversTypes['ReplaceRecoveryCodesPayload'], ParentType, ContextType>;
  requestEmailVerification: Resolver<ResolversTypes['RequestEmailVerificationPayload'], ParentType, ContextType>;
  requestPasswordReset: Resolver<ResolversTypes['RequestPasswordResetPayload'], ParentType, ContextType, RequireFields<MutationRequestPasswordResetArgs, 'input'>>;
  resetPassword: Resolver<ResolversTypes['ResetPasswordPayload'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  reviewBreakGlass: Resolver<ResolversTypes['ReviewBreakGlassPayload'], ParentType, ContextType, RequireFields<MutationReviewBreakGlassArgs, 'input'>>;
  revokeApp: Resolver<ResolversTypes['RevokeAppPayload'], ParentType, ContextType, RequireFields<MutationRevokeAppArgs, 'input'>>;
  revokeSession: Resolver<ResolversTypes['RevokeSessionPayload'], ParentType, ContextType, RequireFields<MutationRevokeSessionArgs, 'input'>>;
  rotateClientSecret: Resolver<ResolversTypes['RotateClientSecretPayload'], ParentType, ContextType, RequireFields<MutationRotateClientSecretArgs, 'input'>>;
  signIn: Resolver<ResolversTypes['SignInPayload'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signInWithPasskey: Resolver<ResolversTypes['SignInWithPasskeyPayload'], ParentType, ContextType, RequireFields<MutationSignInWithPasskeyArgs, 'input'>>;
  signOut: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType>;
  signOutEverywhere: Resolver<ResolversTypes['SignOutEverywherePayload'], ParentType, ContextType, RequireFields<MutationSignOutEverywhereArgs, 'input'>>;
  signUp: Resolver<ResolversTypes['SignUpPayload'], ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
  stepUp: Resolver<ResolversTypes['StepUpPayload'], ParentType, ContextType, RequireFields<MutationStepUpArgs, 'input'>>;
  stepUpWithPasskey: Resolver<ResolversTypes['StepUpWithPasskeyPayload'], ParentType, ContextType, RequireFields<MutationStepUpWithPasskeyArgs, 'input'>>;
  verifyEmail: Resolver<ResolversTypes['VerifyEmailPayload'], ParentType, ContextType, RequireFields<MutationVerifyEmailArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PasskeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Passkey'] = ResolversParentTypes['Passkey']> = {
  createdAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isBackedUp: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PatientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Patient'] = ResolversParentTypes['Patient']> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PractitionerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Practitioner'] = ResolversParentTypes['Practitioner']> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  account: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'id'>>;
  accounts: Resolver<ResolversTypes['AccountConnection'], ParentType, ContextType, RequireFields<QueryAccountsArgs, 'first'>>;
  breakGlassGrants: Resolver<ResolversTypes['BreakGlassGrantConnection'], ParentType, ContextType, RequireFields<QueryBreakGlassGrantsArgs, 'first'>>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RemovePasskeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemovePasskeyPayload'] = ResolversParentTypes['RemovePasskeyPayload']> = {
  passkeyId: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RemovePasskeyUserError']>, ParentType, ContextType>;
};

export type RemovePasskeyUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemovePasskeyUserError'] = ResolversParentTypes['RemovePasskeyUserError']> = {
  code: Resolver<ResolversTypes['RemovePasskeyUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RemoveSecondFactorPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveSecondFactorPayload'] = ResolversParentTypes['RemoveSecondFactorPayload']> = {
  isRemoved: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RemoveSecondFactorUserError']>, ParentType, ContextType>;
};

export type RemoveSecondFactorUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveSecondFactorUserError'] = ResolversParentTypes['RemoveSecondFactorUserError']> = {
  code: Resolver<ResolversTypes['RemoveSecondFactorUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RenamePasskeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RenamePasskeyPayload'] = ResolversParentTypes['RenamePasskeyPayload']> = {
  passkey: Resolver<Maybe<ResolversTypes['Passkey']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RenamePasskeyUserError']>, ParentType, ContextType>;
};

export type RenamePasskeyUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RenamePasskeyUserError'] = ResolversParentTypes['RenamePasskeyUserError']> = {
  code: Resolver<ResolversTypes['RenamePasskeyUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReplaceRecoveryCodesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReplaceRecoveryCodesPayload'] = ResolversParentTypes['ReplaceRecoveryCodesPayload']> = {
  recoveryCodes: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ReplaceRecoveryCodesUserError']>, ParentType, ContextType>;
};

export type ReplaceRecoveryCodesUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReplaceRecoveryCodesUserError'] = ResolversParentTypes['ReplaceRecoveryCodesUserError']> = {
  code: Resolver<ResolversTypes['ReplaceRecoveryCodesUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RequestEmailVerificationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestEmailVerificationPayload'] = ResolversParentTypes['RequestEmailVerificationPayload']> = {
  isAccepted: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RequestEmailVerificationUserError']>, ParentType, ContextType>;
};

export type RequestEmailVerificationUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestEmailVerificationUserError'] = ResolversParentTypes['RequestEmailVerificationUserError']> = {
  code: Resolver<ResolversTypes['RequestEmailVerificationUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RequestPasswordResetPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestPasswordResetPayload'] = ResolversParentTypes['RequestPasswordResetPayload']> = {
  isAccepted: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RequestPasswordResetUserError']>, ParentType, ContextType>;
};

export type RequestPasswordResetUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestPasswordResetUserError'] = ResolversParentTypes['RequestPasswordResetUserError']> = {
  code: Resolver<ResolversTypes['RequestPasswordResetUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ResetPasswordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResetPasswordPayload'] = ResolversParentTypes['ResetPasswordPayload']> = {
  isReset: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ResetPasswordUserError']>, ParentType, ContextType>;
};

export type ResetPasswordUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResetPasswordUserError'] = ResolversParentTypes['ResetPasswordUserError']> = {
  code: Resolver<ResolversTypes['ResetPasswordUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReviewBreakGlassPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewBreakGlassPayload'] = ResolversParentTypes['ReviewBreakGlassPayload']> = {
  grant: Resolver<Maybe<ResolversTypes['BreakGlassGrant']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ReviewBreakGlassUserError']>, ParentType, ContextType>;
};

export type ReviewBreakGlassUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewBreakGlassUserError'] = ResolversParentTypes['ReviewBreakGlassUserError']> = {
  code: Resolver<ResolversTypes['ReviewBreakGlassUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeAppPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeAppPayload'] = ResolversParentTypes['RevokeAppPayload']> = {
  appId: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RevokeAppUserError']>, ParentType, ContextType>;
};

export type RevokeAppUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeAppUserError'] = ResolversParentTypes['RevokeAppUserError']> = {
  code: Resolver<ResolversTypes['RevokeAppUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeSessionPayload'] = ResolversParentTypes['RevokeSessionPayload']> = {
  sessionId: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RevokeSessionUserError']>, ParentType, ContextType>;
};

export type RevokeSessionUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeSessionUserError'] = ResolversParentTypes['RevokeSessionUserError']> = {
  code: Resolver<ResolversTypes['RevokeSessionUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RotateClientSecretPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RotateClientSecretPayload'] = ResolversParentTypes['RotateClientSecretPayload']> = {
  clientSecret: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  previousSecretEndsAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RotateClientSecretUserError']>, ParentType, ContextType>;
};

export type RotateClientSecretUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RotateClientSecretUserError'] = ResolversParentTypes['RotateClientSecretUserError']> = {
  code: Resolver<ResolversTypes['RotateClientSecretUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type SecondFactorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecondFactor'] = ResolversParentTypes['SecondFactor']> = {
  hasTotp: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isRequired: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastShownAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  recoveryCodesLeft: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  createdAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isImpersonation: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SignInPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInPayload'] = ResolversParentTypes['SignInPayload']> = {
  nextStep: Resolver<Maybe<ResolversTypes['SignInNextStep']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type SignInUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInUserError'] = ResolversParentTypes['SignInUserError']> = {
  code: Resolver<ResolversTypes['SignInUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SignInWithPasskeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInWithPasskeyPayload'] = ResolversParentTypes['SignInWithPasskeyPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['SignInWithPasskeyUserError']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type SignInWithPasskeyUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInWithPasskeyUserError'] = ResolversParentTypes['SignInWithPasskeyUserError']> = {
  code: Resolver<ResolversTypes['SignInWithPasskeyUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SignOutEverywherePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutEverywherePayload'] = ResolversParentTypes['SignOutEverywherePayload']> = {
  endedSessions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['SignOutEverywhereUserError']>, ParentType, ContextType>;
};

export type SignOutEverywhereUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutEverywhereUserError'] = ResolversParentTypes['SignOutEverywhereUserError']> = {
  code: Resolver<ResolversTypes['SignOutEverywhereUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SignOutPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutPayload'] = ResolversParentTypes['SignOutPayload']> = {
  isSignedOut: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['SignOutUserError']>, ParentType, ContextType>;
};

export type SignOutUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutUserError'] = ResolversParentTypes['SignOutUserError']> = {
  code: Resolver<ResolversTypes['SignOutUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SignUpPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignUpPayload'] = ResolversParentTypes['SignUpPayload']> = {
  isAccepted: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['SignUpUserError']>, ParentType, ContextType>;
};

export type SignUpUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignUpUserError'] = ResolversParentTypes['SignUpUserError']> = {
  code: Resolver<ResolversTypes['SignUpUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StepUpPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StepUpPayload'] = ResolversParentTypes['StepUpPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['StepUpUserError']>, ParentType, ContextType>;
  validUntil: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type StepUpUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StepUpUserError'] = ResolversParentTypes['StepUpUserError']> = {
  code: Resolver<ResolversTypes['StepUpUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StepUpWithPasskeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StepUpWithPasskeyPayload'] = ResolversParentTypes['StepUpWithPasskeyPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['StepUpWithPasskeyUserError']>, ParentType, ContextType>;
  validUntil: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type StepUpWithPasskeyUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StepUpWithPasskeyUserError'] = ResolversParentTypes['StepUpWithPasskeyUserError']> = {
  code: Resolver<ResolversTypes['StepUpWithPasskeyUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TenantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant'], FederationReferenceType extends FederationReferenceTypes['Tenant'] = FederationReferenceTypes['Tenant']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Tenant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TotpEnrolmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TotpEnrolment'] = ResolversParentTypes['TotpEnrolment']> = {
  expiresAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  secret: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type VerifyEmailPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VerifyEmailPayload'] = ResolversParentTypes['VerifyEmailPayload']> = {
  isVerified: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['VerifyEmailUserError']>, ParentType, ContextType>;
};

export type VerifyEmailUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VerifyEmailUserError'] = ResolversParentTypes['VerifyEmailUserError']> = {
  code: Resolver<ResolversTypes['VerifyEmailUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  account: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  authorizedApps: Resolver<Array<ResolversTypes['AuthorizedApp']>, ParentType, ContextType>;
  breakGlass: Resolver<Maybe<ResolversTypes['BreakGlassGrant']>, ParentType, ContextType>;
  impersonator: Resolver<Maybe<ResolversTypes['Impersonator']>, ParentType, ContextType>;
  passkeys: Resolver<Array<ResolversTypes['Passkey']>, ParentType, ContextType>;
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  roles: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  secondFactor: Resolver<ResolversTypes['SecondFactor'], ParentType, ContextType>;
  sessions: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  tenant: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
  user: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccessCondition: AccessConditionResolvers<ContextType>;
  AccessDecision: AccessDecisionResolvers<ContextType>;
  Account: AccountResolvers<ContextType>;
  AccountConnection: AccountConnectionResolvers<ContextType>;
  AccountEdge: AccountEdgeResolvers<ContextType>;
  AuthorizedApp: AuthorizedAppResolvers<ContextType>;
  BeginPasskeyAuthenticationPayload: BeginPasskeyAuthenticationPayloadResolvers<ContextType>;
  BeginPasskeyAuthenticationUserError: BeginPasskeyAuthenticationUserErrorResolvers<ContextType>;
  BeginPasskeyRegistrationPayload: BeginPasskeyRegistrationPayloadResolvers<ContextType>;
  BeginPasskeyRegistrationUserError: BeginPasskeyRegistrationUserErrorResolvers<ContextType>;
  BeginTotpEnrolmentPayload: BeginTotpEnrolmentPayloadResolvers<ContextType>;
  BeginTotpEnrolmentUserError: BeginTotpEnrolmentUserErrorResolvers<ContextType>;
  BreakGlassGrant: BreakGlassGrantResolvers<ContextType>;
  BreakGlassGrantConnection: BreakGlassGrantConnectionResolvers<ContextType>;
  BreakGlassGrantEdge: BreakGlassGrantEdgeResolvers<ContextType>;
  BreakGlassPayload: BreakGlassPayloadResolvers<ContextType>;
  BreakGlassReview: BreakGlassReviewResolvers<ContextType>;
  BreakGlassUserError: BreakGlassUserErrorResolvers<ContextType>;
  ChangeAccountAccessPayload: ChangeAccountAccessPayloadResolvers<ContextType>;
  ChangeAccountAccessUserError: ChangeAccountAccessUserErrorResolvers<ContextType>;
  ChangePasswordPayload: ChangePasswordPayloadResolvers<ContextType>;
  ChangePasswordUserError: ChangePasswordUserErrorResolvers<ContextType>;
  CompleteSignInPayload: CompleteSignInPayloadResolvers<ContextType>;
  CompleteSignInUserError: CompleteSignInUserErrorResolvers<ContextType>;
  CompleteSignInWithPasskeyPayload: CompleteSignInWithPasskeyPayloadResolvers<ContextType>;
  CompleteSignInWithPasskeyUserError: CompleteSignInWithPasskeyUserErrorResolvers<ContextType>;
  ConfirmTotpEnrolmentPayload: ConfirmTotpEnrolmentPayloadResolvers<ContextType>;
  ConfirmTotpEnrolmentUserError: ConfirmTotpEnrolmentUserErrorResolvers<ContextType>;
  CurrencyCode: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  DisableAccountPayload: DisableAccountPayloadResolvers<ContextType>;
  DisableAccountUserError: DisableAccountUserErrorResolvers<ContextType>;
  EnableAccountPayload: EnableAccountPayloadResolvers<ContextType>;
  EnableAccountUserError: EnableAccountUserErrorResolvers<ContextType>;
  EndBreakGlassPayload: EndBreakGlassPayloadResolvers<ContextType>;
  EndBreakGlassUserError: EndBreakGlassUserErrorResolvers<ContextType>;
  EndImpersonationPayload: EndImpersonationPayloadResolvers<ContextType>;
  EndImpersonationUserError: EndImpersonationUserErrorResolvers<ContextType>;
  EndPreviousClientSecretPayload: EndPreviousClientSecretPayloadResolvers<ContextType>;
  EndPreviousClientSecretUserError: EndPreviousClientSecretUserErrorResolvers<ContextType>;
  FinishPasskeyRegistrationPayload: FinishPasskeyRegistrationPayloadResolvers<ContextType>;
  FinishPasskeyRegistrationUserError: FinishPasskeyRegistrationUserErrorResolvers<ContextType>;
  ImpersonatePayload: ImpersonatePayloadResolvers<ContextType>;
  ImpersonateUserError: ImpersonateUserErrorResolvers<ContextType>;
  Impersonator: ImpersonatorResolvers<ContextType>;
  LocalDate: GraphQLScalarType;
  Money: MoneyResolvers<ContextType>;
  Mutation: MutationResolvers<ContextType>;
  PageInfo: PageInfoResolvers<ContextType>;
  Passkey: PasskeyResolvers<ContextType>;
  Patient: PatientResolvers<ContextType>;
  Practitioner: PractitionerResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  RemovePasskeyPayload: RemovePasskeyPayloadResolvers<ContextType>;
  RemovePasskeyUserError: RemovePasskeyUserErrorResolvers<ContextType>;
  RemoveSecondFactorPayload: RemoveSecondFactorPayloadResolvers<ContextType>;
  RemoveSecondFactorUserError: RemoveSecondFactorUserErrorResolvers<ContextType>;
  RenamePasskeyPayload: RenamePasskeyPayloadResolvers<ContextType>;
  RenamePasskeyUserError: RenamePasskeyUserErrorResolvers<ContextType>;
  ReplaceRecoveryCodesPayload: ReplaceRecoveryCodesPayloadResolvers<ContextType>;
  ReplaceRecoveryCodesUserError: ReplaceRecoveryCodesUserErrorResolvers<ContextType>;
  RequestEmailVerificationPayload: RequestEmailVerificationPayloadResolvers<ContextType>;
  RequestEmailVerificationUserError: RequestEmailVerificationUserErrorResolvers<ContextType>;
  RequestPasswordResetPayload: RequestPasswordResetPayloadResolvers<ContextType>;
  RequestPasswordResetUserError: RequestPasswordResetUserErrorResolvers<ContextType>;
  ResetPasswordPayload: ResetPasswordPayloadResolvers<ContextType>;
  ResetPasswordUserError: ResetPasswordUserErrorResolvers<ContextType>;
  ReviewBreakGlassPayload: ReviewBreakGlassPayloadResolvers<ContextType>;
  ReviewBreakGlassUserError: ReviewBreakGlassUserErrorResolvers<ContextType>;
  RevokeAppPayload: RevokeAppPayloadResolvers<ContextType>;
  RevokeAppUserError: RevokeAppUserErrorResolvers<ContextType>;
  RevokeSessionPayload: RevokeSessionPayloadResolvers<ContextType>;
  RevokeSessionUserError: RevokeSessionUserErrorResolvers<ContextType>;
  RotateClientSecretPayload: RotateClientSecretPayloadResolvers<ContextType>;
  RotateClientSecretUserError: RotateClientSecretUserErrorResolvers<ContextType>;
  SafeInt: GraphQLScalarType;
  SecondFactor: SecondFactorResolvers<ContextType>;
  Session: SessionResolvers<ContextType>;
  SignInPayload: SignInPayloadResolvers<ContextType>;
  SignInUserError: SignInUserErrorResolvers<ContextType>;
  SignInWithPasskeyPayload: SignInWithPasskeyPayloadResolvers<ContextType>;
  SignInWithPasskeyUserError: SignInWithPasskeyUserErrorResolvers<ContextType>;
  SignOutEverywherePayload: SignOutEverywherePayloadResolvers<ContextType>;
  SignOutEverywhereUserError: SignOutEverywhereUserErrorResolvers<ContextType>;
  SignOutPayload: SignOutPayloadResolvers<ContextType>;
  SignOutUserError: SignOutUserErrorResolvers<ContextType>;
  SignUpPayload: SignUpPayloadResolvers<ContextType>;
  SignUpUserError: SignUpUserErrorResolvers<ContextType>;
  StepUpPayload: StepUpPayloadResolvers<ContextType>;
  StepUpUserError: StepUpUserErrorResolvers<ContextType>;
  StepUpWithPasskeyPayload: StepUpWithPasskeyPayloadResolvers<ContextType>;
  StepUpWithPasskeyUserError: StepUpWithPasskeyUserErrorResolvers<ContextType>;
  Tenant: TenantResolvers<ContextType>;
  TotpEnrolment: TotpEnrolmentResolvers<ContextType>;
  User: UserResolvers<ContextType>;
  VerifyEmailPayload: VerifyEmailPayloadResolvers<ContextType>;
  VerifyEmailUserError: VerifyEmailUserErrorResolvers<ContextType>;
  Viewer: ViewerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  access: AccessDirectiveResolver<any, any, ContextType>;
  cacheControl: CacheControlDirectiveResolver<any, any, ContextType>;
  classified: ClassifiedDirectiveResolver<any, any, ContextType>;
};
