import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import type { Context } from "#drizzle/contexts.ts";
import { seedWorld } from "#drizzle/seed/index.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { NO_ANSWERS } from "../../router/answer-cache/answer-store.ts";
import { startMailSink, type MailSink } from "../mail-sink.ts";
import { LOCAL_EDGE, startOneProcess } from "../one-process.ts";
import { undelivered } from "../undelivered.ts";
import { seedGoldenOffer } from "./golden-waitlist.ts";
import { Meter, type Measured } from "./meter.ts";

/**
 * What time it always is on the golden stack, and when its world was seeded: a Wednesday, and past, so that to a database's own
 * clock nothing of it is still to come.
 */
export const GOLDEN_NOW: Date = new Date("2025-03-05T09:30:00.000Z");

const SEALING_KEY = createHash("sha256").update("sealing key of the golden stack").digest();
const NO_ID = "00000000-0000-5000-8000-000000000000";
const SETTLE_TIMEOUT_MS = 20_000;
const SETTLE_INTERVAL_MS = 5;

/** A migrated database. */
export interface GoldenDatabase {
  /** URL of a superuser. */
  readonly adminUrl: string;
  readonly urlFor: (context: Context) => string;
}

/** The whole product in this process, on data and at a time that are always the same. */
export interface GoldenStack {
  /** Of the router. */
  readonly url: string;
  readonly mails: MailSink;
  /** Id of the newest time that is kept free for somebody, no offer of the waitlist; that of none when there is none. */
  newestHold(): Promise<string>;
  /** What time it is by the clock of the database, which is not golden. */
  databaseNow(): Promise<Date>;
  /** Does `work`, which runs an operation of this name and no other, and counts what it took. */
  measure<T>(operation: string, work: () => Promise<T>): Promise<Measured<T>>;
  /** Waits until every event is delivered. @throws Error when some are not in time */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Fills a migrated database with the synthetic world as it is at {@link GOLDEN_NOW}. */
export async function seedGoldenData(adminUrl: string): Promise<void> {
  await seedWorld({ adminUrl, clock: () => GOLDEN_NOW, sealingKey: SEALING_KEY, isProduction: false });
  await seedGoldenOffer(adminUrl);
}

/**
 * Starts the product on a seeded database that nobody else uses.
 * @param wrapService replaces a subgraph's transport, to make it answer otherwise
 */
export async function startGoldenStack(
  { adminUrl, urlFor }: GoldenDatabase,
  wrapService: (name: string, handle: ServiceHandler) => ServiceHandler = (_name, handle) => handle,
): Promise<GoldenStack> {
  const meter = new Meter();
  const mails = await startMailSink();
  const stack = await startOneProcess({
    urlFor,
    edge: LOCAL_EDGE,
    clock: () => GOLDEN_NOW,
    logLevel: "fatal",
    auth: { issuer: "http://localhost:4000", sealingKey: SEALING_KEY, mailUrl: mails.url },
    metrics: meter.metrics,
    // What is counted is what an answer takes that nobody has asked for before.
    answers: NO_ANSWERS,
    wrapService: (name, handle) => meter.counting(name, wrapService(name, handle)),
  }).catch(async (error: unknown) => {
    await mails.stop();
    throw error;
  });
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  return {
    url: stack.url,
    mails,
    measure: (operation, work) => meter.measure(operation, work),
    newestHold: async () => {
      const [hold] = await admin<{ id: string }[]>`
        select id from appointments.slot_hold where ended_at is null and waitlist_entry_id is null
        order by created_at desc, id desc limit 1`;
      return hold?.id ?? NO_ID;
    },
    databaseNow: async () => {
      const [row] = await admin<{ now: Date }[]>`select now() as now`;
      return row?.now ?? new Date();
    },
    settle: () => settle(admin),
    stop: async () => {
      await stack.stop();
      await mails.stop();
      await admin.end();
    },
  };
}

async function settle(admin: postgres.Sql): Promise<void> {
  const deadline = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const left = await undelivered(admin);
    if (Object.keys(left).length === 0) return;
    if (performance.now() > deadline) throw new Error(`Messages are left: ${JSON.stringify(left)}`);
    await pause(SETTLE_INTERVAL_MS);
  }
}
