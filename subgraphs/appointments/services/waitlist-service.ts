import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { LocalTime } from "../domain/local-time.ts";
import { areWaitingDays, WAITLIST_PRIORITIES } from "../domain/waitlist.ts";
import { patientAttributes, waitlistEntryAttributes } from "../policies.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import { SituationRepository, type Situation } from "../repositories/situation-repository.ts";
import { SlotHoldRepository } from "../repositories/slot-hold-repository.ts";
import { WaitlistOfferRepository } from "../repositories/waitlist-offer-repository.ts";
import { WaitlistRepository, type WaitlistEntryRow } from "../repositories/waitlist-repository.ts";
import { sideOf } from "./binding-rules.ts";
import { endHold, findHoldForChange } from "./hold-for-change.ts";
import { calendarDate, optionalId } from "./input-fields.ts";
import { findOpenOffer, offerProblemOf, type OfferProblem } from "./offer-for-change.ts";
import { isOnlyTierTooLow, LOOK_PROBLEMS } from "./patient-planner.ts";
import { tellOfEntry } from "./waitlist-changes.ts";

/** Whoever waits for everything takes times from who waits for something. */
const MOST_WAITING = 5;
/** No zone is more than twelve hours behind UTC. */
const FURTHEST_BEHIND_MS = 12 * 60 * 60 * 1000;

const joinInput = z.object({
  clinicId: entityId,
  serviceTypeId: entityId,
  practitionerId: optionalId,
  patientId: entityId,
  fromDate: calendarDate,
  untilDate: calendarDate,
  priority: z
    .enum(WAITLIST_PRIORITIES)
    .nullish()
    .transform((priority) => priority ?? "ROUTINE"),
  idempotencyKey,
});
type JoinInput = z.infer<typeof joinInput>;

const leaveInput = z.object({ waitlistEntryId: entityId });
const declineInput = z.object({ waitlistOfferId: entityId });

const JOIN_PROBLEMS = [
  ...LOOK_PROBLEMS,
  ...(["PRACTITIONER_NOT_FOUND", "WAITLIST_DATES_INVALID", "PRIORITY_NOT_ALLOWED"] as const),
  ...(["ALREADY_WAITING", "TOO_MANY_WAITING"] as const),
] as const;

/** Why nobody was put on the waitlist. */
export type JoinProblem = (typeof JOIN_PROBLEMS)[number];

/** Why nobody was taken off the waitlist. */
export type LeaveProblem = "WAITLIST_ENTRY_NOT_FOUND" | "WAITLIST_ENTRY_ENDED";

/** Outcome of a change of the waitlist. */
export type WaitlistOutcome<Problem extends string> =
  | { readonly entry: WaitlistEntryRow; readonly problem: null }
  | { readonly entry: null; readonly problem: Problem };

/** Changes who waits for times of services. */
export class WaitlistService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Puts a patient on the waitlist; nobody else does so for the patient meanwhile.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async join(input: unknown): Promise<WaitlistOutcome<JoinProblem>> {
    const wanted = parseInput(joinInput, input);
    return writeOnce<WaitlistOutcome<JoinProblem>, JoinProblem>(
      this.#context,
      { mutation: "joinWaitlist", input: wanted },
      {
        problems: JOIN_PROBLEMS,
        keep: ({ entry, problem }) => (problem === null ? { id: entry.id, problem } : { id: null, problem }),
        again: async (tx, { id, problem }) =>
          problem === null ? { entry: await this.#joined(tx, id), problem } : refused(problem),
      },
      (tx, record) => this.#joinOnce(tx, record, wanted),
    );
  }

