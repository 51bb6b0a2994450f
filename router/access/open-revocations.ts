import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import { createServiceCaller } from "../services/service-caller.ts";
import { RevocationList } from "./revocation-list.ts";
import { LONGEST_POLL_MS, RevocationStream } from "./revocation-stream.ts";
import type { SessionMemory } from "./session-verifier.ts";

/** Revocations as a router knows them. */
export interface Revocations {
  readonly list: RevocationList;
  readonly stream: RevocationStream;
}

/** Revocations kept in memory at most, a hundred bytes each. */
const CAPACITY = 100_000;

/** Auth waits with its answers here, so the calls have a time of their own and are not measured among those that serve. */
export function openRevocations(options: {
  /** Of auth. */
  readonly handle: ServiceHandler;
  readonly keys: ViewerKeyRing | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Lets go of sessions that have ended. */
  readonly memory: Pick<SessionMemory, "forget">;
  readonly now?: MonotonicClock | undefined;
}): Revocations {
  const { handle, keys, clock, logger, memory, now } = options;
  const list = new RevocationList({ clock, capacity: CAPACITY });
  const callAuth = createServiceCaller({ name: "auth", handle, keys, timeoutMs: LONGEST_POLL_MS, clock });
  const forgetSession = (sessionHash: string): void => memory.forget(sessionHash);
  const stream = new RevocationStream({ callAuth, list, logger, forgetSession, ...(now && { now }) });
  return { list, stream };
}
