import type { FastifyReply } from "fastify";

/** Aborts when the connection closes before the answer was written: nobody waits for it any more. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableEnded) gone.abort(new Error("The caller closed the connection."));
  });
  return gone.signal;
}
