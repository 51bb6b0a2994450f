import type { ClinicError, IncompleteResult, Result, TransportErrorCode } from "./result.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Reads what came back. Never rejects for what it says: what is no answer of the API becomes `INVALID_ANSWER`. */
export async function readAnswer<Data>(response: Response, isRepeatable: boolean): Promise<Result<Data>> {
  const { status, headers } = response;
  const body = parse(await response.text());
  const retryAfterSeconds = Number(headers.get("retry-after") ?? Number.NaN);
  const shared = {
    correlationId: headers.get("x-correlation-id"),
    ...(Number.isFinite(retryAfterSeconds) && { retryAfterSeconds }),
  };
  const { data, errors, extensions = {} } = body;
  const [first, ...rest] = Array.isArray(errors)
    ? errors.filter(isFields).map((error) => readError(error, shared))
    : [];
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the parsed boundary: the API keeps to its schema
  const answer = { data: (data ?? null) as Data, extensions: extensions as Fields, status };
  if (first !== undefined) return { ...answer, isComplete: false, errors: [first, ...rest] };
  if (isFields(data)) return { ...answer, isComplete: true, errors: [] };
  const isRetryable = isRepeatable && (status >= 500 || status === 429);
  return {
    ...noAnswer("INVALID_ANSWER", `Status ${status} without an answer.`, isRetryable, shared),
    status,
  };
}

/** The result when no answer of the API is there. */
export function noAnswer(
  code: TransportErrorCode,
  message: string,
  isRetryable: boolean,
  more?: Partial<ClinicError>,
): IncompleteResult<never> {
  const error = { code, message, isRetryable, correlationId: null, ...more };
  return { isComplete: false, data: null, errors: [error], extensions: {}, status: null };
}

function readError({ message, path, extensions }: Fields, shared: Partial<ClinicError>): ClinicError {
  const { code, retryable, correlationId, fields } = isFields(extensions) ? extensions : {};
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- as above
  return {
    ...shared,
    code: typeof code === "string" ? code : "INTERNAL",
    message: String(message),
    isRetryable: retryable === true,
    correlationId: correlationId ?? shared.correlationId ?? null,
    ...(path !== undefined && { path }),
    ...(fields !== undefined && { fields }),
  } as ClinicError;
}

function parse(text: string): Fields {
  try {
    const body: unknown = JSON.parse(text);
    return isFields(body) ? body : {};
  } catch {
    return {};
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
