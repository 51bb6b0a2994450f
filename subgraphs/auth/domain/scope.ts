import { isAction, type Action } from "#shared/auth/policies.ts";

/** https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** The scopes that a parameter names, each once; null when it names none in particular, undefined when it is malformed. */
export function readScope(parameter: string | null): readonly string[] | null | undefined {
  if (parameter === null || parameter === "") return null;
  return SCOPE.test(parameter) ? [...new Set(parameter.split(" "))] : undefined;
}

/**
 * The scopes a token gets, which are actions of the policy table: all that are allowed when none in particular is asked
 * for. Undefined, which is `invalid_scope` (RFC 6749, section 5.2), when one is asked for that is not allowed or none
 * would be got: a token always has a limit.
 * @param allowed of the client, or of what a person has allowed it before
 */
export function grantScopes(
  asked: readonly string[] | null,
  allowed: readonly string[],
): readonly Action[] | undefined {
  const known = [...new Set(allowed)].filter(isAction);
  const granted = asked === null ? known : known.filter((scope) => asked.includes(scope));
  const isWhole = asked === null || asked.length === granted.length;
  return isWhole && granted.length > 0 ? granted : undefined;
}
