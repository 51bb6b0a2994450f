import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Logger } from "../logging/logger.ts";

/** What {@link openRedis} needs. */
export interface RedisOptions {
  /** `redis://` or `rediss://`, with password and number of the database if need be. */
  readonly url: string;
  /** Shown by `CLIENT LIST`, for example `clinic-router`. */
  readonly name: string;
  readonly logger: Logger;
}

/** A connection that may be lost at any time and comes back by itself. Nothing may depend on it to answer. */
export interface RedisConnection {
  /**
   * Commands fail at once while there is no connection, and after {@link COMMAND_TIMEOUT_MS} when Redis does not answer; none
   * waits for a connection and none is sent twice. Emits `ready` and `close`.
   */
  readonly client: Redis;
  /** Sends what is under way and leaves. Never rejects. */
  close(): Promise<void>;
}

/** A command that is not answered by then has failed; who needs it sooner waits for less. */
export const COMMAND_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 1_000;
/** A connection whose server has kept silent for so long while it owed an answer is given up for another. */
const SILENCE_MS = 5_000;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 2_000;

/**
 * Opens a connection, and waits for it one second at most: Redis may be away when a process starts. It is tried again,
 * for as long as the process runs, after 50 ms and ever longer up to two seconds.
 */
export async function openRedis({ url, name, logger }: RedisOptions): Promise<RedisConnection> {
  const client = new Redis(url, {
    connectionName: name,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    retryStrategy: retryDelayMs,
  });
  // Whoever uses it hears of a fault by its command, or by `close`.
  client.on("error", (error: unknown) => {
    logger.debug({ err: error }, "the connection to Redis has a fault");
  });
  const inTime = new AbortController();
  const waited = sleep(CONNECT_TIMEOUT_MS, undefined, { signal: inTime.signal }).catch(() => undefined);
  await Promise.race([client.connect().catch(() => undefined), waited]);
  inTime.abort();
  return {
    client,
    close: async () => {
      await client.quit().catch(() => undefined);
      client.disconnect();
    },
  };
}

/** With up to a third more by chance, so that processes do not come back all at once. */
function retryDelayMs(attempt: number): number {
  const delayMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 10), LONGEST_RETRY_MS);
  return Math.round(delayMs * (1 + Math.random() / 3));
}
