import { HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { CLIENT_NAME_HEADER } from "../documents/document-resolver.ts";
import type { AnswerCaching } from "../execution/request-context.ts";

/** What the answer to a URL depends on besides. */
const VARY = ["Accept", "Authorization", "Cookie", CLIENT_NAME_HEADER];

/**
 * The answer to a GET. One that may be kept has a validator, and is kept by the caller alone, who asks each time whether it is
 * still good and is authorized anew (RFC 9111, `private, no-cache`): then 304 without a body. Any other stays as it is.
 */
export function conditional(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  answer: HTTPGraphQLResponse,
  { etag }: AnswerCaching,
): HTTPGraphQLResponse {
  if (etag === undefined || (answer.status ?? 200) !== 200) return answer;
  const others = reply.getHeader("vary");
  void reply.headers({
    "cache-control": "private, no-cache",
    vary: [...(others === undefined ? [] : [String(others)]), ...VARY].join(", "),
    etag,
  });
  answer.headers.delete("cache-control");
  if (!matches(headers["if-none-match"], etag)) return answer;
  return { status: 304, headers: new HeaderMap(), body: { kind: "complete", string: "" } };
}

/** Compares weakly: RFC 9110, section 13.1.2. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const asked = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim());
  return asked.some((tag) => tag === "*" || `W/${tag.replace(/^W\//, "")}` === etag);
}
