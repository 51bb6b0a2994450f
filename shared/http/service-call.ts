/**
 * One call from the router to a subgraph. The shape is the same whether it travels over TCP or stays in the
 * process: both transports end in the same {@link ServiceHandler} with the same headers and body.
 */
export interface ServiceRequest {
  readonly method: "GET" | "POST";
  /** Path without host, e.g. `/graphql`. */
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborted when the caller no longer waits for the answer. */
  readonly signal?: AbortSignal;
}

/** The answer of a subgraph. */
export interface ServiceResponse {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Complete `Set-Cookie` values; only the auth subgraph's reach a browser. */
  readonly setCookies: readonly string[];
  readonly body: string;
}

/** Answers a {@link ServiceRequest}. */
export type ServiceHandler = (request: ServiceRequest) => Promise<ServiceResponse>;

/** The signed viewer, see `shared/auth/signed-viewer.ts`. */
export const VIEWER_HEADER = "x-clinic-viewer";
/** Links the log lines and errors of one client request. */
export const CORRELATION_HEADER = "x-correlation-id";
/** W3C Trace Context. */
export const TRACEPARENT_HEADER = "traceparent";
/** Whole milliseconds that the caller will still wait. */
export const DEADLINE_HEADER = "x-deadline-ms";

/** Where routers wait at auth for revocations, all the time: no line of the log and no trace is made of it. */
export const REVOCATIONS_PATH = "/internal/revocations";

/** A JSON answer. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ServiceResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    setCookies: [],
    body: JSON.stringify(body),
  };
}
