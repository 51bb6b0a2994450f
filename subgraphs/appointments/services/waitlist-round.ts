import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { isTransientConflict } from "#shared/db/database-errors.ts";
import { newId } from "#shared/db/ids.ts";
import { backgroundSettings } from "#shared/db/viewer-settings.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { recordInto, type ChangeRecord } from "#shared/messaging/change-record.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import { tryLock } from "#shared/messaging/relay.ts";
import type { MessagingTables } from "#shared/messaging/tables.ts";
import type { Clock } from "#shared/time/clock.ts";
import { LocalTime } from "../domain/local-time.ts";
import { planOffers, waitingWindows, type PlannedOffer } from "../domain/waitlist.ts";
import { waitlistOfferedEvent } from "../events.ts";
import { AllocationRepository, isOverlap } from "../repositories/allocation-repository.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";
import { lockPractitioners } from "../repositories/practitioner-turns.ts";
import { SituationRepository } from "../repositories/situation-repository.ts";
import { SlotHoldRepository, type NewSlotHold } from "../repositories/slot-hold-repository.ts";
import { WaitlistOfferRepository } from "../repositories/waitlist-offer-repository.ts";
import type { WaitlistRank } from "../repositories/waitlist-repository.ts";
import {
  WaitlistRoundRepository,
  type WaitingRow,
  type WaitlistPlace,
} from "../repositories/waitlist-round-repository.ts";
import { serviceSituation } from "./patient-planner.ts";
import { tellOfEntry } from "./waitlist-changes.ts";

/** What {@link WaitlistRound} needs. */
export interface WaitlistRoundOptions {
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly clock: Clock;
}

/** So many entries are looked at, and get offers, in one transaction. */
const PORTION = 100;
const PORTION_TIMEOUT_MS = 60_000;
/** So often is a portion begun anew in a round because somebody was quicker. */
const MOST_ATTEMPTS = 3;

/** One transaction of a round. */
interface Portion {
  readonly tx: Tx;
  readonly record: ChangeRecord;
  readonly clinic: ClinicRow;
  readonly now: Date;
}

type Offer = PlannedOffer<WaitingRow>;

/**
 * One look at a clinic's waitlist: what has lapsed or is over ends, and what is free is offered in the order of turns. However many
 * processes run, one is at it at a clinic at a time; what it does is right without that, too.
 */
export class WaitlistRound {
  readonly #place: WaitlistPlace;
  readonly #options: WaitlistRoundOptions;
  readonly #viewer: Viewer;

  constructor(place: WaitlistPlace, options: WaitlistRoundOptions) {
    this.#place = place;
    this.#options = options;
    this.#viewer = systemViewer("appointments-waitlist", place.tenantId);
  }

