import { SpanKind, type Attributes } from "@opentelemetry/api";
import type { SpanExporter } from "@opentelemetry/sdk-trace-node";

type Spans = Parameters<SpanExporter["export"]>[0];
type Done = Parameters<SpanExporter["export"]>[1];
type Span = Spans[number];

/**
 * All that a span may tell. Whatever else an instrumentation writes stays here: addresses of callers, query strings
 * (a GET has the variables in it), documents, messages of errors.
 */
const EXPORTED_ATTRIBUTES: ReadonlySet<string> = new Set([
  "clinic.subgraph",
  "db.query.text",
  "db.response.status_code",
  "db.system.name",
  "error.type",
  "graphql.operation.name",
  "graphql.operation.type",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "messaging.batch.message_count",
  "messaging.destination.name",
  "messaging.operation.type",
  "messaging.system",
]);

/**
 * Hands on the spans with {@link EXPORTED_ATTRIBUTES} and nothing else. A trace begins with a request or a message:
 * other spans that nothing caused (the parsing of schemas at the start) are left out.
 */
export class PrivateSpanExporter implements SpanExporter {
  readonly #inner: SpanExporter;

  constructor(inner: SpanExporter) {
    this.#inner = inner;
  }

  export(spans: Spans, done: Done): void {
    this.#inner.export(spans.filter(hasCause).map(withoutPrivateFacts), done);
  }

  async forceFlush(): Promise<void> {
    await this.#inner.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.#inner.shutdown();
  }
}

function hasCause({ kind, parentSpanContext }: Span): boolean {
  return parentSpanContext !== undefined || kind === SpanKind.SERVER || kind === SpanKind.CONSUMER;
}

function withoutPrivateFacts(span: Span): Span {
  const events = span.events.map((event) => ({
    ...event,
    attributes: only(event.attributes ?? {}, (name) => name === "exception.type"),
  }));
  const links = span.links.map((link) => ({ ...link, attributes: {} }));
  const facts = {
    attributes: only(span.attributes, (name) => EXPORTED_ATTRIBUTES.has(name)),
    status: { code: span.status.code },
    events,
    links,
  };
  // The span is an object of the SDK with getters: what it does not own is asked of the original.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- Object.create knows no types
  return Object.create(
    span,
    Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value, enumerable: true }])),
  ) as Span;
}

function only(attributes: Attributes, isKept: (name: string) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isKept(name)));
}
