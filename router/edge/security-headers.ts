import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import { CORRELATION_HEADER, TRACEPARENT_HEADER } from "#shared/http/service-call.ts";

const PREFLIGHT_LIFETIME_SECONDS = 600;

/**
 * Security headers for an API that serves no pages (https://owasp.org/www-project-secure-headers/), and CORS with
 * credentials for exactly the given origins, e.g. `http://localhost:3000`.
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
  await app.register(cors, {
    origin: [...options.corsOrigins],
    credentials: true,
    methods: ["GET", "POST"],
    allowedHeaders: [
      "accept",
      "authorization",
      "content-type",
      "apollo-require-preflight",
      CORRELATION_HEADER,
      TRACEPARENT_HEADER,
    ],
    exposedHeaders: [CORRELATION_HEADER],
    maxAge: PREFLIGHT_LIFETIME_SECONDS,
  });
}
