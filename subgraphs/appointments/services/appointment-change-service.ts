import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import type { AuditEntry } from "#shared/messaging/contracts.ts";
import { entityId, instant } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import {
  CANCELLATION_INITIATORS,
  columnsOf,
  feeStartAfterMove,
  lateCancellationFee,
  type CancellationInitiator,
} from "../domain/appointment-fee.ts";
import { transition, type AppointmentStatus } from "../domain/appointment-status.ts";
import {
  planBooking,
  type BookingDecision,
  type BookingPlan,
  type BookingProblem,
} from "../domain/booking.ts";
import { appointmentEvent, rescheduledEvent, tellOfFee } from "../events.ts";
import { appointmentAttributes } from "../policies.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import {
  AppointmentRepository,
  type AppointmentForChange,
  type AppointmentRow,
} from "../repositories/appointment-repository.ts";
import { SituationRepository } from "../repositories/situation-repository.ts";
import { bindingRules, sideOf } from "./binding-rules.ts";
import { findForChange } from "./appointment-for-change.ts";
import { bookingSituation, collisionWindow } from "./patient-planner.ts";
import { flag, optionalText, optionalId } from "./input-fields.ts";
import { feeDetail } from "./fee-detail.ts";
import { onBehalfDetail } from "./on-behalf-detail.ts";
import { untilNoOverlap } from "./overlap-retry.ts";

const rescheduleInput = z.object({
  appointmentId: entityId,
  startsAt: instant,
  practitionerId: optionalId,
  version: z
    .int()
    .nullish()
    .transform((version) => version ?? null),
});
type RescheduleInput = z.infer<typeof rescheduleInput>;

const cancelInput = z.object({
  appointmentId: entityId,
  reason: optionalText,
  initiator: z.enum(CANCELLATION_INITIATORS).nullish(),
  waiveFee: flag,
});
type CancelInput = z.infer<typeof cancelInput>;

/** Why nothing was changed, whatever was wanted. */
type ChangeProblem = "APPOINTMENT_NOT_FOUND" | "APPOINTMENT_NOT_CHANGEABLE";

/** Why nothing was cancelled. */
export type CancelProblem = ChangeProblem | "INITIATOR_NOT_ALLOWED" | "WAIVER_NOT_ALLOWED";

/** Why nothing was moved. */
export type RescheduleProblem = ChangeProblem | BookingProblem | "VERSION_CONFLICT";

/** Outcome of a change: the appointment as it now stands, or why it stands as before. */
export type ChangeOutcome<Problem> =
  | { readonly appointment: AppointmentRow; readonly problem: null }
  | { readonly appointment: null; readonly problem: Problem };

/** Moves and cancels appointments. */
export class AppointmentChangeService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Moves an appointment that has not begun to another slot in one transaction: on any conflict the old time still
   * holds. Whoever loses room after room to others is told that none is free.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async reschedule(input: unknown): Promise<ChangeOutcome<RescheduleProblem>> {
    const wanted = parseInput(rescheduleInput, input);
    return untilNoOverlap((isLastLook) =>
      this.#context.database.write((tx, record) => this.#rescheduleOnce(tx, record, wanted, isLastLook)),
    );
  }

  /**
   * Cancels an appointment that has not begun, frees what it holds, and charges the patient who is late as the clinic's policy says.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async cancel(input: unknown): Promise<ChangeOutcome<CancelProblem>> {
    const wanted = parseInput(cancelInput, input);
    return this.#context.database.write((tx, record) => this.#cancelOnce(tx, record, wanted));
  }

  async #rescheduleOnce(
    tx: Tx,
    record: ChangeRecord,
    input: RescheduleInput,
    isLastLook: boolean,
  ): Promise<ChangeOutcome<RescheduleProblem>> {
    const now = this.#context.clock();
    const found = await this.#findForChange(tx, input.appointmentId);
    if (found === undefined) return refused("APPOINTMENT_NOT_FOUND");
    const { appointment: current, terms } = found;
    const { status } = transition("reschedule", current, now);
    if (status === null) return refused("APPOINTMENT_NOT_CHANGEABLE");
    if (input.version !== null && input.version !== current.version) return refused("VERSION_CONFLICT");

    const practitionerId = input.practitionerId ?? current.practitionerId;
    // Whoever moves an appointment must be allowed to change it where it goes, too.
    this.#context.access.assertCan(
      "appointment:change",
      appointmentAttributes({ ...current, practitionerId }),
    );
    const { plan, problem, isBehindExpiredHolds } = await planMove(tx, current, {
      practitionerId,
      startsAtMs: input.startsAt,
      nowMs: now.getTime(),
      viewer: this.#context.viewer,
    });
    if (problem !== null) return refused(problem);
    if (isLastLook) return refused("NO_ROOM_FREE");
    const moved: AppointmentRow = {
      ...changed(current, status, now),
      practitionerId,
      roomId: plan.roomId,
      deviceIds: [...plan.deviceIds],
      startsAt: new Date(plan.seen.fromMs),
      endsAt: new Date(plan.seen.untilMs),
      scheduledAt: now,
      feeStartsAt: feeStartAfterMove(current, terms, {
        initiator: sideOf(this.#context.viewer, current),
        now,
      }),
    };
    await move(tx, moved, { plan, isBehindExpiredHolds });
    record.event("appointment.rescheduled.v1", moved.id, rescheduledEvent(moved, current));
    recordChange(record, "reschedule", moved, ["startsAt", "endsAt", "practitioner", "room"]);
    return { appointment: moved, problem: null };
  }

  async #cancelOnce(tx: Tx, record: ChangeRecord, input: CancelInput): Promise<ChangeOutcome<CancelProblem>> {
    const now = this.#context.clock();
    const found = await this.#findForChange(tx, input.appointmentId);
    if (found === undefined) return refused("APPOINTMENT_NOT_FOUND");
    const { appointment: current, terms } = found;
    const side = sideOf(this.#context.viewer, current);
    const { initiator, problem } = initiatorOf(side, input);
    if (problem !== null) return refused(problem);
    const { status } = transition("cancel", current, now);
    if (status === null) return refused("APPOINTMENT_NOT_CHANGEABLE");
    const fee = lateCancellationFee(current, terms, { initiator, now });
    const cancelled: AppointmentRow = {
      ...changed(current, status, now),
      ...columnsOf(input.waiveFee ? null : fee),
      cancellationReason: input.reason,
      cancelledAt: now,
    };
    await Promise.all([
      new AllocationRepository(tx).release({ tenantId: current.tenantId, appointmentId: current.id, now }),
      new AppointmentRepository(tx).update(cancelled),
    ]);
    record.event("appointment.cancelled.v1", cancelled.id, appointmentEvent(cancelled));
    const fields = ["status", "cancellationReason", "cancelledAt"];
    recordChange(record, "cancel", cancelled, fields, { initiator, ...feeDetail(fee, input.waiveFee) });
    tellOfFee(record, cancelled);
    return { appointment: cancelled, problem: null };
  }

  async #findForChange(tx: Tx, id: string): Promise<AppointmentForChange | undefined> {
    return findForChange(this.#context, tx, { id, action: "appointment:change" });
  }
}

/** Who calls it off: who is on the patient's side does so for the patient, and waives nothing. */
function initiatorOf(
  side: CancellationInitiator,
  { initiator, waiveFee }: CancelInput,
):
  | { readonly initiator: CancellationInitiator; readonly problem: null }
  | { readonly initiator: null; readonly problem: CancelProblem } {
  if (side === "PATIENT" && initiator === "CLINIC")
    return { initiator: null, problem: "INITIATOR_NOT_ALLOWED" };
  if (side === "PATIENT" && waiveFee) return { initiator: null, problem: "WAIVER_NOT_ALLOWED" };
  return { initiator: initiator ?? side, problem: null };
}