  /** Takes an entry off the waitlist; an offer that it has ends. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async leave(input: unknown): Promise<WaitlistOutcome<LeaveProblem>> {
    const { waitlistEntryId: id } = parseInput(leaveInput, input);
    const { access, clock, database, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    return database.write(async (tx, record) => {
      access.assertCanOnSome("appointment:book");
      const entries = new WaitlistRepository(tx);
      const seen = await entries.find({ tenantId, id });
      if (seen === undefined) {
        access.noteHidden("appointment:book", { type: "WaitlistEntry", id, tenantId, patientId: null });
        return refused("WAITLIST_ENTRY_NOT_FOUND");
      }
      access.assertCan("appointment:book", { ...waitlistEntryAttributes(seen), minimumTier: "STANDARD" });
      const current = await entries.findForChange({ tenantId, id });
      if (current === undefined) return refused("WAITLIST_ENTRY_ENDED");
      const now = clock();
      if (current.status === "OFFERED") await letGo(tx, current, now);
      const [entry] = await entries.setStatus({ tenantId, ids: [id], status: "LEFT", now });
      if (entry === undefined) throw new Error("An entry that was locked has gone.");
      tellOfEntry(record, "appointment:waitlist:leave", entry);
      return { entry, problem: null };
    });
  }

  /** Lets an offer go; its entry waits for another time. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async decline(input: unknown): Promise<WaitlistOutcome<OfferProblem>> {
    const { waitlistOfferId: id } = parseInput(declineInput, input);
    const tenantId = requireTenant(this.#context.viewer);
    return this.#context.database.write(async (tx, record) => {
      const { offer, problem } = await findOpenOffer(this.#context, tx, id);
      if (problem !== null) return refused(problem);
      const held = await findHoldForChange(this.#context, tx, id);
      if (held.problem !== null) return refused(offerProblemOf(held.problem));
      await endHold(tx, record, held.hold, { outcome: "DECLINED", now: this.#context.clock() });
      const entry = await new WaitlistRepository(tx).find({ tenantId, id: offer.entryId });
      if (entry === undefined) throw new Error("An offer has no entry.");
      return { entry, problem: null };
    });
  }

  async #joinOnce(tx: Tx, record: ChangeRecord, input: JoinInput): Promise<WaitlistOutcome<JoinProblem>> {
    const { access, clock, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    const now = clock();
    const { idempotencyKey: _key, ...wanted } = input;
    access.assertCanOnSome("appointment:book");
    const situation = await findWaitedFor(tx, tenantId, wanted, now);
    if (situation === undefined) return refused("CLINIC_NOT_FOUND");
    const { clinic } = situation;
    const [patient] = situation.patients;
    const [serviceType] = situation.serviceTypes;
    if (serviceType === undefined) return refused("SERVICE_TYPE_NOT_FOUND");
    if (patient === undefined) {
      const { patientId } = wanted;
      access.noteHidden("appointment:book", { type: "Patient", id: patientId, tenantId, patientId });
      return refused("PATIENT_NOT_FOUND");
    }
    access.assertCan("patient:reference", patientAttributes(patient));
    const { consent, guardianship } = patient;
    const stamp = { id: newId(), tenantId, createdAt: now, updatedAt: now };
    const entry: WaitlistEntryRow = {
      ...{ ...wanted, ...stamp, region: clinic.region, consent, guardianship },
      ...{ status: "WAITING", lapses: 0, version: 1 },
    };
    if (isOnlyTierTooLow(this.#context, waitlistEntryAttributes({ ...entry, id: null }), serviceType))
      return refused("TIER_TOO_LOW");
    if (!isOfferedBy(wanted.practitionerId, situation)) return refused("PRACTITIONER_NOT_FOUND");
    const today = new LocalTime(clinic.timeZone).dateAt(now.getTime());
    if (!areWaitingDays(wanted, today)) return refused("WAITLIST_DATES_INVALID");
    if (wanted.priority === "URGENT" && sideOf(viewer, entry) !== "CLINIC")
      return refused("PRIORITY_NOT_ALLOWED");

    const live = await liveEntries(tx, record, entry, now);
    if (live.some((other) => isSame(other, entry))) return refused("ALREADY_WAITING");
    if (live.length >= MOST_WAITING) return refused("TOO_MANY_WAITING");
    await new WaitlistRepository(tx).insert(entry);
    tellOfEntry(record, "appointment:waitlist:join", entry);
    return { entry, problem: null };
  }

  /** Who was put on the waitlist before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #joined(tx: Tx, id: string): Promise<WaitlistEntryRow> {
    const tenantId = requireTenant(this.#context.viewer);
    const row = await new WaitlistRepository(tx).find({ tenantId, id });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("appointment:read", waitlistEntryAttributes(row));
    return row;
  }
}

/** What decides whether somebody may wait, but not what is busy. */
async function findWaitedFor(
  tx: Tx,
  tenantId: string,
  { clinicId, serviceTypeId, practitionerId, patientId }: Omit<JoinInput, "idempotencyKey">,
  now: Date,
): Promise<Situation | undefined> {
  const [situation] = await new SituationRepository(tx).find({
    ...{ tenantId, clinicIds: [clinicId], patientIds: [patientId], except: null },
    serviceTypeIds: [serviceTypeId],
    practitionerIds: practitionerId === null ? [] : [practitionerId],
    windows: [{ fromMs: now.getTime(), untilMs: now.getTime() }],
  });
  return situation;
}

/** True for anybody, and for who works at the clinic and offers the service. */
function isOfferedBy(practitionerId: string | null, { serviceTypes, ...situation }: Situation): boolean {
  if (practitionerId === null) return true;
  const offering = serviceTypes[0]?.practitionerIds ?? null;
  const works = [...situation.workingHours, ...situation.exceptions].some(
    (hours) => hours.practitionerId === practitionerId,
  );
  return (
    situation.knownPractitionerIds.includes(practitionerId) &&
    works &&
    (offering?.includes(practitionerId) ?? true)
  );
}

function isSame(a: WaitlistEntryRow, b: WaitlistEntryRow): boolean {
  return a.serviceTypeId === b.serviceTypeId && a.practitionerId === b.practitionerId;
}

/** The other live entries of the patient; those whose last day is over end. */
async function liveEntries(
  tx: Tx,
  record: ChangeRecord,
  { tenantId, patientId }: WaitlistEntryRow,
  now: Date,
): Promise<WaitlistEntryRow[]> {
  // Whatever the zones of their clinics.
  const today = new Date(now.getTime() - FURTHEST_BEHIND_MS).toISOString().slice(0, 10);
  const entries = new WaitlistRepository(tx);
  const live = await entries.findLiveAlone({ tenantId, patientId });
  const over = live.filter(({ status, untilDate }) => status === "WAITING" && untilDate < today);
  if (over.length === 0) return live;
  const ids = over.map(({ id }) => id);
  for (const entry of await entries.setStatus({ tenantId, ids, status: "EXPIRED", now }))
    tellOfEntry(record, "appointment:waitlist:expire", entry);
  return live.filter((entry) => !over.includes(entry));
}

/** Frees the time that is offered to an entry which leaves. */
async function letGo(tx: Tx, { id, tenantId }: WaitlistEntryRow, now: Date): Promise<void> {
  const holdIds = await new SlotHoldRepository(tx).endOffered({ tenantId, entryIds: [id], now });
  await Promise.all([
    new AllocationRepository(tx).releaseHolds({ tenantId, holdIds, now }),
    new WaitlistOfferRepository(tx).end({ tenantId, entryIds: [id], outcome: "DECLINED", now }),
  ]);
}

function refused<Problem extends string>(problem: Problem): WaitlistOutcome<Problem> {
  return { entry: null, problem };
}
