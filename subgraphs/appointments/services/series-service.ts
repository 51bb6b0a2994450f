import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId, instant, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { LONGEST_RULE } from "../domain/recurrence.ts";
import { seriesTimes } from "../domain/series.ts";
import { appointmentAttributes } from "../policies.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import { ClinicRepository } from "../repositories/clinic-repository.ts";
import { SeriesRepository, type SeriesRow } from "../repositories/series-repository.ts";
import { bookedTime, BOOKING_MODES, entryOf, lookAt, toBook, type BookedTime } from "./booking-report.ts";
import { confidentialityOfBooking, optionalText } from "./input-fields.ts";
import { addAppointments } from "./new-appointment.ts";
import { untilNoOverlap } from "./overlap-retry.ts";
import { isLookProblem, LOOK_PROBLEMS, planTimes } from "./patient-planner.ts";

const seriesInput = z.object({
  clinicId: entityId,
  serviceTypeId: entityId,
  practitionerId: entityId,
  patientId: entityId,
  startsAt: instant,
  recurrence: storableText(LONGEST_RULE),
  mode: z.enum(BOOKING_MODES),
  reason: optionalText,
  confidentiality: confidentialityOfBooking,
  idempotencyKey,
});
type SeriesInput = z.infer<typeof seriesInput>;

const PROBLEMS = [
  ...LOOK_PROBLEMS,
  "RECURRENCE_INVALID",
  "TOO_MANY_OCCURRENCES",
  "SERIES_INCOMPLETE",
  "NOTHING_BOOKED",
] as const;

/** Why nothing was booked. */
export type SeriesProblem = (typeof PROBLEMS)[number];

/** What became of one time of a series. */
export type Occurrence = BookedTime & { readonly startsAt: Date };

/** Outcome of {@link SeriesService.book}. */
export interface SeriesOutcome {
  /** Null when nothing was booked. */
  readonly seriesId: string | null;
  /** In the order of their starts; none when the times were not looked at. */
  readonly occurrences: Occurrence[];
  readonly problem: SeriesProblem | null;
}

/** Books appointments that follow a rule. */
export class SeriesService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Books all times of a series, or as many as can be, in one transaction; what became of each is told and kept.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async book(input: unknown): Promise<SeriesOutcome> {
    const wanted = parseInput(seriesInput, input);
    return untilNoOverlap((isLastLook) =>
      writeOnce<SeriesOutcome, SeriesProblem>(
        this.#context,
        { mutation: "bookAppointmentSeries", input: wanted },
        {
          problems: PROBLEMS,
          keep: ({ seriesId, problem }) =>
            problem === null ? { id: seriesId ?? "", problem } : { id: null, problem },
          again: async (tx, { id, problem }) => (problem === null ? this.#booked(tx, id) : refused(problem)),
        },
        (tx, record) => this.#bookOnce(tx, record, wanted, isLastLook),
      ),
    );
  }

  async #bookOnce(
    tx: Tx,
    record: ChangeRecord,
    { startsAt, recurrence, mode, reason, idempotencyKey: _key, ...wanted }: SeriesInput,
    isLastLook: boolean,
  ): Promise<SeriesOutcome> {
    const { access, viewer, clock } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("appointment:book");
    const [clinic] = await new ClinicRepository(tx).findByIds({ tenantId, ids: [wanted.clinicId] });
    if (clinic?.deletedAt !== null) return refused("CLINIC_NOT_FOUND");
    const times = seriesTimes(recurrence, startsAt, clinic.timeZone);
    if (times.problem !== null) return refused(times.problem);
    const plans = await planTimes(
      this.#context,
      tx,
      times.startsAtMs.map((startsAtMs) => ({
        ...{ ...wanted, overbook: false, hold: null },
        startsAt: startsAtMs,
      })),
      "THROW",
    );
    // They are all of one patient: what is wrong with no time in particular is wrong with the first.
    const wrong = plans[0]?.plan.problem ?? null;
    if (wrong !== null && isLookProblem(wrong)) return refused(wrong);
    const looks = plans.map(({ wanted: { startsAt }, plan }) => ({
      startsAt: new Date(startsAt).toISOString(),
      ...lookAt(plan, reason, isLastLook),
    }));
    const report = looks.map((look) => ({ startsAt: look.startsAt, ...entryOf(look) }));
    const { planned, problem } = toBook(looks, mode);
    if (problem !== null) return refused(problem === "INCOMPLETE" ? "SERIES_INCOMPLETE" : problem, report);

    const now = clock();
    const seriesId = newId();
    const { region } = clinic;
    const { patientId, practitionerId } = wanted;
    const stamp = { tenantId, createdAt: now, updatedAt: now };
    const [, appointments] = await Promise.all([
      new SeriesRepository(tx).insert({
        ...{ ...stamp, id: seriesId, patientId, practitionerId, region, recurrence, report },
      }),
      addAppointments(tx, record, { planned, seriesId, now }),
    ]);
    return { seriesId, occurrences: occurrencesOf(report, appointments), problem: null };
  }

  /** What was booked before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #booked(tx: Tx, id: string): Promise<SeriesOutcome> {
    const tenantId = requireTenant(this.#context.viewer);
    const series = await new SeriesRepository(tx).find({ tenantId, id });
    if (series === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    const ids = series.report.flatMap(({ appointmentId }) => appointmentId ?? []);
    const rows = await new AppointmentRepository(tx).findByIds({ tenantId, ids });
    for (const row of rows) this.#context.access.assertCan("appointment:read", appointmentAttributes(row));
    return { seriesId: id, occurrences: occurrencesOf(series.report, rows), problem: null };
  }
}

function occurrencesOf(report: SeriesRow["report"], appointments: readonly AppointmentRow[]): Occurrence[] {
  const byId = new Map(appointments.map((row) => [row.id, row]));
  return report.map((entry) => ({ startsAt: new Date(entry.startsAt), ...bookedTime(entry, byId) }));
}

/** Nothing is booked of what could have been, either. */
function refused(problem: SeriesProblem, report: SeriesRow["report"] = []): SeriesOutcome {
  return { seriesId: null, occurrences: occurrencesOf(report, []), problem };
}
