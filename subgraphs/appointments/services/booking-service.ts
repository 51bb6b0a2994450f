import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce, type SentMutation } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { appointmentAttributes } from "../policies.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import type { SlotHoldRow } from "../repositories/slot-hold-repository.ts";
import { confidentialityOfBooking, optionalText, slotToBook } from "./input-fields.ts";
import { addAppointments } from "./new-appointment.ts";
import { untilNoOverlap } from "./overlap-retry.ts";
import { planForPatient, PLAN_PROBLEMS, type PlanProblem, type WantedTime } from "./patient-planner.ts";
import { endHold, findHoldForChange, HOLD_PROBLEMS, type HoldProblem } from "./hold-for-change.ts";
import {
  findOpenOffer,
  isHoldProblem,
  OFFER_PROBLEMS,
  offerProblemOf,
  type OfferProblem,
} from "./offer-for-change.ts";

const bookInput = z.object({ ...slotToBook, idempotencyKey });

const bookHoldInput = z.object({
  holdId: entityId,
  reason: optionalText,
  confidentiality: confidentialityOfBooking,
  idempotencyKey,
});

const acceptInput = bookHoldInput.omit({ holdId: true }).extend({ waitlistOfferId: entityId });

/** Outcome of a booking. */
export type BookOutcome<Problem extends string> =
  | { readonly appointment: AppointmentRow; readonly problem: null }
  | { readonly appointment: null; readonly problem: Problem };

/** Books appointments. */
export class BookingService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Books a slot for a patient: the appointment, what it takes, its event and its audit entry, in one transaction.
   * What is known is looked at first, to say what is wrong; the database decides. Whoever loses room after room to
   * others is told that none is free.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async book(input: unknown): Promise<BookOutcome<PlanProblem>> {
    const wanted = parseInput(bookInput, input);
    return this.#once<PlanProblem>(
      { mutation: "bookAppointment", input: wanted, problems: PLAN_PROBLEMS },
      (tx, record, isLastLook) =>
        this.#bookOnce(tx, record, { ...wanted, hold: null }, { isLastLook, reason: wanted.reason }),
    );
  }

  /**
   * Books what a hold keeps free; the hold ends in the same transaction. Whatever has changed meanwhile, such as a leave, is
   * looked at as for any booking.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async bookHold(input: unknown): Promise<BookOutcome<PlanProblem | HoldProblem>> {
    const wanted = parseInput(bookHoldInput, input);
    return this.#once<PlanProblem | HoldProblem>(
      { mutation: "bookHold", input: wanted, problems: [...PLAN_PROBLEMS, ...HOLD_PROBLEMS] },
      (tx, record, isLastLook) => this.#bookHeld(tx, record, wanted, isLastLook),
    );
  }

  /**
   * Books what the waitlist offers, as {@link bookHold} does; the entry is done with it.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async acceptOffer(input: unknown): Promise<BookOutcome<PlanProblem | OfferProblem>> {
    const wanted = parseInput(acceptInput, input);
    return this.#once<PlanProblem | OfferProblem>(
      { mutation: "acceptWaitlistOffer", input: wanted, problems: [...PLAN_PROBLEMS, ...OFFER_PROBLEMS] },
      async (tx, record, isLastLook) => {
        const holdId = wanted.waitlistOfferId;
        const { problem } = await findOpenOffer(this.#context, tx, holdId);
        if (problem !== null) return refused(problem);
        const outcome = await this.#bookHeld(tx, record, { ...wanted, holdId }, isLastLook);
        if (outcome.problem === null) return outcome;
        return refused(isHoldProblem(outcome.problem) ? offerProblemOf(outcome.problem) : outcome.problem);
      },
    );
  }

  async #bookHeld(
    tx: Tx,
    record: ChangeRecord,
    { holdId, reason, confidentiality }: z.infer<typeof bookHoldInput>,
    isLastLook: boolean,
  ): Promise<BookOutcome<PlanProblem | HoldProblem>> {
    const { hold, problem } = await findHoldForChange(this.#context, tx, holdId);
    if (problem !== null) return refused(problem);
    return this.#bookOnce(tx, record, wantedBy(hold, confidentiality), { isLastLook, reason, hold });
  }

  async #once<Problem extends string>(
    { problems, ...sent }: SentMutation & { readonly problems: readonly Problem[] },
    work: (tx: Tx, record: ChangeRecord, isLastLook: boolean) => Promise<BookOutcome<Problem>>,
  ): Promise<BookOutcome<Problem>> {
    return untilNoOverlap((isLastLook) =>
      writeOnce<BookOutcome<Problem>, Problem>(
        this.#context,
        sent,
        {
          problems,
          keep: (outcome) =>
            outcome.appointment === null
              ? { id: null, problem: outcome.problem }
              : { id: outcome.appointment.id, problem: null },
          again: async (tx, stored) =>
            stored.id === null
              ? refused(stored.problem)
              : { appointment: await this.#booked(tx, stored.id), problem: null },
        },
        (tx, record) => work(tx, record, isLastLook),
      ),
    );
  }

  /** What was booked before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #booked(tx: Tx, id: string): Promise<AppointmentRow> {
    const tenantId = requireTenant(this.#context.viewer);
    const [row] = await new AppointmentRepository(tx).findByIds({ tenantId, ids: [id] });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("appointment:read", appointmentAttributes(row));
    return row;
  }

  async #bookOnce(
    tx: Tx,
    record: ChangeRecord,
    wanted: WantedTime,
    how: { readonly isLastLook: boolean; readonly reason: string | null; readonly hold?: SlotHoldRow },
  ): Promise<BookOutcome<PlanProblem>> {
    const planned = await planForPatient(this.#context, tx, wanted);
    if (planned.problem !== null) return refused(planned.problem);
    if (how.isLastLook) return refused("NO_ROOM_FREE");
    const now = this.#context.clock();
    const [, [appointment]] = await Promise.all([
      how.hold !== undefined && endHold(tx, record, how.hold, { outcome: "ACCEPTED", now }),
      addAppointments(tx, record, {
        planned: [{ ...planned, id: newId(), reason: how.reason }],
        seriesId: null,
        now,
      }),
    ]);
    if (appointment === undefined) throw new Error("What was planned was not booked.");
    return { appointment, problem: null };
  }
}

function wantedBy(hold: SlotHoldRow, confidentiality: WantedTime["confidentiality"]): WantedTime {
  const { clinicId, serviceTypeId, practitionerId, patientId, startsAt, id, roomId, deviceIds } = hold;
  return {
    ...{ clinicId, serviceTypeId, practitionerId, patientId, confidentiality },
    startsAt: startsAt.getTime(),
    overbook: false,
    hold: { id, resourceIds: [roomId, ...deviceIds] },
  };
}

function refused<Problem extends string>(problem: Problem): BookOutcome<Problem> {
  return { appointment: null, problem };
}
