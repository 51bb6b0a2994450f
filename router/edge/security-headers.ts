import cors, { type FastifyCorsOptions } from "@fastify/cors";
import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import { CLIENT_NAME_HEADER } from "../documents/document-resolver.ts";
import { DEPRECATION_HEADERS } from "./deprecation-headers.ts";
import { RATE_LIMIT_HEADERS } from "../rate-limit/rate-limit-headers.ts";
import { CALENDARS_PATH } from "#shared/calendar-feeds/calendar-address.ts";
import { CORRELATION_HEADER, TRACEPARENT_HEADER } from "#shared/http/service-call.ts";

const PREFLIGHT_LIFETIME_SECONDS = 600;

/** Nothing of a browser for whatever document an answer may be taken for; helmet does not know the header. */
const PERMISSIONS_POLICY =
  "camera=(), display-capture=(), fullscreen=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()";

/** What {@link registerSecurityHeaders} gives to every answer, for those that are given before any hook runs. */
export const SECURITY_HEADERS = {
  "content-security-policy": "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "permissions-policy": PERMISSIONS_POLICY,
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
} as const;

/**
 * Security headers for an API that serves no pages (https://owasp.org/www-project-secure-headers/), and CORS with
 * credentials for exactly the given origins, e.g. `http://localhost:3000`; for nobody at `/oauth2/*` and `/v1/calendars/*`.
 */
export async function registerSecurityHeaders(
  app: FastifyInstance,
  options: { readonly corsOrigins: readonly string[] },
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  });
  app.addHook("onRequest", async (_request, reply) => {
    void reply.header("permissions-policy", PERMISSIONS_POLICY);
  });
  const sharing = sharingWith(options.corsOrigins);
  await app.register(cors, {
    delegator: ({ url }, done) => {
      done(null, TOKEN_PATHS.some((path) => url.startsWith(path)) ? { origin: false } : sharing);
    },
  });
}

/** What is answered there is for programs, and for a browser that goes there itself: no page may read it. */
const TOKEN_PATHS = ["/oauth2/", CALENDARS_PATH];

function sharingWith(corsOrigins: readonly string[]): FastifyCorsOptions {
  return {
    origin: [...corsOrigins],
    credentials: true,
    methods: ["GET", "POST", "DELETE"],
    // Otherwise an OPTIONS request that is no preflight is refused in plain text.
    strictPreflight: false,
    allowedHeaders: [
      "accept",
      "authorization",
      "content-type",
      "last-event-id",
      "apollo-require-preflight",
      "idempotency-key",
      CLIENT_NAME_HEADER,
      // Sent along with the name by Apollo's clients.
      "apollographql-client-version",
      CORRELATION_HEADER,
      TRACEPARENT_HEADER,
    ],
    exposedHeaders: [CORRELATION_HEADER, ...RATE_LIMIT_HEADERS, ...DEPRECATION_HEADERS],
    maxAge: PREFLIGHT_LIFETIME_SECONDS,
  };
}
