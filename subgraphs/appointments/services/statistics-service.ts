import { z } from "zod";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { YEARS } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import {
  appointmentStatistics,
  comparePositions,
  positionOf,
  type Grouping,
} from "../domain/appointment-statistics.ts";
import {
  daysOf,
  firstDayAfter,
  isCalendarMonth,
  isOverEverywhere,
  monthsBetween,
} from "../domain/calendar-month.ts";
import { LocalTime } from "../domain/local-time.ts";
import type { AppointmentStatisticsCellModel } from "../mappers.ts";
import { clinicAttributes } from "../policies.ts";
import {
  StatisticsRepository,
  type CountedClinicRow,
  type CountedDays,
} from "../repositories/statistics-repository.ts";

const MOST_MONTHS = 24;
const MOST_MONTHS_BY_DAY = 3;
const DEFAULT_PAGE_SIZE = 50;
const MIDNIGHT = "00:00";

const text = z.string();
const keyset = z.tuple([text, text, text, text, text, text]);

const month = text
  .refine(isCalendarMonth, { error: "Must be a month of the calendar, such as 2026-02.", abort: true })
  .refine((value) => value >= "1900-01" && value <= "2999-12", { error: YEARS, abort: true });

/** Months that are over at `nowMs`, the last not before the first, and not too many. */
function periodAt(nowMs: number, most: number) {
  return z
    .object({ fromMonth: month, toMonth: month })
    .refine(({ fromMonth, toMonth }) => fromMonth <= toMonth, {
      path: ["toMonth"],
      error: "Must not be before the first month.",
      abort: true,
    })
    .refine(({ fromMonth, toMonth }) => monthsBetween(fromMonth, toMonth).length <= most, {
      path: ["toMonth"],
      error: `Must be ${String(most)} months in all at most.`,
    })
    .refine(({ toMonth }) => isOverEverywhere(toMonth, nowMs), {
      path: ["toMonth"],
      error: "Must be a month that is over.",
    });
}

/** Numbers of appointments. */
export class StatisticsService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** One page of the cells of a grouping. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly by: Grouping;
    readonly fromMonth: string;
    readonly toMonth: string;
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<Page<AppointmentStatisticsCellModel>> {
    const { access, viewer, clock, database } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("statistics:read");
    const page = readPageRequest(args, keyset, DEFAULT_PAGE_SIZE);
    const isByDay = args.by.endsWith("DAY");
    const period = periodAt(clock().getTime(), isByDay ? MOST_MONTHS_BY_DAY : MOST_MONTHS);
    const { fromMonth, toMonth } = parseInput(period, args, "");
    const months = monthsBetween(fromMonth, toMonth);
    const { clinics, counted } = await database.read(async (tx) => {
      const repository = new StatisticsRepository(tx);
      const regions = access.regionsFor("statistics:read", "Clinic", tenantId);
      const found = await repository.findClinics({ tenantId, regions });
      for (const clinic of found)
        access.assertCan("statistics:read", access.thingOf(clinic, clinicAttributes));
      const days = countedDays(found, months, isByDay);
      return { clinics: found, counted: await repository.countAppointments(days, isByDay) };
    });
    const cells = appointmentStatistics({ by: args.by, months, clinics, ...counted });
    const { after } = page;
    const beyond =
      after === null ? cells : cells.filter((cell) => comparePositions(positionOf(cell), after) > 0);
    const clinicOf = new Map(clinics.map((clinic) => [clinic.id, clinic]));
    const models = beyond.slice(0, page.first + 1).map((cell) => ({
      ...cell,
      clinic: cell.clinicId === null ? null : (clinicOf.get(cell.clinicId) ?? null),
    }));
    return makePage(models, page, positionOf);
  }
}

/** The months in each clinic's zone, whole or day by day; a zone's instants are looked up once. */
function countedDays(
  clinics: readonly CountedClinicRow[],
  months: readonly string[],
  isByDay: boolean,
): CountedDays[] {
  const begins = months.flatMap((ofMonth) =>
    daysOf(ofMonth)
      .map(({ date }) => date)
      .slice(0, isByDay ? undefined : 1),
  );
  const end = firstDayAfter(months.at(-1) ?? "");
  return [...Map.groupBy(clinics, ({ timeZone }) => timeZone)].flatMap(([timeZone, ofZone]) => {
    const localTime = new LocalTime(timeZone);
    const instants = [...begins, end].map((date) => localTime.toInstantMs(date, MIDNIGHT));
    return ofZone.flatMap(({ id: clinicId }) =>
      begins.map((date, index) => ({
        clinicId,
        date,
        fromMs: instants[index] ?? 0,
        untilMs: instants[index + 1] ?? 0,
      })),
    );
  });
}
