import type { Change } from "./change-repository.ts";

/** Why a stream was ended by the router. */
export const END_REASONS = [
  "SESSION_ENDED",
  "EXPIRED",
  "NOT_ALLOWED",
  "UNAVAILABLE",
  "SLOW_READER",
  "SHUTDOWN",
] as const;

/** A reason of {@link END_REASONS}. */
export type EndReason = (typeof END_REASONS)[number];

/** What proxies and clients take for a sign of life. */
export const HEARTBEAT = ":\n\n";

// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

/** After how many milliseconds a client tries again that has lost the connection. */
export function retryHint(retryMs: number): string {
  return `retry: ${String(retryMs)}\n`;
}

/** Something has changed. */
export function changeEvent({ id, type, entityId, version }: Change): string {
  return event("change", { type, id: entityId, version }, id);
}

/** What was missed is not known: everything is to be fetched again. */
export function resetEvent(cursor: string): string {
  return event("reset", {}, cursor);
}

/** Everything is told; what follows is new. */
export function readyEvent(cursor: string): string {
  return event("ready", {}, cursor);
}

/** The stream ends here. */
export function endEvent(reason: EndReason): string {
  return event("end", { reason });
}

function event(name: string, data: object, id?: string): string {
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  return `${idLine}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
