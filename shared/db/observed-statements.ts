import { SpanKind, SpanStatusCode, type Span } from "@opentelemetry/api";
import type postgres from "postgres";
import type { ConnectionSettings } from "./connection.ts";
import { activeSpanContext, tracer } from "../observability/spans.ts";

/** What postgres.js calls when a statement is answered: internal to version 3.4.9, which a test watches. */
interface Settling {
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** What opens and ends transactions and connections: no work of anybody's. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(["begin", "commit", "rollback", "select 1"]);

/**
 * Makes every statement sent through `unsafe`, which is all that drizzle calls, a span of whatever work sends it, and
 * tells `observer` how long it took. The text is told, its parameters never. Without a span at work and without an
 * observer nothing is done.
 */
export function observeStatements<T extends postgres.ISql>(
  client: T,
  { onStatement, observer }: Pick<ConnectionSettings, "onStatement" | "observer">,
): T {
  const unsafe = client.unsafe.bind(client);
  const observed = (...[text, ...others]: Parameters<typeof unsafe>): ReturnType<typeof unsafe> => {
    const query = unsafe(text, ...others);
    onStatement?.(text);
    if (OF_THE_CONNECTION.has(text)) return query;
    const span = activeSpanContext() === undefined ? undefined : startSpan(text);
    if (span === undefined && observer === undefined) return query;
    const startedAt = performance.now();
    const answered = observer?.();
    whenSettled(query, (error) => {
      const errorCode = error === undefined ? undefined : codeOf(error);
      endSpan(span, errorCode);
      answered?.({ durationMs: performance.now() - startedAt, errorCode });
    });
    return query;
  };
  return Object.assign(client, { unsafe: observed });
}

/** Waiting for the query itself would send it, before drizzle has said in which form it wants the rows. */
function whenSettled(query: object, settled: (error?: unknown) => void): void {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- see Settling
  const settling = query as Settling;
  const { resolve, reject } = settling;
  settling.resolve = (result) => {
    settled();
    resolve(result);
  };
  settling.reject = (error) => {
    settled(error ?? new Error("The statement failed."));
    reject(error);
  };
}

/** https://opentelemetry.io/docs/specs/semconv/database/postgresql/ */
function startSpan(text: string): Span {
  const [keyword = ""] = text.trimStart().split(/\s/, 1);
  return tracer().startSpan(keyword.toUpperCase(), {
    kind: SpanKind.CLIENT,
    attributes: { "db.system.name": "postgresql", "db.query.text": text },
  });
}

function endSpan(span: Span | undefined, errorCode: string | undefined): void {
  if (span === undefined) return;
  if (errorCode !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttributes({ "db.response.status_code": errorCode, "error.type": errorCode });
  }
  span.end();
}

/** SQLSTATE, or the driver's word for a connection that was lost. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
