import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccessDecisionModel, UserModel, PatientModel, ConsentModel, GuardianshipModel, PractitionerModel, PatientConnectionModel, PractitionerConnectionModel } from '../mappers.ts';
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

/** What `acceptGuardianship` needs. */
export type AcceptGuardianshipInput = {
  /** Code of the invitation; at most 100 characters. Spaces, hyphens and case do not matter. */
  code: Scalars['String']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `acceptGuardianship`. */
export type AcceptGuardianshipPayload = {
  __typename?: 'AcceptGuardianshipPayload';
  /** The guardianship, in force; null when nothing was changed. */
  guardianship?: Maybe<Guardianship>;
  /** Why nothing was changed; empty when the viewer is the guardian now. */
  userErrors: Array<AcceptGuardianshipUserError>;
};

/** One reason why `acceptGuardianship` changed nothing. */
export type AcceptGuardianshipUserError = {
  __typename?: 'AcceptGuardianshipUserError';
  /** What is wrong, for a program. */
  code: AcceptGuardianshipUserErrorCode;
  /** Path of the input field that is wrong, for example `input.code`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `acceptGuardianship` changed nothing. */
export type AcceptGuardianshipUserErrorCode =
  /** There is no such invitation, it was taken or taken back, or its time is over: which of these is not told. */
  | 'CODE_NOT_VALID'
  /** The person behind the account is not known yet: that takes up to a second after sign-up. */
  | 'NO_PERSON'
  /** Nobody acts for oneself, and who has invited does not take the invitation. */
  | 'OWN_INVITATION'
  /** The account has shown ten wrong codes within an hour: none is looked at until that is over. */
  | 'TOO_MANY_WRONG_CODES';

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

/** Level of service an account has. */
export type AccountTier =
  /** More than the standard. */
  | 'PREMIUM'
  /** What everybody has. */
  | 'STANDARD';

/** What `changePatientContact` needs. */
export type ChangePatientContactInput = {
  /** New e-mail address; null removes it, leaving it out keeps it. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The patient whose contact changes. */
  patientId: Scalars['ID']['input'];
  /** New telephone number in E.164 form; null removes it, leaving it out keeps it. */
  phone?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `changePatientContact`. */
export type ChangePatientContactPayload = {
  __typename?: 'ChangePatientContactPayload';
  /** The patient after the change; null when nothing was changed. */
  patient?: Maybe<Patient>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<ChangePatientContactUserError>;
};

/** One reason why `changePatientContact` changed nothing. */
export type ChangePatientContactUserError = {
  __typename?: 'ChangePatientContactUserError';
  /** What is wrong, for a program. */
  code: ChangePatientContactUserErrorCode;
  /** Path of the input field that is wrong, for example `input.patientId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `changePatientContact` changed nothing. */
export type ChangePatientContactUserErrorCode =
  /** There is no such patient that the viewer may see. */
  | 'PATIENT_NOT_FOUND';

/** A patient's permission for one partner's program, for the purpose of treatment; FHIR R4 Consent. */
export type Consent = {
  __typename?: 'Consent';
  /** Client id of the partner's program, for example `partner-lab`. */
  clientId: Scalars['String']['output'];
  /** When it ends by itself; null when it does not. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the patient gave it. */
  grantedAt: Scalars['DateTime']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What the program may do. */
  scopes: Array<ConsentScope>;
  /** Whether it is in force. */
  status: ConsentStatus;
  /** When it was withdrawn or replaced; null when it was not. */
  withdrawnAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What a consent lets a partner's program, or a guardianship a person, do for the patient. */
export type ConsentScope =
  /** Book appointments for the patient; includes `APPOINTMENT_READ`. */
  | 'APPOINTMENT_BOOK'
  /** Move and call off appointments of the patient; includes `APPOINTMENT_READ`. */
  | 'APPOINTMENT_CHANGE'
  /** See the patient's appointments: when, where, with whom and in which state; never why, and no contact. A program is told no name, either. */
  | 'APPOINTMENT_READ';

/** Whether a consent is in force; FHIR R4 ConsentState. */
export type ConsentStatus =
  /** It is in force. */
  | 'ACTIVE'
  /** Its time is over. */
  | 'EXPIRED'
  /** It was withdrawn, or another one took its place. */
  | 'INACTIVE';

/** What `endGuardianship` needs. */
export type EndGuardianshipInput = {
  /** The guardianship, or the invitation, to end. */
  guardianshipId: Scalars['ID']['input'];
};

/** Outcome of `endGuardianship`. */
export type EndGuardianshipPayload = {
  __typename?: 'EndGuardianshipPayload';
  /** The guardianship as it now stands; null when none was ended. */
  guardianship?: Maybe<Guardianship>;
  /** Why none was ended; empty when one was. */
  userErrors: Array<EndGuardianshipUserError>;
};

/** One reason why `endGuardianship` ended nothing. */
export type EndGuardianshipUserError = {
  __typename?: 'EndGuardianshipUserError';
  /** What is wrong, for a program. */
  code: EndGuardianshipUserErrorCode;
  /** Path of the input field that is wrong, for example `input.guardianshipId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endGuardianship` ended nothing. */
export type EndGuardianshipUserErrorCode =
  /** It is over already. */
  | 'GUARDIANSHIP_NOT_ACTIVE'
  /** There is no such guardianship that the viewer may see. */
  | 'GUARDIANSHIP_NOT_FOUND';

/** What `grantConsent` needs. The patient is the one who is signed in. */
export type GrantConsentInput = {
  /**
   * Client id of the partner's program, 1 to 256 visible ASCII characters. Whether there is such a program is not looked up: a
   * consent for none is of no use to anybody.
   */
  clientId: Scalars['String']['input'];
  /** When it shall end by itself; left out or null, it is in force until it is withdrawn. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the program may do; 1 to 3 scopes. */
  scopes: Array<ConsentScope>;
};

/** Outcome of `grantConsent`. */
export type GrantConsentPayload = {
  __typename?: 'GrantConsentPayload';
  /** The consent; null when none was granted. */
  consent?: Maybe<Consent>;
  /** Why none was granted; empty when it was. */
  userErrors: Array<GrantConsentUserError>;
};

/** One reason why `grantConsent` granted nothing. */
export type GrantConsentUserError = {
  __typename?: 'GrantConsentUserError';
  /** What is wrong, for a program. */
  code: GrantConsentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.expiresAt`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `grantConsent` granted nothing. */
export type GrantConsentUserErrorCode =
  /** The end has passed already. */
  | 'EXPIRES_IN_PAST'
  /** Whoever is signed in is no patient, or not yet known as one: that takes up to a second after sign-up. */
  | 'NO_PATIENT';

/** Who a guardian is to the patient; codes of HL7 v3 RoleCode, but for the last two. */
export type GuardianRelationship =
  /** A daughter or son (CHILD). */
  | 'CHILD'
  /** The father (FTH). */
  | 'FATHER'
  /** A guardian by law. */
  | 'LEGAL_GUARDIAN'
  /** The mother (MTH). */
  | 'MOTHER'
  /** Somebody else. */
  | 'OTHER'
  /** A parent (PRN). */
  | 'PARENT'
  /** The husband or wife (SPS). */
  | 'SPOUSE';

/**
 * That an account acts for a patient: a parent for a child, a daughter for her father; FHIR R4 RelatedPerson. With it the guardian sees the
 * patient's name, date of birth and appointments, and books, moves and cancels as the scopes say; never why the patient comes or what
 * was noted, and neither contact nor consents. Who impersonates a guardian acts for nobody else.
 */
export type Guardianship = {
  __typename?: 'Guardianship';
  /** Why the guardian may. */
  basis: GuardianshipBasis;
  /** When it was ended or replaced; null when it was not. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When it ends by itself; null when it does not. What staff have verified for a child ends when the 18th birthday begins, in the zone where it
   * does so first.
   */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the guardian, as it was when the invitation was taken; null until then. */
  guardianName?: Maybe<PersonName>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Until when the invitation can be taken, or could: 7 days. */
  invitationExpiresAt: Scalars['DateTime']['output'];
  /** When the guardian was invited. */
  invitedAt: Scalars['DateTime']['output'];
  /** For whom; null when the viewer may not see the patient, such as a guardian who may not act any more. */
  patient?: Maybe<Patient>;
  /** Who the guardian is to the patient. */
  relationship: GuardianRelationship;
  /** What the guardian may do. */
  scopes: Array<ConsentScope>;
  /** Since when the guardian acts; null until the invitation is taken. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the guardian may act now. */
  status: GuardianshipStatus;
};

/** Why a guardian may act for the patient. */
export type GuardianshipBasis =
  /** The patient says so. */
  | 'PATIENT_CONSENT'
  /** Staff have seen papers: for children, and for patients who cannot say so. */
  | 'STAFF_VERIFIED';

/** Whether a guardian may act. */
export type GuardianshipStatus =
  /** It is in force. */
  | 'ACTIVE'
  /** The patient, the guardian or staff have ended it, or another one took its place. */
  | 'ENDED'
  /** Its time is over, or nobody took the invitation in time. */
  | 'EXPIRED'
  /** Nobody has taken the invitation yet: nothing holds. */
  | 'INVITED';

/** What `inviteGuardian` needs. */
export type InviteGuardianInput = {
  /**
   * What papers were seen, for the audit log; 10 to 200 characters. Name nobody in it. Staff must say it; of the patient, the own word is
   * enough.
   */
  evidence?: InputMaybe<Scalars['String']['input']>;
  /**
   * When it shall end by itself; left out or null, it is in force until it is ended. What staff verify for a child ends with the 18th
   * birthday at the latest.
   */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID. The code is not told again.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** For whom somebody is to act: the patient who is signed in, or for staff any patient they may change. */
  patientId: Scalars['ID']['input'];
  /** Who the guardian is to the patient. */
  relationship: GuardianRelationship;
  /** What the guardian may do; 1 to 3 scopes. */
  scopes: Array<ConsentScope>;
};

/** Outcome of `inviteGuardian`. */
export type InviteGuardianPayload = {
  __typename?: 'InviteGuardianPayload';
  /**
   * Code to hand to the guardian, `ABCD-EFGH-…`; who has it can take the invitation. It is told here and never again: null when nobody was
   * invited, and when the same was sent before with the same idempotency key. Whoever lost it ends the invitation and makes another one.
   */
  code?: Maybe<Scalars['String']['output']>;
  /** The invitation; null when nobody was invited. */
  guardianship?: Maybe<Guardianship>;
  /** Why nobody was invited; empty when somebody was. */
  userErrors: Array<InviteGuardianUserError>;
};

/** One reason why `inviteGuardian` invited nobody. */
export type InviteGuardianUserError = {
  __typename?: 'InviteGuardianUserError';
  /** What is wrong, for a program. */
  code: InviteGuardianUserErrorCode;
  /** Path of the input field that is wrong, for example `input.expiresAt`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `inviteGuardian` invited nobody. */
export type InviteGuardianUserErrorCode =
  /** Staff must say what they have seen. */
  | 'EVIDENCE_REQUIRED'
  /** The end has passed already. */
  | 'EXPIRES_IN_PAST'
  /** There is no such patient that the viewer may see. */
  | 'PATIENT_NOT_FOUND';

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
  /**
   * Takes an invitation: the account that is signed in acts for the patient from then on, within a second. It takes the place of an earlier
   * guardianship of the two.
   */
  acceptGuardianship: AcceptGuardianshipPayload;
  /** Changes how to reach a patient. */
  changePatientContact: ChangePatientContactPayload;
  /**
   * Ends a guardianship or takes an invitation back: by the patient, the guardian, or staff. Within a second the guardian is refused what it
   * could do before.
   */
  endGuardianship: EndGuardianshipPayload;
  /**
   * Lets a partner's program of the viewer's clinic network act for the patient who is signed in. It takes the place of an
   * earlier consent for the same program. The program can use it within a second.
   */
  grantConsent: GrantConsentPayload;
  /**
   * Invites somebody to act for a patient: by the patient, or by staff who have seen papers. Nothing holds until an account of the clinic
   * network takes the invitation with the code that is told here, within 7 days.
   */
  inviteGuardian: InviteGuardianPayload;
  /** Takes a consent back. Within a second the program is refused what it could do before. */
  withdrawConsent: WithdrawConsentPayload;
};


export type MutationAcceptGuardianshipArgs = {
  input: AcceptGuardianshipInput;
};


export type MutationChangePatientContactArgs = {
  input: ChangePatientContactInput;
};


export type MutationEndGuardianshipArgs = {
  input: EndGuardianshipInput;
};


export type MutationGrantConsentArgs = {
  input: GrantConsentInput;
};


export type MutationInviteGuardianArgs = {
  input: InviteGuardianInput;
};


export type MutationWithdrawConsentArgs = {
  input: WithdrawConsentInput;
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

/** A person in care; FHIR R4 Patient. */
export type Patient = {
  __typename?: 'Patient';
  /** Whether an account of the tenant may do something with this patient, and what decided. */
  accessDecision: AccessDecision;
  /** Date of birth. */
  birthDate: Scalars['LocalDate']['output'];
  /** Year of birth; null for who is 90 this year or older, since so high an age tells who it is (45 CFR 164.514(b)(2)(i)(C)). */
  birthYear?: Maybe<Scalars['Int']['output']>;
  /** What the patient has let which partner's program do, newest first; at most the newest 100. */
  consents: Array<Consent>;
  /** How to reach the patient. */
  contact: PatientContact;
  /** Who acts for the patient, and who is invited to, newest first; at most the newest 100. */
  guardians: Array<Guardianship>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Name of the patient. */
  name: PersonName;
  /** Stands for the patient where it is not told who it is: always the same, and nothing can be had from it. */
  pseudonym: Scalars['ID']['output'];
  /** Region of the patient's home clinic. */
  region: Scalars['String']['output'];
};


/** A person in care; FHIR R4 Patient. */
export type PatientAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** A page of patients. */
export type PatientConnection = {
  __typename?: 'PatientConnection';
  /** The patients of the page with their cursors. */
  edges: Array<PatientEdge>;
  /** The patients of the page. */
  nodes: Array<Patient>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many patients there are in all; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** How to reach a patient. */
export type PatientContact = {
  __typename?: 'PatientContact';
  /** E-mail address; null when none is known. */
  email?: Maybe<Scalars['String']['output']>;
  /** Telephone number in E.164 form, for example `+4930901820`; null when none is known. */
  phone?: Maybe<Scalars['String']['output']>;
};

/** A patient in a page. */
export type PatientEdge = {
  __typename?: 'PatientEdge';
  /** Where the patient stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The patient. */
  node: Patient;
};

/** Narrows a list of patients. */
export type PatientFilter = {
  /** Only patients whose family name begins so; at most 100 characters. For who may know names. */
  familyNamePrefix?: InputMaybe<Scalars['String']['input']>;
};

/** The name of a person. */
export type PersonName = {
  __typename?: 'PersonName';
  /** The whole name as one would write it on a letter. */
  display: Scalars['String']['output'];
  /** Family name. */
  family: Scalars['String']['output'];
  /** Given names, in the order they are written. */
  given: Scalars['String']['output'];
};

/** A person who gives care; FHIR R4 Practitioner. */
export type Practitioner = {
  __typename?: 'Practitioner';
  /** Whether an account of the tenant may do something with this practitioner, and what decided. */
  accessDecision: AccessDecision;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Name of the practitioner. */
  name: PersonName;
  /** Region in which the practitioner works. */
  region: Scalars['String']['output'];
  /** Medical specialty, for example `Dermatology`. */
  specialty: Scalars['String']['output'];
};


/** A person who gives care; FHIR R4 Practitioner. */
export type PractitionerAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** A page of practitioners. */
export type PractitionerConnection = {
  __typename?: 'PractitionerConnection';
  /** The practitioners of the page with their cursors. */
  edges: Array<PractitionerEdge>;
  /** The practitioners of the page. */
  nodes: Array<Practitioner>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many practitioners there are in all; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A practitioner in a page. */
export type PractitionerEdge = {
  __typename?: 'PractitionerEdge';
  /** Where the practitioner stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The practitioner. */
  node: Practitioner;
};

export type Query = {
  __typename?: 'Query';
  /** The patient with this id; null when there is none that the viewer may see. */
  patient?: Maybe<Patient>;
  /** Patients of the viewer's tenant, by family name; for who may not know names by pseudonym, in the regions that are theirs. */
  patients: PatientConnection;
  /** The practitioner with this id; null when there is none that the viewer may see. */
  practitioner?: Maybe<Practitioner>;
  /** Practitioners of the viewer's tenant, by family name. */
  practitioners: PractitionerConnection;
};


export type QueryPatientArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPatientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PatientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPractitionerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPractitionersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The person behind an account. Appears within a second after sign-up. */
export type User = {
  __typename?: 'User';
  /** Whether an account of the tenant may do something with this person, and what decided. */
  accessDecision: AccessDecision;
  /** When the person was first known here. */
  createdAt: Scalars['DateTime']['output'];
  /** Address for messages to the person. */
  email: Scalars['String']['output'];
  /** For whom this person acts or has acted, newest first; at most the newest 100. */
  guardianships: Array<Guardianship>;
  /** The account's id. */
  id: Scalars['ID']['output'];
  /** Name of the person. */
  name: PersonName;
};


/** The person behind an account. Appears within a second after sign-up. */
export type UserAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** What `withdrawConsent` needs. */
export type WithdrawConsentInput = {
  /** The consent to withdraw. */
  consentId: Scalars['ID']['input'];
};

/** Outcome of `withdrawConsent`. */
export type WithdrawConsentPayload = {
  __typename?: 'WithdrawConsentPayload';
  /** The consent as it now stands; null when none was withdrawn. */
  consent?: Maybe<Consent>;
  /** Why none was withdrawn; empty when one was. */
  userErrors: Array<WithdrawConsentUserError>;
};

/** One reason why `withdrawConsent` withdrew nothing. */
export type WithdrawConsentUserError = {
  __typename?: 'WithdrawConsentUserError';
  /** What is wrong, for a program. */
  code: WithdrawConsentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.consentId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `withdrawConsent` withdrew nothing. */
export type WithdrawConsentUserErrorCode =
  /** The consent is not in force any more. */
  | 'CONSENT_NOT_ACTIVE'
  /** There is no such consent that the viewer may see. */
  | 'CONSENT_NOT_FOUND';



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
  Patient: Patient;
  Practitioner: Practitioner;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Patient:
    ( { __typename: 'Patient' }
    & GraphQLRecursivePick<FederationTypes['Patient'], {"id":true}> );
  Practitioner:
    ( { __typename: 'Practitioner' }
    & GraphQLRecursivePick<FederationTypes['Practitioner'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptGuardianshipInput: AcceptGuardianshipInput;
  AcceptGuardianshipPayload: ResolverTypeWrapper<Omit<AcceptGuardianshipPayload, 'guardianship'> & { guardianship: Maybe<ResolversTypes['Guardianship']> }>;
  AcceptGuardianshipUserError: ResolverTypeWrapper<AcceptGuardianshipUserError>;
  AcceptGuardianshipUserErrorCode: AcceptGuardianshipUserErrorCode;
  AccessCondition: ResolverTypeWrapper<AccessCondition>;
  AccessDecision: ResolverTypeWrapper<AccessDecisionModel>;
  AccountTier: AccountTier;
  ChangePatientContactInput: ChangePatientContactInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ChangePatientContactPayload: ResolverTypeWrapper<Omit<ChangePatientContactPayload, 'patient'> & { patient: Maybe<ResolversTypes['Patient']> }>;
  ChangePatientContactUserError: ResolverTypeWrapper<ChangePatientContactUserError>;
  ChangePatientContactUserErrorCode: ChangePatientContactUserErrorCode;
  Consent: ResolverTypeWrapper<ConsentModel>;
  ConsentScope: ConsentScope;
  ConsentStatus: ConsentStatus;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EndGuardianshipInput: EndGuardianshipInput;
  EndGuardianshipPayload: ResolverTypeWrapper<Omit<EndGuardianshipPayload, 'guardianship'> & { guardianship: Maybe<ResolversTypes['Guardianship']> }>;
  EndGuardianshipUserError: ResolverTypeWrapper<EndGuardianshipUserError>;
  EndGuardianshipUserErrorCode: EndGuardianshipUserErrorCode;
  GrantConsentInput: GrantConsentInput;
  GrantConsentPayload: ResolverTypeWrapper<Omit<GrantConsentPayload, 'consent'> & { consent: Maybe<ResolversTypes['Consent']> }>;
  GrantConsentUserError: ResolverTypeWrapper<GrantConsentUserError>;
  GrantConsentUserErrorCode: GrantConsentUserErrorCode;
  GuardianRelationship: GuardianRelationship;
  Guardianship: ResolverTypeWrapper<GuardianshipModel>;
  GuardianshipBasis: GuardianshipBasis;
  GuardianshipStatus: GuardianshipStatus;
  InviteGuardianInput: InviteGuardianInput;
  InviteGuardianPayload: ResolverTypeWrapper<Omit<InviteGuardianPayload, 'guardianship'> & { guardianship: Maybe<ResolversTypes['Guardianship']> }>;
  InviteGuardianUserError: ResolverTypeWrapper<InviteGuardianUserError>;
  InviteGuardianUserErrorCode: InviteGuardianUserErrorCode;
  LocalDate: ResolverTypeWrapper<Scalars['LocalDate']['output']>;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Patient: ResolverTypeWrapper<PatientModel>;
  PatientConnection: ResolverTypeWrapper<PatientConnectionModel>;
  PatientContact: ResolverTypeWrapper<PatientContact>;
  PatientEdge: ResolverTypeWrapper<Omit<PatientEdge, 'node'> & { node: ResolversTypes['Patient'] }>;
  PatientFilter: PatientFilter;
  PersonName: ResolverTypeWrapper<PersonName>;
  Practitioner: ResolverTypeWrapper<PractitionerModel>;
  PractitionerConnection: ResolverTypeWrapper<PractitionerConnectionModel>;
  PractitionerEdge: ResolverTypeWrapper<Omit<PractitionerEdge, 'node'> & { node: ResolversTypes['Practitioner'] }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  User: ResolverTypeWrapper<UserModel>;
  WithdrawConsentInput: WithdrawConsentInput;
  WithdrawConsentPayload: ResolverTypeWrapper<Omit<WithdrawConsentPayload, 'consent'> & { consent: Maybe<ResolversTypes['Consent']> }>;
  WithdrawConsentUserError: ResolverTypeWrapper<WithdrawConsentUserError>;
  WithdrawConsentUserErrorCode: WithdrawConsentUserErrorCode;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptGuardianshipInput: AcceptGuardianshipInput;
  AcceptGuardianshipPayload: Omit<AcceptGuardianshipPayload, 'guardianship'> & { guardianship: Maybe<ResolversParentTypes['Guardianship']> };
  AcceptGuardianshipUserError: AcceptGuardianshipUserError;
  AccessCondition: AccessCondition;
  AccessDecision: AccessDecisionModel;
  ChangePatientContactInput: ChangePatientContactInput;
  ID: Scalars['ID']['output'];
  ChangePatientContactPayload: Omit<ChangePatientContactPayload, 'patient'> & { patient: Maybe<ResolversParentTypes['Patient']> };
  ChangePatientContactUserError: ChangePatientContactUserError;
  Consent: ConsentModel;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  EndGuardianshipInput: EndGuardianshipInput;
  EndGuardianshipPayload: Omit<EndGuardianshipPayload, 'guardianship'> & { guardianship: Maybe<ResolversParentTypes['Guardianship']> };
  EndGuardianshipUserError: EndGuardianshipUserError;
  GrantConsentInput: GrantConsentInput;
  GrantConsentPayload: Omit<GrantConsentPayload, 'consent'> & { consent: Maybe<ResolversParentTypes['Consent']> };
  GrantConsentUserError: GrantConsentUserError;
  Guardianship: GuardianshipModel;
  InviteGuardianInput: InviteGuardianInput;
  InviteGuardianPayload: Omit<InviteGuardianPayload, 'guardianship'> & { guardianship: Maybe<ResolversParentTypes['Guardianship']> };
  InviteGuardianUserError: InviteGuardianUserError;
  LocalDate: Scalars['LocalDate']['output'];
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Patient: PatientModel;
  PatientConnection: PatientConnectionModel;
  PatientContact: PatientContact;
  PatientEdge: Omit<PatientEdge, 'node'> & { node: ResolversParentTypes['Patient'] };
  PatientFilter: PatientFilter;
  PersonName: PersonName;
  Practitioner: PractitionerModel;
  PractitionerConnection: PractitionerConnectionModel;
  PractitionerEdge: Omit<PractitionerEdge, 'node'> & { node: ResolversParentTypes['Practitioner'] };
  Query: Record<PropertyKey, never>;
  SafeInt: Scalars['SafeInt']['output'];
  User: UserModel;
  WithdrawConsentInput: WithdrawConsentInput;
  WithdrawConsentPayload: Omit<WithdrawConsentPayload, 'consent'> & { consent: Maybe<ResolversParentTypes['Consent']> };
  WithdrawConsentUserError: WithdrawConsentUserError;
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

export type AcceptGuardianshipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptGuardianshipPayload'] = ResolversParentTypes['AcceptGuardianshipPayload']> = {
  guardianship: Resolver<Maybe<ResolversTypes['Guardianship']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['AcceptGuardianshipUserError']>, ParentType, ContextType>;
};

export type AcceptGuardianshipUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptGuardianshipUserError'] = ResolversParentTypes['AcceptGuardianshipUserError']> = {
  code: Resolver<ResolversTypes['AcceptGuardianshipUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessCondition'] = ResolversParentTypes['AccessCondition']> = {
  isMet: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessDecision'] = ResolversParentTypes['AccessDecision']> = {
  conditions: Resolver<Array<ResolversTypes['AccessCondition']>, ParentType, ContextType>;
  isAllowed: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rule: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangePatientContactPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePatientContactPayload'] = ResolversParentTypes['ChangePatientContactPayload']> = {
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ChangePatientContactUserError']>, ParentType, ContextType>;
};

export type ChangePatientContactUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePatientContactUserError'] = ResolversParentTypes['ChangePatientContactUserError']> = {
  code: Resolver<ResolversTypes['ChangePatientContactUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  clientId: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  grantedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  scopes: Resolver<Array<ResolversTypes['ConsentScope']>, ParentType, ContextType>;
  status: Resolver<ResolversTypes['ConsentStatus'], ParentType, ContextType>;
  withdrawnAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EndGuardianshipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndGuardianshipPayload'] = ResolversParentTypes['EndGuardianshipPayload']> = {
  guardianship: Resolver<Maybe<ResolversTypes['Guardianship']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['EndGuardianshipUserError']>, ParentType, ContextType>;
};

export type EndGuardianshipUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndGuardianshipUserError'] = ResolversParentTypes['EndGuardianshipUserError']> = {
  code: Resolver<ResolversTypes['EndGuardianshipUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GrantConsentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantConsentPayload'] = ResolversParentTypes['GrantConsentPayload']> = {
  consent: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['GrantConsentUserError']>, ParentType, ContextType>;
};

export type GrantConsentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantConsentUserError'] = ResolversParentTypes['GrantConsentUserError']> = {
  code: Resolver<ResolversTypes['GrantConsentUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GuardianshipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Guardianship'] = ResolversParentTypes['Guardianship']> = {
  basis: Resolver<ResolversTypes['GuardianshipBasis'], ParentType, ContextType>;
  endedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  guardianName: Resolver<Maybe<ResolversTypes['PersonName']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitationExpiresAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  invitedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  relationship: Resolver<ResolversTypes['GuardianRelationship'], ParentType, ContextType>;
  scopes: Resolver<Array<ResolversTypes['ConsentScope']>, ParentType, ContextType>;
  startedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status: Resolver<ResolversTypes['GuardianshipStatus'], ParentType, ContextType>;
};

export type InviteGuardianPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InviteGuardianPayload'] = ResolversParentTypes['InviteGuardianPayload']> = {
  code: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  guardianship: Resolver<Maybe<ResolversTypes['Guardianship']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['InviteGuardianUserError']>, ParentType, ContextType>;
};

export type InviteGuardianUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InviteGuardianUserError'] = ResolversParentTypes['InviteGuardianUserError']> = {
  code: Resolver<ResolversTypes['InviteGuardianUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface LocalDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDate'], any> {
  name: 'LocalDate';
}

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  currency: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptGuardianship: Resolver<ResolversTypes['AcceptGuardianshipPayload'], ParentType, ContextType, RequireFields<MutationAcceptGuardianshipArgs, 'input'>>;
  changePatientContact: Resolver<ResolversTypes['ChangePatientContactPayload'], ParentType, ContextType, RequireFields<MutationChangePatientContactArgs, 'input'>>;
  endGuardianship: Resolver<ResolversTypes['EndGuardianshipPayload'], ParentType, ContextType, RequireFields<MutationEndGuardianshipArgs, 'input'>>;
  grantConsent: Resolver<ResolversTypes['GrantConsentPayload'], ParentType, ContextType, RequireFields<MutationGrantConsentArgs, 'input'>>;
  inviteGuardian: Resolver<ResolversTypes['InviteGuardianPayload'], ParentType, ContextType, RequireFields<MutationInviteGuardianArgs, 'input'>>;
  withdrawConsent: Resolver<ResolversTypes['WithdrawConsentPayload'], ParentType, ContextType, RequireFields<MutationWithdrawConsentArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Patient'] = ResolversParentTypes['Patient'], FederationReferenceType extends FederationReferenceTypes['Patient'] = FederationReferenceTypes['Patient']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Patient']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<PatientAccessDecisionArgs, 'action' | 'actorId'>>;
  birthDate: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  birthYear: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  consents: Resolver<Array<ResolversTypes['Consent']>, ParentType, ContextType>;
  contact: Resolver<ResolversTypes['PatientContact'], ParentType, ContextType>;
  guardians: Resolver<Array<ResolversTypes['Guardianship']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['PersonName'], ParentType, ContextType>;
  pseudonym: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  region: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PatientConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PatientConnection'] = ResolversParentTypes['PatientConnection']> = {
  edges: Resolver<Array<ResolversTypes['PatientEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Patient']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PatientContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PatientContact'] = ResolversParentTypes['PatientContact']> = {
  email: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatientEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PatientEdge'] = ResolversParentTypes['PatientEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
};

export type PersonNameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonName'] = ResolversParentTypes['PersonName']> = {
  display: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  family: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  given: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PractitionerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Practitioner'] = ResolversParentTypes['Practitioner'], FederationReferenceType extends FederationReferenceTypes['Practitioner'] = FederationReferenceTypes['Practitioner']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Practitioner']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<PractitionerAccessDecisionArgs, 'action' | 'actorId'>>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['PersonName'], ParentType, ContextType>;
  region: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  specialty: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PractitionerConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PractitionerConnection'] = ResolversParentTypes['PractitionerConnection']> = {
  edges: Resolver<Array<ResolversTypes['PractitionerEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PractitionerEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PractitionerEdge'] = ResolversParentTypes['PractitionerEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Practitioner'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType, RequireFields<QueryPatientArgs, 'id'>>;
  patients: Resolver<ResolversTypes['PatientConnection'], ParentType, ContextType, RequireFields<QueryPatientsArgs, 'first'>>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType, RequireFields<QueryPractitionerArgs, 'id'>>;
  practitioners: Resolver<ResolversTypes['PractitionerConnection'], ParentType, ContextType, RequireFields<QueryPractitionersArgs, 'first'>>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<UserAccessDecisionArgs, 'action' | 'actorId'>>;
  createdAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  guardianships: Resolver<Array<ResolversTypes['Guardianship']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['PersonName'], ParentType, ContextType>;
};

export type WithdrawConsentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WithdrawConsentPayload'] = ResolversParentTypes['WithdrawConsentPayload']> = {
  consent: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['WithdrawConsentUserError']>, ParentType, ContextType>;
};

export type WithdrawConsentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WithdrawConsentUserError'] = ResolversParentTypes['WithdrawConsentUserError']> = {
  code: Resolver<ResolversTypes['WithdrawConsentUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AcceptGuardianshipPayload: AcceptGuardianshipPayloadResolvers<ContextType>;
  AcceptGuardianshipUserError: AcceptGuardianshipUserErrorResolvers<ContextType>;
  AccessCondition: AccessConditionResolvers<ContextType>;
  AccessDecision: AccessDecisionResolvers<ContextType>;
  ChangePatientContactPayload: ChangePatientContactPayloadResolvers<ContextType>;
  ChangePatientContactUserError: ChangePatientContactUserErrorResolvers<ContextType>;
  Consent: ConsentResolvers<ContextType>;
  CurrencyCode: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  EndGuardianshipPayload: EndGuardianshipPayloadResolvers<ContextType>;
  EndGuardianshipUserError: EndGuardianshipUserErrorResolvers<ContextType>;
  GrantConsentPayload: GrantConsentPayloadResolvers<ContextType>;
  GrantConsentUserError: GrantConsentUserErrorResolvers<ContextType>;
  Guardianship: GuardianshipResolvers<ContextType>;
  InviteGuardianPayload: InviteGuardianPayloadResolvers<ContextType>;
  InviteGuardianUserError: InviteGuardianUserErrorResolvers<ContextType>;
  LocalDate: GraphQLScalarType;
  Money: MoneyResolvers<ContextType>;
  Mutation: MutationResolvers<ContextType>;
  PageInfo: PageInfoResolvers<ContextType>;
  Patient: PatientResolvers<ContextType>;
  PatientConnection: PatientConnectionResolvers<ContextType>;
  PatientContact: PatientContactResolvers<ContextType>;
  PatientEdge: PatientEdgeResolvers<ContextType>;
  PersonName: PersonNameResolvers<ContextType>;
  Practitioner: PractitionerResolvers<ContextType>;
  PractitionerConnection: PractitionerConnectionResolvers<ContextType>;
  PractitionerEdge: PractitionerEdgeResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  SafeInt: GraphQLScalarType;
  User: UserResolvers<ContextType>;
  WithdrawConsentPayload: WithdrawConsentPayloadResolvers<ContextType>;
  WithdrawConsentUserError: WithdrawConsentUserErrorResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  access: AccessDirectiveResolver<any, any, ContextType>;
  cacheControl: CacheControlDirectiveResolver<any, any, ContextType>;
  classified: ClassifiedDirectiveResolver<any, any, ContextType>;
};
