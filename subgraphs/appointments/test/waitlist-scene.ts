import { expect, vi } from "vitest";
import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/appointments/schema.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import type { Clock } from "#shared/time/clock.ts";
import { workOnWaitlists } from "../services/waitlist-work.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertPatient, NOW, type World } from "./world.ts";

const JOIN = `mutation ($input: JoinWaitlistInput!) { joinWaitlist(input: $input) { waitlistEntry { id status version }
  userErrors { code field } } }`;
const LEAVE = `mutation ($id: ID!) { leaveWaitlist(input: { waitlistEntryId: $id }) { waitlistEntry { id status offer { id } }
  userErrors { code } } }`;
const ACCEPT = `mutation ($input: AcceptWaitlistOfferInput!) { acceptWaitlistOffer(input: $input) {
  appointment { id status startsAt patient { id } } userErrors { code field } } }`;
const DECLINE = `mutation ($id: ID!) { declineWaitlistOffer(input: { waitlistOfferId: $id }) {
  waitlistEntry { id status offer { id } } userErrors { code } } }`;

/** Tuesday: the day that everybody in these tests waits for, and its first slot and the next ones. */
export const DAY = "2026-03-10";
export const SLOTS = [
  "2026-03-10T08:00:00.000Z",
  "2026-03-10T08:30:00.000Z",
  "2026-03-10T09:00:00.000Z",
] as const;

/** What came of a mutation: the code of the error or user error, or DONE. */
export function outcomeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) return String(errors[0]?.extensions["code"]);
  const [payload] = Object.values(data as Record<string, { userErrors: { code: string }[] }>);
  return payload?.userErrors[0]?.code ?? "DONE";
}

/** An entry as it stands in the database. */
export interface StoredEntry {
  readonly id: string;
  readonly status: string;
  readonly lapses: number;
  readonly version: number;
}

/** An offer as it stands in the database, with whom it was made to. */
export interface StoredOffer {
  readonly id: string;
  readonly patientId: string;
  readonly startsAt: string;
  readonly outcome: string;
  /** From now until it expires, by the clock of the database. */
  readonly minutes: number;
}

/** A subgraph with people who wait, and the process that offers. */
export class WaitlistScene {
  readonly harness: SubgraphHarness;
  readonly world: World;
  /** What the subgraph takes for now; the database has a clock of its own. */
  now = NOW;
  readonly #pool: Database;
  /** Statements of the process that offers, since {@link reset}. */
  readonly statements: string[] = [];
  #joined = 0;

