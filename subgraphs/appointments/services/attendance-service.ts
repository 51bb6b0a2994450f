import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import type { AuditEntry } from "#shared/messaging/contracts.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { columnsOf, feeOf } from "../domain/appointment-fee.ts";
import { ATTENDANCE_STEPS, transition, type AppointmentStatus } from "../domain/appointment-status.ts";
import { attendanceEvent, tellOfFee } from "../events.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import { findForChange } from "./appointment-for-change.ts";
import { sideOf } from "./binding-rules.ts";
import { feeDetail } from "./fee-detail.ts";
import { flag } from "./input-fields.ts";

const attendanceInput = z.object({
  appointmentId: entityId,
  step: z.enum(ATTENDANCE_STEPS),
  version: z
    .int()
    .nullish()
    .transform((version) => version ?? null),
  waiveFee: flag,
});
type AttendanceInput = z.infer<typeof attendanceInput>;

/** Why nothing was recorded. */
export type AttendanceProblem =
  | "APPOINTMENT_NOT_FOUND"
  | "APPOINTMENT_NOT_CHANGEABLE"
  | "TOO_EARLY"
  | "VERSION_CONFLICT"
  | "WAIVER_NOT_ALLOWED";

/** Outcome of {@link AttendanceService.record}. */
export type AttendanceOutcome =
  | { readonly appointment: AppointmentRow; readonly problem: null }
  | { readonly appointment: null; readonly problem: AttendanceProblem };

/** States in which nothing of an appointment is ahead any more. */
const OVER: ReadonlySet<AppointmentStatus> = new Set(["FULFILLED", "NOSHOW"]);

/** Records what happens at appointments. */
export class AttendanceService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Records a step: the state, when it was, the event and the audit entry in one transaction; what is over frees what it holds, and
   * who did not come is charged as the clinic's policy says.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async record(input: unknown): Promise<AttendanceOutcome> {
    const wanted = parseInput(attendanceInput, input);
    return this.#context.database.write((tx, record) => this.#recordOnce(tx, record, wanted));
  }

  async #recordOnce(
    tx: Tx,
    record: ChangeRecord,
    { appointmentId: id, step, version, waiveFee }: AttendanceInput,
  ): Promise<AttendanceOutcome> {
    const now = this.#context.clock();
    const found = await findForChange(this.#context, tx, { id, action: "appointment:attendance:record" });
    if (found === undefined) return refused("APPOINTMENT_NOT_FOUND");
    const { appointment: current, terms } = found;
    // Who works here and is the patient, too, lets nobody off.
    const isPatient = sideOf(this.#context.viewer, current) === "PATIENT";
    if (waiveFee && isPatient) return refused("WAIVER_NOT_ALLOWED");
    const { status, problem } = transition(step, current, now);
    if (problem !== null) return refused(problem);
    if (step === "START" && current.startedAt !== null) return refused("APPOINTMENT_NOT_CHANGEABLE");
    if (version !== null && version !== current.version) return refused("VERSION_CONFLICT");
    const fee = step === "MISS" ? feeOf("NO_SHOW", terms) : null;
    const recorded: AppointmentRow = {
      ...current,
      ...columnsOf(waiveFee ? null : fee),
      status,
      arrivedAt: step === "ARRIVE" || step === "CHECK_IN" ? (current.arrivedAt ?? now) : current.arrivedAt,
      startedAt: step === "START" ? now : current.startedAt,
      version: current.version + 1,
      updatedAt: now,
    };
    await Promise.all([
      new AppointmentRepository(tx).update(recorded),
      OVER.has(status) &&
        new AllocationRepository(tx).release({ tenantId: current.tenantId, appointmentId: id, now }),
    ]);
    tell(record, recorded, { step, ...feeDetail(fee, waiveFee) });
    return { appointment: recorded, problem: null };
  }
}

function tell(
  record: ChangeRecord,
  appointment: AppointmentRow,
  { step, ...detail }: Pick<AttendanceInput, "step"> & AuditEntry["detail"],
): void {
  const { id, patientId, version, updatedAt: recordedAt } = appointment;
  record.event("appointment.attendance-recorded.v1", id, attendanceEvent(appointment, step, recordedAt));
  record.audit({
    category: "CHANGE",
    action: "appointment:attendance",
    outcome: "SUCCESS",
    patientId,
    entityType: "Appointment",
    entityId: id,
    fields: appointment.feeKind === null ? ["status"] : ["status", "fee"],
    detail: { step, version, ...detail },
  });
  tellOfFee(record, appointment);
}

function refused(problem: AttendanceProblem): AttendanceOutcome {
  return { appointment: null, problem };
}
