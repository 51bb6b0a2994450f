import type { Viewer } from "#shared/auth/viewer.ts";
export type { AccessDecision as AccessDecisionModel } from "#shared/access-decisions/access-decisions.ts";
import type { Page } from "#shared/graphql/pagination.ts";
import type { AccountFilter, AccountRow } from "./repositories/account-repository.ts";
import type { PasskeyRow } from "./repositories/passkey-repository.ts";
import type { FactorState } from "./repositories/second-factor-repository.ts";
import type { GrantFilter, GrantRow } from "./repositories/break-glass-repository.ts";
import type { SessionRow } from "./repositories/session-repository.ts";
import type { AuthorizedAppRow } from "./repositories/token-family-repository.ts";
import type { TenantRow } from "./repositories/tenant-repository.ts";

export type AccountModel = AccountRow;
export type TenantModel = TenantRow;
export type SessionModel = SessionRow;
export type PasskeyModel = PasskeyRow;
export type AuthorizedAppModel = AuthorizedAppRow;
export type BreakGlassGrantModel = GrantRow;
/** A grant that was reviewed. */
export type BreakGlassReviewModel = GrantRow;

/** A page of grants; what narrows the list is kept for `totalCount`. */
export interface BreakGlassGrantConnectionModel extends Page<GrantRow> {
  readonly filter: GrantFilter;
}

/** Who is signed in: the account with its tenant. */
export interface ViewerModel {
  readonly account: AccountRow;
  readonly tenant: TenantRow;
  /** Who acts in the account's place. */
  readonly impersonator: Viewer["impersonator"];
}

/** A page of accounts; `filter` is kept for `totalCount`. */
export interface AccountConnectionModel extends Page<AccountRow> {
  readonly filter: AccountFilter;
}

/** What an account has beside its password. */
export interface SecondFactorModel extends FactorState {
  readonly accountId: string;
  readonly tenantId: string;
  readonly isRequired: boolean;
  /** When it was last shown in the session of the request; null when it was not. */
  readonly lastShownAt: Date | null;
}

/** What of another context's entity is known here. */
interface Reference {
  readonly id: string;
  readonly tenantId: string;
}
export type UserModel = Reference;
export type PatientModel = Reference;
export type PractitionerModel = Reference;

/** GraphQL type → name of the type above that its resolvers get as parent. Read by `codegen.ts`. */
export const MAPPERS = {
  AccessDecision: "AccessDecisionModel",
  Account: "AccountModel",
  AccountConnection: "AccountConnectionModel",
  Tenant: "TenantModel",
  Session: "SessionModel",
  AuthorizedApp: "AuthorizedAppModel",
  Passkey: "PasskeyModel",
  SecondFactor: "SecondFactorModel",
  BreakGlassGrant: "BreakGlassGrantModel",
  BreakGlassReview: "BreakGlassReviewModel",
  BreakGlassGrantConnection: "BreakGlassGrantConnectionModel",
  Viewer: "ViewerModel",
  User: "UserModel",
  Patient: "PatientModel",
  Practitioner: "PractitionerModel",
} as const;
