import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AuditEventModel, AuditEventConnectionModel } from '../mappers.ts';
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

/** Who acted. */
export type AuditAgent = {
  __typename?: 'AuditAgent';
  /** Id of the account, when a person acted. */
  accountId?: Maybe<Scalars['ID']['output']>;
  /** Id of the client, when a partner's program acted, or the name of the service account that did. */
  clientId?: Maybe<Scalars['String']['output']>;
  /** `ACCOUNT` a person, `CLIENT` a partner's program, `SYSTEM` one of our own processes, `ANONYMOUS` nobody known. */
  kind: Scalars['String']['output'];
  /**
   * Id of the account in whose place the agent acted, as SUPPORT may for a patient; null when the agent acted for itself. See
   * FHIR R4 Provenance.agent.onBehalfOf.
   */
  onBehalfOf?: Maybe<Scalars['ID']['output']>;
  /** Roles held at the time. */
  roles: Array<Scalars['String']['output']>;
};

/** What kind of thing happened. */
export type AuditCategory =
  /** Something was created, changed or removed. */
  | 'CHANGE'
  /** An action on patient data was refused. */
  | 'DENIAL'
  /** Patient data was read. */
  | 'READ'
  /** Somebody tried to sign in or sign up. */
  | 'SIGN_IN'
  /** Somebody signed out. */
  | 'SIGN_OUT';

/** A small fact of an entry. */
export type AuditDetail = {
  __typename?: 'AuditDetail';
  /** What it is, for example `reason`. */
  name: Scalars['String']['output'];
  /** What it was; null when there was none. */
  value?: Maybe<Scalars['String']['output']>;
};

/** What was acted on. */
export type AuditEntity = {
  __typename?: 'AuditEntity';
  /** Its id; null when it had none yet. */
  id?: Maybe<Scalars['ID']['output']>;
  /** Its GraphQL type, for example `Appointment`. */
  type: Scalars['String']['output'];
};

/**
 * One entry of the append-only audit log; FHIR R4 AuditEvent. It tells who did what to which data and never holds the
 * data itself.
 */
export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** The action of the policy table, or what was done, for example `appointment:book`. */
  action: Scalars['String']['output'];
  /** Who acted. */
  agent: AuditAgent;
  /** What kind of thing happened. */
  category: AuditCategory;
  /** Links the entry to log lines and to the client's request. */
  correlationId: Scalars['String']['output'];
  /** Small facts that tell more, by name: for example why an account was disabled, or the roles it had before. No patient data. */
  details: Array<AuditDetail>;
  /** What was acted on; null when it was no single thing. */
  entity?: Maybe<AuditEntity>;
  /** Names of the fields read or changed. */
  fields: Array<Scalars['String']['output']>;
  /** SHA-256 over this entry and the hash of the one before, in hexadecimal: a changed or missing entry breaks the chain. */
  hash: Scalars['String']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** How it ended. */
  outcome: AuditOutcome;
  /** The patient whose data it concerns; null when it concerns none. */
  patient?: Maybe<Patient>;
  /** When it happened. */
  recordedAt: Scalars['DateTime']['output'];
  /** Number of the entry within the tenant, without gaps. */
  sequence: Scalars['SafeInt']['output'];
  /** Part of the system that saw it, for example `appointments`. */
  source: Scalars['String']['output'];
};

/** A page of the audit log. */
export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  /** The entries of the page with their cursors. */
  edges: Array<AuditEventEdge>;
  /** The entries of the page. */
  nodes: Array<AuditEvent>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many entries there are in all; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An entry in a page. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** Where the entry stands in the log, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: AuditEvent;
};

/** Narrows the audit log. Parts left out do not narrow. */
export type AuditEventFilter = {
  /** Only entries of these categories, at most 5. */
  categories?: InputMaybe<Array<AuditCategory>>;
  /** Only entries about the thing with this id. */
  entityId?: InputMaybe<Scalars['ID']['input']>;
  /** Only entries about this patient. */
  patientId?: InputMaybe<Scalars['ID']['input']>;
};

