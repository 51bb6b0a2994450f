import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId, localDate } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { DAY_MS } from "../domain/interval.ts";
import { LocalTime } from "../domain/local-time.ts";
import { PLANNING_PROBLEMS, problemOfException } from "../domain/planned-hours.ts";
import { closedDuring, EXCEPTION_KINDS } from "../domain/working-calendar.ts";
import { appointmentAttributes, scheduleExceptionAttributes } from "../policies.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";
import { lockClinic, lockPractitioners } from "../repositories/practitioner-turns.ts";
import {
  ScheduleExceptionRepository,
  type ScheduleExceptionRow,
} from "../repositories/schedule-exception-repository.ts";
import { ScheduleRepository } from "../repositories/schedule-repository.ts";
import {
  calendarDate,
  optionalDate,
  optionalRule,
  optionalTitle,
  timeOfDay,
  optionalId,
} from "./input-fields.ts";

/** How many appointments that an exception meets are told. */
const MOST_AFFECTED = 100;
/** How far ahead they are looked for. */
const AFFECTED_DAYS = 366;

const optionalTime = timeOfDay.nullish().transform((time) => time ?? null);

const addInput = z
  .object({
    kind: z.enum(EXCEPTION_KINDS),
    clinicId: optionalId,
    practitionerId: optionalId,
    firstDate: calendarDate,
    lastDate: optionalDate,
    startTime: optionalTime,
    endTime: optionalTime,
    recurrence: optionalRule,
    title: optionalTitle,
    idempotencyKey,
  })
  .superRefine(({ kind, ...input }, check) => {
    const needs = (path: keyof typeof input, isNeeded: boolean, isAllowed = isNeeded): void => {
      const isGiven = input[path] !== null;
      if (isGiven === isNeeded || (isGiven && isAllowed)) return;
      const message = isGiven ? `Must be left out for ${kind}.` : `Must be given for ${kind}.`;
      check.addIssue({ code: "custom", path: [path], message });
    };
    needs("clinicId", kind !== "LEAVE");
    needs("practitionerId", kind !== "CLOSURE");
    needs("title", false, kind !== "LEAVE");
    needs("startTime", kind === "EXTRA_HOURS" || input.endTime !== null, true);
    needs("endTime", kind === "EXTRA_HOURS" || input.startTime !== null, true);
  })
  .transform(({ lastDate, ...input }) => ({ ...input, lastDate: lastDate ?? input.firstDate }));
type AddInput = z.infer<typeof addInput>;

const removeInput = z.object({ scheduleExceptionId: entityId });

const listInput = z.object({ clinicId: entityId, from: calendarDate });
const keyset = z.tuple([localDate, z.uuid()]);

const ADD_PROBLEMS = [...PLANNING_PROBLEMS, "CLINIC_NOT_FOUND", "PRACTITIONER_NOT_FOUND"] as const;

/** Why nothing was added. */
export type AddExceptionProblem = (typeof ADD_PROBLEMS)[number];

/** Outcome of {@link ScheduleExceptionService.add}. */
export interface AddExceptionOutcome {
  /** Null when nothing was added. */
  readonly scheduleException: ScheduleExceptionRow | null;
  /** Appointments to come that it meets. */
  readonly affectedAppointments: AppointmentRow[];
  readonly problem: AddExceptionProblem | null;
}

/** Outcome of {@link ScheduleExceptionService.remove}. */
export interface RemoveExceptionOutcome {
  /** Null when nothing was removed. */
  readonly scheduleException: ScheduleExceptionRow | null;
  readonly problem: "SCHEDULE_EXCEPTION_NOT_FOUND" | null;
}

