import type { Sealer } from "#shared/crypto/seal.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { openRedis, type RedisConnection } from "#shared/redis/redis-connection.ts";
import type { Clock } from "#shared/time/clock.ts";
import { SessionCache, type CacheTimes } from "./session-cache.ts";
import { SessionEndings } from "./session-endings.ts";

/** Answers about sessions that need not be looked up again, and what keeps them right. */
export interface RememberedSessions {
  readonly cache: SessionCache;
  readonly endings: SessionEndings;
  /** Connects; before that every answer is looked up. Called again it does nothing. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Answers in the Redis at `url`, which may be away at any time. */
export function rememberSessions(options: {
  readonly url: string;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly times: CacheTimes;
  readonly logger: Logger;
}): RememberedSessions {
  const { url, logger, times } = options;
  let opening: Promise<RedisConnection> | undefined;
  let connection: RedisConnection | undefined;
  return {
    cache: new SessionCache({ ...options, redis: () => connection?.client }),
    endings: new SessionEndings(times.now),
    open: async () => {
      opening ??= openRedis({ url, name: "clinic-auth", logger });
      connection = await opening;
    },
    close: async () => {
      connection = undefined;
      await (await opening)?.close();
    },
  };
}
