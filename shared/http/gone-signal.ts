import type { FastifyReply } from "fastify";

/** The reason of a signal that aborted because nobody waits any more: no fault of whoever is at work. */
export class CallerGoneError extends Error {
  override readonly name = "CallerGoneError";

  constructor() {
    super("The caller closed the connection.");
  }
}

/** True when an error came about because nobody waits any more. */
export function isCallerGone(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof CallerGoneError) return true;
  }
  return false;
}

/** Aborts with {@link CallerGoneError} when the connection closes before the answer was written: nobody waits for it any more. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableEnded) gone.abort(new CallerGoneError());
  });
  return gone.signal;
}
