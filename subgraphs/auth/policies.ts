import type { Attributes } from "#shared/auth/predicates.ts";
import type { AttributesOf } from "#shared/auth/request-access.ts";
import type {
  AccountModel,
  AuthorizedAppModel,
  BreakGlassGrantModel,
  PasskeyModel,
  PatientModel,
  PractitionerModel,
  SecondFactorModel,
  SessionModel,
  TenantModel,
  UserModel,
} from "./mappers.ts";

/** What the policies read of an account. */
export function accountAttributes(account: AccountModel): Attributes {
  const { id, tenantId, patientId, patientRegion: region } = account;
  return { type: "Account", id, tenantId, accountId: id, patientId, region };
}

function tenantAttributes({ id, tenantId }: TenantModel): Attributes {
  return { type: "Tenant", id, tenantId };
}

function sessionAttributes({ id, tenantId, accountId }: SessionModel): Attributes {
  return { type: "Session", id, tenantId, accountId };
}

function appAttributes({ id, tenantId, accountId }: AuthorizedAppModel): Attributes {
  return { type: "AuthorizedApp", id, tenantId, accountId };
}

function passkeyAttributes({ id, tenantId, accountId }: PasskeyModel): Attributes {
  return { type: "Passkey", id, tenantId, accountId };
}

function secondFactorAttributes({ accountId, tenantId }: SecondFactorModel): Attributes {
  return { type: "SecondFactor", id: accountId, tenantId, accountId };
}

function grantAttributes({ id, tenantId, accountId, patientId }: BreakGlassGrantModel): Attributes {
  return { type: "BreakGlassGrant", id, tenantId, accountId, patientId };
}

function userAttributes({ id, tenantId }: UserModel): Attributes {
  return { type: "User", id, tenantId, accountId: id };
}

function patientAttributes({ id, tenantId }: PatientModel): Attributes {
  return { type: "Patient", id, tenantId, patientId: id };
}

function practitionerAttributes({ id, tenantId }: PractitionerModel): Attributes {
  return { type: "Practitioner", id, tenantId, practitionerId: id };
}

/** Attribute mappers of the types that stand for a row. */
export const ATTRIBUTES: Readonly<Record<string, AttributesOf>> = {
  Account: accountAttributes,
  Tenant: tenantAttributes,
  Passkey: passkeyAttributes,
  SecondFactor: secondFactorAttributes,
  Session: sessionAttributes,
  AuthorizedApp: appAttributes,
  BreakGlassGrant: grantAttributes,
  BreakGlassReview: grantAttributes,
  User: userAttributes,
  Patient: patientAttributes,
  Practitioner: practitionerAttributes,
};
