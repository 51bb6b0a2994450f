/** True for an error, also for one of another realm (a `vm` context), which is no instance of our `Error`. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

// What a driver or query builder adds to its errors: statements and row values.
const DROPPED_PROPERTIES: ReadonlySet<string> = new Set([
  "name",
  "message",
  "stack",
  "cause",
  "query",
  "params",
  "parameters",
  "args",
  "detail",
]);

/**
 * What a log line says of an error: `type`, `message`, `stack`, its own properties, and `cause`, left as it is for
 * the caller to walk. Of a Postgres error only `code` and `constraint` are kept, and of a failed query neither
 * statement nor parameters: their messages quote row values.
 */
export function serializeError(error: Error): Record<string, unknown> {
  const cause = causeOf(error);
  const withCause = cause === undefined ? {} : { cause };
  if (isPostgresError(error)) {
    return {
      ...describe(error, `A statement was refused with SQLSTATE ${error.code}.`),
      ...postgresFacts(error),
    };
  }
  if (isQueryError(error)) return { ...describe(error, "A database query failed."), ...withCause };
  return {
    type: typeOf(error),
    message: error.message,
    stack: error.stack,
    ...ownProperties(error),
    ...withCause,
  };
}

/** The message of `error` as {@link serializeError} gives it. */
export function safeMessage(error: Error): string {
  return String(serializeError(error)["message"]);
}

/** Type, message and stack, the stack without the original message in its first lines. */
function describe(error: Error, message: string): Record<string, unknown> {
  const stack = String(error.stack);
  const messageAt = stack.indexOf(error.message);
  const frames = messageAt < 0 ? stack : stack.slice(messageAt + error.message.length);
  const lines = frames.split("\n").filter((line) => /^\s+at .*(?::\d+|<anonymous>)\)?$/.test(line));
  return { type: typeOf(error), message, stack: lines.join("\n") };
}

/** The name an error gives itself, or that of its class when it gives none. */
function typeOf(error: Error): string {
  return error.name === "Error" ? error.constructor.name : error.name;
}

function isPostgresError(error: Error): error is Error & { readonly code: string } {
  // postgres.js: every message of the server has a five-character SQLSTATE and a severity.
  return "severity" in error && "code" in error && typeof error.code === "string";
}

function postgresFacts(error: Error & { readonly code: string }): Record<string, unknown> {
  const constraint = "constraint_name" in error ? error.constraint_name : undefined;
  return { code: error.code, ...(constraint === undefined ? {} : { constraint }) };
}

function isQueryError(error: Error): boolean {
  return "query" in error && "params" in error;
}

function causeOf(error: Error): unknown {
  if (error.cause !== undefined) return error.cause;
  // A GraphQLError keeps what a resolver threw under a name of its own, not enumerable.
  return "originalError" in error ? error.originalError : undefined;
}

function ownProperties(error: Error): Record<string, unknown> {
  // `fromEntries` defines properties and never calls a setter: a key such as `__proto__` stays a key.
  const properties = Object.fromEntries(
    Object.entries(error).filter(([key]) => !DROPPED_PROPERTIES.has(key)),
  );
  // An AggregateError keeps its errors in a property that is not enumerable.
  return "errors" in error ? { ...properties, errors: error.errors } : properties;
}
