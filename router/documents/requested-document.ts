import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { DOCUMENT_ID } from "./manifest.ts";

/** A request, read as far as its document goes. */
export interface DocumentRequest {
  /** Null for a request that brings its text. */
  readonly id: string | null;
  /** As the engine takes it: a document is named in one way, whatever way the client has, and no text is to be registered. */
  readonly request: HTTPGraphQLRequest;
}

const ID_PREFIX = "sha256:";
const APQ_HASH = /^[0-9a-f]{64}$/;
/** Apollo's persisted queries: https://www.apollographql.com/docs/apollo-server/performance/apq. */
const persistedQuerySchema = z.looseObject({ version: z.literal(1), sha256Hash: z.string() });

/**
 * The document a request names by `documentId` (GraphQL over HTTP, appendix A), or by Apollo's
 * `extensions.persistedQuery.sha256Hash`; none for a request that brings its text, also beside a hash, as Apollo's
 * clients do to register it.
 * @throws AppError `VALIDATION_ERROR` for an id or a hash that is none, and for a text beside `documentId`
 */
export function readDocumentRequest(request: HTTPGraphQLRequest): DocumentRequest {
  const parameters = request.method === "GET" ? parametersOf(request.search) : bodyOf(request.body);
  if (parameters === null) return { id: null, request };
  const { documentId, query, extensions } = parameters;
  const hasText = query !== undefined && query !== null && query !== "";
  if (documentId !== undefined && documentId !== null) {
    if (typeof documentId !== "string" || !DOCUMENT_ID.test(documentId)) throw malformed("documentId");
    if (hasText) throw new AppError("VALIDATION_ERROR", "Send documentId or query, not both.");
    return { id: documentId, request: naming(request, parameters, documentId) };
  }
  const sha256Hash = hashIn(extensions);
  if (sha256Hash === undefined) return { id: null, request };
  if (hasText) return { id: null, request: withoutHash(request, parameters) };
  if (!APQ_HASH.test(sha256Hash)) throw malformed("extensions.persistedQuery.sha256Hash");
  const id = `${ID_PREFIX}${sha256Hash}`;
  return { id, request: naming(request, parameters, id) };
}

/** @throws AppError `VALIDATION_ERROR` for what no client of Apollo sends */
function hashIn(extensions: unknown): string | undefined {
  if (!isObject(extensions)) return undefined;
  const { persistedQuery } = extensions;
  if (persistedQuery === undefined || persistedQuery === null) return undefined;
  const { data } = persistedQuerySchema.safeParse(persistedQuery);
  if (data === undefined) throw malformed("extensions.persistedQuery");
  return data.sha256Hash;
}

type Parameters = Readonly<Record<string, unknown>>;

function malformed(field: string): AppError {
  return new AppError("VALIDATION_ERROR", undefined, {
    fields: [{ field, message: "Must be the SHA-256 of a registered document." }],
  });
}

function bodyOf(body: unknown): Parameters | null {
  return isObject(body) ? body : null;
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

/** The request with the document's hash where Apollo has it, and nowhere else; what else was sent stays. */
function naming(
  request: HTTPGraphQLRequest,
  { documentId: _id, query: _query, extensions, ...rest }: Parameters,
  id: string,
): HTTPGraphQLRequest {
  const persistedQuery = { version: 1, sha256Hash: id.slice(ID_PREFIX.length) };
  // What is no object is refused by whoever reads the request next.
  const isNone = extensions === undefined || extensions === null;
  const named = isNone || isObject(extensions) ? { ...extensions, persistedQuery } : extensions;
  const made = withParameters(request, { ...rest, extensions: named });
  if (request.method !== "GET") return made;
  // A registered query changes nothing, and no page of another origin can read the answer: its URL may be plain.
  const headers = new HeaderMap(request.headers);
  headers.set("apollo-require-preflight", "true");
  return { ...made, headers };
}

/** The request without the hash by which one of Apollo's clients asks to register its text. */
function withoutHash(request: HTTPGraphQLRequest, { extensions, ...rest }: Parameters): HTTPGraphQLRequest {
  const { persistedQuery: _hash, ...others } = isObject(extensions) ? extensions : {};
  return withParameters(request, { ...rest, ...(Object.keys(others).length > 0 && { extensions: others }) });
}

function withParameters(request: HTTPGraphQLRequest, parameters: Parameters): HTTPGraphQLRequest {
  if (request.method !== "GET") return { ...request, body: parameters };
  const search = new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  return { ...request, search: `?${search.toString()}` };
}

function isObject(value: unknown): value is Parameters {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
