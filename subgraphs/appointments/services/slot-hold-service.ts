import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId, instant } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { slotHoldAttributes } from "../policies.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import { SlotHoldRepository, type SlotHoldRow } from "../repositories/slot-hold-repository.ts";
import { endHold, findHoldForChange, type HoldProblem } from "./hold-for-change.ts";
import { untilNoOverlap } from "./overlap-retry.ts";
import { planForPatient, PLAN_PROBLEMS, type PlannedTime } from "./patient-planner.ts";

/** How long a time is kept free: enough to ask somebody and to type in a reason. */
export const HOLD_MINUTES = 10;
/** Who compares times keeps a few, and nobody keeps a practitioner's whole day. */
const MOST_HOLDS = 3;

const holdInput = z.object({
  clinicId: entityId,
  serviceTypeId: entityId,
  practitionerId: entityId,
  patientId: entityId,
  startsAt: instant,
  idempotencyKey,
});
type HoldInput = z.infer<typeof holdInput>;

const releaseInput = z.object({ holdId: entityId });

const PROBLEMS = [...PLAN_PROBLEMS, "TOO_MANY_HOLDS"] as const;

/** Why nothing was kept free. */
export type HoldSlotProblem = (typeof PROBLEMS)[number];

/** Outcome of {@link SlotHoldService.hold} and {@link SlotHoldService.release}. */
export type HoldOutcome<Problem extends string> =
  { readonly hold: SlotHoldRow; readonly problem: null } | { readonly hold: null; readonly problem: Problem };

/** Keeps times free for patients until they are booked. */
export class SlotHoldService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Keeps a slot free for a patient for {@link HOLD_MINUTES} minutes: it takes what the appointment would.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async hold(input: unknown): Promise<HoldOutcome<HoldSlotProblem>> {
    const wanted = parseInput(holdInput, input);
    return untilNoOverlap((isLastLook) =>
      writeOnce<HoldOutcome<HoldSlotProblem>, HoldSlotProblem>(
        this.#context,
        { mutation: "holdSlot", input: wanted },
        {
          problems: PROBLEMS,
          keep: ({ hold, problem }) => (problem === null ? { id: hold.id, problem } : { id: null, problem }),
          again: async (tx, { id, problem }) =>
            problem === null ? { hold: await this.#held(tx, id), problem } : refused(problem),
        },
        (tx, record) => this.#holdOnce(tx, record, wanted, isLastLook),
      ),
    );
  }

  /** Lets go of a slot that is kept free. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async release(input: unknown): Promise<HoldOutcome<HoldProblem>> {
    const { holdId } = parseInput(releaseInput, input);
    return this.#context.database.write(async (tx, record) => {
      const { hold, problem } = await findHoldForChange(this.#context, tx, holdId);
      if (problem !== null) return refused(problem);
      await endHold(tx, record, hold, { outcome: "DECLINED", now: this.#context.clock() });
      tell(record, "appointment:hold:release", hold);
      return { hold, problem: null };
    });
  }

  async #holdOnce(
    tx: Tx,
    record: ChangeRecord,
    input: HoldInput,
    isLastLook: boolean,
  ): Promise<HoldOutcome<HoldSlotProblem>> {
    const { viewer, clock } = this.#context;
    const tenantId = requireTenant(viewer);
    const { patientId } = input;
    const wanted = { ...input, confidentiality: "NORMAL", overbook: false, hold: null } as const;
    const planned = await planForPatient(this.#context, tx, wanted);
    if (planned.problem !== null) return refused(planned.problem);
    // After the practitioner's turn has come: those of other practitioners count at the same moment only.
    if ((await new SlotHoldRepository(tx).countLive({ tenantId, patientId })) >= MOST_HOLDS) {
      return refused("TOO_MANY_HOLDS");
    }
    if (isLastLook) return refused("NO_ROOM_FREE");
    const hold = await addHold(tx, planned, clock());
    tell(record, "appointment:hold", hold);
    return { hold, problem: null };
  }

  /** What was kept free before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #held(tx: Tx, id: string): Promise<SlotHoldRow> {
    const tenantId = requireTenant(this.#context.viewer);
    const [row] = await new SlotHoldRepository(tx).findByIds({ tenantId, ids: [id] });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("appointment:read", slotHoldAttributes(row));
    return row;
  }
}

/** @throws DrizzleQueryError that `isOverlap` recognises when something is taken */
async function addHold(
  tx: Tx,
  { owner, plan, isBehindExpiredHolds }: PlannedTime,
  now: Date,
): Promise<SlotHoldRow> {
  const { confidentiality: _confidentiality, ...place } = owner;
  const { roomId, deviceIds, seen } = plan;
  const [startsAt, endsAt] = [new Date(seen.fromMs), new Date(seen.untilMs)];
  const row = {
    ...{ ...place, id: newId(), createdAt: now, updatedAt: now, roomId, deviceIds: [...deviceIds] },
    ...{ startsAt, endsAt, endedAt: null, waitlistEntryId: null },
  };
  const [held] = await new SlotHoldRepository(tx).insert([{ ...row, minutes: HOLD_MINUTES }]);
  if (held === undefined) throw new Error("A hold was inserted and not returned.");
  const { expiresAt } = held;
  const allocations = new AllocationRepository(tx);
  const taking = { ...row, ...plan };
  await Promise.all([
    isBehindExpiredHolds && allocations.releaseExpired([taking], now),
    allocations.take([{ ...taking, holder: { holdId: row.id, expiresAt } }]),
  ]);
  return { ...row, expiresAt };
}

function tell(record: ChangeRecord, action: string, { id: entityId, patientId }: SlotHoldRow): void {
  record.audit({
    ...{ category: "CHANGE", action, outcome: "SUCCESS", patientId, entityType: "SlotHold", entityId },
  });
}

function refused<Problem extends string>(problem: Problem): HoldOutcome<Problem> {
  return { hold: null, problem };
}
