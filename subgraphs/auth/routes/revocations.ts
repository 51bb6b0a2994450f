import { z } from "zod";
import { decideByRole } from "#shared/auth/decide.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { parseJsonBody } from "#shared/validation/parse-json.ts";
import { LONGEST_WAIT_MS, type RevocationFeed } from "../services/revocation-feed.ts";
import { isRevoked } from "../services/token-status.ts";

const followSchema = z.strictObject({
  after: z.number().int().min(0),
  waitMs: z.number().int().min(0).max(LONGEST_WAIT_MS),
});

const identitySchema = z.strictObject({
  jti: z.string(),
  sid: z.string().nullable(),
  accountId: z.uuid().nullable(),
  clientId: z.string().nullable(),
  issuedAt: z.number(),
});

/**
 * `POST /internal/revocations` with `{ after, waitMs }`, for our own processes only: the revocations that were committed
 * after the position `after` (0 for all that may still matter), as `{ revocations, cursor, isComplete }`. When there are
 * none the answer waits for one, up to `waitMs`. Instants are ISO-8601. Sessions that have ended of late, or may do something else, come along
 * as `sessionEndings: [{ id, sessionHash }]`, newest first, each in several answers; when there are a thousand there may be more.
 */
export function createRevocationsRoute(feed: RevocationFeed): ServiceRoute {
  return async ({ viewer, request, deadline }) => {
    if (decideByRole("token:verify", viewer) !== "ALLOW") throw new AppError("AUTH_FORBIDDEN");
    const { after, waitMs } = parseInput(followSchema, parseJsonBody(request.body), "");
    const { revocations, cursor, isComplete, sessionEndings } = await feed.after(
      after,
      waitMs,
      deadline.signal,
    );
    return jsonResponse(200, {
      revocations: revocations.map(({ kind, subject, revokedAt, endsAt }) => ({
        kind,
        subject,
        revokedAt: revokedAt.toISOString(),
        endsAt: endsAt.toISOString(),
      })),
      cursor,
      isComplete,
      sessionEndings: sessionEndings.map(({ id, idHash: sessionHash }) => ({ id, sessionHash })),
    });
  };
}

/**
 * `POST /internal/tokens/introspect` with what revocations are about of a token whose signature held, for our own
 * processes only: answers `{ isActive }`. For a router that does not hear of revocations.
 */
export function createTokenStatusRoute(scope: SystemScope): ServiceRoute {
  return async ({ viewer, request }) => {
    if (decideByRole("token:verify", viewer) !== "ALLOW") throw new AppError("AUTH_FORBIDDEN");
    const token = parseInput(identitySchema, parseJsonBody(request.body), "");
    return jsonResponse(200, { isActive: !(await isRevoked(scope, token)) });
  };
}
