import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { clinic } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { CountedClinic, MonthOfClinic } from "../domain/appointment-statistics.ts";
import { APPOINTMENT_STATUSES } from "../domain/appointment-status.ts";
import type { DayTally, Tally } from "../domain/published-month.ts";
import type { ClinicRow } from "./clinic-repository.ts";

/** A clinic, open or closed, with what numbers of it are made of. */
export type CountedClinicRow = ClinicRow & Pick<CountedClinic, "services" | "hours" | "exceptions">;

/** Local days of a clinic that count together: one day, or all of a month. */
export interface CountedDays {
  readonly clinicId: string;
  /** The first of them, `2026-02-01`. */
  readonly date: string;
  readonly fromMs: number;
  /** The first instant that is not part of them. */
  readonly untilMs: number;
}

/** How many appointments there are, per clinic and month or day. */
export interface Tallies {
  readonly tallies: readonly (MonthOfClinic & Tally)[];
  readonly dayTallies: readonly (MonthOfClinic & DayTally)[];
}

const countedRow = z.object({
  clinic_id: z.string(),
  month: z.string(),
  day: z.string().nullable(),
  service_type_id: z.string().nullable(),
  status: z.enum(APPOINTMENT_STATUSES).nullable(),
  is_open: z.boolean(),
  count: z.coerce.number(),
  lead_minutes: z.coerce.number(),
});

/** Numbers of one tenant's appointments. */
export class StatisticsRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The tenant's clinics that are visible, with services, working hours, leave and closures; null regions do not narrow. */
  async findClinics(input: {
    readonly tenantId: string;
    readonly regions: readonly string[] | null;
  }): Promise<CountedClinicRow[]> {
    const services = sql<CountedClinic["services"]>`(select coalesce(json_agg(json_build_object(
      'id', s.id, 'durationMinutes', s.duration_minutes) order by s.id), '[]')
      from appointments.service_type s where s.clinic_id = clinic.id)`;
    const hours = sql<
      CountedClinic["hours"]
    >`(select coalesce(json_agg(json_build_object('practitionerId', s.practitioner_id,
      'weekday', s.weekday, 'opensAt', s.opens_at, 'closesAt', s.closes_at,
      'validFrom', s.valid_from, 'validUntil', s.valid_until, 'recurrence', s.recurrence)), '[]')
      from appointments.schedule s where s.clinic_id = clinic.id)`;
    const exceptions = sql<
      CountedClinic["exceptions"]
    >`(select coalesce(json_agg(json_build_object('kind', e.kind,
      'practitionerId', e.practitioner_id, 'firstDate', e.first_date, 'lastDate', e.last_date, 'startTime', e.start_time,
      'endTime', e.end_time, 'recurrence', e.recurrence)), '[]')
      from appointments.schedule_exception e where e.clinic_id = clinic.id or (e.clinic_id is null
        and e.practitioner_id in (select s.practitioner_id from appointments.schedule s where s.clinic_id = clinic.id)))`;
    return this.#tx
      .select({ ...getTableColumns(clinic), services, hours, exceptions })
      .from(clinic)
      .where(
        and(
          eq(clinic.tenantId, input.tenantId),
          input.regions === null ? undefined : inArray(clinic.region, [...input.regions]),
        ),
      )
      .orderBy(asc(clinic.id));
  }

  /**
   * Appointments that begin in the given days, counted: per clinic and month by service and status, and with `perDay`,
   * for which each entry of `days` is one day, those that took their time per day, too.
   */
  async countAppointments(days: readonly CountedDays[], perDay: boolean): Promise<Tallies> {
    const list = (values: readonly string[]): string => `{${values.join(",")}}`;
    const instants = (values: readonly number[]): string =>
      list(values.map((epochMs) => `"${new Date(epochMs).toISOString()}"`));
    const found = await this.#tx
      .execute(sql`select clinic_id, to_char(month, 'YYYY-MM') as month, day::text, service_type_id, status,
        is_open, count, lead_minutes
      from appointments.count_appointments(${list(days.map(({ clinicId }) => clinicId))}::uuid[],
        ${list(days.map(({ date }) => date))}::date[], ${instants(days.map(({ fromMs }) => fromMs))}::timestamptz[],
        ${instants(days.map(({ untilMs }) => untilMs))}::timestamptz[], ${perDay})`);
    const rows = z.array(countedRow).parse([...found]);
    return {
      tallies: rows.flatMap(({ service_type_id: serviceTypeId, status, ...row }) =>
        serviceTypeId === null || status === null ? [] : [{ ...figureOf(row), serviceTypeId, status }],
      ),
      dayTallies: rows.flatMap(({ day, is_open: isOpen, ...row }) =>
        day === null ? [] : [{ ...figureOf(row), date: day, isOpen }],
      ),
    };
  }
}

function figureOf({
  clinic_id: clinicId,
  month,
  count,
  lead_minutes: leadMinutes,
}: Pick<z.output<typeof countedRow>, "clinic_id" | "month" | "count" | "lead_minutes">): MonthOfClinic & {
  readonly count: number;
  readonly leadMinutes: number;
} {
  return { clinicId, month, count, leadMinutes };
}
