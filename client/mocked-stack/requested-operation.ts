import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import type { ErrorCode } from "../result.ts";

/** An operation that can be executed. */
export interface RequestedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Thrown for what is refused before it is executed. */
export class RefusedRequest extends Error {
  readonly code: ErrorCode;
  /** Where it is not that of the code. */
  readonly status: number | undefined;

  constructor(code: ErrorCode, message?: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** What there is to ask for. */
export interface AnsweredBy {
  readonly schema: GraphQLSchema;
  /** False: only documents by id, as for most callers in production. */
  readonly takesTexts: boolean;
  /** Documents by id. */
  readonly documents: ReadonlyMap<string, DocumentNode>;
}

const DOCUMENT_ID = /^sha256:[0-9a-f]{64}$/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what a request asks for: by `documentId`, by Apollo's hash or as text, as the router does.
 * @throws RefusedRequest for what the router refuses whoever asks
 */
export async function requestedOperation(request: Request, by: AnsweredBy): Promise<RequestedOperation> {
  const { documentId, query, extensions, operationName, variables } = await parametersOf(request);
  const id = documentId ?? hashOf(extensions, query);
  const document = id == null ? readText(query, by) : byId(id, documentId === id ? query : "", by);
  const operation = getOperationAST(document, typeof operationName === "string" ? operationName : null);
  if (operation == null) throw new RefusedRequest("VALIDATION_ERROR", "Name the operation.");
  if (request.method === "GET" && operation.operation !== OperationTypeNode.QUERY)
    throw new RefusedRequest("VALIDATION_ERROR", "Only queries go by GET.", 405);
  return { document, operation, variables: isFields(variables) ? variables : {} };
}

async function parametersOf(request: Request): Promise<Fields> {
  if (request.method === "GET") {
    const parameters = Object.fromEntries(new URL(request.url).searchParams);
    const { variables = "{}", extensions = "{}" } = parameters;
    return { ...parameters, variables: parseJson(variables), extensions: parseJson(extensions) };
  }
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json"))
    throw new RefusedRequest("UNSUPPORTED_MEDIA_TYPE");
  const body = parseJson(await request.text());
  if (!isFields(body)) throw new RefusedRequest("VALIDATION_ERROR");
  return body;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedRequest("VALIDATION_ERROR", "The request is no JSON.");
  }
}

/** The id that Apollo's `extensions.persistedQuery` stands for, when no text comes with it. */
function hashOf(extensions: unknown, query: unknown): string | undefined {
  if (typeof query === "string" && query !== "") return undefined;
  if (!isFields(extensions) || !isFields(extensions["persistedQuery"])) return undefined;
  return `sha256:${String(extensions["persistedQuery"]["sha256Hash"])}`;
}

function byId(id: unknown, query: unknown, { documents }: AnsweredBy): DocumentNode {
  if (typeof id !== "string" || !DOCUMENT_ID.test(id)) throw new RefusedRequest("VALIDATION_ERROR");
  if (query != null && query !== "")
    throw new RefusedRequest("VALIDATION_ERROR", "Send documentId or query, not both.");
  const document = documents.get(id);
  if (document === undefined) throw new RefusedRequest("DOCUMENT_NOT_TRUSTED");
  return document;
}

function readText(query: unknown, { schema, takesTexts }: AnsweredBy): DocumentNode {
  if (!takesTexts) throw new RefusedRequest("DOCUMENT_NOT_TRUSTED");
  if (typeof query !== "string") throw new RefusedRequest("VALIDATION_ERROR", "There is nothing to execute.");
  try {
    const document = parse(query);
    const [first] = validate(schema, document);
    if (first !== undefined) throw first;
    return document;
  } catch (error) {
    if (error instanceof GraphQLError) throw new RefusedRequest("VALIDATION_ERROR", error.message);
    throw error;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
