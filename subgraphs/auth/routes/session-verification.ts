import { z } from "zod";
import { decideByRole } from "#shared/auth/decide.ts";
import { viewerAsSent, type Viewer } from "#shared/auth/viewer.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { parseJsonBody } from "#shared/validation/parse-json.ts";
import { viewerOfSession } from "../domain/account-viewer.ts";
import { BreakGlassRepository } from "../repositories/break-glass-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";

const questionSchema = z.strictObject({ sessionId: z.string() });

/**
 * `POST /internal/sessions/verify` with `{ sessionId }`, for the service account `router` only: answers
 * `{ viewer, cookie }`. `viewer` is null when there is no such session (any more), and nobody with the session's hash while
 * its sign-in waits for a second step; `cookie` is the complete
 * `Set-Cookie` value when the end of the session has moved, else null, and also stands among the answer's cookies.
 */
export function createSessionVerificationRoute(options: {
  readonly scope: SystemScope;
  readonly openSessions: OpenSessionStore;
  readonly clock: Clock;
}): ServiceRoute {
  return async ({ viewer: caller, request }) => {
    // The router, and no other of our own processes: whoever asks here learns who somebody is.
    if (decideByRole("session:verify", caller) !== "ALLOW") throw new AppError("AUTH_FORBIDDEN");
    const { sessionId } = parseInput(questionSchema, parseJsonBody(request.body), "");
    const known = await options.scope.run(async (tx) => {
      const session = await options.openSessions(tx).verify(sessionId);
      if (session === null) return null;
      const spoken = viewerOfSession(session);
      const breakGlass = await findBreakGlass(tx, spoken, options.clock());
      return { viewer: { ...spoken, breakGlass }, cookie: session.cookie };
    });
    if (known === null) return jsonResponse(200, { viewer: null, cookie: null });
    const { viewer, cookie } = known;
    return {
      ...jsonResponse(200, { viewer: viewerAsSent(viewer), cookie }),
      setCookies: cookie === null ? [] : [cookie],
    };
  };
}

/** The grant in force of a session. Only practitioners can have one, so nobody else is looked up. */
async function findBreakGlass(
  tx: Tx,
  { tenantId, roles, sessionHash: idHash }: Viewer,
  now: Date,
): Promise<Viewer["breakGlass"]> {
  if (tenantId === null || idHash === null || !roles.includes("PRACTITIONER")) return null;
  const grant = await new BreakGlassRepository(tx).findInForce({ tenantId, idHash, now });
  if (grant === undefined) return null;
  const { id: grantId, patientId, purpose, expiresAt } = grant;
  return { grantId, patientId, purpose, expiresAt: expiresAt.toISOString() };
}
