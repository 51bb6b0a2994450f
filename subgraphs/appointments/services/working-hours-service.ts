import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { problemOfHours, type PlanningProblem } from "../domain/planned-hours.ts";
import { isoWeekday, WEEKDAYS } from "../domain/working-week.ts";
import { lockPractitioners } from "../repositories/practitioner-turns.ts";
import { ScheduleRepository, type ScheduleRow } from "../repositories/schedule-repository.ts";
import { findOpenClinic } from "./clinic-for-change.ts";
import { optionalDate, optionalRule, timeOfDay } from "./input-fields.ts";

const MOST_HOURS = 50;

const hoursInput = z.object({
  clinicId: entityId,
  practitionerId: entityId,
  hours: z
    .array(
      z.object({
        weekday: z.enum(WEEKDAYS).transform(isoWeekday),
        opensAt: timeOfDay,
        closesAt: timeOfDay,
        validFrom: optionalDate,
        validUntil: optionalDate,
        recurrence: optionalRule,
      }),
    )
    .max(MOST_HOURS, `Must have at most ${String(MOST_HOURS)}.`),
});
type HoursInput = z.infer<typeof hoursInput>;

/** Why nothing was changed. */
export type WorkingHoursProblem =
  PlanningProblem | "HOURS_OVERLAP" | "CLINIC_NOT_FOUND" | "PRACTITIONER_NOT_FOUND";

/** Outcome of {@link WorkingHoursService.set}. */
export type WorkingHoursOutcome =
  | { readonly schedules: ScheduleRow[]; readonly problem: null }
  | { readonly schedules: null; readonly problem: WorkingHoursProblem };

/** Says when practitioners work, week by week. */
export class WorkingHoursService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Puts hours in the place of all that a practitioner had at a clinic, while nobody books with the practitioner.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async set(input: unknown): Promise<WorkingHoursOutcome> {
    const wanted = parseInput(hoursInput, input);
    return this.#context.database.write((tx, record) => this.#setOnce(tx, record, wanted));
  }

  async #setOnce(
    tx: Tx,
    record: ChangeRecord,
    { hours, ...owner }: HoursInput,
  ): Promise<WorkingHoursOutcome> {
    const tenantId = requireTenant(this.#context.viewer);
    const { clinicId, practitionerId } = owner;
    const clinic = await findOpenClinic(this.#context, tx, { id: clinicId, action: "working-hours:set" });
    if (clinic === undefined) return refused("CLINIC_NOT_FOUND");
    const problem = problemOfHours(hours);
    if (problem !== null) return refused(problem);
    const schedules = new ScheduleRepository(tx);
    const [practitioner] = await schedules.findPractitioners({ tenantId, ids: [practitionerId] });
    if (practitioner === undefined) return refused("PRACTITIONER_NOT_FOUND");

    const now = this.#context.clock();
    const stamp = { createdAt: now, updatedAt: now };
    await lockPractitioners(tx, [practitionerId]);
    await schedules.replace(
      { tenantId, clinicId, practitionerId },
      hours.map((stretch) => ({ id: newId(), ...stamp, ...stretch })),
    );
    record.audit({
      category: "CHANGE",
      action: "working-hours:set",
      outcome: "SUCCESS",
      entityType: "Clinic",
      entityId: clinicId,
      detail: { practitionerId, hours: hours.length },
    });
    const ofClinic = await schedules.findByClinicIds({ tenantId, clinicIds: [clinicId] });
    return { schedules: ofClinic.filter((row) => row.practitionerId === practitionerId), problem: null };
  }
}

function refused(problem: WorkingHoursProblem): WorkingHoursOutcome {
  return { schedules: null, problem };
}
