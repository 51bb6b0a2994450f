import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "#shared/errors/app-error.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";

/** The body as it came. */
export function bodyOf({ body }: FastifyRequest): string {
  return typeof body === "string" ? body : "";
}

/**
 * Gives auth's answer to the client, with those of its headers that are named.
 * @throws AppError `DEPENDENCY_UNAVAILABLE` for a 5xx
 */
export function sendAnswer(
  reply: FastifyReply,
  { status, headers, setCookies, body }: ServiceResponse,
  names: readonly string[],
): FastifyReply {
  // What a service says of its own faults is not for clients.
  if (status >= 500) throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: { status } });
  void reply.code(status).headers(pickHeaders(headers, names));
  if (setCookies.length > 0) void reply.header("set-cookie", [...setCookies]);
  return reply.send(body);
}

/** Those of the headers that are named. */
export function pickHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
