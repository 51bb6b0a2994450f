import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import { createSeededRandom, type SeededRandom } from "#shared/random/seeded-random.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { expireHolds } from "./faults.ts";
import type { KillableSubgraph } from "./killable-subgraph.ts";
import type { ModelWorld } from "./model-world.ts";

/** What clients were told. */
export interface History {
  /** Ids of appointments per key that was sent, once or several times: one, or as many as its series has. */
  readonly booked: Map<string, Set<string>>;
  /** Keys of which nobody knows what became of them. */
  readonly inDoubt: Set<string>;
  /** Version of an appointment that a change was acknowledged with. */
  readonly versions: Map<string, number>;
  readonly cancelled: Set<string>;
  /** Commands by what came of them. */
  readonly outcomes: Map<string, number>;
  commands: number;
}

const MUTATIONS = {
  bookAppointment: { input: "BookAppointmentInput", answer: "appointment { id version }" },
  bookHold: { input: "BookHoldInput", answer: "appointment { id version }" },
  holdSlot: { input: "HoldSlotInput", answer: "hold { id }" },
  releaseHold: { input: "ReleaseHoldInput", answer: "hold { id }" },
  bookAppointmentSeries: {
    input: "BookAppointmentSeriesInput",
    answer: "occurrences { appointment { id version } }",
  },
  rescheduleAppointment: { input: "RescheduleAppointmentInput", answer: "appointment { id version }" },
  cancelAppointment: { input: "CancelAppointmentInput", answer: "appointment { id version }" },
  recordAttendance: { input: "RecordAttendanceInput", answer: "appointment { id version }" },
} as const;
type Mutation = keyof typeof MUTATIONS;

/** Errors after which nobody knows whether it was done. */
const IN_DOUBT = new Set(["DEPENDENCY_UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL", "REQUEST_IN_PROGRESS"]);
const MOST_ATTEMPTS = 8;
const STEPS = ["ARRIVE", "CHECK_IN", "START", "COMPLETE", "MISS"] as const;
/** Monday to Friday, 09:00 to 12:00 in Berlin, in half hours. */
const DAYS = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"] as const;
const TIMES = ["08:00", "08:15", "08:30", "09:00", "09:15", "09:30", "10:00", "10:15", "10:30"] as const;

interface Told {
  readonly code: string;
  readonly payload: Record<string, unknown> | null;
}

/** What a driver sends to. */
export interface DriverOptions {
  readonly world: ModelWorld;
  readonly processes: readonly KillableSubgraph[];
  /** Superuser connection. */
  readonly admin: postgres.Sql;
  readonly seed: number;
}

/** Sends random commands from many clients at once, to one of several processes each. */
export class Driver {
  readonly history: History = {
    booked: new Map(),
    inDoubt: new Set(),
    versions: new Map(),
    cancelled: new Set(),
    outcomes: new Map(),
    commands: 0,
  };
  readonly #world: ModelWorld;
  readonly #processes: readonly KillableSubgraph[];
  readonly #admin: postgres.Sql;
  readonly #seed: number;
  readonly #appointments: string[] = [];
  readonly #holds: string[] = [];

  constructor({ world, processes, admin, seed }: DriverOptions) {
    this.#world = world;
    this.#processes = processes;
    this.#admin = admin;
    this.#seed = seed;
  }

