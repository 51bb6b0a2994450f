import { inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { appointmentReminder } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";

const dueReminder = z.object({
  appointmentId: z.string(),
  tenantId: z.string(),
  patientId: z.string(),
  practitionerId: z.string(),
  clinicId: z.string(),
  startsAt: z.coerce.date(),
  hoursBefore: z.int(),
  version: z.int(),
});

/** A reminder that is due and was not sent. */
export type DueReminder = z.infer<typeof dueReminder>;

/** Reminders of all tenants, under the system role. */
export class ReminderRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * Reminders that fell due after `after` and until `now`, and were not sent, at most `limit` of them. Their appointments are kept from
   * changing until the transaction ends; one that is being changed is left for the next time. One that was booked or moved to its time
   * after the reminder would have been due has none. Hours are elapsed hours.
   */
  async findDue(input: {
    readonly after: Date;
    readonly now: Date;
    readonly limit: number;
  }): Promise<DueReminder[]> {
    const { after, now, limit } = input;
    // The starts are reckoned first, so that what is compared with an appointment's is a column: row-level security lets an index be
    // searched by that only. One clinic and value after the other (the limit inside says so), or Postgres, which cannot know how few
    // appointments lie between the two, would read them all.
    const rows = await this.#tx.execute(sql`
      with due as materialized (
        select c.id as clinic_id, h as hours_before,
          ${after.toISOString()}::timestamptz + make_interval(hours => h) as starts_after,
          ${now.toISOString()}::timestamptz + make_interval(hours => h) as starts_until
        from appointments.clinic c cross join unnest(c.reminder_hours_before) as h
      )
      select found.*, due.hours_before as "hoursBefore"
      from due cross join lateral (
        select a.id as "appointmentId", a.tenant_id as "tenantId", a.patient_id as "patientId",
          a.practitioner_id as "practitionerId", a.clinic_id as "clinicId", a.starts_at as "startsAt", a.version
        from appointments.appointment a
        where a.clinic_id = due.clinic_id and a.starts_at > due.starts_after and a.starts_at <= due.starts_until
          and a.status = 'BOOKED' and a.scheduled_at < a.starts_at - make_interval(hours => due.hours_before)
          and not exists (select from appointments.appointment_reminder r
            where r.appointment_id = a.id and r.starts_at = a.starts_at and r.hours_before = due.hours_before)
        limit ${limit}
        for share of a skip locked) as found
      limit ${limit}`);
    return dueReminder.array().parse([...rows]);
  }

  /** Marks reminders as sent; answers those that nobody had. */
  async mark(reminders: readonly DueReminder[], now: Date): Promise<DueReminder[]> {
    const marks = reminders.map((reminder) => ({ id: newId(), reminder }));
    const kept = await this.#tx
      .insert(appointmentReminder)
      .values(
        marks.map(({ id, reminder: { tenantId, appointmentId, startsAt, hoursBefore } }) => ({
          ...{ id, tenantId, createdAt: now, updatedAt: now },
          ...{ appointmentId, startsAt, hoursBefore },
        })),
      )
      .onConflictDoNothing()
      .returning({ id: appointmentReminder.id });
    const ids = new Set(kept.map(({ id }) => id));
    return marks.flatMap(({ id, reminder }) => (ids.has(id) ? [reminder] : []));
  }

  /** Removes at most `limit` marks of appointments that started before; answers how many. */
  async removeMarks(input: { readonly startedBefore: Date; readonly limit: number }): Promise<number> {
    const old = this.#tx
      .select({ id: appointmentReminder.id })
      .from(appointmentReminder)
      .where(lt(appointmentReminder.startsAt, input.startedBefore))
      .limit(input.limit);
    const removed = await this.#tx
      .delete(appointmentReminder)
      .where(inArray(appointmentReminder.id, old))
      .returning({ id: appointmentReminder.id });
    return removed.length;
  }
}
