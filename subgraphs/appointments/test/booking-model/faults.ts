import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { createSeededRandom, type SeededRandom } from "#shared/random/seeded-random.ts";
import type { KillableSubgraph } from "./killable-subgraph.ts";

const DEADLOCK = "40P01";

/** Lets every hold that there is expire, a moment ago, as if ten minutes had passed; none when one of them is being used. */
export async function expireHolds(admin: postgres.Sql): Promise<void> {
  const moment = new Date(Date.now() - 1);
  try {
    await admin.begin(async (tx) => {
      await tx`update appointments.slot_hold set expires_at = ${moment} where ended_at is null`;
      await tx`update appointments.allocation set expires_at = ${moment} where hold_id is not null and live`;
    });
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === DEADLOCK)) throw error;
  }
}

/** What {@link Faults} happen to. */
export interface FaultOptions {
  /** Superuser connection. */
  readonly admin: postgres.Sql;
  readonly processes: readonly KillableSubgraph[];
  readonly applicationName: string;
  readonly seed: number;
  /** How many commands lie between two kills. */
  readonly commandsPerKill: number;
  /** How many commands were sent so far. */
  readonly sent: () => number;
}

/** Kills processes, ends their connections and cancels their statements, until told to stop. */
export class Faults {
  readonly #options: FaultOptions;
  #isStopped = false;
  #work: Promise<unknown> = Promise.resolve();
  /** How many connections were ended. */
  connections = 0;
  /** How many transactions were ended by the cancelling of a statement. */
  transactions = 0;

  constructor(options: FaultOptions) {
    this.#options = options;
  }

  start(): void {
    const random = createSeededRandom(`faults of ${String(this.#options.seed)}`);
    this.#work = Promise.all([this.#disturb(random), this.#kill(random)]);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  /** In the middle of a transaction, where it hurts. */
  async #disturb(random: SeededRandom): Promise<void> {
    const { admin, applicationName } = this.#options;
    while (!this.#isStopped) {
      await pause(random.integer(50, 400));
      if (random.chance(0.5)) {
        const rows = await admin`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = ${applicationName} and xact_start is not null
          order by random() limit ${random.chance(0.1) ? 100 : 1}`;
        this.connections += rows.length;
      } else {
        const rows = await admin`select pg_cancel_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = ${applicationName} and state = 'active'
          order by random() limit 1`;
        this.transactions += rows.length;
      }
    }
  }

  async #kill(random: SeededRandom): Promise<void> {
    const { processes, commandsPerKill, sent } = this.#options;
    for (let next = commandsPerKill; !this.#isStopped;) {
      await pause(random.integer(5, 50));
      if (sent() < next) continue;
      await random.pick(processes).kill();
      next = sent() + commandsPerKill;
    }
  }
}
