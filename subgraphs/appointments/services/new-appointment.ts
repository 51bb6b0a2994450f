import type { Tx } from "#shared/db/database.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { newlyScheduled } from "../domain/appointment-fee.ts";
import { appointmentEvent } from "../events.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import { ClinicalRepository } from "../repositories/clinical-repository.ts";
import { onBehalfDetail } from "./on-behalf-detail.ts";
import type { PlannedTime } from "./patient-planner.ts";

/** A time that the patient can have, and what else is known of the appointment; `id` will be its id. */
export type PlannedAppointment = PlannedTime & {
  readonly id: string;
  /** Why the patient comes. */
  readonly reason: string | null;
};

/** What {@link addAppointments} writes, for patients of one tenant. */
export interface NewAppointments {
  readonly planned: readonly PlannedAppointment[];
  /** The series that they are of. */
  readonly seriesId: string | null;
  readonly now: Date;
}

/**
 * Writes booked appointments, what they take, why the patients come, their events and audit entries; holds that have expired
 * and are in the way are removed before. The number of statements does not grow with the number of appointments.
 * @throws DrizzleQueryError that `isOverlap` recognises when something is taken
 */
export async function addAppointments(
  tx: Tx,
  record: ChangeRecord,
  { planned, seriesId, now }: NewAppointments,
): Promise<AppointmentRow[]> {
  const added = planned.map((one) => {
    const appointment = appointmentOf(one, { seriesId, now });
    const holder = { appointmentId: appointment.id };
    return { ...one, appointment, taking: { ...appointment, ...one.plan, holder } };
  });
  const appointments = added.map(({ appointment }) => appointment);
  const allocations = new AllocationRepository(tx);
  const behind = added.filter(({ isBehindExpiredHolds }) => isBehindExpiredHolds);
  const told = planned.flatMap(({ id, reason }) => (reason === null ? [] : { id, reason }));
  const { tenantId } = appointments[0] ?? {};
  if (tenantId === undefined) return [];
  // Sent together: one round trip, in this order. Row-level security lets only what an appointment names be taken.
  await Promise.all([
    behind.length > 0 &&
      allocations.releaseExpired(
        behind.map(({ taking }) => taking),
        now,
      ),
    new AppointmentRepository(tx).insert(appointments),
    allocations.take(added.map(({ taking }) => taking)),
    told.length > 0 && new ClinicalRepository(tx).tell({ tenantId, told, now }),
  ]);
  for (const appointment of appointments) tell(record, appointment);
  return appointments;
}

function tell(record: ChangeRecord, appointment: AppointmentRow): void {
  record.event("appointment.booked.v1", appointment.id, appointmentEvent(appointment));
  record.audit({
    category: "CHANGE",
    action: "appointment:book",
    outcome: "SUCCESS",
    patientId: appointment.patientId,
    entityType: "Appointment",
    entityId: appointment.id,
    detail: { version: appointment.version, ...onBehalfDetail(appointment) },
  });
}

function appointmentOf(
  { id, owner, plan: { roomId, deviceIds, seen } }: PlannedAppointment,
  { seriesId, now }: Pick<NewAppointments, "seriesId" | "now">,
): AppointmentRow {
  return {
    ...owner,
    id,
    createdAt: now,
    updatedAt: now,
    roomId,
    deviceIds: [...deviceIds],
    seriesId,
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
