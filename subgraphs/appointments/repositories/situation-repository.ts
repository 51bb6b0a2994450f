import { and, eq, getTableColumns, isNull, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { z } from "zod";
import {
  allocation,
  clinic,
  device,
  knownPatient,
  knownPractitioner,
  room,
  schedule,
  scheduleException,
  serviceType as serviceTypeTable,
} from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Busy } from "../domain/busy-calendar.ts";
import { DAY_MS, type Interval } from "../domain/interval.ts";
import type { ResourceOfKind } from "../domain/service-needs.ts";
import { EXCEPTION_KINDS, type ScheduleException, type WorkingHours } from "../domain/working-calendar.ts";
import { lockPractitioners } from "./practitioner-turns.ts";
import { consentColumn, consentJson } from "./consent-repository.ts";
import { guardianshipColumn, guardianshipJson } from "./guardianship-repository.ts";
import type { ClinicRow } from "./clinic-repository.ts";
import type { KnownPatientRow } from "./known-patient-repository.ts";
import type { ServiceTypeRow } from "./service-type-repository.ts";

/** What is asked about. Ids are UUIDs. */
export interface SituationInput {
  readonly tenantId: string;
  /** Null for the clinics of the services. */
  readonly clinicIds: readonly string[] | null;
  readonly serviceTypeIds: readonly string[];
  /** Null for all practitioners of the clinics. */
  readonly practitionerIds: readonly string[] | null;
  /** None when no patient is part of the question. */
  readonly patientIds: readonly string[];
  /** Times within which what is busy is wanted; at least one. */
  readonly windows: readonly Interval[];
  /** What this appointment, or this hold, takes does not count; null when everything does. */
  readonly except: { readonly appointmentId: string } | { readonly holdId: string } | null;
}

/** A patient who is part of the question, and what the program or guardian that asks may do for the patient. */
export type SituationPatient = Pick<
  KnownPatientRow,
  "id" | "tenantId" | "region" | "consent" | "guardianship"
>;

/** Everything that decides which times of a clinic are free. */
export interface Situation {
  readonly clinic: ClinicRow;
  /** Those of the services that the clinic offers. */
  readonly serviceTypes: readonly ServiceTypeRow[];
  readonly workingHours: readonly WorkingHours[];
  /** Leave, closures and extra hours that can be about the windows. */
  readonly exceptions: readonly ScheduleException[];
  /** By name. */
  readonly rooms: readonly ResourceOfKind[];
  readonly devices: readonly ResourceOfKind[];
  /** When rooms, devices, practitioners and patients are taken within the windows. */
  readonly busy: readonly Busy[];
  /** True when holds that have expired, which do not count, still stand in the windows. */
  readonly isBehindExpiredHolds: boolean;
  /** Those of the practitioners asked for that are of the tenant. */
  readonly knownPractitionerIds: readonly string[];
  /** Those of the patients asked for that are known and visible. */
  readonly patients: readonly SituationPatient[];
}

const text = z.string();
const idsJson = z.array(text);
const optional = z.string().nullable();
const workingHoursJson = z.array(
  z
    .tuple([text, z.int(), text, text, optional, optional, optional])
    .transform(([practitionerId, weekday, opensAt, closesAt, validFrom, validUntil, recurrence]) => ({
      ...{ practitionerId, weekday, opensAt, closesAt },
      ...{ validFrom, validUntil, recurrence },
    })),
);
const exceptionsJson = z.array(
  z
    .tuple([z.enum(EXCEPTION_KINDS), optional, text, text, optional, optional, optional])
    .transform(([kind, practitionerId, firstDate, lastDate, startTime, endTime, recurrence]) => ({
      ...{ kind, practitionerId, firstDate, lastDate },
      ...{ startTime, endTime, recurrence },
    })),
);
const patientsJson = z.array(
  z
    .tuple([text, text, text, consentJson.nullable(), guardianshipJson.nullable()])
    .transform(([id, tenantId, region, consent, guardianship]) => ({
      ...{ id, tenantId, region },
      ...{ consent, guardianship },
    })),
);
const resourcesJson = z.array(z.tuple([text, text]).transform(([id, kind]) => ({ id, kind })));
const busyJson = z.array(
  z
    .tuple([text, z.number(), z.number(), z.int(), z.boolean()])
    .transform(([resourceId, fromMs, untilMs, lane, isExpired]) => ({
      ...{ resourceId, fromMs, untilMs, lane, isExpired },
    })),
);

