import type { Operation } from "./operation.ts";
import { noAnswer, readAnswer } from "./read-answer.ts";
import type { Result } from "./result.ts";

/** How {@link createClinicClient} talks to the API. */
export interface ClinicClientOptions {
  /** Where the API answers, for example `http://localhost:4000/graphql`. */
  readonly url: string;
  /** Default: that of the platform. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** The client whose documents are run; the API takes `web` when none is named, whose operations this package has. */
  readonly clientName?: string;
  /** How long one attempt may take; default 15,000. The API itself gives up after 10 seconds. */
  readonly timeoutMs?: number;
  /** How often a request that cannot do anything twice is repeated when that may help; default 2. */
  readonly retries?: number;
  /** True: registered queries go by GET, with a URL that is always the same and needs no preflight. */
  readonly useGetForQueries?: boolean;
  /** Called for every result with `AUTH_UNAUTHENTICATED`: the session has ended, or there was none. */
  readonly onUnauthenticated?: () => void;
}

/** For one execution. */
export interface ExecuteOptions {
  /** Gives the request up. */
  readonly signal?: AbortSignal;
}

/** Needs variables only when the operation does. */
type Arguments<Variables> =
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- nothing at all is what is meant
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: ExecuteOptions]
    : [variables: Variables, options?: ExecuteOptions];

/** Runs operations. */
export interface ClinicClient {
  /**
   * Runs an operation. Whatever the API or the network makes of it is in the result; it rejects only with the reason of
   * your own signal, and with a `TypeError` for variables that are no JSON.
   */
  execute<Data, Variables>(
    operation: Operation<Data, Variables>,
    ...rest: Arguments<NoInfer<Variables>>
  ): Promise<Result<Data>>;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_RETRIES = 2;
const FIRST_WAIT_MS = 200;
/** Longer waits are for the people who use the app to decide. */
const LONGEST_WAIT_MS = 5_000;

/** A client of the API for pages: the session is a cookie, which scripts never see. */
export function createClinicClient(options: ClinicClientOptions): ClinicClient {
  const { retries = DEFAULT_RETRIES, onUnauthenticated } = options;
  return {
    async execute<Data, Variables>(
      operation: Operation<Data, Variables>,
      ...[variables, { signal } = {}]: Arguments<NoInfer<Variables>>
    ) {
      const isRepeatable = operation.kind === "query" || hasIdempotencyKey(variables);
      const [url, init] = toRequest(operation, variables, options);
      for (let attempt = 0; ; attempt += 1) {
        const result = await send<Data>(url, init, isRepeatable, options, signal);
        const waitMs = isRepeatable && attempt < retries ? waitBeforeNext(result, attempt) : null;
        if (waitMs !== null) await wait(waitMs, signal);
        else {
          if (result.errors.some(({ code }) => code === "AUTH_UNAUTHENTICATED")) onUnauthenticated?.();
          return result;
        }
      }
    },
  };
}

function toRequest(
  operation: Operation<unknown, never>,
  variables: unknown,
  { url, clientName, useGetForQueries }: ClinicClientOptions,
): readonly [string, RequestInit] {
  const headers: Record<string, string> = { accept: "application/graphql-response+json, application/json" };
  if (clientName !== undefined) headers["apollographql-client-name"] = clientName;
  if (useGetForQueries === true && operation.kind === "query" && "id" in operation) {
    const parameters = new URLSearchParams({ documentId: operation.id });
    if (variables !== undefined) parameters.set("variables", JSON.stringify(variables));
    return [`${url}?${parameters.toString()}`, { method: "GET", headers }];
  }
  // No form and no link of another site can send this type: that is what the API goes by against forged requests.
  headers["content-type"] = "application/json";
  const document = "id" in operation ? { documentId: operation.id } : { query: operation.text };
  return [url, { method: "POST", headers, body: JSON.stringify({ ...document, variables }) }];
}

async function send<Data>(
  url: string,
  init: RequestInit,
  isRepeatable: boolean,
  { fetch: ask = fetch, timeoutMs = DEFAULT_TIMEOUT_MS }: ClinicClientOptions,
  given?: AbortSignal,
): Promise<Result<Data>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = given === undefined ? timeout : AbortSignal.any([given, timeout]);
  try {
    const response = await ask(url, { ...init, credentials: "include", signal });
    return await readAnswer<Data>(response, isRepeatable);
  } catch {
    given?.throwIfAborted();
    // Whether it was done is not known: only what cannot do anything twice may be sent again.
    return timeout.aborted
      ? noAnswer("TIMEOUT", "No answer came in time.", isRepeatable)
      : noAnswer("NETWORK_ERROR", "No answer came.", isRepeatable);
  }
}

/** Milliseconds to wait before asking again; null when that would not help or take too long. */
function waitBeforeNext({ data, errors }: Result<unknown>, attempt: number): number | null {
  if (data !== null || !errors.every(({ isRetryable }) => isRetryable)) return null;
  const toldMs = (errors[0]?.retryAfterSeconds ?? 0) * 1_000;
  const waitMs = Math.max(toldMs, FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random()));
  return waitMs <= LONGEST_WAIT_MS ? waitMs : null;
}

function wait(timeMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const giveUp = (): void => {
      clearTimeout(timer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the reason is the caller's own
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", giveUp);
      resolve();
    }, timeMs);
    signal?.addEventListener("abort", giveUp);
  });
}

function hasIdempotencyKey(variables: unknown): boolean {
  if (typeof variables !== "object" || variables === null || !("input" in variables)) return false;
  const { input } = variables;
  return (
    typeof input === "object" && input !== null && "idempotencyKey" in input && input.idempotencyKey != null
  );
}
