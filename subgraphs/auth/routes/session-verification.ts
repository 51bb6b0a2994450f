import { z } from "zod";
import { decideByRole } from "#shared/auth/decide.ts";
import { viewerAsSent } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { parseJsonBody } from "#shared/validation/parse-json.ts";
import type { SessionVerificationService } from "../services/session-verification-service.ts";

const questionSchema = z.strictObject({ sessionId: z.string(), isUse: z.boolean().default(true) });

/**
 * `POST /internal/sessions/verify` with `{ sessionId }`, for the service account `router` only: answers
 * `{ viewer }`. It is null when there is no such session (any more), and nobody with the session's hash while its sign-in waits
 * for a second step. When the end of the session has moved, its new cookie is the answer's. With `isUse: false` it does not move:
 * nobody uses the session, it is only looked whether it is still there.
 */
export function createSessionVerificationRoute(sessions: SessionVerificationService): ServiceRoute {
  return async ({ viewer: caller, request }) => {
    // The router, and no other of our own processes: whoever asks here learns who somebody is.
    if (decideByRole("session:verify", caller) !== "ALLOW") throw new AppError("AUTH_FORBIDDEN");
    const { sessionId, isUse } = parseInput(questionSchema, parseJsonBody(request.body), "");
    const session = await sessions.verify(sessionId, isUse);
    if (session === null) return jsonResponse(200, { viewer: null });
    const { viewer, cookie } = session;
    return {
      ...jsonResponse(200, { viewer: viewerAsSent(viewer) }),
      setCookies: cookie === null ? [] : [cookie],
    };
  };
}