  /** Ends early when another process is at it. */
  async run(): Promise<void> {
    while ((await this.#alone((portion) => this.#settle(portion))) === "MORE");
    let after: WaitlistRank | null = null;
    do {
      after = await this.#offerNext(after);
    } while (after !== null);
  }

  /** Ends what has lapsed, and what nobody waits for any more. */
  async #settle({ tx, record, clinic, now }: Portion): Promise<"MORE" | "DONE"> {
    const round = new WaitlistRoundRepository(tx);
    const { tenantId } = this.#place;
    const lapsed = await round.findLapsed(this.#place, PORTION);
    if (lapsed.length > 0) {
      const entryIds = lapsed.map(({ entryId }) => entryId);
      const holdIds = lapsed.map(({ holdId }) => holdId);
      const [entries] = await Promise.all([
        round.countLapses(this.#place, { ids: entryIds, now }),
        new WaitlistOfferRepository(tx).end({ tenantId, entryIds, outcome: "LAPSED", now }),
        new SlotHoldRepository(tx).endOffered({ tenantId, entryIds, now }),
        new AllocationRepository(tx).releaseHolds({ tenantId, holdIds, now }),
      ]);
      for (const entry of entries)
        tellOfEntry(record, `appointment:waitlist:${entry.status === "EXPIRED" ? "expire" : "lapse"}`, entry);
    }
    for (const entry of await round.expire(this.#place, { today: todayAt(clinic, now), now }))
      tellOfEntry(record, "appointment:waitlist:expire", entry);
    return lapsed.length === PORTION ? "MORE" : "DONE";
  }

  /** Makes offers to the next ones; answers behind whom to go on, and null when there is nobody. */
  async #offerNext(after: WaitlistRank | null): Promise<WaitlistRank | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#alone((portion) => this.#offer(portion, after));
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !(isOverlap(error) || isTransientConflict(error))) throw error;
      }
    }
  }

  async #offer(portion: Portion, after: WaitlistRank | null): Promise<WaitlistRank | null> {
    const { tx, now } = portion;
    const round = new WaitlistRoundRepository(tx);
    const waiting = await round.findWaiting(this.#place, { after, limit: PORTION });
    // Without keeping anybody waiting: most often nothing is free.
    const wanted = await this.#plan(portion, waiting, null);
    if (wanted.length > 0) {
      const practitionerIds = [...new Set(wanted.map(({ practitionerId }) => practitionerId))];
      const ids = wanted.map(({ entry }) => entry.id);
      // Sent together; nobody books with these from then on, and none of these leaves.
      const [, entries] = await Promise.all([
        lockPractitioners(tx, practitionerIds),
        round.findWaitingForOffer(this.#place, ids),
      ]);
      const offers = await this.#plan(portion, entries, practitionerIds);
      if (offers.length > 0) await this.#make(portion, offers, now);
    }
    const last = waiting.length === PORTION ? waiting.at(-1) : undefined;
    return last === undefined ? null : [last.priority, last.createdAt.getTime(), last.id];
  }

  /** Times for those who wait. @param practitionerIds with one of these; null for all */
  async #plan(
    { tx, clinic, now }: Portion,
    waiting: readonly WaitingRow[],
    practitionerIds: readonly string[] | null,
  ): Promise<Offer[]> {
    const windows = waitingWindows(waiting, todayAt(clinic, now));
    const [first, last] = [windows[0], windows.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { tenantId, clinicId } = this.#place;
    const patientIds = waiting.map(({ patientId }) => patientId);
    const serviceTypeIds = waiting.map(({ serviceTypeId }) => serviceTypeId);
    const [[situation], busyPatients] = await Promise.all([
      new SituationRepository(tx).find({
        ...{ tenantId, clinicIds: [clinicId], serviceTypeIds, practitionerIds, windows },
        ...{ patientIds: [], except: null },
      }),
      new WaitlistRoundRepository(tx).findBusy(this.#place, patientIds, {
        fromMs: first.fromMs,
        untilMs: last.untilMs,
      }),
    ]);
    if (situation === undefined) return [];
    const services = situation.serviceTypes.map(
      (serviceType) =>
        [serviceType.id, { ...serviceSituation(situation, serviceType), rules: serviceType }] as const,
    );
    return planOffers(waiting, {
      services: new Map(services),
      busy: [...situation.busy, ...busyPatients],
      nowMs: now.getTime(),
      offerMinutes: clinic.waitlistOfferMinutes,
    });
  }

  /** Keeps the times free and tells of them. @throws DrizzleQueryError that `isOverlap` recognises when something is taken */
  async #make({ tx, record }: Portion, offers: readonly Offer[], now: Date): Promise<void> {
    const { tenantId } = this.#place;
    const allocations = new AllocationRepository(tx);
    const wanted = offers.map((offer) => ({ ...this.#holdOf(offer, now), offer }));
    const [, holds] = await Promise.all([
      allocations.releaseExpired(
        wanted.map(({ offer, ...hold }) => ({ ...hold, ...offer.plan })),
        now,
      ),
      new SlotHoldRepository(tx).insert(wanted),
    ]);
    const takings = holds.map(({ offer, ...hold }) => ({
      ...{ ...hold, ...offer.plan },
      holder: { holdId: hold.id, expiresAt: hold.expiresAt },
    }));
    const rows = holds.map(({ id, practitionerId, startsAt, endsAt, expiresAt, offer }) => ({
      ...{ id, tenantId, createdAt: now, updatedAt: now, entryId: offer.entry.id },
      ...{ practitionerId, startsAt, endsAt, expiresAt, outcome: "OFFERED" as const },
    }));
    await Promise.all([
      allocations.take(takings),
      new WaitlistOfferRepository(tx).insert(rows),
      new WaitlistRoundRepository(tx).markOffered(this.#place, {
        ids: offers.map(({ entry }) => entry.id),
        now,
      }),
    ]);
    for (const { offer, ...hold } of holds) {
      const entry = { ...offer.entry, status: "OFFERED" as const, version: offer.entry.version + 1 };
      record.event("appointment.waitlist-offered.v1", entry.id, waitlistOfferedEvent(hold, entry));
      tellOfEntry(record, "appointment:waitlist:offer", entry);
    }
  }

  #holdOf({ entry, practitionerId, plan, minutes }: Offer, now: Date): NewSlotHold {
    const { tenantId, clinicId } = this.#place;
    const { id: waitlistEntryId, serviceTypeId, patientId, region } = entry;
    return {
      ...{ id: newId(), tenantId, createdAt: now, updatedAt: now, endedAt: null, minutes },
      ...{ clinicId, serviceTypeId, practitionerId, patientId, region, waitlistEntryId },
      ...{ roomId: plan.roomId, deviceIds: [...plan.deviceIds], consent: null, guardianship: null },
      ...{ startsAt: new Date(plan.seen.fromMs), endsAt: new Date(plan.seen.untilMs) },
    };
  }

  /** Runs a portion in a transaction of its own; null when another process is at it, or the clinic is not there. */
  async #alone<T>(work: (portion: Portion) => Promise<T>): Promise<T | null> {
    const { database, tables, clock } = this.#options;
    const { tenantId, clinicId } = this.#place;
    return database.transaction(
      async (tx) => {
        if (!(await tryLock(tx, `appointments.waitlist:${clinicId}`))) return null;
        const [clinic] = await new ClinicRepository(tx).findByIds({ tenantId, ids: [clinicId] });
        if (clinic === undefined) return null;
        const outbox = new Outbox(tenantId, tables);
        const record = recordInto(outbox, new AuditEntryFactory(this.#viewer, "appointments", clock));
        const result = await work({ tx, record, clinic, now: clock() });
        await outbox.flush(tx);
        return result;
      },
      () => backgroundSettings(this.#viewer, PORTION_TIMEOUT_MS),
      new Deadline(PORTION_TIMEOUT_MS),
    );
  }
}

function todayAt({ timeZone }: ClinicRow, now: Date): string {
  return new LocalTime(timeZone).dateAt(now.getTime());
}
