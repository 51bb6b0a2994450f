import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { goneSignal } from "#shared/http/gone-signal.ts";
import { currentScope } from "#shared/observability/request-scope.ts";
import { SESSION_COOKIE, type Authenticated, type Authenticator } from "../access/authenticate.ts";
import { NO_FIELDS } from "../access/masked-fields.ts";
import { newOperationRecord, type RequestContext } from "../execution/request-context.ts";
import { rateLimitHeaders } from "../rate-limit/rate-limit-headers.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import { isForeignOrigin } from "./foreign-origin.ts";

/** What {@link admit} needs. */
export interface AdmissionOptions {
  readonly authenticate: Authenticator;
  /** Longest time for a whole request. */
  readonly requestTimeoutMs: number;
  /** Null: nothing is limited. */
  readonly limiter: RateLimiter | null;
  /** Lets go of a session, by its hash, of which something may have changed. */
  readonly sessions: { readonly forget: (sessionHash: string) => void };
  /** Origins whose pages may send requests, besides those of this host; null for any. */
  readonly pageOrigins: readonly string[] | null;
}

/**
 * Finds out who asks, and what that means for the rest of the request.
 * @param record what the metrics will say of it
 * @throws AppError `AUTH_FORBIDDEN` for a page of another origin, `AUTH_UNAUTHENTICATED` for credentials that are none,
 *   `RATE_LIMIT_EXCEEDED` for too many of those, `DEPENDENCY_UNAVAILABLE` when nobody can tell
 */
export async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  options: AdmissionOptions,
  record = newOperationRecord(),
): Promise<RequestContext> {
  const { origin, host } = request.headers;
  const site = readHeader(request, "sec-fetch-site");
  if (options.pageOrigins !== null && isForeignOrigin({ origin, host, site }, options.pageOrigins))
    throw new AppError("AUTH_FORBIDDEN", "Pages of this origin may not send requests.");
  // Over, too, when the client has gone: what would be done for it is cancelled, down to the database.
  const deadline = new Deadline(options.requestTimeoutMs, goneSignal(reply));
  const authenticated = await identify(request, reply, options, deadline);
  return contextOf(authenticated, { clientAddress: request.ip, deadline, record }, options);
}

/** What an operation of somebody carries who was found out already. */
export function contextOf(
  { viewer, setCookies }: Authenticated,
  { clientAddress, deadline, record }: Pick<RequestContext, "clientAddress" | "deadline" | "record">,
  { limiter, sessions }: Pick<AdmissionOptions, "limiter" | "sessions">,
): RequestContext {
  return {
    viewer,
    clientAddress,
    deadline,
    correlationId: currentScope()?.correlationId ?? null,
    setCookies: [...setCookies],
    extensions: new Map(),
    budget: limiter?.ofCaller(clientAddress, viewer) ?? null,
    forgetSession: () => {
      if (viewer.sessionHash !== null) sessions.forget(viewer.sessionHash);
    },
    deprecations: [],
    isTrusted: false,
    masked: NO_FIELDS,
    caching: { etag: undefined },
    record,
    isRehearsal: false,
  };
}

/** Headers that every answer has to a caller who was admitted: cookies, and what is left of the budgets. */
export function addCallerHeaders(
  reply: FastifyReply,
  { budget, setCookies }: RequestContext,
  limiter: RateLimiter | null,
): void {
  if (budget !== null && limiter !== null)
    void reply.headers(rateLimitHeaders(budget.balances(), limiter.settings.windowSeconds));
  if (setCookies.length > 0) void reply.header("set-cookie", setCookies);
}

/** Asks who it is, unless too many credentials from there have been none: then auth is not asked. */
async function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate, limiter }: AdmissionOptions,
  deadline: Deadline,
): Promise<Authenticated> {
  const { authorization } = request.headers;
  const sessionId = request.cookies[SESSION_COOKIE];
  const isClaiming = authorization !== undefined || sessionId !== undefined;
  const attempts = isClaiming ? limiter?.ofCredentials(request.ip) : undefined;
  try {
    attempts?.assertNotEmpty();
    const authenticated = await authenticate({ authorization, sessionId }, deadline);
    // A session that waits for its second factor speaks for nobody, and is one all the same.
    const { kind, sessionHash } = authenticated.viewer;
    if (kind === "ANONYMOUS" && sessionHash === null) await attempts?.chargeAfterwards(1);
    return authenticated;
  } catch (error) {
    if (error instanceof AppError && error.code === "AUTH_UNAUTHENTICATED") {
      // https://www.rfc-editor.org/rfc/rfc6750#section-3
      void reply.header("www-authenticate", 'Bearer error="invalid_token"');
      await attempts?.chargeAfterwards(1);
    }
    if (attempts !== undefined && limiter !== null) {
      void reply.headers(rateLimitHeaders(attempts.balances(), limiter.settings.windowSeconds));
    }
    throw error;
  }
}

function readHeader({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
