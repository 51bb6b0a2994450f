import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { DOCUMENT_ID } from "./manifest.ts";

/** A request that names its document instead of bringing it. */
export interface DocumentRequest {
  readonly id: string;
  /** The request with the document's text in place of its id. */
  readonly withText: (text: string) => HTTPGraphQLRequest;
}

const APQ_HASH = /^[0-9a-f]{64}$/;
/** Apollo's persisted queries: https://www.apollographql.com/docs/apollo-server/performance/apq. */
const extensionsSchema = z.looseObject({
  persistedQuery: z.looseObject({ version: z.literal(1), sha256Hash: z.string() }),
});

/**
 * The document a request names by `documentId` (GraphQL over HTTP, appendix A), or by Apollo's
 * `extensions.persistedQuery.sha256Hash`; null for a request that brings its text, also beside a hash, as Apollo's
 * clients do to register it.
 * @throws AppError `VALIDATION_ERROR` for an id that is none, and for a text beside `documentId`
 */
export function requestedDocument(request: HTTPGraphQLRequest): DocumentRequest | null {
  const parameters = request.method === "GET" ? parametersOf(request.search) : bodyOf(request.body);
  if (parameters === null) return null;
  const { documentId, query, extensions } = parameters;
  if (documentId !== undefined && documentId !== null) {
    if (typeof documentId !== "string" || !DOCUMENT_ID.test(documentId)) throw malformed("documentId");
    if (query !== undefined && query !== null && query !== "")
      throw new AppError("VALIDATION_ERROR", "Send documentId or query, not both.");
    return { id: documentId, withText: (text) => withText(request, parameters, text) };
  }
  const persisted = extensionsSchema.safeParse(extensions);
  if (!persisted.success || (typeof query === "string" && query !== "")) return null;
  const { sha256Hash } = persisted.data.persistedQuery;
  if (!APQ_HASH.test(sha256Hash)) throw malformed("extensions.persistedQuery.sha256Hash");
  return { id: `sha256:${sha256Hash}`, withText: (text) => withText(request, parameters, text) };
}

/** A request that brings its text, without the hash by which one of Apollo's clients asks to register it. */
export function withoutHash(request: HTTPGraphQLRequest): HTTPGraphQLRequest {
  const parameters = request.method === "GET" ? parametersOf(request.search) : bodyOf(request.body);
  const { query, extensions } = parameters ?? {};
  if (parameters === null || typeof query !== "string" || !extensionsSchema.safeParse(extensions).success)
    return request;
  return { ...request, ...parametersWith(request, parameters, query) };
}

type Parameters = Readonly<Record<string, unknown>>;

function malformed(field: string): AppError {
  return new AppError("VALIDATION_ERROR", undefined, {
    fields: [{ field, message: "Must be the SHA-256 of a registered document." }],
  });
}

function bodyOf(body: unknown): Parameters | null {
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  return isObject ? { ...body } : null;
}

function parametersOf(search: string): Parameters {
  const parameters: Record<string, unknown> = Object.fromEntries(new URLSearchParams(search));
  const { extensions } = parameters;
  return typeof extensions === "string" ? { ...parameters, extensions: parseJson(extensions) } : parameters;
}

/** What is not JSON is refused by whoever reads the request next. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function withText(request: HTTPGraphQLRequest, parameters: Parameters, text: string): HTTPGraphQLRequest {
  const made = { ...request, ...parametersWith(request, parameters, text) };
  if (request.method !== "GET") return made;
  // A registered query changes nothing, and no page of another origin can read the answer: its URL may be plain.
  const headers = new HeaderMap(request.headers);
  headers.set("apollo-require-preflight", "true");
  return { ...made, headers };
}

/** Body or search of a request for this text; what else was sent stays. */
function parametersWith(
  { method }: HTTPGraphQLRequest,
  parameters: Parameters,
  text: string,
): Pick<HTTPGraphQLRequest, "body"> | Pick<HTTPGraphQLRequest, "search"> {
  const { documentId: _id, extensions, ...rest } = parameters;
  const others = withoutPersistedQuery(extensions);
  const all = { ...rest, query: text, ...(others !== undefined && { extensions: others }) };
  if (method !== "GET") return { body: all };
  const search = new URLSearchParams(
    Object.entries(all).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  return { search: `?${search.toString()}` };
}

function withoutPersistedQuery(extensions: unknown): unknown {
  if (typeof extensions !== "object" || extensions === null || Array.isArray(extensions)) return extensions;
  const others = Object.entries(extensions).filter(([name]) => name !== "persistedQuery");
  return others.length > 0 ? Object.fromEntries(others) : undefined;
}