/** Reads, in one statement however many clinics, practitioners, patients, rooms and devices there are, what free times follow from. */
export class SituationRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * The situation of each of the clinics, as {@link find} gives it, after everybody else who books with one of the
   * practitioners has finished, and with nobody else booking with them until the transaction ends. Both statements are
   * sent at once; each has a snapshot of its own, so the second sees what was committed while the first waited.
   */
  async findAlone(input: SituationInput, lockedPractitionerIds: readonly string[]): Promise<Situation[]> {
    const [, situations] = await Promise.all([
      lockPractitioners(this.#tx, lockedPractitionerIds),
      this.find(input),
    ]);
    return situations;
  }

  /** The situation of each of the clinics that is open and visible, in no particular order. */
  async find(input: SituationInput): Promise<Situation[]> {
    // A row per service, so that its columns have their types; what is the clinic's stands in the first of its rows.
    const rows = await this.#tx
      .select({
        clinic: getTableColumns(clinic),
        serviceType: getTableColumns(serviceTypeTable),
        workingHours: json(workingHoursOf(input), workingHoursJson),
        exceptions: json(exceptionsOf(input), exceptionsJson),
        rooms: json(roomsOf, resourcesJson),
        devices: json(devicesOf, resourcesJson),
        busy: json(busyOf(input), busyJson),
        knownPractitionerIds: json(knownPractitionersOf(input), idsJson),
        patients: json(patientsOf(input), patientsJson),
      })
      .from(clinic)
      .leftJoin(
        serviceTypeTable,
        and(
          eq(serviceTypeTable.clinicId, clinic.id),
          sql`${serviceTypeTable.id} = any (${uuids(input.serviceTypeIds)})`,
          // What was booked of a service that is not offered any more can still be moved.
          isAppointment(input.except) ? undefined : isNull(serviceTypeTable.deletedAt),
        ),
      )
      .where(
        and(
          eq(clinic.tenantId, input.tenantId),
          input.clinicIds === null
            ? sql`${serviceTypeTable.id} is not null`
            : isOneOf(clinic.id, input.clinicIds),
          isNull(clinic.deletedAt),
        ),
      )
      .orderBy(clinic.id, serviceTypeTable.id);
    return [...Map.groupBy(rows, (row) => row.clinic.id).values()].flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { serviceType, busy, ...situation } = first;
      const serviceTypes = [serviceType, ...others.map((row) => row.serviceType)];
      return {
        ...situation,
        serviceTypes: serviceTypes.flatMap((row) => (row ? { ...row, region: first.clinic.region } : [])),
        busy: busy.filter(({ isExpired }) => !isExpired),
        isBehindExpiredHolds: busy.some(({ isExpired }) => isExpired),
      };
    });
  }
}

/** A scalar sub-select of the clinic at hand that gives a JSON array, checked; only the clinic's first row has it. */
function json<T>(rows: SQL, schema: z.ZodType<T>): SQL<T> {
  const select = sql<T>`case when row_number() over (partition by ${clinic.id} order by ${serviceTypeTable.id}) = 1
    then (select coalesce(json_agg(element), '[]'::json) from (${rows}) as found (element)) else '[]'::json end`;
  return select.mapWith((value: unknown) => schema.parse(value));
}

function workingHoursOf({ practitionerIds }: SituationInput): SQL {
  return sql`select json_build_array(${schedule.practitionerId}, ${schedule.weekday}, ${schedule.opensAt}, ${schedule.closesAt},
      ${schedule.validFrom}, ${schedule.validUntil}, ${schedule.recurrence})
    from ${schedule}
    where ${schedule.tenantId} = ${clinic.tenantId} and ${schedule.clinicId} = ${clinic.id}
      and ${isWanted(schedule.practitionerId, practitionerIds)}`;
}

/** Of the clinic, and of who works there: their leave is of no clinic. */
function exceptionsOf({ practitionerIds, windows }: SituationInput): SQL {
  // Wide enough for any zone.
  const from = dateOf(Math.min(...windows.map(({ fromMs }) => fromMs)) - DAY_MS);
  const until = dateOf(Math.max(...windows.map(({ untilMs }) => untilMs)) + DAY_MS);
  const about = sql`(${scheduleException.lastDate} >= ${from}::date or ${scheduleException.recurrence} is not null)
    and ${scheduleException.firstDate} <= ${until}::date`;
  const columns = sql`json_build_array(${scheduleException.kind}, ${scheduleException.practitionerId},
    ${scheduleException.firstDate}, ${scheduleException.lastDate}, ${scheduleException.startTime}, ${scheduleException.endTime},
    ${scheduleException.recurrence})`;
  return sql`select ${columns} from ${scheduleException}
      where ${scheduleException.tenantId} = ${clinic.tenantId} and ${scheduleException.clinicId} = ${clinic.id} and ${about}
        and (${scheduleException.practitionerId} is null or ${isWanted(scheduleException.practitionerId, practitionerIds)})
    union all select ${columns} from ${scheduleException}
      where ${scheduleException.tenantId} = ${clinic.tenantId} and ${scheduleException.clinicId} is null and ${about}
        and ${scheduleException.practitionerId} in (${practitionersOf(practitionerIds)})`;
}

const roomsOf = sql`select json_build_array(${room.id}, ${room.kind}) from ${room}
  where ${room.tenantId} = ${clinic.tenantId} and ${room.clinicId} = ${clinic.id} and ${room.deletedAt} is null
  order by ${room.name}, ${room.id}`;

const devicesOf = sql`select json_build_array(${device.id}, ${device.kind}) from ${device}
  where ${device.tenantId} = ${clinic.tenantId} and ${device.clinicId} = ${clinic.id} and ${device.deletedAt} is null
  order by ${device.name}, ${device.id}`;

