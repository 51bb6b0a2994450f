import { newId } from "#shared/db/ids.ts";
import type { AppointmentRow } from "../repositories/appointment-repository.ts";
import type { PlannedAppointment } from "./new-appointment.ts";
import { isPlanProblem, type PatientPlan, type PlanProblem } from "./patient-planner.ts";

/** How much of what is asked for together is booked when not all of it can be, in the schema's spelling. */
export const BOOKING_MODES = ["ALL_OR_NONE", "BEST_EFFORT"] as const;

/** One of {@link BOOKING_MODES}. */
type BookingMode = (typeof BOOKING_MODES)[number];

/** One of several times as it was looked at. */
export interface Look {
  readonly planned: PlannedAppointment | null;
  readonly problem: PlanProblem | null;
}

/** What is kept of a {@link Look}. */
export interface ReportEntry {
  readonly appointmentId: string | null;
  readonly problem: string | null;
}

/** What became of one of several times. */
export interface BookedTime {
  readonly appointment: AppointmentRow | null;
  /** Null when it was booked, and when only others were in the way of the whole. */
  readonly problem: PlanProblem | null;
}

/** Looks at one of several times. On the last look nothing is taken: room after room went to others. */
export function lookAt(plan: PatientPlan, reason: string | null, isLastLook: boolean): Look {
  if (plan.problem !== null) return { planned: null, problem: plan.problem };
  if (isLastLook) return { planned: null, problem: "NO_ROOM_FREE" };
  return { planned: { ...plan, id: newId(), reason }, problem: null };
}

/** What is to be booked of what was looked at: by the mode not some of it, and never nothing. */
export function toBook(
  looks: readonly Look[],
  mode: BookingMode,
):
  | { readonly planned: readonly PlannedAppointment[]; readonly problem: null }
  | { readonly planned: null; readonly problem: "INCOMPLETE" | "NOTHING_BOOKED" } {
  const planned = looks.flatMap((look) => look.planned ?? []);
  if (planned.length === 0) return { planned: null, problem: "NOTHING_BOOKED" };
  if (mode === "ALL_OR_NONE" && planned.length < looks.length)
    return { planned: null, problem: "INCOMPLETE" };
  return { planned, problem: null };
}

/** What is kept of a look. */
export function entryOf({ planned, problem }: Look): ReportEntry {
  return { appointmentId: planned?.id ?? null, problem };
}

/** What a kept entry says, with the appointments as they are now. */
export function bookedTime(
  { appointmentId, problem }: ReportEntry,
  byId: ReadonlyMap<string, AppointmentRow>,
): BookedTime {
  return {
    appointment: byId.get(appointmentId ?? "") ?? null,
    problem: problem !== null && isPlanProblem(problem) ? problem : null,
  };
}
