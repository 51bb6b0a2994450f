import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "#shared/errors/app-error.ts";

/** Bytes that are handed over at once; in base64 and JSON they fit into the body of a service's call. */
const PART_BYTES = 512 * 1024;

/** How much and for how long a file may come. */
export interface UploadLimits {
  readonly largestBytes: number;
  /** Whoever sends nothing for so long is not waited for. */
  readonly silenceMs: number;
  /** Longest time for the whole file. */
  readonly longestMs: number;
}

/** What {@link passOn} has passed on. */
export interface PassedOn {
  readonly parts: number;
  /** In hex. */
  readonly sha256: string;
}

/**
 * Reads a file as it comes and passes it on in parts, one after the other: nothing is read while a part is on its way, so a sender is
 * as slow as the receiver, and no more than a part and what the socket has buffered is in memory.
 * @throws AppError `PAYLOAD_TOO_LARGE`, `DEADLINE_EXCEEDED`, and what `pass` and the stream throw
 */
export async function passOn(
  file: Readable,
  limits: UploadLimits,
  pass: (part: Buffer, position: number) => Promise<void>,
): Promise<PassedOn> {
  const hash = createHash("sha256");
  const endsAt = performance.now() + limits.longestMs;
  let bytes = 0;
  let parts = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const flush = async (): Promise<void> => {
    const all = Buffer.concat(pending);
    for (let at = 0; at < all.length; at += PART_BYTES) {
      await pass(all.subarray(at, at + PART_BYTES), parts);
      parts += 1;
    }
    pending = [];
    pendingBytes = 0;
  };
  for await (const chunk of chunksOf(file, limits.silenceMs, endsAt)) {
    bytes += chunk.length;
    if (bytes > limits.largestBytes) throw tooLarge(limits.largestBytes);
    hash.update(chunk);
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes >= PART_BYTES) await flush();
  }
  await flush();
  return { parts, sha256: hash.digest("hex") };
}

/** What is said of a file that is too large. */
export function tooLarge(largestBytes: number): AppError {
  const mebibytes = Math.floor(largestBytes / (1024 * 1024));
  return new AppError("PAYLOAD_TOO_LARGE", `A file may have at most ${String(mebibytes)} MiB.`);
}

/** The chunks of a stream, which stays open when nobody wants more of them: the answer goes the same way. */
async function* chunksOf(file: Readable, silenceMs: number, endsAt: number): AsyncGenerator<Buffer> {
  const iterator = file.iterator({ destroyOnReturn: false });
  for (;;) {
    const waiting = new AbortController();
    const patienceMs = Math.min(silenceMs, endsAt - performance.now());
    const silence = sleep(Math.max(0, patienceMs), "SILENCE" as const, { signal: waiting.signal });
    silence.catch(() => undefined);
    const next = iterator.next();
    next.catch(() => undefined);
    const outcome = await Promise.race([next, silence]).finally(() => {
      waiting.abort();
    });
    if (outcome === "SILENCE") throw new AppError("DEADLINE_EXCEEDED", "The file did not come in time.");
    if (outcome.done === true) return;
    yield Buffer.from(outcome.value);
  }
}
