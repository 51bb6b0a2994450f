import { setTimeout as pause } from "node:timers/promises";
import { vi } from "vitest";
import type { SeededRandom } from "#shared/random/seeded-random.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { Answer, Browser } from "../browser.ts";
import { sendBooking, sendCancelling, type FreeSlot } from "./booking-client.ts";
import type { Promised } from "./booking-invariants.ts";
import { RequestLedger } from "./request-ledger.ts";

/** What clients do while processes end. */
export interface LoadOptions {
  readonly admin: Browser;
  readonly patient: Browser;
  readonly slots: readonly FreeSlot[];
  readonly patientIds: readonly string[];
  readonly random: SeededRandom;
  /** Told of every answer that a client got. */
  readonly ledger: RequestLedger;
  /** Default 4. */
  readonly clients?: number;
  /** Codes that the faults of the test explain; by default those of a process that is away. */
  readonly outageCodes?: readonly string[];
}

/** Clients at work, and what they saw. */
export interface Load {
  readonly promised: Promised;
  /** Answers that no fault explains. */
  readonly unexpected: string[];
  /** Of the requests that were answered. */
  longestMs(): number;
  /** Resolves when so many more have got data without an error, as after a recovery. */
  untilServed(requests: number): Promise<void>;
  /** Lets every client finish what it does, and wait. */
  pause(): Promise<void>;
  resume(): void;
}

const CLIENTS = 4;
/** What a client may be told while a process is away; it is retryable. */
const OF_AN_OUTAGE: readonly string[] = ["DEPENDENCY_UNAVAILABLE"];
const PAUSE_WHEN_AWAY_MS = 20;
/** Before it asks again after an answer that told of an outage. */
const PAUSE_IN_OUTAGE_MS = 100;

const HOME = `query ($from: DateTime!) { viewer { patient { appointments(first: 5, filter: { from: $from }) {
  nodes { id status clinic { name } practitioner { name { display } } } } } } }`;

/**
 * Clients that book, cancel and read without a pause. As a load balancer would, a client leaves the server alone for a
 * moment when an answer says that it is the last of its connection, or a connection is refused; and it does not press a
 * server that tells of an outage.
 */
export function startLoad(options: LoadOptions): Load {
  const load = new RunningLoad(options);
  load.resume();
  return load;
}

class RunningLoad implements Load {
  readonly promised: Promised = { booked: new Set(), cancelled: new Set() };
  readonly unexpected: string[] = [];
  readonly #options: LoadOptions;
  #served = 0;
  #longestMs = 0;
  #isStopping = false;
  #clients: Promise<unknown> = Promise.resolve();

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  resume(): void {
    this.#isStopping = false;
    const client = async (): Promise<void> => {
      while (!this.#isStopping)
        await (this.#options.random.chance(0.5) ? this.#bookAndCancel() : this.#read());
    };
    this.#clients = Promise.all(Array.from({ length: this.#options.clients ?? CLIENTS }, client));
  }

  longestMs(): number {
    return this.#longestMs;
  }

  async untilServed(requests: number): Promise<void> {
    const enough = this.#served + requests;
    await vi.waitUntil(() => this.#served >= enough, { timeout: 20_000, interval: 2 });
  }

  async pause(): Promise<void> {
    this.#isStopping = true;
    await this.#clients;
  }

  async #read(): Promise<void> {
    const variables = { from: new Date().toISOString() };
    await this.#send((headers) => this.#options.patient.send(HOME, variables, headers));
  }

  async #bookAndCancel(): Promise<void> {
    const { admin, random, slots, patientIds } = this.#options;
    const booking = await this.#send((headers) =>
      sendBooking(admin, random.pick(slots), random.pick(patientIds), headers),
    );
    const id = booking?.data?.bookAppointment.appointment?.id;
    if (id === undefined) return;
    this.promised.booked.add(id);
    if (random.chance(0.3)) return;
    const cancelling = await this.#send((headers) => sendCancelling(admin, id, headers));
    if (cancelling?.data?.cancelAppointment.appointment?.status === "CANCELLED")
      this.promised.cancelled.add(id);
  }

  /** Undefined when there was no answer. */
  async #send<T>(
    request: (headers: Readonly<Record<string, string>>) => Promise<Answer<T>>,
  ): Promise<Answer<T> | undefined> {
    const correlationId = RequestLedger.newCorrelationId();
    const sentAt = performance.now();
    try {
      const answer = await request({ "x-correlation-id": correlationId });
      this.#longestMs = Math.max(this.#longestMs, performance.now() - sentAt);
      this.#options.ledger.answered("router", correlationId);
      this.#judge(answer);
      if (answer.errors.length > 0) await pause(PAUSE_IN_OUTAGE_MS);
      else if (answer.headers.get("connection") === "close") await pause(PAUSE_WHEN_AWAY_MS);
      return answer;
    } catch {
      // Whether the server had taken it is what the ledger knows.
      await pause(PAUSE_WHEN_AWAY_MS);
      return undefined;
    }
  }

  #judge({ status, errors }: Answer<unknown>): void {
    if (errors.length === 0) {
      this.#served += 1;
      return;
    }
    const { outageCodes = OF_AN_OUTAGE } = this.#options;
    const isExplained = errors.every(({ extensions }) => outageCodes.includes(extensions.code));
    if (!isExplained || ![200, 503].includes(status)) {
      this.unexpected.push(`${String(status)} ${JSON.stringify(errors)}`);
    }
  }
}

/** The clients' accounts. */
export const LOAD_ACCOUNTS = { admin: ACCOUNTS.admin.email, patient: ACCOUNTS.patient.email } as const;
