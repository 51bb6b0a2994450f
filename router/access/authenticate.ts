import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import type { BearerVerifier } from "./bearer-verifier.ts";
import type { SessionVerifier } from "./session-verifier.ts";

/** The cookie that carries a session id. */
export const SESSION_COOKIE = "__Host-session";

/** What a request shows of its sender. */
export interface Credentials {
  /** Value of the `Authorization` header. */
  readonly authorization: string | undefined;
  /** Value of the {@link SESSION_COOKIE}. */
  readonly sessionId: string | undefined;
}

/** Who a request speaks for. */
export interface Authenticated {
  readonly viewer: Viewer;
  /** Complete `Set-Cookie` values that auth wants the browser to get. */
  readonly setCookies: readonly string[];
}

/**
 * Finds out who a request speaks for. A header outweighs a cookie. No credentials, and a session that has ended,
 * mean {@link ANONYMOUS}: only a client that asked to be someone is refused.
 * @throws AppError `AUTH_UNAUTHENTICATED` for a header that is not a valid bearer token, `DEPENDENCY_UNAVAILABLE`
 *   or `DEADLINE_EXCEEDED` when auth cannot be asked (never anonymous then)
 */
export type Authenticator = (credentials: Credentials, deadline: Deadline) => Promise<Authenticated>;

/** An `Authorization` header with a bearer token, its first group (https://www.rfc-editor.org/rfc/rfc6750#section-2.1). */
export const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** An {@link Authenticator} of sessions and access tokens. */
export function createAuthenticator(options: {
  readonly verifySession: SessionVerifier;
  readonly verifyBearer: BearerVerifier;
}): Authenticator {
  return async ({ authorization, sessionId }, deadline) => {
    if (authorization !== undefined) {
      const token = BEARER.exec(authorization)?.[1];
      if (token === undefined)
        throw new AppError("AUTH_UNAUTHENTICATED", "The authorization header is not valid.");
      return { viewer: await options.verifyBearer(token, deadline), setCookies: [] };
    }
    if (sessionId === undefined) return { viewer: ANONYMOUS, setCookies: [] };
    const { viewer, setCookies } = await options.verifySession(sessionId, deadline);
    return { viewer: viewer ?? ANONYMOUS, setCookies };
  };
}

/** Everybody is {@link ANONYMOUS}: the open profile. */
export const authenticateNobody: Authenticator = async () => ({ viewer: ANONYMOUS, setCookies: [] });
