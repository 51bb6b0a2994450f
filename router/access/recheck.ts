import { decodeJwt } from "jose";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { BEARER, type Authenticator, type Credentials } from "./authenticate.ts";
import { readSessionAnswer, VERIFY_PATH } from "./session-verifier.ts";
import { ROUTER_VIEWER } from "./router-viewer.ts";

/**
 * Finds out anew for whom credentials speak that were shown some time ago. Nothing that is remembered is believed, and a session is
 * not used by it: its idle end stays where it is.
 * @throws AppError `AUTH_UNAUTHENTICATED` when they speak for nobody any more, `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED`
 *   when auth cannot be asked
 */
export type Recheck = (credentials: Credentials) => Promise<Viewer>;

/** A {@link Recheck} of sessions and access tokens. */
export function createRecheck(options: {
  readonly callAuth: ServiceCaller;
  readonly authenticate: Authenticator;
  readonly timeoutMs: number;
}): Recheck {
  const { callAuth, authenticate, timeoutMs } = options;
  return async (credentials) => {
    const deadline = new Deadline(timeoutMs);
    const { authorization, sessionId } = credentials;
    // A token is judged by what the router knows at this moment.
    if (authorization !== undefined) return (await authenticate(credentials, deadline)).viewer;
    if (sessionId === undefined) throw new AppError("AUTH_UNAUTHENTICATED");
    const response = await callAuth({
      method: "POST",
      path: VERIFY_PATH,
      body: JSON.stringify({ sessionId, isUse: false }),
      viewer: ROUTER_VIEWER,
      deadline,
    });
    const { viewer } = readSessionAnswer(response);
    if (viewer === null || viewer.kind === "ANONYMOUS") throw new AppError("AUTH_UNAUTHENTICATED");
    return viewer;
  };
}

/**
 * When credentials end by themselves that were found good, in milliseconds since 1970: an access token by its `exp`, an
 * impersonation. Null for a session: that auth knows.
 */
export function endOf({ authorization }: Credentials, { impersonator }: Viewer): number | null {
  if (authorization === undefined) return impersonator === null ? null : Date.parse(impersonator.endsAt);
  const { exp } = decodeJwt(BEARER.exec(authorization)?.[1] ?? "");
  return exp === undefined ? null : exp * 1_000;
}
