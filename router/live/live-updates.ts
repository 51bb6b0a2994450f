import type { FastifyInstance } from "fastify";
import type { Logger } from "#shared/logging/logger.ts";
import { NO_METRICS, type Metrics } from "#shared/observability/metrics.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { RevocationStream } from "../access/revocation-stream.ts";
import { ChangeFeed } from "./change-feed.ts";
import type { ChangeSource } from "./change-source.ts";
import { registerEventsRoute, type EventsRouteOptions } from "./events-route.ts";
import { LiveHub } from "./live-hub.ts";
import { DEFAULT_LIVE_SETTINGS, type LiveSettings } from "./live-settings.ts";

/** What {@link registerLiveUpdates} needs. */
export interface LiveUpdatesOptions extends Omit<
  EventsRouteOptions,
  "hub" | "source" | "isFollowing" | "settings"
> {
  readonly source: ChangeSource | undefined;
  readonly revocations: Pick<RevocationStream, "onNews">;
  readonly logger: Logger;
  readonly settings?: Partial<LiveSettings> | undefined;
  readonly metrics?: Metrics | undefined;
  readonly now?: MonotonicClock | undefined;
}

/** The live updates of one router. */
export interface LiveUpdates {
  start(): void;
  /** Ends all streams: clients come back elsewhere. Called first when the router stops. */
  drain(): void;
  /** After the last request. */
  stop(): Promise<void>;
}

/** Serves `/events`: follows what changes and who may be told, see {@link LiveHub}. */
export function registerLiveUpdates(app: FastifyInstance, options: LiveUpdatesOptions): LiveUpdates {
  const { source, revocations, logger, clock, metrics = NO_METRICS, now = monotonicClock } = options;
  const settings = { ...DEFAULT_LIVE_SETTINGS, ...options.settings };
  const hub = new LiveHub({ settings, clock, now, metrics, logger });
  const feed = source && new ChangeFeed({ source, logger, onChanges: (changes) => hub.publish(changes) });
  revocations.onNews((news) => hub.onNews(news));
  registerEventsRoute(app, { ...options, settings, hub, isFollowing: () => feed?.hasBegun === true });
  return {
    start: () => {
      hub.start();
      feed?.start();
    },
    drain: () => hub.drain(),
    stop: async () => {
      await feed?.stop();
    },
  };
}
