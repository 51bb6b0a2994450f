import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { createSeededRandom } from "#shared/random/seeded-random.ts";

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

/** Ends connections of the processes, one at a time and now and then all of them, until told to stop. */
export class ConnectionKiller {
  readonly #admin: postgres.Sql;
  readonly #seed: number;
  #isStopped = false;
  #work: Promise<void> = Promise.resolve();
  /** How many connections were ended. */
  killed = 0;

  constructor(admin: postgres.Sql, seed: number) {
    this.#admin = admin;
    this.#seed = seed;
  }

  start(): void {
    this.#work = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  async #run(): Promise<void> {
    const random = createSeededRandom(`faults of ${String(this.#seed)}`);
    while (!this.#isStopped) {
      await pause(random.integer(50, 400));
      // In the middle of a transaction, where it hurts; all of them at once is what a killed process leaves.
      const limit = random.chance(0.1) ? 100 : 1;
      const rows = await this.#admin`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'test-appointments' and xact_start is not null
        order by random() limit ${limit}`;
      this.killed += rows.length;
    }
  }
}
