import { z } from "zod";
import { ERROR_CATALOGUE, isErrorCode, type ErrorCode } from "#shared/errors/catalogue.ts";
import { MARK } from "./hostile-values.ts";
import { leaksIn } from "./leaks.ts";

/** An HTTP answer, however it came. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; what came several times is joined by a line break. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What was sent, as far as the answer is judged by it. */
export interface Sent {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** Everything that was sent, secrets among it, as one text. */
  readonly text: string;
  /** False for a client that takes `application/json` only, to which older rules of GraphQL over HTTP apply. */
  readonly acceptsGraphqlResponse: boolean;
  /** What no answer may hold: a session id, a token. */
  readonly secrets: readonly string[];
}

/** Headers of every answer, as `router/edge/security-headers.ts` sets them. */
const SECURITY_HEADERS = {
  "content-security-policy": "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
} as const;
const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;
/** Statuses that HTTP itself asks for, beside those of the catalogue. */
const PROTOCOL_STATUSES: ReadonlySet<number> = new Set([405, 406, 408, 415, 431]);
/** Codes that say that we are at fault or not well; nothing here breaks or slows anything. */
const FAULTS: ReadonlySet<ErrorCode> = new Set(["INTERNAL", "DEPENDENCY_UNAVAILABLE", "DEADLINE_EXCEEDED"]);

const errorSchema = z.strictObject({
  message: z.string().min(1),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  locations: z.array(z.strictObject({ line: z.number(), column: z.number() })).optional(),
  extensions: z.strictObject({
    code: z.string(),
    correlationId: z.string(),
    retryable: z.boolean(),
    fields: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
  }),
});
const costSchema = z.strictObject({
  requested: z.int().min(1),
  actual: z.int().min(1),
  remaining: z.int().min(0),
  resetSeconds: z.int().min(0).max(60),
});
const graphqlSchema = z.strictObject({
  data: z.record(z.string(), z.unknown()).nullable().optional(),
  errors: z.array(errorSchema).min(1).optional(),
  /** Of what became an operation. */
  extensions: z
    .strictObject({
      cost: costSchema,
      // Coordinates of fields that are null for an analyst.
      redacted: z.array(z.string().regex(/^\w+\.\w+$/)).optional(),
      // A user error that was sent for with a key before.
      idempotency: z
        .array(z.strictObject({ idempotencyKey: z.string(), isReplay: z.literal(true) }))
        .min(1)
        .optional(),
    })
    .optional(),
});
/** https://www.rfc-editor.org/rfc/rfc6749#section-5 */
const oauthSchema = z.union([
  z.strictObject({
    error: z.enum(["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"]),
    error_description: z.string(),
  }),
  z.strictObject({
    access_token: z.string(),
    token_type: z.literal("Bearer"),
    expires_in: z.number(),
    scope: z.string(),
  }),
]);
/** Paths whose answers are documents of their own kind. */
const OWN_DOCUMENTS = /^\/(?:\.well-known\/|livez|readyz)/;

type GraphqlBody = z.infer<typeof graphqlSchema>;

/** Everything that is wrong with an answer: nothing, or one line per finding. */
export function problemsOf(answer: HttpAnswer, sent: Sent): string[] {
  return [
    ...headerProblems(answer),
    ...bodyProblems(answer, sent),
    ...leaksIn(textOf(answer), sent.text),
    ...sent.secrets
      .filter((secret) => textBesideCookies(answer).includes(secret))
      .map(() => "repeats a secret"),
  ];
}

