import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

const value = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
});
const attributes = z.array(z.object({ key: z.string(), value })).default([]);
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string(),
  attributes,
  links: z.array(z.object({ traceId: z.string() })).default([]),
  status: z.object({ code: z.number().optional() }).default({}),
});
const exportSchema = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })) })),
});

/** A span as it left a process. */
export type CollectedSpan = z.infer<typeof spanSchema>;

/** Takes OTLP over HTTP, in JSON. */
export interface SpanCollector {
  readonly endpoint: string;
  readonly spans: readonly CollectedSpan[];
  /** Every body as it came, for what must not be in it. */
  readonly bodies: readonly string[];
  stop(): Promise<void>;
}

/** Starts a collector on a free port of this machine. */
export async function startSpanCollector(): Promise<SpanCollector> {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      const { resourceSpans } = exportSchema.parse(JSON.parse(body));
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.setHeader("content-type", "application/json").end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    spans,
    bodies,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

const KINDS = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];

/**
 * The spans of a trace as lines: kind, name and attributes, indented below their parent, siblings in
 * {@link inAlphabeticalOrder}: starts are told to the millisecond, which is too coarse to sort by. The text of a
 * statement is left out when it is only the rest of a name.
 */
export function spanTree(spans: readonly CollectedSpan[], traceId: string): readonly string[] {
  const trace = spans.filter((span) => span.traceId === traceId);
  const known = new Set(trace.map(({ spanId }) => spanId));
  const lines = (parent: string | undefined, depth: number): string[] =>
    trace
      .filter(({ parentSpanId }) => parentSpanId === parent)
      .flatMap((span) => [`${"  ".repeat(depth)}${describeSpan(span)}`, ...lines(span.spanId, depth + 1)]);
  const remote = trace.find(({ parentSpanId = "" }) => !known.has(parentSpanId));
  return inAlphabeticalOrder(lines(remote?.parentSpanId, 0));
}

/** An indented tree with the lines below each line sorted, each with what is below it. */
export function inAlphabeticalOrder(lines: readonly string[]): readonly string[] {
  const trees: string[][] = [];
  const depthOf = (line = ""): number => line.search(/\S/);
  for (const line of lines) {
    if (depthOf(line) <= depthOf(lines[0])) trees.push([line]);
    else trees.at(-1)?.push(line);
  }
  return trees
    .map(([root = "", ...below]) => [root, ...inAlphabeticalOrder(below)].join("\n"))
    .toSorted()
    .flatMap((tree) => tree.split("\n"));
}

function describeSpan({ kind, name, attributes: given, status }: CollectedSpan): string {
  const facts = given
    .map(
      ({ key, value: { stringValue, intValue } }) => `${key}=${shortened(stringValue ?? String(intValue))}`,
    )
    .toSorted();
  return `${KINDS[kind] ?? "?"} ${name} [${facts.join(" ")}]${status.code === 2 ? " ERROR" : ""}`;
}

/** A statement by its verb and its table. */
function shortened(text: string): string {
  if (!/\s/.test(text)) return text;
  return /"(\w+"\."\w+)"/.exec(text)?.[1]?.replace('"."', ".") ?? text.replaceAll(/\s+/g, "_").slice(0, 40);
}