/** How it ended. */
export type AuditOutcome =
  /** It was refused by the policies. */
  | 'DENIED'
  /** It was tried and failed, for example for a wrong password. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

/** An amount of money. Never a floating-point number. */
export type Money = {
  __typename?: 'Money';
  /** The amount in the currency's minor unit, for example cents. */
  amountMinor: Scalars['SafeInt']['output'];
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
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
  /** Unique id. */
  id: Scalars['ID']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** The audit log of the viewer's tenant, newest first. */
  auditEvents: AuditEventConnection;
};


export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

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





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessCondition: ResolverTypeWrapper<AccessCondition>;
  AccessDecision: ResolverTypeWrapper<AccessDecision>;
  AccountTier: AccountTier;
  AuditAgent: ResolverTypeWrapper<AuditAgent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AuditCategory: AuditCategory;
  AuditDetail: ResolverTypeWrapper<AuditDetail>;
  AuditEntity: ResolverTypeWrapper<AuditEntity>;
  AuditEvent: ResolverTypeWrapper<AuditEventModel>;
  AuditEventConnection: ResolverTypeWrapper<AuditEventConnectionModel>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditEventFilter: AuditEventFilter;
  AuditOutcome: AuditOutcome;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  LocalDate: ResolverTypeWrapper<Scalars['LocalDate']['output']>;
  Money: ResolverTypeWrapper<Money>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Patient: ResolverTypeWrapper<Patient>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessCondition: AccessCondition;
  AccessDecision: AccessDecision;
  AuditAgent: AuditAgent;
  ID: Scalars['ID']['output'];
  AuditDetail: AuditDetail;
  AuditEntity: AuditEntity;
  AuditEvent: AuditEventModel;
  AuditEventConnection: AuditEventConnectionModel;
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  AuditEventFilter: AuditEventFilter;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  LocalDate: Scalars['LocalDate']['output'];
  Money: Money;
  PageInfo: PageInfo;
  Patient: Patient;
  Query: Record<PropertyKey, never>;
  SafeInt: Scalars['SafeInt']['output'];
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

export type AuditAgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditAgent'] = ResolversParentTypes['AuditAgent']> = {
  accountId: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  clientId: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  onBehalfOf: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  roles: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditDetailResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditDetail'] = ResolversParentTypes['AuditDetail']> = {
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEntityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntity'] = ResolversParentTypes['AuditEntity']> = {
  id: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  type: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  action: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  agent: Resolver<ResolversTypes['AuditAgent'], ParentType, ContextType>;
  category: Resolver<ResolversTypes['AuditCategory'], ParentType, ContextType>;
  correlationId: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  details: Resolver<Array<ResolversTypes['AuditDetail']>, ParentType, ContextType>;
  entity: Resolver<Maybe<ResolversTypes['AuditEntity']>, ParentType, ContextType>;
  fields: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  hash: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  outcome: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  recordedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  source: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges: Resolver<Array<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface LocalDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDate'], any> {
  name: 'LocalDate';
}

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  currency: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Patient'] = ResolversParentTypes['Patient']> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  auditEvents: Resolver<ResolversTypes['AuditEventConnection'], ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first'>>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type Resolvers<ContextType = Context> = {
  AccessCondition: AccessConditionResolvers<ContextType>;
  AccessDecision: AccessDecisionResolvers<ContextType>;
  AuditAgent: AuditAgentResolvers<ContextType>;
  AuditDetail: AuditDetailResolvers<ContextType>;
  AuditEntity: AuditEntityResolvers<ContextType>;
  AuditEvent: AuditEventResolvers<ContextType>;
  AuditEventConnection: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge: AuditEventEdgeResolvers<ContextType>;
  CurrencyCode: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  LocalDate: GraphQLScalarType;
  Money: MoneyResolvers<ContextType>;
  PageInfo: PageInfoResolvers<ContextType>;
  Patient: PatientResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  SafeInt: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = Context> = {
  access: AccessDirectiveResolver<any, any, ContextType>;
  cacheControl: CacheControlDirectiveResolver<any, any, ContextType>;
  classified: ClassifiedDirectiveResolver<any, any, ContextType>;
};