  private constructor(harness: SubgraphHarness, world: World, clock: { scene?: WaitlistScene }) {
    this.harness = harness;
    this.world = world;
    clock.scene = this;
    this.#pool = openDatabase({
      url: harness.database.urlFor("appointments_app"),
      maxConnections: 4,
      applicationName: "waitlist-test",
      onStatement: (text) => this.statements.push(text),
    });
  }

  static async start(): Promise<WaitlistScene> {
    const at: { scene?: WaitlistScene } = {};
    const clock: Clock = () => at.scene?.now ?? NOW;
    const harness = await startSubgraph({
      ...{ name: "appointments", create: createAppointmentsSubgraph, startsBackgroundWork: false, clock },
    });
    return new WaitlistScene(harness, await createWorld(harness.admin), at);
  }

  async stop(): Promise<void> {
    await this.#pool.close();
    await this.harness.stop();
  }

  /** Nobody waits, nothing is booked, and only the first practitioner works on {@link DAY}. */
  async reset(): Promise<void> {
    const { admin } = this.harness;
    this.now = NOW;
    this.#joined = 0;
    await clearAppointments(this.harness);
    await admin`truncate appointments.idempotency_key, appointments.schedule_exception`;
    await admin`update appointments.clinic set waitlist_offer_minutes = 60`;
    await admin`update appointments.service_type set minimum_notice_minutes = 0, booking_horizon_days = 365, deleted_at = null`;
    await this.leave(this.world.otherPractitionerId);
    this.statements.length = 0;
  }

  /** Somebody is away on {@link DAY}; times are those of Berlin. */
  async leave(
    practitionerId: string,
    startTime: string | null = null,
    endTime: string | null = null,
  ): Promise<void> {
    await this.harness.admin`insert into appointments.schedule_exception
        (id, tenant_id, kind, practitioner_id, first_date, last_date, start_time, end_time)
      values (${newId()}, ${this.world.tenantId}, 'LEAVE', ${practitionerId}, ${DAY}, ${DAY}, ${startTime}, ${endTime})`;
  }

  /** Only the first so many slots of {@link DAY} are left. */
  async leaveSlots(count: 1 | 2): Promise<void> {
    await this.leave(this.world.practitionerId, count === 1 ? "09:30" : "10:00", "12:00");
  }

  /** Somebody who is known, and the viewer that it is. */
  async patient(): Promise<{ readonly id: string; readonly viewer: Viewer }> {
    const { tenantId } = this.world;
    const id = newId();
    await insertPatient(this.harness.admin, { id, tenantId, region: "eu-central" });
    return { id, viewer: viewerOf({ tenantId, roles: ["USER"], patientId: id }) };
  }

  /** Joins a minute after who joined before. */
  join(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    this.now = new Date(NOW.getTime() + (this.#joined += 1) * 60_000);
    const { clinicId, checkId: serviceTypeId, patientId } = this.world;
    const input = { clinicId, serviceTypeId, patientId, fromDate: DAY, untilDate: DAY, ...changes };
    return this.harness.execute(viewer, JOIN, { input });
  }

  /** Joins, and answers the entry's id. */
  async joined(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.join(viewer, {
      ...(viewer.patientId !== null && { patientId: viewer.patientId }),
      ...changes,
    });
    if (outcomeOf(answer) !== "DONE") throw new Error(`Nobody joined: ${outcomeOf(answer)}`);
    return String(answer.data.joinWaitlist.waitlistEntry.id);
  }

  leaveList(viewer: Viewer, id: string): Promise<GraphqlAnswer> {
    return this.harness.execute(viewer, LEAVE, { id });
  }

  accept(
    viewer: Viewer,
    waitlistOfferId: string,
    changes: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer> {
    return this.harness.execute(viewer, ACCEPT, { input: { waitlistOfferId, ...changes } });
  }

  decline(viewer: Viewer, id: string): Promise<GraphqlAnswer> {
    return this.harness.execute(viewer, DECLINE, { id });
  }

  /** What the process does in a round. @throws unknown what failed at a clinic */
  async round(): Promise<void> {
    const failures: unknown[] = [];
    const logger = createLogger({ level: "silent", service: "waitlist-test" });
    Object.assign(logger, { warn: ({ err }: { err: unknown }) => failures.push(err) });
    await workOnWaitlists({
      database: this.#pool,
      tables: { inbox, outbox, outboxSequence, parkedMessage },
      clock: () => this.now,
      logger,
    });
    if (failures.length > 0) throw failures[0];
  }

  /** Lets the open offers expire, a moment ago by the clock of the database. */
  async expireOffers(): Promise<void> {
    const { admin } = this.harness;
    const moment = new Date(Date.now() - 1);
    await admin`update appointments.waitlist_offer set expires_at = ${moment} where outcome = 'OFFERED'`;
    await admin`update appointments.slot_hold set expires_at = ${moment} where ended_at is null`;
    await admin`update appointments.allocation set expires_at = ${moment} where hold_id is not null and live`;
  }

  /** Starts what adds entries, and lets it go on once all of it waits: for the table, or for one another. */
  async together<T>(work: readonly (() => Promise<T>)[]): Promise<T[]> {
    let started: Promise<T[]> = Promise.resolve([]);
    await this.harness.admin.begin(async (tx) => {
      await tx`lock table appointments.waitlist_entry in share row exclusive mode`;
      started = Promise.all(work.map((one) => one()));
      await vi.waitFor(
        async () => {
          const [row] = await tx<
            { waiting: number }[]
          >`select count(*)::int as waiting from pg_locks where not granted
            and database = (select oid from pg_database where datname = current_database())`;
          expect(row?.waiting).toBe(work.length);
        },
        { timeout: 5_000, interval: 20 },
      );
    });
    return started;
  }

  async entries(): Promise<StoredEntry[]> {
    return this.harness.admin<
      StoredEntry[]
    >`select id, status, lapses, version from appointments.waitlist_entry order by created_at, id`;
  }

  async statusOf(id: string): Promise<string | undefined> {
    return (await this.entries()).find((entry) => entry.id === id)?.status;
  }

  /** In the order in which they were made. */
  async offers(): Promise<StoredOffer[]> {
    const rows = await this.harness.admin<(Omit<StoredOffer, "startsAt"> & { startsAt: Date })[]>`
      select o.id, e.patient_id as "patientId", o.starts_at as "startsAt", o.outcome,
        round(extract(epoch from o.expires_at - now()) / 60)::int as minutes
      from appointments.waitlist_offer o join appointments.waitlist_entry e on e.id = o.entry_id
        order by o.created_at, o.starts_at, o.id`;
    return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString() }));
  }

  async openOffer(): Promise<StoredOffer> {
    const open = (await this.offers()).filter(({ outcome }) => outcome === "OFFERED");
    const [offer] = open;
    if (offer === undefined || open.length !== 1) throw new Error(`${String(open.length)} offers are open.`);
    return offer;
  }
}
