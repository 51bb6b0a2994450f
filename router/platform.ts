import { setTimeout as pause } from "node:timers/promises";
import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/platform/schema.ts";
import { assertBoundByRowLevelSecurity } from "#shared/db/bound-login.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import type { HealthCheck } from "#shared/http/health.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { createHousekeeping } from "#shared/messaging/housekeeping.ts";
import { createBacklogMeasure } from "#shared/messaging/message-backlog.ts";
import { createInboxConsumer } from "#shared/messaging/inbox-consumer.ts";
import type { MessageTransport, Subscription } from "#shared/messaging/message.ts";
import { createPostgresTransport } from "#shared/messaging/postgres-transport.ts";
import { createRelay } from "#shared/messaging/relay.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { PlatformAddress } from "./config.ts";
import { openPublicationSource, type PublicationSource } from "./documents/publishing/publication-feed.ts";
import type { UsageStore } from "./documents/usage/usage-recorder.ts";
import { openUsageStore } from "./documents/usage/usage-repository.ts";
import { ExplorerStore } from "./explorer/explorer-store.ts";
import { createExplorerHousekeeping } from "./explorer/explorer-housekeeping.ts";
import { ExportStore } from "./explorer/exports/export-store.ts";
import { onMessages } from "./live/change-consumer.ts";
import { createChangeHousekeeping } from "./live/change-housekeeping.ts";
import { openChangeSource, type ChangeSource } from "./live/change-source.ts";
import { createStreamRecord, type StreamRecord } from "./live/stream-record.ts";

/** What routers share, in the schema `platform`. */
export interface Platform {
  readonly publications: PublicationSource;
  readonly usage: UsageStore;
  readonly explorer: ExplorerStore;
  /** Null without a key to seal them with. */
  readonly exports: ExportStore | null;
  /** What changes, for apps that follow it. */
  readonly changes: ChangeSource;
  /** What is put on record of who follows. */
  readonly streams: StreamRecord;
  /** Whether it has begun. Lost later, the database does not make a router unready: it answers from what it knows. */
  readonly readiness: Readonly<Record<string, HealthCheck>>;
  /** Begins what goes on by itself. Without the database that begins when it is there, and the router serves all the same. */
  start(): void;
  stop(): Promise<void>;
}

/** What {@link openPlatform} needs. */
export interface PlatformOptions {
  /** Opened under the login role `platform_app`; closed at the end. */
  readonly database: Database;
  /** Carries what is put on record; it belongs to whoever opened it. */
  readonly transport: MessageTransport;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Seals exports, 32 bytes, the same in every router; without it there are none. */
  readonly exportKey?: Uint8Array | undefined;
}

const NAME = "platform";
const RETRY_MS = 1_000;

const TABLES = { inbox, outbox, outboxSequence, parkedMessage };

/** Opens what routers share. */
export function openPlatform(options: PlatformOptions): Platform {
  const { database, metrics, clock, exportKey } = options;
  const background = createBackgroundWork(options);
  metrics.watchPool(NAME, () => database.pool);
  metrics.watchMessages(NAME, createBacklogMeasure({ subgraph: NAME, database, tables: TABLES }));
  return {
    publications: openPublicationSource(database),
    usage: openUsageStore(database),
    explorer: new ExplorerStore(database, clock),
    changes: openChangeSource(database),
    streams: createStreamRecord(database, clock),
    exports: exportKey === undefined ? null : new ExportStore(database, createSealer(exportKey), clock),
    readiness: {
      platform: () =>
        background.hasBegun()
          ? Promise.resolve()
          : Promise.reject(new Error("The platform's database was not there yet.")),
    },
    start: background.start,
    stop: async () => {
      await background.stop();
      await database.close();
    },
  };
}

/** What goes on by itself: relay, consumer and housekeeping. Each begins when what it needs is there. */
function createBackgroundWork({
  database,
  transport,
  logger,
  clock,
}: PlatformOptions): Pick<Platform, "start" | "stop"> & { readonly hasBegun: () => boolean } {
  const relay = createRelay({ subgraph: NAME, database, tables: TABLES, transport, logger });
  const loops = [
    createHousekeeping({ subgraph: NAME, database, tables: TABLES, logger }),
    createExplorerHousekeeping(database, logger),
    createChangeHousekeeping(database, logger),
  ];
  const consumer = { consumer: NAME, database, tables: TABLES, effect: onMessages, clock, logger } as const;
  const handle = createInboxConsumer(consumer);
  const stopping = new AbortController();
  let subscription: Subscription | undefined;
  let hasBegun = false;
  let starting: Promise<void> = Promise.resolve();

  async function startRelaying(): Promise<void> {
    if (hasBegun) return;
    await assertBoundByRowLevelSecurity(database);
    await relay.start();
    for (const loop of loops) loop.start();
    hasBegun = true;
  }

  async function startWhenThere(): Promise<void> {
    const { signal } = stopping;
    while (!signal.aborted && subscription === undefined) {
      try {
        await startRelaying();
        // What carries messages may be away while the platform's database is not.
        subscription = await transport.subscribe(NAME, handle);
      } catch (error) {
        logger.warn({ err: error }, "the platform's database cannot be used yet; it is tried again");
        await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  return {
    hasBegun: () => hasBegun,
    start: () => {
      starting = startWhenThere();
    },
    stop: async () => {
      stopping.abort();
      await starting;
      await Promise.all([subscription?.stop(), relay.stop(), ...loops.map((loop) => loop.stop())]);
    },
  };
}

/** Few: only the explorer's requests, exports and apps that begin to follow changes wait for one. */
const CONNECTIONS = 4;

/** Opens what routers share by URLs, in a process that has no subgraph. */
export function connectPlatform(
  { databaseUrl, messagingDatabaseUrl, exportKey }: PlatformAddress,
  { logger, metrics, clock }: Pick<PlatformOptions, "logger" | "metrics" | "clock">,
): Platform {
  const open = (name: string, url: string): Database =>
    openDatabase({ url, maxConnections: CONNECTIONS, applicationName: `clinic-router-${name}` });
  const transport = createPostgresTransport({
    database: open("messaging", messagingDatabaseUrl),
    logger,
  });
  const database = open(NAME, databaseUrl);
  const platform = openPlatform({ database, transport, logger, metrics, clock, exportKey });
  return {
    ...platform,
    stop: async () => {
      await platform.stop();
      await transport.close();
    },
  };
}
