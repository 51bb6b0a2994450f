import type { FastifyInstance, FastifyRequest } from "fastify";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { goneSignal } from "#shared/http/gone-signal.ts";
import { bodyOf, pickHeaders, sendAnswer } from "./auth-answer.ts";
import { registerAuthorizationRoutes, type AuthorizationRouteOptions } from "./authorization-routes.ts";
import { enterEndpoint } from "./endpoint-limit.ts";

const REQUEST_HEADERS = ["content-type", "authorization", "accept"] as const;
const RESPONSE_HEADERS = [
  "allow",
  "content-type",
  "cache-control",
  "pragma",
  "www-authenticate",
  "retry-after",
  "location",
] as const;
const BODY_LIMIT_BYTES = 64 * 1024;

// Plain segments only: nothing that a server or client could normalise into another path, as `..` or `%2e` would be.
const PATH = /^\/(?:oauth2|\.well-known)(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/**
 * Hands `/oauth2/*` and `/.well-known/*` to the auth service on the same path: body unread, few headers, on nobody's
 * behalf. The query string is left behind; auth's endpoints take their parameters in the body (RFC 6749, section 3.2).
 * Where a person allows an app is another matter, see {@link registerAuthorizationRoutes}.
 */
export async function registerAuthProxy(
  app: FastifyInstance,
  options: AuthorizationRouteOptions,
): Promise<void> {
  await app.register(async (scope) => {
    // The signature covers the body as it came, so it is not parsed here.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ["application/x-www-form-urlencoded", "application/json"],
      { parseAs: "string", bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, done) => done(null, body),
    );
    registerAuthorizationRoutes(scope, options);
    const forward = async (request: FastifyRequest, gone: AbortSignal) => {
      const path = request.url.split("?", 1)[0] ?? "";
      if (!PATH.test(path)) throw new AppError("RESOURCE_NOT_FOUND");
      return options.callAuth({
        method: request.method === "GET" ? "GET" : "POST",
        path,
        headers: pickHeaders(request.headers, REQUEST_HEADERS),
        body: bodyOf(request),
        viewer: ANONYMOUS,
        clientAddress: request.ip,
        deadline: new Deadline(options.timeoutMs, gone),
      });
    };
    for (const url of ["/oauth2/*", "/.well-known/*"]) {
      scope.route({
        method: url === "/oauth2/*" ? ["GET", "POST"] : ["GET"],
        url,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          const passed = await enterEndpoint(request, reply, options.limiter);
          const response = await forward(request, goneSignal(reply));
          if (response.status < 400) await passed();
          return sendAnswer(reply, response, RESPONSE_HEADERS);
        },
      });
    }
  });
}
