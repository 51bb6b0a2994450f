import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccessDecisionModel, UserModel, PatientModel, ConsentModel, PractitionerModel, PatientConnectionModel, PractitionerConnectionModel } from '../mappers.ts';
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

/** What a consent lets a partner's program do for the patient. */
export type ConsentScope =
  /** Book appointments for the patient; includes `APPOINTMENT_READ`. */
  | 'APPOINTMENT_BOOK'
  /** Move and call off appointments of the patient; includes `APPOINTMENT_READ`. */
  | 'APPOINTMENT_CHANGE'
  /** See the patient's appointments: when, where, with whom and in which state; never why, and no name or contact. */
  | 'APPOINTMENT_READ';

/** Whether a consent is in force; FHIR R4 ConsentState. */
export type ConsentStatus =
  /** It is in force. */
  | 'ACTIVE'
  /** Its time is over. */
  | 'EXPIRED'
  /** It was withdrawn, or another one took its place. */
  | 'INACTIVE';

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
  /** Changes how to reach a patient. */
  changePatientContact: ChangePatientContactPayload;
  /**
   * Lets a partner's program of the viewer's clinic network act for the patient who is signed in. It takes the place of an
   * earlier consent for the same program. The program can use it within a second.
   */
  grantConsent: GrantConsentPayload;
  /** Takes a consent back. Within a second the program is refused what it could do before. */
  withdrawConsent: WithdrawConsentPayload;
};


export type MutationChangePatientContactArgs = {
  input: ChangePatientContactInput;
};


export type MutationGrantConsentArgs = {
  input: GrantConsentInput;
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
  GrantConsentInput: GrantConsentInput;
  GrantConsentPayload: ResolverTypeWrapper<Omit<GrantConsentPayload, 'consent'> & { consent: Maybe<ResolversTypes['Consent']> }>;
  GrantConsentUserError: ResolverTypeWrapper<GrantConsentUserError>;
  GrantConsentUserErrorCode: GrantConsentUserErrorCode;
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
  AccessCondition: AccessCondition;
  AccessDecision: AccessDecisionModel;
  ChangePatientContactInput: ChangePatientContactInput;
  ID: Scalars['ID']['output'];
  ChangePatientContactPayload: Omit<ChangePatientContactPayload, 'patient'> & { patient: Maybe<ResolversParentTypes['Patient']> };
  ChangePatientContactUserError: ChangePatientContactUserError;
  Consent: ConsentModel;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  GrantConsentInput: GrantConsentInput;
  GrantConsentPayload: Omit<GrantConsentPayload, 'consent'> & { consent: Maybe<ResolversParentTypes['Consent']> };
  GrantConsentUserError: GrantConsentUserError;
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

export type GrantConsentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantConsentPayload'] = ResolversParentTypes['GrantConsentPayload']> = {
  consent: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['GrantConsentUserError']>, ParentType, ContextType>;
};

export type GrantConsentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantConsentUserError'] = ResolversParentTypes['GrantConsentUserError']> = {
  code: Resolver<ResolversTypes['GrantConsentUserErrorCode'], ParentType, ContextType>;
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
  changePatientContact: Resolver<ResolversTypes['ChangePatientContactPayload'], ParentType, ContextType, RequireFields<MutationChangePatientContactArgs, 'input'>>;
  grantConsent: Resolver<ResolversTypes['GrantConsentPayload'], ParentType, ContextType, RequireFields<MutationGrantConsentArgs, 'input'>>;
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
  AccessCondition: AccessConditionResolvers<ContextType>;
  AccessDecision: AccessDecisionResolvers<ContextType>;
  ChangePatientContactPayload: ChangePatientContactPayloadResolvers<ContextType>;
  ChangePatientContactUserError: ChangePatientContactUserErrorResolvers<ContextType>;
  Consent: ConsentResolvers<ContextType>;
  CurrencyCode: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  GrantConsentPayload: GrantConsentPayloadResolvers<ContextType>;
  GrantConsentUserError: GrantConsentUserErrorResolvers<ContextType>;
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
