import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import {
  allocation,
  clinic,
  importedAppointment,
  importRow,
  knownPatient,
} from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Busy } from "../domain/busy-calendar.ts";
import type { Assignment } from "../domain/imports/assign-resources.ts";
import type { HoursConflict, StagedHours } from "../domain/imports/hours-row.ts";
import { UNCHANGED, type RowFault } from "../domain/imports/import-codes.ts";
import type { ImportRef } from "./import-row-repository.ts";

/** Whose time it is. */
export type Taken = "PRACTITIONER" | "PATIENT" | "ROOM";

/** A row that needs a room and devices. */
export interface UnassignedRow {
  readonly id: string;
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string;
  readonly wantedRoomId: string | null;
  readonly takenFromMs: number;
  readonly takenUntilMs: number;
}

const unassigned = z.object({
  id: z.string(),
  clinicId: z.string(),
  serviceTypeId: z.string(),
  practitionerId: z.string(),
  wantedRoomId: z.string().nullable(),
  takenFromMs: z.coerce.number(),
  takenUntilMs: z.coerce.number(),
});

const busyRow = z.object({
  resourceId: z.string(),
  fromMs: z.coerce.number(),
  untilMs: z.coerce.number(),
});

const hoursRow = z.object({
  clinicId: z.string(),
  practitionerId: z.string(),
  line: z.int(),
  weekday: z.int(),
  opensAt: z.string(),
  closesAt: z.string(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  recurrence: z.string().nullable(),
});

/** Columns of a row that say whose time it takes, and when. */
const COLUMNS: Readonly<
  Record<Taken, { readonly id: string; readonly from: string; readonly until: string }>
> = {
  PRACTITIONER: { id: "practitioner_id", from: "taken_from", until: "taken_until" },
  PATIENT: { id: "patient_id", from: "starts_at", until: "ends_at" },
  ROOM: { id: "wanted_room_id", from: "taken_from", until: "taken_until" },
};

/** Rows of which nothing bad is known. */
const isFine = sql`r.outcome is null and r.fault is null`;

/**
 * Compares the staged rows of an import with each other and with what there is: each question is one statement, whatever the number of
 * rows, and marks those to which it applies and that no earlier one has marked.
 */
export class ImportCheckRepository {
  readonly #tx: Tx;
  readonly #isOfImport: SQL;

  constructor(tx: Tx, { tenantId, importId }: ImportRef) {
    this.#tx = tx;
    this.#isOfImport = sql`r.tenant_id = ${tenantId}::uuid and r.import_id = ${importId}::uuid`;
  }

  /** Takes back what earlier checks have found. */
  async forget(): Promise<void> {
    await this.#tx.execute(sql`update ${importRow} r set outcome = null, other_line = null
      where ${this.#isOfImport} and r.outcome is not null`);
    await this.#tx.execute(sql`update ${importRow} r set room_id = null, device_ids = null
      where ${this.#isOfImport} and r.is_live and r.room_id is not null`);
  }

  /** What is in already stays as it is, whatever its row says by now. */
  async markUnchanged(): Promise<void> {
    await this.#tx.execute(sql`update ${importRow} r set outcome = ${UNCHANGED}
      where ${this.#isOfImport} and r.reference is not null and r.outcome is null
        and ${isFound(sql`from ${importedAppointment} i where i.tenant_id = r.tenant_id and i.reference = r.reference`)}`);
  }

  async markReferencesTwice(): Promise<void> {
    await this
      .#joined(sql`update ${importRow} r set outcome = 'REFERENCE_TWICE', other_line = twice.first_line
      from (select r.id, r.line, min(r.line) over (partition by r.reference) as first_line from ${importRow} r
        where ${this.#isOfImport} and r.reference is not null) as twice
      where r.id = twice.id and twice.line > twice.first_line and ${this.#isOfImport} and ${isFine}`);
  }

  async markUnknownPatients(): Promise<void> {
    await this.#mark(
      "PATIENT_UNKNOWN",
      sql`r.patient_id is not null and not ${isFound(sql`from ${knownPatient} p where p.id = r.patient_id`)}`,
    );
  }

  /** A clinic may have been closed since the file was read. */
  async markClosedClinics(): Promise<void> {
    await this.#mark(
      "CLINIC_UNKNOWN",
      sql`not ${isFound(sql`from ${clinic} c where c.id = r.clinic_id and c.deleted_at is null`)}`,
    );
  }

  async markTimes(now: Date): Promise<void> {
    const instant = sql`${now.toISOString()}::timestamptz`;
    await this.#mark("BOOKED_IN_PAST", sql`r.is_live and r.starts_at <= ${instant}`);
    await this.#mark("NOT_OVER_YET", sql`r.status in ('FULFILLED', 'NOSHOW') and r.starts_at > ${instant}`);
  }

  /** Of rows that want the same at one time the later one is marked. */
  async markOverlaps(taken: Taken): Promise<void> {
    const { id, from, until } = columnsOf(taken);
    // The latest end of all that begin before, together with its line.
    await this
      .#joined(sql`update ${importRow} r set outcome = ${`${taken}_OVERLAP`}, other_line = meets.other[2]::integer
      from (select r.id, extract(epoch from ${from}) as begins, max(array[extract(epoch from ${until}), r.line::numeric]) over (
          partition by ${id} order by ${from}, r.line rows between unbounded preceding and 1 preceding) as other
        from ${importRow} r where ${this.#isOfImport} and r.is_live and ${id} is not null and ${isFine}) as meets
      where r.id = meets.id and meets.other[1] > meets.begins and ${this.#isOfImport}`);
  }

  /** Compares with what there is; what expired holds take does not count. */
  async markTaken(taken: Taken): Promise<void> {
    const { id, from, until } = columnsOf(taken);
    // Nothing is taken for longer than a day, so what meets a row ends within a day after it.
    await this.#mark(
      `${taken}_TAKEN`,
      sql`r.is_live and ${id} is not null and ${isFound(sql`from ${allocation} a where a.resource_id = ${id} and a.live and a.lane = 0
      and a.busy_until > ${from} and a.busy_until < ${until} + interval '24 hours' and a.busy_from < ${until}
      and (a.expires_at is null or a.expires_at > now())`)}`,
    );
  }

  /** Joins rows with rows. Postgres knows nothing of rows that have just come, and would take them one by one. */
  async #joined(statement: SQL): Promise<void> {
    await this.#tx.execute(sql`select set_config('enable_nestloop', 'off', true)`);
    await this.#tx.execute(statement);
    await this.#tx.execute(sql`select set_config('enable_nestloop', 'on', true)`);
  }

  async #mark(outcome: RowFault, condition: SQL): Promise<void> {
    await this.#tx.execute(sql`update ${importRow} r set outcome = ${outcome}
      where ${this.#isOfImport} and ${isFine} and ${condition}`);
  }

  /** How many rows need no room to be looked for. */
  async countAssigned(): Promise<number> {
    const [row] = await this.#tx.execute<{
      rows: number;
    }>(sql`select count(*)::int as rows from ${importRow} r
      where ${this.#isOfImport} and not (${isFine} and r.is_live)`);
    return row?.rows ?? 0;
  }

  /** The next rows of one clinic that need a room and devices, by when, all within some days. */
  async findUnassigned({
    limit,
    days,
  }: {
    readonly limit: number;
    readonly days: number;
  }): Promise<UnassignedRow[]> {
    const rows = await this.#tx.execute(sql`
      with first as materialized (select r.clinic_id, r.taken_from from ${importRow} r
        where ${this.#isOfImport} and r.is_live and r.room_id is null and ${isFine} order by r.clinic_id, r.taken_from limit 1)
      select r.id, r.clinic_id as "clinicId", r.service_type_id as "serviceTypeId", r.practitioner_id as "practitionerId",
        r.wanted_room_id as "wantedRoomId", ${ms(sql`r.taken_from`)} as "takenFromMs", ${ms(sql`r.taken_until`)} as "takenUntilMs"
      from ${importRow} r join first on r.clinic_id = first.clinic_id
      where ${this.#isOfImport} and r.is_live and r.room_id is null and ${isFine}
        and r.taken_from < first.taken_from + make_interval(days => ${days})
      order by r.taken_from, r.line limit ${limit}`);
    return unassigned.array().parse([...rows]);
  }

  /** What is taken of a clinic's rooms and devices in a stretch of time: by what there is, and by other rows of the import. */
  async findBusy(stretch: {
    readonly clinicId: string;
    readonly resourceIds: readonly string[];
    readonly fromMs: number;
    readonly untilMs: number;
    readonly exceptRowIds: readonly string[];
  }): Promise<Busy[]> {
    const from = sql`${new Date(stretch.fromMs).toISOString()}::timestamptz`;
    const until = sql`${new Date(stretch.untilMs).toISOString()}::timestamptz`;
    const rows = await this.#tx.execute(sql`
      select a.resource_id as "resourceId", ${ms(sql`a.busy_from`)} as "fromMs", ${ms(sql`a.busy_until`)} as "untilMs" from ${allocation} a
      where a.resource_id = any (${uuids(stretch.resourceIds)}::uuid[]) and a.live and a.busy_until > ${from} and a.busy_from < ${until}
        and (a.expires_at is null or a.expires_at > now())
      union all
      select taken.id, ${ms(sql`r.taken_from`)}, ${ms(sql`r.taken_until`)} from ${importRow} r
      cross join unnest(coalesce(r.room_id, r.wanted_room_id) || coalesce(r.device_ids, '{}')) as taken (id)
      where ${this.#isOfImport} and r.is_live and ${isFine} and r.clinic_id = ${stretch.clinicId}::uuid
        and r.taken_from > ${from} - interval '24 hours' and r.taken_from < ${until} and r.taken_until > ${from}
        and taken.id is not null and r.id <> all (${uuids(stretch.exceptRowIds)}::uuid[])`);
    return busyRow.array().parse([...rows]);
  }

  async assign(assignments: readonly Assignment[]): Promise<void> {
    const values = JSON.stringify(
      assignments.map((one) =>
        one.outcome === null
          ? { id: one.id, room_id: one.roomId, device_ids: one.deviceIds }
          : { id: one.id, outcome: one.outcome },
      ),
    );
    await this.#tx
      .execute(sql`update ${importRow} r set room_id = a.room_id, device_ids = a.device_ids, outcome = a.outcome
      from jsonb_to_recordset(${values}::jsonb) as a (id uuid, room_id uuid, device_ids uuid[], outcome text)
      where r.id = a.id and ${this.#isOfImport}`);
  }

  /** The hours of the next practitioners and clinics, whole, in the order of the file; `after` is the last one that was had. */
  async findHours(
    after: { readonly clinicId: string; readonly practitionerId: string } | null,
    limit: number,
  ): Promise<(StagedHours & { readonly clinicId: string; readonly practitionerId: string })[]> {
    const isAfter =
      after === null
        ? sql`true`
        : sql`(r.clinic_id, r.practitioner_id) > (${after.clinicId}::uuid, ${after.practitionerId}::uuid)`;
    const rows = await this.#tx.execute(sql`
      with owners as materialized (select distinct r.clinic_id, r.practitioner_id from ${importRow} r
        where ${this.#isOfImport} and r.weekday is not null and ${isFine} and ${isAfter} order by 1, 2 limit ${limit})
      select r.clinic_id as "clinicId", r.practitioner_id as "practitionerId", r.line, r.weekday, r.opens_at::text as "opensAt",
        r.closes_at::text as "closesAt", r.valid_from::text as "validFrom", r.valid_until::text as "validUntil", r.recurrence
      from ${importRow} r join owners on owners.clinic_id = r.clinic_id and owners.practitioner_id = r.practitioner_id
      where ${this.#isOfImport} and r.weekday is not null and ${isFine} order by 1, 2, 3`);
    return hoursRow.array().parse([...rows]);
  }

  /** Rows beyond what a practitioner may have at a clinic. */
  async markTooManyHours(most: number): Promise<void> {
    await this.#joined(sql`update ${importRow} r set outcome = 'TOO_MANY_HOURS'
      from (select r.id, row_number() over (partition by r.clinic_id, r.practitioner_id order by r.line) as place
        from ${importRow} r where ${this.#isOfImport} and r.weekday is not null and ${isFine}) as numbered
      where r.id = numbered.id and numbered.place > ${most} and ${this.#isOfImport}`);
  }

  async markHours(conflicts: readonly HoursConflict[]): Promise<void> {
    if (conflicts.length === 0) return;
    const values = JSON.stringify(conflicts.map(({ line, otherLine }) => ({ line, other_line: otherLine })));
    await this.#tx.execute(sql`update ${importRow} r set outcome = 'HOURS_OVERLAP', other_line = c.other_line
      from jsonb_to_recordset(${values}::jsonb) as c (line integer, other_line integer)
      where r.line = c.line and ${this.#isOfImport}`);
  }
}

/** Looks by an index, row by row, whatever Postgres believes of the number of rows: the right way for each of these. */
function isFound(rest: SQL): SQL {
  return sql`((select true ${rest} limit 1) is not null)`;
}

function columnsOf(taken: Taken): { readonly id: SQL; readonly from: SQL; readonly until: SQL } {
  const { id, from, until } = COLUMNS[taken];
  return { id: sql.raw(`r.${id}`), from: sql.raw(`r.${from}`), until: sql.raw(`r.${until}`) };
}

function ms(instant: SQL): SQL {
  return sql`(extract(epoch from ${instant}) * 1000)::bigint`;
}

function uuids(ids: readonly string[]): string {
  return `{${ids.join(",")}}`;
}
