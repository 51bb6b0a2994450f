import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { appointmentAttributes } from "../policies.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import {
  bookedTime,
  BOOKING_MODES,
  entryOf,
  lookAt,
  toBook,
  type BookedTime,
  type ReportEntry,
} from "./booking-report.ts";
import { slotToBook } from "./input-fields.ts";
import { addAppointments } from "./new-appointment.ts";
import { untilNoOverlap } from "./overlap-retry.ts";
import { planTimes } from "./patient-planner.ts";

const MOST_ROWS = 50;

const bulkInput = z.object({
  rows: z
    .array(z.object(slotToBook))
    .min(1, "Must not be empty.")
    .max(MOST_ROWS, `Must have at most ${String(MOST_ROWS)}.`),
  mode: z.enum(BOOKING_MODES),
  idempotencyKey,
});
type BulkInput = z.infer<typeof bulkInput>;

const keptReport = z.array(
  z.object({ appointmentId: z.string().nullable(), problem: z.string().nullable() }),
);

const PROBLEMS = ["BOOKINGS_INCOMPLETE", "NOTHING_BOOKED"] as const;

/** Why nothing was booked. */
export type BulkBookingProblem = (typeof PROBLEMS)[number];

/** What became of one row. */
export type BookedRow = BookedTime & {
  /** Its place in the input, from 0 on. */
  readonly row: number;
};

/** Outcome of {@link BulkBookingService.book}. */
export interface BulkBookingOutcome {
  /** In the order of the input. */
  readonly results: BookedRow[];
  readonly problem: BulkBookingProblem | null;
}

interface KeptOutcome extends BulkBookingOutcome {
  readonly report: readonly ReportEntry[];
}

/** Books many appointments at once, of any patients. */
export class BulkBookingService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Books all rows, or as many as can be, in one transaction; what became of each is told, and kept under the key. A patient
   * for whom the viewer may not book is told as one who is not there. The number of statements does not grow with the rows.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async book(input: unknown): Promise<BulkBookingOutcome> {
    const wanted = parseInput(bulkInput, input);
    return untilNoOverlap((isLastLook) =>
      writeOnce<KeptOutcome, BulkBookingProblem>(
        this.#context,
        { mutation: "bookAppointments", input: wanted },
        {
          problems: PROBLEMS,
          keep: ({ results, problem, report }) => {
            const first = results.find(({ appointment }) => appointment !== null)?.appointment?.id ?? "";
            return problem === null ? { id: first, problem, report } : { id: null, problem, report };
          },
          again: (tx, { problem, report }) => this.#again(tx, problem, keptReport.parse(report)),
        },
        (tx, record) => this.#bookOnce(tx, record, wanted, isLastLook),
      ),
    );
  }

  async #bookOnce(
    tx: Tx,
    record: ChangeRecord,
    { rows, mode }: BulkInput,
    isLastLook: boolean,
  ): Promise<KeptOutcome> {
    const { access, clock } = this.#context;
    access.assertCanOnSome("appointment:book");
    const plans = await planTimes(
      this.#context,
      tx,
      rows.map((row) => ({ ...row, hold: null })),
      "HIDE_PATIENT",
    );
    const looks = plans.map(({ wanted, plan }) => lookAt(plan, wanted.reason, isLastLook));
    const { planned, problem } = toBook(looks, mode);
    if (problem !== null) {
      const report = looks.map(({ problem }) => ({ appointmentId: null, problem }));
      return outcomeOf(report, [], problem === "INCOMPLETE" ? "BOOKINGS_INCOMPLETE" : problem);
    }
    const appointments = await addAppointments(tx, record, { planned, seriesId: null, now: clock() });
    return outcomeOf(looks.map(entryOf), appointments, null);
  }

  /** What became of it before, with the appointments as they are now. @throws AppError `AUTH_FORBIDDEN` */
  async #again(
    tx: Tx,
    problem: BulkBookingProblem | null,
    report: readonly ReportEntry[],
  ): Promise<KeptOutcome> {
    const { access, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    const ids = report.flatMap(({ appointmentId }) => appointmentId ?? []);
    const rows = await new AppointmentRepository(tx).findByIds({ tenantId, ids });
    for (const row of rows) access.assertCan("appointment:read", appointmentAttributes(row));
    return outcomeOf(report, rows, problem);
  }
}

function outcomeOf(
  report: readonly ReportEntry[],
  appointments: readonly AppointmentRow[],
  problem: BulkBookingProblem | null,
): KeptOutcome {
  const byId = new Map(appointments.map((row) => [row.id, row]));
  const results = report.map((entry, row) => ({ row, ...bookedTime(entry, byId) }));
  return { results, problem, report };
}