/** The body of a GraphQL answer; undefined for one that is something else. */
export function readGraphql(body: string): GraphqlBody | undefined {
  try {
    return graphqlSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** A session that is used gets a new end, and so its own cookie once more. */
function textBesideCookies({ headers, body }: HttpAnswer): string {
  const others = Object.entries(headers).filter(([name]) => name !== "set-cookie");
  return textOf({ status: 0, headers: Object.fromEntries(others), body });
}

function textOf({ headers, body }: HttpAnswer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [...lines, body].join("\n");
}

function headerProblems({ headers }: HttpAnswer): string[] {
  const wrong = Object.entries(SECURITY_HEADERS).filter(([name, value]) => headers[name] !== value);
  return [
    ...wrong.map(([name]) => `has ${name}: ${String(headers[name])}`),
    ...(CORRELATION_ID.test(headers["x-correlation-id"] ?? "") ? [] : ["has no correlation id"]),
    ...["server", "x-powered-by"].filter((name) => name in headers).map((name) => `has ${name}`),
    ...(Object.entries(headers).some(([name, value]) => name !== "x-correlation-id" && value.includes(MARK))
      ? ["repeats a hostile text in a header"]
      : []),
  ];
}

function bodyProblems(answer: HttpAnswer, sent: Sent): string[] {
  const { status, body, headers } = answer;
  if (status >= 500) return [`answers ${String(status)}: ${body.slice(0, 300)}`];
  // HEAD gets no content (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2), unless what was sent could not be parsed
  // far enough to know that it is one.
  const isUnparsed = status === 400 || status === 431;
  if (status === 204 || (sent.method === "HEAD" && (body === "" || !isUnparsed)))
    return body === "" ? [] : ["has a body where none may be"];
  if (status === 200 && OWN_DOCUMENTS.test(sent.url)) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return [`has a body that is no JSON, with ${String(status)}: ${body.slice(0, 300)}`];
  }
  if (sent.url.startsWith("/oauth2/") && oauthSchema.safeParse(parsed).success) return [];
  if (!/^application\/(?:graphql-response\+)?json\b/.test(headers["content-type"] ?? "")) {
    return [`has the content type ${String(headers["content-type"])}`];
  }
  const graphql = graphqlSchema.safeParse(parsed);
  if (!graphql.success) return [`has another shape: ${body.slice(0, 300)}`];
  return graphqlProblems(graphql.data, answer, sent);
}

function graphqlProblems({ data, errors = [] }: GraphqlBody, answer: HttpAnswer, sent: Sent): string[] {
  return [
    ...errors.flatMap((error) => errorProblems(error, answer.headers["x-correlation-id"])),
    ...statusProblems(data, errors, answer, sent),
    ...(errors.some(repeatsValue) ? [`repeats a hostile text: ${clipped(errors)}`] : []),
  ];
}

/** Names of a document may be repeated, and a correlation id, which is one of few letters; values never. */
function repeatsValue({ message, path, extensions }: z.infer<typeof errorSchema>): boolean {
  const text = JSON.stringify([message.replace(/\bName "[^"]*"/g, "Name"), path, extensions.fields]);
  return text.includes(MARK);
}

function errorProblems(
  { message, extensions }: z.infer<typeof errorSchema>,
  correlationId: string | undefined,
): string[] {
  const { code, retryable } = extensions;
  if (!isErrorCode(code)) return [`has a code that is not of the catalogue: ${code}`];
  return [
    ...(FAULTS.has(code) ? [`is a fault of ours: ${code} ${message}`] : []),
    ...(retryable === ERROR_CATALOGUE[code].isRetryable ? [] : [`says retryable: ${String(retryable)}`]),
    ...(extensions.correlationId === correlationId ? [] : ["has two correlation ids"]),
    ...(message.length > 2_000 ? ["has a message of more than 2000 characters"] : []),
  ];
}

function statusProblems(
  data: GraphqlBody["data"],
  errors: readonly z.infer<typeof errorSchema>[],
  { status }: HttpAnswer,
  sent: Sent,
): string[] {
  if (data !== undefined) return status === 200 ? [] : [`has data with ${String(status)}`];
  const code = errors[0]?.extensions.code;
  if (!isErrorCode(code)) return ["has neither data nor errors"];
  const isExpected =
    status === ERROR_CATALOGUE[code].status ||
    PROTOCOL_STATUSES.has(status) ||
    (status === 200 && !sent.acceptsGraphqlResponse);
  return isExpected ? [] : [`refuses ${code} with ${String(status)}`];
}

function clipped(value: unknown): string {
  return JSON.stringify(value).slice(0, 600);
}
