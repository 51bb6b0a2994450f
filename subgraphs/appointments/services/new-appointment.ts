import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { newlyScheduled } from "../domain/appointment-fee.ts";
import type { BookingPlan } from "../domain/booking.ts";
import { appointmentEvent } from "../events.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import { ClinicalRepository } from "../repositories/clinical-repository.ts";
import type { AppointmentOwner } from "./patient-planner.ts";

/** What {@link addAppointment} writes. */
export interface NewAppointment {
  readonly owner: AppointmentOwner;
  readonly plan: BookingPlan;
  readonly isBehindExpiredHolds: boolean;
  readonly reason: string | null;
  readonly now: Date;
}

/**
 * Writes a booked appointment, what it takes, why the patient comes, its event and its audit entry; holds that have expired
 * and are in the way are removed before.
 * @throws DrizzleQueryError that `isOverlap` recognises when something is taken
 */
export async function addAppointment(
  tx: Tx,
  record: ChangeRecord,
  { owner, plan, isBehindExpiredHolds, reason, now }: NewAppointment,
): Promise<AppointmentRow> {
  const appointment = appointmentOf(owner, plan, now);
  const { id: appointmentId, tenantId } = appointment;
  const allocations = new AllocationRepository(tx);
  const taking = { ...appointment, ...plan };
  // Sent together: one round trip, in this order. Row-level security lets only what an appointment names be taken.
  await Promise.all([
    isBehindExpiredHolds && allocations.releaseExpired(taking, now),
    new AppointmentRepository(tx).insert(appointment),
    allocations.take({ ...taking, holder: { appointmentId } }),
    reason !== null && new ClinicalRepository(tx).tell({ tenantId, appointmentId, reason, now }),
  ]);
  record.event("appointment.booked.v1", appointmentId, appointmentEvent(appointment));
  record.audit({
    category: "CHANGE",
    action: "appointment:book",
    outcome: "SUCCESS",
    patientId: appointment.patientId,
    entityType: "Appointment",
    entityId: appointmentId,
    detail: { version: appointment.version },
  });
  return appointment;
}

function appointmentOf(
  owner: AppointmentOwner,
  { roomId, deviceIds, seen }: BookingPlan,
  now: Date,
): AppointmentRow {
  return {
    ...owner,
    id: newId(),
    createdAt: now,
    updatedAt: now,
    roomId,
    deviceIds: [...deviceIds],
    status: "BOOKED",
    startsAt: new Date(seen.fromMs),
    endsAt: new Date(seen.untilMs),
    cancellationReason: null,
    cancelledAt: null,
    arrivedAt: null,
    startedAt: null,
    ...newlyScheduled(now),
    version: 1,
  };
}