/** Leave, closures and extra hours. */
export class ScheduleExceptionService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** One page of what concerns a clinic, by first day. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<Page<ScheduleExceptionRow>> {
    const { access, viewer, database } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("schedule-exception:read");
    const page = readPageRequest(args, keyset);
    const wanted = parseInput(listInput, args, "");
    const rows = await database.read((tx) =>
      new ScheduleExceptionRepository(tx).findPage({ ...wanted, tenantId, page }),
    );
    for (const row of rows) access.assertCan("schedule-exception:read", scheduleExceptionAttributes(row));
    return makePage(rows, page, ({ firstDate, id }) => [firstDate, id]);
  }

  /**
   * Adds an exception while nobody books with whom it is about, and tells which appointments it meets.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async add(input: unknown): Promise<AddExceptionOutcome> {
    const wanted = parseInput(addInput, input);
    return writeOnce<AddExceptionOutcome, AddExceptionProblem>(
      this.#context,
      { mutation: "addScheduleException", input: wanted },
      {
        problems: ADD_PROBLEMS,
        keep: ({ scheduleException, problem }) =>
          problem === null ? { id: scheduleException?.id ?? "", problem } : { id: null, problem },
        again: async (tx, { id, problem }) => (problem === null ? this.#added(tx, id) : refused(problem)),
      },
      (tx, record) => this.#addOnce(tx, record, wanted),
    );
  }

  /** Removes an exception. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async remove(input: unknown): Promise<RemoveExceptionOutcome> {
    const { scheduleExceptionId: id } = parseInput(removeInput, input);
    const { access, viewer, database } = this.#context;
    const tenantId = requireTenant(viewer);
    return database.write(async (tx, record) => {
      access.assertCanOnSome("schedule-exception:change");
      const exceptions = new ScheduleExceptionRepository(tx);
      const row = await exceptions.find({ tenantId, id });
      if (row === undefined) {
        access.noteHidden("schedule-exception:change", { type: "ScheduleException", id, tenantId });
        return { scheduleException: null, problem: "SCHEDULE_EXCEPTION_NOT_FOUND" };
      }
      const { practitionerId } = row;
      const worksAt =
        row.clinicId === null && practitionerId !== null
          ? await new ScheduleRepository(tx).findClinicsOf({ tenantId, practitionerId })
          : [];
      this.#assertMayChange(row, [row, ...worksAt]);
      await exceptions.remove({ tenantId, id });
      this.#tell(record, "schedule-exception:remove", row);
      return { scheduleException: row, problem: null };
    });
  }

  async #addOnce(tx: Tx, record: ChangeRecord, input: AddInput): Promise<AddExceptionOutcome> {
    const { access, viewer, clock } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("schedule-exception:change");
    const { idempotencyKey: _key, ...planned } = input;
    const place = await this.#placeOf(tx, planned);
    if (place.problem !== null) return refused(place.problem);
    const problem = problemOfException(planned);
    if (problem !== null) return refused(problem);

    const now = clock();
    const row = { ...planned, id: newId(), tenantId, region: place.region, createdAt: now, updatedAt: now };
    if (row.practitionerId !== null) await lockPractitioners(tx, [row.practitionerId]);
    else if (row.clinicId !== null) await lockClinic(tx, { tenantId, clinicId: row.clinicId });
    await new ScheduleExceptionRepository(tx).insert(row);
    this.#tell(record, "schedule-exception:add", row);
    const affectedAppointments = await this.#affected(tx, row, place.clinics);
    return { scheduleException: row, affectedAppointments, problem: null };
  }

  /** What was added before, and whom it meets today. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #added(tx: Tx, id: string): Promise<AddExceptionOutcome> {
    const tenantId = requireTenant(this.#context.viewer);
    const row = await new ScheduleExceptionRepository(tx).find({ tenantId, id });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    const { clinics } = await this.#placeOf(tx, row);
    const affectedAppointments = await this.#affected(tx, row, clinics);
    return { scheduleException: row, affectedAppointments, problem: null };
  }

  /**
   * The clinics where an exception holds: the one it names, or all where who is away works.
   * @throws AppError `AUTH_FORBIDDEN` when the viewer may not say so at each of them
   */
  async #placeOf(
    tx: Tx,
    { clinicId, practitionerId }: Pick<AddInput, "clinicId" | "practitionerId">,
  ): Promise<Place> {
    const tenantId = requireTenant(this.#context.viewer);
    const schedules = new ScheduleRepository(tx);
    const worksAt =
      practitionerId === null ? [] : await schedules.findClinicsOf({ tenantId, practitionerId });
    if (clinicId === null) {
      const ids = practitionerId === null ? [] : [practitionerId];
      const [practitioner] = await schedules.findPractitioners({ tenantId, ids });
      if (practitioner === undefined || worksAt.length === 0) return nowhere("PRACTITIONER_NOT_FOUND");
      this.#assertMayChange({ ...practitioner, practitionerId }, worksAt);
      return { clinics: worksAt, region: practitioner.region, problem: null };
    }
    const [clinic] = await new ClinicRepository(tx).findByIds({ tenantId, ids: [clinicId] });
    if (clinic?.deletedAt !== null) return nowhere("CLINIC_NOT_FOUND");
    this.#assertMayChange({ tenantId, practitionerId }, [clinic]);
    if (practitionerId !== null && !worksAt.some(({ id }) => id === clinicId)) {
      return nowhere("PRACTITIONER_NOT_FOUND");
    }
    return { clinics: [clinic], region: clinic.region, problem: null };
  }

  /** @throws AppError `AUTH_FORBIDDEN` when the viewer may not do so at each of the clinics */
  #assertMayChange(
    { tenantId, practitionerId }: Pick<ScheduleExceptionRow, "tenantId" | "practitionerId">,
    clinics: readonly Pick<ClinicRow, "region">[],
  ): void {
    for (const { region } of clinics) {
      this.#context.access.assertCan(
        "schedule-exception:change",
        scheduleExceptionAttributes({ id: null, tenantId, practitionerId, region }),
      );
    }
  }

  /** Appointments to come that it meets, as far as the viewer may see them. */
  async #affected(
    tx: Tx,
    exception: ScheduleExceptionRow,
    clinics: readonly ClinicRow[],
  ): Promise<AppointmentRow[]> {
    if (exception.kind === "EXTRA_HOURS") return [];
    const { access, clock } = this.#context;
    const now = clock();
    const dates = {
      from: dateOf(now.getTime() - DAY_MS),
      until: dateOf(now.getTime() + AFFECTED_DAYS * DAY_MS),
    };
    const { tenantId, practitionerId } = exception;
    const stretches = clinics.flatMap(({ id: clinicId, timeZone }) =>
      closedDuring(exception, new LocalTime(timeZone), dates).map((stretch) => ({ ...stretch, clinicId })),
    );
    if (stretches.length === 0) return [];
    const rows = await new AppointmentRepository(tx).findDuring({
      ...{ tenantId, practitionerId, stretches, now, limit: MOST_AFFECTED },
    });
    return rows.filter((row) => access.can("appointment:read", appointmentAttributes(row)));
  }

  #tell(record: ChangeRecord, action: string, row: ScheduleExceptionRow): void {
    const { id: entityId, kind, clinicId, practitionerId, firstDate, lastDate } = row;
    record.audit({
      ...{ category: "CHANGE", action, outcome: "SUCCESS", entityType: "ScheduleException", entityId },
      detail: { kind, clinicId, practitionerId, firstDate, lastDate },
    });
  }
}

/** Where an exception holds, or why nowhere. */
type Place =
  | { readonly clinics: readonly ClinicRow[]; readonly region: string; readonly problem: null }
  | {
      readonly clinics: readonly [];
      readonly region: null;
      readonly problem: "CLINIC_NOT_FOUND" | "PRACTITIONER_NOT_FOUND";
    };

function nowhere(problem: "CLINIC_NOT_FOUND" | "PRACTITIONER_NOT_FOUND"): Place {
  return { clinics: [], region: null, problem };
}

function refused(problem: AddExceptionProblem): AddExceptionOutcome {
  return { scheduleException: null, affectedAppointments: [], problem };
}

function dateOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
