import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import type { GraphqlAnswer, SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { PASSWORD } from "./world.ts";

/** Nobody's yet, and strong enough. */
export const NEW_PASSWORD = "seven herons wade at noon";

const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) { isChanged userErrors { code field retryAfterSeconds } }
}`;
const RESET = `mutation ($input: ResetPasswordInput!) {
  resetPassword(input: $input) { isReset userErrors { code field } }
}`;
const SIGN_UP = `mutation ($input: SignUpInput!) {
  signUp(input: $input) { isAccepted userErrors { code message field } }
}`;

/** Changes the password as somebody who knows it, unless told otherwise. */
export function changePassword(
  harness: SubgraphHarness,
  viewer: Viewer,
  changes: { readonly currentPassword?: string; readonly newPassword?: string } = {},
): Promise<GraphqlAnswer> {
  const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, ...changes };
  return harness.execute(viewer, CHANGE, { input });
}

/** Sets a password by what was mailed; answers the payload. */
export async function resetPassword(
  harness: SubgraphHarness,
  token: string,
  newPassword: string = NEW_PASSWORD,
): Promise<unknown> {
  const { data } = await harness.execute(ANONYMOUS, RESET, { input: { token, newPassword } });
  return data.resetPassword;
}

/** What a reset answers that has set the password. */
export const RESET_DONE = { isReset: true, userErrors: [] };
/** What it answers for a token that is of no use. */
export const RESET_REFUSED = {
  isReset: false,
  userErrors: [{ code: "TOKEN_INVALID", field: "input.token" }],
};

/** A person who may sign up. */
export const PERSON = {
  tenant: "northwind",
  email: "mara@patients.example",
  password: PASSWORD,
  givenName: "Mara",
  familyName: "Lind",
  birthDate: "1990-05-17",
  phone: "+4930901820",
} as const;

/** Signs {@link PERSON} up, with changes. */
export function signUp(
  harness: SubgraphHarness,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<GraphqlAnswer> {
  return harness.execute(ANONYMOUS, SIGN_UP, { input: { ...PERSON, ...changes } });
}
