import { hash } from "node:crypto";
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
  if (!isKnown(headers["if-none-match"], etag)) return answer;
  return { status: 304, headers: new HeaderMap(), body: { kind: "complete", string: "" } };
}

/** Who asks for SDL is told by these; CORS adds the origin on its own only where nothing else is said. */
const VARY_OF_SDL = "origin, cookie, authorization";

/** Answers SDL to who may have it. The caller's own cache may keep it, and asks each time whether it still may be shown. */
export function sendSdl({ headers }: FastifyRequest, reply: FastifyReply, sdl: string): FastifyReply {
  const etag = `"${hash("sha256", sdl, "base64url")}"`;
  void reply.headers({ etag, "cache-control": "private, no-cache", vary: VARY_OF_SDL });
  if (isKnown(headers["if-none-match"], etag)) return reply.code(304).send();
  return reply.type("text/plain; charset=utf-8").send(sdl);
}

/** Whether whoever asks has what this tag stands for; compared weakly: RFC 9110, section 13.1.2. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const strong = (tag: string): string => tag.trim().replace(/^W\//, "");
  const known = (ifNoneMatch ?? "").split(",").map(strong);
  return known.includes("*") || known.includes(strong(etag));
}
