import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { goneSignal } from "#shared/http/gone-signal.ts";
import { SESSION_COOKIE, type Authenticator } from "../access/authenticate.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { bodyOf, sendAnswer } from "./auth-answer.ts";
import { enterEndpoint } from "./endpoint-limit.ts";
import { isForeignOrigin } from "./foreign-origin.ts";

/** What {@link registerAuthorizationRoutes} needs. */
export interface AuthorizationRouteOptions {
  readonly authenticate: Authenticator;
  readonly callAuth: ServiceCaller;
  readonly timeoutMs: number;
  /** The address at which browsers reach this router. */
  readonly issuer: string;
  readonly limiter: RateLimiter;
}

const AUTHORIZE_PATH = "/oauth2/authorize";
/** Where the consent page of auth sends its form. */
const DECISION_PATH = "/oauth2/authorize/decision";
const FORM = "application/x-www-form-urlencoded";
/** Auth's consent page says itself what a browser may do with it. */
const RESPONSE_HEADERS = [
  "content-type",
  "cache-control",
  "pragma",
  "location",
  "content-security-policy",
  "referrer-policy",
] as const;

/**
 * The two ways by which a browser comes itself, with its session, to let an app act for its owner (RFC 6749, section
 * 3.1). Auth is told who is signed in: by the session only, never by an access token. The query string is handed on as
 * the body, so that the signature of the call covers it.
 */
export function registerAuthorizationRoutes(app: FastifyInstance, options: AuthorizationRouteOptions): void {
  app.route({
    method: ["GET", "POST"],
    url: AUTHORIZE_PATH,
    exposeHeadRoute: false,
    handler: (request, reply) => {
      if (request.method !== "GET") return refuseMethod(reply);
      const queryStart = request.url.indexOf("?");
      const search = queryStart < 0 ? "" : request.url.slice(queryStart + 1);
      return handOn(request, reply, { path: AUTHORIZE_PATH, body: search }, options);
    },
  });
  app.route({
    method: "POST",
    url: DECISION_PATH,
    exposeHeadRoute: false,
    handler: (request, reply) => {
      if (!isOwnPage(request, options.issuer)) {
        throw new AppError("AUTH_FORBIDDEN", "Only our own page may send this form.");
      }
      return handOn(request, reply, { path: DECISION_PATH, body: bodyOf(request) }, options);
    },
  });
}

async function handOn(
  request: FastifyRequest,
  reply: FastifyReply,
  call: { readonly path: string; readonly body: string },
  { authenticate, callAuth, timeoutMs, limiter }: AuthorizationRouteOptions,
): Promise<FastifyReply> {
  await enterEndpoint(request, reply, limiter);
  const deadline = new Deadline(timeoutMs, goneSignal(reply));
  const sessionId = request.cookies[SESSION_COOKIE];
  const { viewer, setCookies } = await authenticate({ authorization: undefined, sessionId }, deadline);
  const headers = { "content-type": FORM, accept: "text/html" };
  const response = await callAuth({ method: "POST", ...call, headers, viewer, deadline });
  return sendAnswer(
    reply,
    { ...response, setCookies: [...setCookies, ...response.setCookies] },
    RESPONSE_HEADERS,
  );
}

/** True when the browser says that a page of ours has sent the request: every browser says so of a form. */
function isOwnPage({ headers }: FastifyRequest, issuer: string): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (origin === undefined || (site !== undefined && site !== "same-origin")) return false;
  // Behind a proxy that changes `Host` our origin is known from the configuration only.
  return !isForeignOrigin({ origin, host }, [new URL(issuer).origin]);
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-3.1 leaves POST to us. */
function refuseMethod(reply: FastifyReply): FastifyReply {
  const body = { error: "invalid_request", error_description: "The method must be GET." };
  return reply.code(405).headers({ allow: "GET", "cache-control": "no-store" }).send(body);
}
