import { randomUUID } from "node:crypto";
import { z } from "zod";

/** Marks the requests that are kept account of. */
const PREFIX = "load-";

const arrivalSchema = z.object({
  message: z.literal("request received"),
  service: z.string(),
  correlationId: z.string().startsWith(PREFIX),
});

/**
 * Keeps account of requests by service and correlation id: those that a service took, as its log tells at level debug, and
 * those that were answered, as the caller saw it. A request that was taken and not answered was dropped.
 */
export class RequestLedger {
  readonly #balance = new Map<string, number>();

  /** A correlation id that is kept account of. */
  static newCorrelationId(): string {
    return `${PREFIX}${randomUUID()}`;
  }

  /** Reads a line that a process printed. */
  readLine(line: string): void {
    if (!line.includes(PREFIX)) return;
    const { data } = arrivalSchema.safeParse(JSON.parse(line));
    if (data !== undefined) this.#add(data.service, data.correlationId, 1);
  }

  /** The caller of a service has the whole answer. */
  answered(service: string, correlationId: string | undefined): void {
    if (correlationId?.startsWith(PREFIX) === true) this.#add(service, correlationId, -1);
  }

  /** What was taken and not answered, or answered and not (yet) in the log: `service correlationId balance`. */
  differences(): string[] {
    return [...this.#balance]
      .filter(([, balance]) => balance !== 0)
      .map(([key, balance]) => `${key} ${String(balance)}`);
  }

  /** Begins anew. */
  clear(): void {
    this.#balance.clear();
  }

  #add(service: string, correlationId: string, by: number): void {
    const key = `${service} ${correlationId}`;
    this.#balance.set(key, (this.#balance.get(key) ?? 0) + by);
  }
}
