import { and, eq, getTableColumns, isNull, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import {
  allocation,
  clinic,
  knownPatient,
  room,
  schedule,
  serviceType as serviceTypeTable,
} from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { WorkingHours } from "../domain/availability.ts";
import type { Busy } from "../domain/busy-calendar.ts";
import type { Interval } from "../domain/interval.ts";
import { consentColumn } from "./consent-repository.ts";
import type { ClinicRow } from "./clinic-repository.ts";
import type { KnownPatientRow } from "./known-patient-repository.ts";
import type { ServiceTypeRow } from "./service-type-repository.ts";

/** What is asked about. Ids are UUIDs. */
export interface SituationInput {
  readonly tenantId: string;
  readonly clinicId: string;
  readonly serviceTypeId: string;
  /** Null for all practitioners of the clinic. */
  readonly practitionerId: string | null;
  /** Null when no patient is part of the question. */
  readonly patientId: string | null;
  /** Time within which what is busy is wanted. */
  readonly window: Interval;
  /** This appointment's own allocations do not count. */
  readonly exceptAppointmentId: string | null;
}

/** Everything that decides which times of a clinic are free. */
export interface Situation {
  readonly clinic: ClinicRow;
  /** Null when the clinic does not offer it. */
  readonly serviceType: ServiceTypeRow | null;
  readonly workingHours: readonly WorkingHours[];
  readonly roomIds: readonly string[];
  /** When rooms, practitioners and patient are taken within the window. */
  readonly busy: readonly Busy[];
  /** True when the practitioner asked for has working hours somewhere in the tenant. */
  readonly isPractitionerKnown: boolean;
  /** The patient asked for; null when there is none that is known and visible. */
  readonly patient: KnownPatientRow | null;
}

const workingHoursJson = z.array(
  z
    .tuple([z.string(), z.int(), z.string(), z.string()])
    .transform(([practitionerId, weekday, opensAt, closesAt]) => ({
      practitionerId,
      weekday,
      opensAt,
      closesAt,
    })),
);
const idsJson = z.array(z.string());
const busyJson = z.array(
  z
    .tuple([z.string(), z.number(), z.number()])
    .transform(([resourceId, fromMs, untilMs]) => ({ resourceId, fromMs, untilMs })),
);

/** Reads, in one statement however many practitioners and rooms there are, what free times follow from. */
export class SituationRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * The same as {@link find}, after everybody else who books with one of the practitioners has finished, and with
   * nobody else booking with them until the transaction ends. Both statements are sent at once; each has a snapshot
   * of its own, so the second sees what was committed while the first waited.
   */
  async findAlone(input: SituationInput, practitionerIds: readonly string[]): Promise<Situation | undefined> {
    const [, situation] = await Promise.all([lockPractitioners(this.#tx, practitionerIds), this.find(input)]);
    return situation;
  }

  /** The situation of a clinic, or undefined when there is no such clinic that is open and visible. */
  async find(input: SituationInput): Promise<Situation | undefined> {
    const [row] = await this.#tx
      .select({
        clinic: getTableColumns(clinic),
        serviceType: getTableColumns(serviceTypeTable),
        patient: getTableColumns(knownPatient),
        consent: consentColumn(knownPatient.id),
        workingHours: json(workingHoursOf(input), workingHoursJson),
        roomIds: json(roomIdsOf(input), idsJson),
        busy: json(busyOf(input), busyJson),
        isPractitionerKnown: sql<boolean>`exists (select from ${schedule}
          where ${schedule.tenantId} = ${input.tenantId} and ${schedule.practitionerId} = ${input.practitionerId}::uuid)`,
      })
      .from(clinic)
      .leftJoin(
        serviceTypeTable,
        and(eq(serviceTypeTable.clinicId, clinic.id), eq(serviceTypeTable.id, input.serviceTypeId)),
      )
      .leftJoin(
        knownPatient,
        and(eq(knownPatient.tenantId, clinic.tenantId), sql`${knownPatient.id} = ${input.patientId}::uuid`),
      )
      .where(
        and(eq(clinic.tenantId, input.tenantId), eq(clinic.id, input.clinicId), isNull(clinic.deletedAt)),
      );
    if (row === undefined) return undefined;
    const { consent, ...situation } = row;
    return {
      ...situation,
      serviceType: row.serviceType && { ...row.serviceType, region: row.clinic.region },
      patient: row.patient && { ...row.patient, consent },
    };
  }
}

/**
 * Waits for the practitioners' turns. Without it two who insert overlapping allocations in the same moment can each
 * find the other's, wait for each other, and be told apart only when Postgres looks for deadlocks, a second later.
 */
async function lockPractitioners(tx: Tx, practitionerIds: readonly string[]): Promise<void> {
  // One order for everybody; a function in `from` gives its rows in the order of the array.
  const ids = `{${[...new Set(practitionerIds)].sort().join(",")}}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('appointments.practitioner:' || id::text, 0))
    from unnest(${ids}::uuid[]) as practitioner (id)`);
}

/** A scalar sub-select that gives a JSON array, checked. */
function json<T>(rows: SQL, schema: z.ZodType<T>): SQL<T> {
  const select = sql<T>`(select coalesce(json_agg(element), '[]'::json) from (${rows}) as found (element))`;
  return select.mapWith((value: unknown) => schema.parse(value));
}

function workingHoursOf({ tenantId, clinicId, practitionerId }: SituationInput): SQL {
  return sql`select json_build_array(${schedule.practitionerId}, ${schedule.weekday}, ${schedule.opensAt}, ${schedule.closesAt})
    from ${schedule}
    where ${schedule.tenantId} = ${tenantId} and ${schedule.clinicId} = ${clinicId}
      and (${practitionerId}::uuid is null or ${schedule.practitionerId} = ${practitionerId}::uuid)`;
}

function roomIdsOf({ tenantId, clinicId }: SituationInput): SQL {
  return sql`select ${room.id} from ${room}
    where ${room.tenantId} = ${tenantId} and ${room.clinicId} = ${clinicId}
    order by ${room.name}, ${room.id}`;
}

/**
 * A practitioner may work at several clinics and is busy at all of them, so allocations are looked up by resource.
 */
function busyOf(input: SituationInput): SQL {
  const { tenantId, clinicId, practitionerId, patientId, window, exceptAppointmentId } = input;
  return sql`select json_build_array(${allocation.resourceId}, ${epochMs(allocation.busyFrom)}, ${epochMs(allocation.busyUntil)})
    from (
      select ${room.id} from ${room} where ${room.tenantId} = ${tenantId} and ${room.clinicId} = ${clinicId}
      union
      select ${schedule.practitionerId} from ${schedule}
        where ${schedule.tenantId} = ${tenantId} and ${schedule.clinicId} = ${clinicId}
          and (${practitionerId}::uuid is null or ${schedule.practitionerId} = ${practitionerId}::uuid)
      union
      select ${patientId}::uuid
    ) as resource (resource_id)
    join ${allocation} on ${allocation.resourceId} = resource.resource_id and ${allocation.live}
      and ${allocation.busyUntil} > ${iso(window.fromMs)}::timestamptz
      and ${allocation.busyFrom} < ${iso(window.untilMs)}::timestamptz
      and ${allocation.appointmentId} is distinct from ${exceptAppointmentId}::uuid`;
}

function epochMs(column: typeof allocation.busyFrom | typeof allocation.busyUntil): SQL {
  return sql`(extract(epoch from ${column}) * 1000)::bigint`;
}

function iso(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
