import type {
  ExplorerOperation,
  ExplorerRun,
  ExplorerViewer,
  Preflight,
  Purpose,
  PurposeInput,
  SavedQuery,
  SavedQueryChange,
  SavedQueryInput,
  SavedQueryVersion,
} from "../explorer-api.ts";
import type { ExportInput, ExportJob } from "../export-api.ts";
import { PURPOSE_NEEDED } from "./verdict.ts";

/** Below the origin of the page; the session's cookie goes with every request. */
const API = "/explorer/api/";

/** A refusal of the router, or `NETWORK_ERROR` when no answer of it came. */
export class ExplorerError extends Error {
  override readonly name = "ExplorerError";
  /** Of the error catalogue, or `NETWORK_ERROR`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether the router wants to know first what patient data is for. */
export function isPurposeNeeded(error: unknown): boolean {
  return error instanceof ExplorerError && error.code === PURPOSE_NEEDED;
}

/** What the page asks the router for. All of it rejects with {@link ExplorerError}, or with the reason of a signal. */
export interface ExplorerClient {
  viewer(): Promise<ExplorerViewer>;
  declarePurpose(purpose: Purpose): Promise<ExplorerViewer>;
  /** SDL of what the caller may see. */
  schema(): Promise<string>;
  preflight(operation: ExplorerOperation, signal: AbortSignal): Promise<Preflight>;
  run(operation: ExplorerOperation, signal: AbortSignal): Promise<ExplorerRun>;
  savedQueries(): Promise<readonly SavedQuery[]>;
  saveQuery(input: SavedQueryInput): Promise<SavedQuery>;
  changeQuery(id: string, input: SavedQueryChange): Promise<SavedQuery>;
  removeQuery(id: string): Promise<void>;
  versions(id: string): Promise<readonly SavedQueryVersion[]>;
  /** Newest first. */
  exports(): Promise<readonly ExportJob[]>;
  beginExport(input: ExportInput): Promise<ExportJob>;
  cancelExport(id: string): Promise<ExportJob>;
  resumeExport(id: string): Promise<ExportJob>;
  removeExport(id: string): Promise<void>;
}

/** How {@link createExplorerClient} reaches the router, and who hears that the session has ended. */
export interface ExplorerClientOptions {
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  readonly onUnauthenticated: () => void;
}

/** A client of `/explorer/api`. */
export function createExplorerClient(options: ExplorerClientOptions): ExplorerClient {
  async function json<Answer>(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await ask(options, method, path, body, signal);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the router answers as explorer-api.ts says
    return (await response.json().catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw new ExplorerError("NETWORK_ERROR", "The answer could not be read.", { cause });
    })) as Answer;
  }
  const one = (id: string): string => `queries/${encodeURIComponent(id)}`;
  const oneExport = (id: string): string => `exports/${encodeURIComponent(id)}`;
  return {
    viewer: () => json("GET", "viewer"),
    declarePurpose: (purpose) => json("POST", "purpose", { purpose } satisfies PurposeInput),
    schema: async () => (await ask(options, "GET", "schema")).text(),
    preflight: (operation, signal) => json("POST", "preflight", operation, signal),
    run: (operation, signal) => json("POST", "run", operation, signal),
    savedQueries: () => json("GET", "queries"),
    saveQuery: (input) => json("POST", "queries", input),
    changeQuery: (id, input) => json("PUT", one(id), input),
    removeQuery: async (id) => {
      await ask(options, "DELETE", one(id));
    },
    versions: (id) => json("GET", `${one(id)}/versions`),
    exports: () => json("GET", "exports"),
    beginExport: (input) => json("POST", "exports", input),
    cancelExport: (id) => json("POST", `${oneExport(id)}/cancel`),
    resumeExport: (id) => json("POST", `${oneExport(id)}/resume`),
    removeExport: async (id) => {
      await ask(options, "DELETE", oneExport(id));
    },
  };
}

async function ask(
  { fetch: send = fetch, onUnauthenticated }: ExplorerClientOptions,
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const init: RequestInit = { method, credentials: "same-origin" };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.headers = { "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  const response = await send(API + path, init).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new ExplorerError("NETWORK_ERROR", "No answer came.", { cause });
  });
  if (response.ok) return response;
  const error = await readRefusal(response);
  if (error.code === "AUTH_UNAUTHENTICATED") onUnauthenticated();
  throw error;
}

async function readRefusal(response: Response): Promise<ExplorerError> {
  const unknown = new ExplorerError("NETWORK_ERROR", `The server answered ${String(response.status)}.`);
  try {
    const body: unknown = await response.json();
    if (!hasKey(body, "errors") || !Array.isArray(body.errors)) return unknown;
    const error: unknown = body.errors[0];
    if (!hasKey(error, "message") || !hasKey(error, "extensions") || !hasKey(error.extensions, "code"))
      return unknown;
    return new ExplorerError(String(error.extensions.code), String(error.message));
  } catch {
    return unknown;
  }
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Readonly<Record<Key, unknown>> {
  return typeof value === "object" && value !== null && key in value;
}