/** Decides where the appointment goes, with nobody else booking with the practitioner it leaves or the one it gets. */
async function planMove(
  tx: Tx,
  current: AppointmentRow,
  {
    viewer,
    ...to
  }: {
    readonly practitionerId: string;
    readonly startsAtMs: number;
    readonly nowMs: number;
    readonly viewer: Viewer;
  },
): Promise<BookingDecision & { readonly isBehindExpiredHolds: boolean }> {
  const { id: appointmentId, tenantId, clinicId, serviceTypeId, patientId } = current;
  const { practitionerId } = to;
  const windows = [collisionWindow(to.startsAtMs)];
  const [situation] = await new SituationRepository(tx).findAlone(
    {
      ...{ tenantId, clinicIds: [clinicId], patientIds: [patientId], except: { appointmentId }, windows },
      serviceTypeIds: [serviceTypeId],
      practitionerIds: [practitionerId],
    },
    [current.practitionerId, practitionerId],
  );
  // Only a clinic that has closed is not found here, and a closed clinic offers nothing.
  const serviceType = situation?.serviceTypes[0];
  if (situation === undefined || serviceType === undefined)
    return { plan: null, problem: "SLOT_NOT_OFFERED", isBehindExpiredHolds: false };
  const decision = planBooking(
    {
      ...to,
      patientId,
      preferredIds: [current.roomId, ...current.deviceIds],
      lastLane: 0,
      rules: bindingRules(viewer, serviceType),
    },
    bookingSituation(situation, serviceType, practitionerId),
  );
  return { ...decision, isBehindExpiredHolds: situation.isBehindExpiredHolds };
}

/** Swaps what the appointment holds for what it needs at its new time. */
async function move(
  tx: Tx,
  moved: AppointmentRow,
  { plan, isBehindExpiredHolds }: { readonly plan: BookingPlan; readonly isBehindExpiredHolds: boolean },
): Promise<void> {
  const allocations = new AllocationRepository(tx);
  const now = moved.updatedAt;
  // Sent together: one round trip, in this order. Row-level security lets only what the appointment names be taken.
  await Promise.all([
    new AppointmentRepository(tx).update(moved),
    allocations.release({ tenantId: moved.tenantId, appointmentId: moved.id, now }),
    isBehindExpiredHolds && allocations.releaseExpired([{ ...moved, ...plan }], now),
    allocations.take([{ ...moved, ...plan, holder: { appointmentId: moved.id } }]),
  ]);
}

function changed(current: AppointmentRow, status: AppointmentStatus, now: Date): AppointmentRow {
  return { ...current, status, version: current.version + 1, updatedAt: now };
}

function recordChange(
  record: ChangeRecord,
  command: "reschedule" | "cancel",
  appointment: AppointmentRow,
  fields: string[],
  detail: AuditEntry["detail"] = {},
): void {
  record.audit({
    category: "CHANGE",
    action: `appointment:${command}`,
    outcome: "SUCCESS",
    patientId: appointment.patientId,
    entityType: "Appointment",
    entityId: appointment.id,
    fields: appointment.feeKind === null ? fields : [...fields, "fee"],
    detail: { version: appointment.version, ...onBehalfDetail(appointment), ...detail },
  });
}

function refused<Problem>(problem: Problem): ChangeOutcome<Problem> {
  return { appointment: null, problem };
}
