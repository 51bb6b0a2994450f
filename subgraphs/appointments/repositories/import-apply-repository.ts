import { and, asc, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import {
  allocation,
  appointment,
  appointmentClinical,
  clinic,
  importedAppointment,
  importJob,
  importRow,
  schedule,
} from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { ImportRef } from "./import-row-repository.ts";

const appointmentToAdd = z.object({
  id: z.string(),
  line: z.int(),
  clinicId: z.string(),
  practitionerId: z.string(),
  patientId: z.string(),
  startsAt: z.date(),
  endsAt: z.date(),
  isLive: z.boolean(),
});

/** An appointment of an import that is to be added. */
export type AppointmentToAdd = z.infer<typeof appointmentToAdd>;

const hoursOwner = z.object({
  clinicId: z.string(),
  practitionerId: z.string(),
  hours: z.int(),
});

/** Whose hours at which clinic an import replaces, and by how many. */
export type HoursOwner = z.infer<typeof hoursOwner>;

/** A UUIDv7 (RFC 9562, section 5.7), as the application makes them: one with random bits, and the milliseconds and version put into it. */
const NEW_ID = sql`encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid`;

/** Rows that are to be written: neither faulty nor in already. */
const isFine = sql`r.outcome is null and r.fault is null`;

/** Makes of the staged rows of an import what they are to become, a portion at a time, in one transaction. */
export class ImportApplyRepository {
  readonly #tx: Tx;
  readonly #ref: ImportRef;
  readonly #isOfImport: SQL;

  constructor(tx: Tx, ref: ImportRef) {
    this.#tx = tx;
    this.#ref = ref;
    this.#isOfImport = sql`r.tenant_id = ${ref.tenantId}::uuid and r.import_id = ${ref.importId}::uuid`;
  }

  /** False when it was removed, or is not to be applied any more. */
  async isApplying(): Promise<boolean> {
    const rows = await this.#tx.execute(
      sql`select 1 from ${importJob} where id = ${this.#ref.importId}::uuid and status = 'APPLYING'`,
    );
    return rows.length > 0;
  }

  /** The practitioners whose times change by it. */
  async findPractitioners(): Promise<string[]> {
    const rows = await this.#tx.execute<{
      id: string;
    }>(sql`select distinct r.practitioner_id as id from ${importRow} r
      where ${this.#isOfImport} and ${isFine} and (r.is_live or r.weekday is not null)`);
    return rows.map(({ id }) => id);
  }

  /** The next appointments after a line. */
  async findAppointments(page: {
    readonly afterLine: number;
    readonly limit: number;
  }): Promise<AppointmentToAdd[]> {
    const { id, line, clinicId, practitionerId, patientId } = importRow;
    const { startsAt, endsAt, isLive } = importRow;
    const rows = await this.#tx
      .select({
        ...{ id, line, clinicId, practitionerId, patientId },
        ...{ startsAt, endsAt, isLive },
      })
      .from(importRow)
      .where(
        and(
          eq(importRow.tenantId, this.#ref.tenantId),
          eq(importRow.importId, this.#ref.importId),
          isNull(importRow.outcome),
          isNull(importRow.fault),
          gt(line, page.afterLine),
        ),
      )
      .orderBy(asc(line))
      .limit(page.limit);
    return appointmentToAdd.array().parse(rows);
  }

  /** Adds them, with why the patients come and by which names they are known elsewhere. */
  async addAppointments(rows: readonly AppointmentToAdd[], now: Date): Promise<void> {
    const instant = sql`${now.toISOString()}::timestamptz`;
    const isAmong = sql`${this.#isOfImport} and r.id = any (${`{${rows.map(({ id }) => id).join(",")}}`}::uuid[])`;
    // Sent together, in this order: the policies of the others look at the appointment.
    await Promise.all([
      this.#tx
        .execute(sql`insert into ${appointment} (id, tenant_id, created_at, updated_at, clinic_id, service_type_id, room_id, device_ids,
          practitioner_id, patient_id, region, status, starts_at, ends_at, scheduled_at)
        select r.id, r.tenant_id, ${instant}, ${instant}, r.clinic_id, r.service_type_id, r.room_id, r.device_ids,
          r.practitioner_id, r.patient_id, c.region, r.status, r.starts_at, r.ends_at, ${instant}
        from ${importRow} r join ${clinic} c on c.id = r.clinic_id where ${isAmong}`),
      this.#tx
        .execute(sql`insert into ${importedAppointment} (id, tenant_id, created_at, updated_at, reference)
        select r.id, r.tenant_id, ${instant}, ${instant}, r.reference from ${importRow} r where ${isAmong}`),
      this.#tx.execute(sql`insert into ${appointmentClinical} (id, tenant_id, created_at, updated_at, reason)
        select r.id, r.tenant_id, ${instant}, ${instant}, r.reason from ${importRow} r where ${isAmong} and r.reason is not null`),
    ]);
  }

  /**
   * Takes what all appointments need that are to come, which must have been added before: practitioner by practitioner, in the order of
   * time.
   * @throws DrizzleQueryError that `isOverlap` recognises when something is taken
   */
  async take(now: Date): Promise<void> {
    const instant = sql`${now.toISOString()}::timestamptz`;
    await this.#tx
      .execute(sql`insert into ${allocation} (id, tenant_id, created_at, updated_at, appointment_id, resource_kind, resource_id, during, live)
      select ${NEW_ID}, r.tenant_id, ${instant}, ${instant}, r.id, needs.kind, needs.resource_id, tstzrange(needs.from_at, needs.until_at), true
      from ${importRow} r cross join lateral (
        values ('PRACTITIONER', r.practitioner_id, r.taken_from, r.taken_until), ('ROOM', r.room_id, r.taken_from, r.taken_until),
          ('PATIENT', r.patient_id, r.starts_at, r.ends_at)
        union all select 'DEVICE', device_id, r.taken_from, r.taken_until from unnest(r.device_ids) as device_id
      ) as needs (kind, resource_id, from_at, until_at)
      where ${this.#isOfImport} and ${isFine} and r.is_live order by needs.resource_id, needs.from_at`);
  }

  /** Frees what holds that have expired still take, of whatever. */
  async releaseExpired(now: Date): Promise<void> {
    await this.#tx
      .execute(sql`update ${allocation} set live = false, updated_at = ${now.toISOString()}::timestamptz
      where tenant_id = ${this.#ref.tenantId}::uuid and live and hold_id is not null and expires_at <= now()`);
  }

  /** Whose hours are replaced, in order; `after` is the last one that was had. */
  async findHoursOwners(
    after: Pick<HoursOwner, "clinicId" | "practitionerId"> | null,
    limit: number,
  ): Promise<HoursOwner[]> {
    const isAfter =
      after === null
        ? sql`true`
        : sql`(r.clinic_id, r.practitioner_id) > (${after.clinicId}::uuid, ${after.practitionerId}::uuid)`;
    const rows = await this.#tx
      .execute(sql`select r.clinic_id as "clinicId", r.practitioner_id as "practitionerId", count(*)::int as hours
      from ${importRow} r where ${this.#isOfImport} and r.weekday is not null and ${isFine} and ${isAfter}
      group by 1, 2 order by 1, 2 limit ${limit}`);
    return hoursOwner.array().parse([...rows]);
  }

  /** Puts the hours of the import in the place of all that these have. */
  async replaceHours(owners: readonly HoursOwner[], now: Date): Promise<void> {
    const instant = sql`${now.toISOString()}::timestamptz`;
    const list = (ids: readonly string[]) => `{${ids.join(",")}}`;
    const isTheirs = (alias: SQL) => sql`(${alias}.clinic_id, ${alias}.practitioner_id) in (
      select * from unnest(${list(owners.map(({ clinicId }) => clinicId))}::uuid[], ${list(owners.map(({ practitionerId }) => practitionerId))}::uuid[]))`;
    await this.#tx.execute(
      sql`delete from ${schedule} s where s.tenant_id = ${this.#ref.tenantId}::uuid and ${isTheirs(sql`s`)}`,
    );
    await this.#tx
      .execute(sql`insert into ${schedule} (id, tenant_id, created_at, updated_at, clinic_id, practitioner_id, weekday, opens_at, closes_at,
        valid_from, valid_until, recurrence)
      select r.id, r.tenant_id, ${instant}, ${instant}, r.clinic_id, r.practitioner_id, r.weekday, r.opens_at, r.closes_at,
        r.valid_from, r.valid_until, r.recurrence
      from ${importRow} r where ${this.#isOfImport} and r.weekday is not null and ${isFine} and ${isTheirs(sql`r`)}`);
  }
}