  /** Sends so many commands, from so many clients at once. */
  async run(commands: number, clients: number): Promise<void> {
    const share = Math.ceil(commands / clients);
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        const random = createSeededRandom(`client ${String(client)} of ${String(this.#seed)}`);
        for (let count = 0; count < share; count += 1)
          await this.#command(random, `${String(client)}-${String(count)}`);
      }),
    );
  }

  async #command(random: SeededRandom, key: string): Promise<void> {
    this.history.commands += 1;
    const dice = random.fraction();
    if (dice < 0.32)
      return this.#book("bookAppointment", this.#time(random, { overbook: random.chance(0.2) }), random, key);
    if (dice < 0.47) return this.#hold(random, key);
    if (dice < 0.57) return this.#ofHold("bookHold", random, key);
    if (dice < 0.6) return this.#ofHold("releaseHold", random, key);
    if (dice < 0.63) return this.#series(random, key);
    if (dice < 0.65) return expireHolds(this.#admin);
    if (dice < 0.78) return this.#change("rescheduleAppointment", random, { startsAt: startOf(random) });
    if (dice < 0.93) return this.#change("cancelAppointment", random, {});
    return this.#change("recordAttendance", random, { step: random.pick(STEPS) });
  }

  #time(random: SeededRandom, more: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      clinicId: this.#world.world.clinicId,
      serviceTypeId: random.pick(this.#world.serviceTypeIds),
      practitionerId: random.pick(this.#world.practitionerIds),
      patientId: random.pick(this.#world.patientIds),
      startsAt: startOf(random),
      ...more,
    };
  }

  /** Books under a key; one of ten times it is sent twice at once, as a client or a proxy may. */
  async #book(
    mutation: "bookAppointment" | "bookHold" | "bookAppointmentSeries",
    input: Record<string, unknown>,
    random: SeededRandom,
    key: string,
  ): Promise<void> {
    const keyed = { ...input, idempotencyKey: key };
    const copies = random.chance(0.1) ? 2 : 1;
    const told = await Promise.all(Array.from({ length: copies }, () => this.#send(mutation, keyed, random)));
    for (const { code, payload } of told) {
      for (const { id, version } of appointmentsIn(payload)) {
        this.history.booked.set(key, (this.history.booked.get(key) ?? new Set()).add(id));
        this.#note(id, version);
        if (!this.#appointments.includes(id)) this.#appointments.push(id);
      }
      if (IN_DOUBT.has(code)) this.history.inDoubt.add(key);
    }
  }

  async #hold(random: SeededRandom, key: string): Promise<void> {
    const { payload } = await this.#send("holdSlot", { ...this.#time(random), idempotencyKey: key }, random);
    const hold = payload?.["hold"] as { id: string } | null | undefined;
    if (hold != null) this.#holds.push(hold.id);
  }

  async #ofHold(mutation: "bookHold" | "releaseHold", random: SeededRandom, key: string): Promise<void> {
    if (this.#holds.length === 0) return;
    const holdId = random.pick(this.#holds.slice(-20));
    if (mutation === "bookHold") return this.#book(mutation, { holdId }, random, key);
    await this.#send(mutation, { holdId }, random);
  }

  async #series(random: SeededRandom, key: string): Promise<void> {
    const input = this.#time(random, {
      recurrence: "FREQ=DAILY;COUNT=2",
      mode: random.pick(["ALL_OR_NONE", "BEST_EFFORT"] as const),
    });
    return this.#book("bookAppointmentSeries", input, random, key);
  }

  async #change(mutation: Mutation, random: SeededRandom, more: Record<string, unknown>): Promise<void> {
    if (this.#appointments.length === 0) return;
    const appointmentId = random.pick(this.#appointments.slice(-60));
    const { payload } = await this.#send(mutation, { appointmentId, ...more }, random);
    for (const { id, version } of appointmentsIn(payload)) {
      this.#note(id, version);
      if (mutation === "cancelAppointment") this.history.cancelled.add(id);
    }
  }

  /** Sends until something came of it, as a careful client does, each time to whichever process. */
  async #send(mutation: Mutation, input: Record<string, unknown>, random: SeededRandom): Promise<Told> {
    const { input: type, answer } = MUTATIONS[mutation];
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${answer} userErrors { code } } }`;
    let told: Told = { code: "INTERNAL", payload: null };
    for (let attempt = 1; attempt <= MOST_ATTEMPTS && IN_DOUBT.has(told.code); attempt += 1) {
      if (attempt > 1) await pause(20 * attempt);
      told = await this.#sendOnce(mutation, document, input, random);
    }
    const outcome = `${mutation} ${told.code}`;
    this.history.outcomes.set(outcome, (this.history.outcomes.get(outcome) ?? 0) + 1);
    return told;
  }

  async #sendOnce(
    mutation: Mutation,
    document: string,
    input: Record<string, unknown>,
    random: SeededRandom,
  ): Promise<Told> {
    const { admin } = this.#world.world.viewers;
    try {
      return toldBy(mutation, await random.pick(this.#processes).execute(admin, document, { input }));
    } catch {
      // It was killed, and nobody knows what became of this.
      return { code: "DEPENDENCY_UNAVAILABLE", payload: null };
    }
  }

  #note(id: string, version: number): void {
    this.history.versions.set(id, Math.max(version, this.history.versions.get(id) ?? 0));
  }
}

function startOf(random: SeededRandom): string {
  return `${random.pick(DAYS)}T${random.pick(TIMES)}:00Z`;
}

function toldBy(mutation: Mutation, { data, errors }: GraphqlAnswer): Told {
  const payload = (data as Record<string, Record<string, unknown>> | null | undefined)?.[mutation] ?? null;
  // What was done and cannot be read any more was done.
  if (errors !== undefined) return { code: String(errors[0]?.extensions["code"]), payload };
  const [problem] = payload?.["userErrors"] as { code: string }[];
  return { code: problem?.code ?? "DONE", payload };
}

function appointmentsIn(payload: Record<string, unknown> | null): { id: string; version: number }[] {
  const own = payload?.["appointment"] as { id: string; version: number } | null | undefined;
  const occurrences = (payload?.["occurrences"] ?? []) as {
    appointment: { id: string; version: number } | null;
  }[];
  return [own, ...occurrences.map(({ appointment }) => appointment)].flatMap((one) => one ?? []);
}
