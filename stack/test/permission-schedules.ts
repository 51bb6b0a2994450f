import { randomInt } from "node:crypto";
import type postgres from "postgres";
import { newId } from "#shared/db/ids.ts";
import { weekdayName } from "../../subgraphs/appointments/domain/working-week.ts";
import type { Preparation } from "./permission-operations.ts";
import type { Things } from "./permission-world.ts";

/** A day that nobody books, another one each time. */
function farDay(): string {
  const day = new Date(Date.UTC(2500, 0, 1 + randomInt(100_000)));
  return day.toISOString().slice(0, 10);
}

/** Says how to ask for `root`, about when people work at a clinic. */
export async function prepareSchedule(
  admin: postgres.Sql,
  root: string,
  things: Things,
): Promise<Preparation> {
  const { practitionerId, clinicId } = things;
  const exists = async (rows: Promise<readonly unknown[]>): Promise<boolean> => (await rows).length > 0;
  const day = farDay();
  if (root === "addScheduleException") {
    return {
      rootArguments: `(input: { kind: LEAVE, practitionerId: "${practitionerId}", firstDate: "${day}" })`,
      hasHappened: () =>
        exists(admin`select from appointments.schedule_exception
          where practitioner_id = ${practitionerId} and first_date = ${day}::text::date`),
    };
  }
  if (root === "setWorkingHours") {
    const hours = await hoursOf(admin, things);
    const more = `{ weekday: SUNDAY, opensAt: "02:00", closesAt: "02:05", validFrom: "${day}", validUntil: "${day}" }`;
    return {
      rootArguments: `(input: { clinicId: "${clinicId}", practitionerId: "${practitionerId}", hours: [${hours}, ${more}] })`,
      hasHappened: () =>
        exists(admin`select from appointments.schedule
          where practitioner_id = ${practitionerId} and valid_from = ${day}::text::date`),
    };
  }
  const id = newId();
  // Has a value in every field.
  await admin`insert into appointments.schedule_exception (id, tenant_id, kind, clinic_id, practitioner_id, first_date,
      last_date, start_time, end_time, recurrence, title)
    select ${id}, tenant_id, 'EXTRA_HOURS', id, ${practitionerId}, ${day}::text::date, ${day}::text::date, '02:00', '02:05',
      'FREQ=YEARLY', 'Night of the museums' from appointments.clinic where id = ${clinicId}`;
  if (root === "scheduleExceptions") {
    return { rootArguments: `(clinicId: "${clinicId}", from: "${day}", first: 1)` };
  }
  return {
    rootArguments: `(input: { scheduleExceptionId: "${id}" })`,
    hasHappened: async () =>
      !(await exists(admin`select from appointments.schedule_exception where id = ${id}`)),
  };
}

/** The practitioner's weekly hours at the clinic, as a literal of GraphQL. */
async function hoursOf(admin: postgres.Sql, { practitionerId, clinicId }: Things): Promise<string> {
  const rows = await admin<{ weekday: number; opens: string; closes: string }[]>`
    select weekday, to_char(opens_at, 'HH24:MI') as opens, to_char(closes_at, 'HH24:MI') as closes
    from appointments.schedule
    where practitioner_id = ${practitionerId} and clinic_id = ${clinicId} and valid_from = '2020-01-01'`;
  // As the world has them.
  const validity = 'validFrom: "2020-01-01", validUntil: "2999-01-01", recurrence: "FREQ=DAILY"';
  return rows
    .map(
      ({ weekday, opens, closes }) =>
        `{ weekday: ${weekdayName(weekday)}, opensAt: "${opens}", closesAt: "${closes}", ${validity} }`,
    )
    .join(", ");
}