function isAppointment(except: SituationInput["except"]): except is { readonly appointmentId: string } {
  return except !== null && "appointmentId" in except;
}

/** A practitioner may work at several clinics and is busy at all of them, so allocations are looked up by resource. */
function busyOf({ practitionerIds, patientIds, windows, except }: SituationInput): SQL {
  const from = `{${windows.map(({ fromMs }) => iso(fromMs)).join(",")}}`;
  const until = `{${windows.map(({ untilMs }) => iso(untilMs)).join(",")}}`;
  // Not added in SQL: sums can fail, which is a leak, and row-level security then keeps them from the index.
  const latest = `{${windows.map(({ untilMs }) => iso(untilMs + DAY_MS)).join(",")}}`;
  const exceptAppointmentId = isAppointment(except) ? except.appointmentId : null;
  const exceptHoldId = except !== null && "holdId" in except ? except.holdId : null;
  return sql`select json_build_array(${allocation.resourceId}, ${epochMs(allocation.busyFrom)}, ${epochMs(allocation.busyUntil)},
      ${allocation.lane}, coalesce(${allocation.expiresAt} <= now(), false))
    from (
      select ${room.id} from ${room} where ${room.tenantId} = ${clinic.tenantId} and ${room.clinicId} = ${clinic.id}
      union
      select ${device.id} from ${device} where ${device.tenantId} = ${clinic.tenantId} and ${device.clinicId} = ${clinic.id}
      union
      ${practitionersOf(practitionerIds)}
      union
      ${eachOf(patientIds)}
    ) as resource (resource_id)
    cross join unnest(${from}::timestamptz[], ${until}::timestamptz[], ${latest}::timestamptz[]) as span (from_at, until_at, latest_at)
    -- Nothing is taken for longer than a day: so much of the index is looked at.
    join ${allocation} on ${allocation.resourceId} = resource.resource_id and ${allocation.live}
      and ${allocation.busyUntil} > span.from_at and ${allocation.busyUntil} < span.latest_at
      and ${allocation.busyFrom} < span.until_at
      and (${exceptAppointmentId}::uuid is null or ${allocation.appointmentId} is distinct from ${exceptAppointmentId}::uuid)
      and (${exceptHoldId}::uuid is null or ${allocation.holdId} is distinct from ${exceptHoldId}::uuid)`;
}

/** Those of the practitioners that work at the clinic at hand. */
function practitionersOf(practitionerIds: readonly string[] | null): SQL {
  return sql`select ${schedule.practitionerId} from ${schedule}
    where ${schedule.tenantId} = ${clinic.tenantId} and ${schedule.clinicId} = ${clinic.id}
      and ${isWanted(schedule.practitionerId, practitionerIds)}`;
}

function isWanted(
  column: typeof schedule.practitionerId | typeof scheduleException.practitionerId,
  practitionerIds: readonly string[] | null,
): SQL {
  return practitionerIds === null ? sql`true` : sql`${column} = any (${uuids(practitionerIds)})`;
}

function knownPractitionersOf({ practitionerIds }: SituationInput): SQL {
  return sql`select to_json(${knownPractitioner.id}) from ${knownPractitioner}
    where ${knownPractitioner.tenantId} = ${clinic.tenantId} and ${knownPractitioner.id} = any (${uuids(practitionerIds ?? [])})`;
}

function patientsOf({ patientIds }: SituationInput): SQL {
  return sql`select json_build_array(${knownPatient.id}, ${knownPatient.tenantId}, ${knownPatient.region},
      ${consentColumn(knownPatient.id).sql}, ${guardianshipColumn(knownPatient.id).sql})
    from ${knownPatient}
    where ${knownPatient.tenantId} = ${clinic.tenantId} and ${isOneOf(knownPatient.id, patientIds)}`;
}

/**
 * True for a column that is one of the ids. A single one, as in most bookings, is compared as such: an array is guessed to be long
 * when a plan is made for any, so that Postgres would go on to plan the statement anew every time.
 */
function isOneOf(column: AnyColumn, ids: readonly string[]): SQL {
  const [first, ...others] = new Set(ids);
  return others.length === 0 && first !== undefined
    ? sql`${column} = ${first}::uuid`
    : sql`${column} = any (${uuids(ids)})`;
}

/** A row for each of the ids; see {@link isOneOf}. */
function eachOf(ids: readonly string[]): SQL {
  const [first, ...others] = new Set(ids);
  return others.length === 0 && first !== undefined
    ? sql`select ${first}::uuid`
    : sql`select unnest(${uuids(ids)})`;
}

/** An array as one parameter. */
function uuids(ids: readonly string[]): SQL {
  return sql`${`{${[...new Set(ids)].join(",")}}`}::uuid[]`;
}

function epochMs(column: typeof allocation.busyFrom | typeof allocation.busyUntil): SQL {
  return sql`(extract(epoch from ${column}) * 1000)::bigint`;
}

function iso(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}

function dateOf(epochMilliseconds: number): string {
  return iso(epochMilliseconds).slice(0, 10);
}
