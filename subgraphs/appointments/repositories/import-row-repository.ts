import { and, asc, eq, gt, isNotNull, sql } from "drizzle-orm";
import { importRow } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { AppointmentValues } from "../domain/imports/appointment-row.ts";
import type { HoursValues } from "../domain/imports/hours-row.ts";
import { OK, UNCHANGED } from "../domain/imports/import-codes.ts";
import type { StagedRow } from "../domain/imports/staged-row.ts";

/** What is said of a row. */
export interface ReportedRow {
  readonly line: number;
  /** `OK`, `UNCHANGED` or a fault. */
  readonly code: string;
  readonly column: string | null;
  readonly otherLine: number | null;
  readonly reference: string | null;
}

/** Which import of which tenant. */
export interface ImportRef {
  readonly tenantId: string;
  readonly importId: string;
}

/** Staged rows of imports of one tenant. */
export class ImportRowRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Keeps rows as they were read, in one statement whatever their number. */
  async insert({ tenantId, importId }: ImportRef, rows: readonly StagedRow[], now: Date): Promise<void> {
    if (rows.length === 0) return;
    const values = JSON.stringify(rows.map(toJson));
    await this.#tx
      .execute(sql`insert into ${importRow} (id, tenant_id, import_id, created_at, updated_at, line, fault, fault_column, reference,
        clinic_id, practitioner_id, service_type_id, patient_id, wanted_room_id, room_id, device_ids, status, starts_at, ends_at,
        taken_from, taken_until, is_live, reason, weekday, opens_at, closes_at, valid_from, valid_until, recurrence)
      select id, ${tenantId}::uuid, ${importId}::uuid, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, line, fault, fault_column,
        reference, clinic_id, practitioner_id, service_type_id, patient_id, wanted_room_id, room_id, device_ids, status, starts_at, ends_at,
        taken_from, taken_until, coalesce(is_live, false), reason, weekday, opens_at, closes_at, valid_from, valid_until, recurrence
      from jsonb_to_recordset(${values}::jsonb) as r (id uuid, line integer, fault text, fault_column text, reference text,
        clinic_id uuid, practitioner_id uuid, service_type_id uuid, patient_id uuid, wanted_room_id uuid, room_id uuid, device_ids uuid[],
        status text, starts_at timestamptz, ends_at timestamptz, taken_from timestamptz, taken_until timestamptz, is_live boolean, reason text,
        weekday integer, opens_at time, closes_at time, valid_from date, valid_until date, recurrence text)`);
  }

  /** Rows after a line, in order. */
  async findPage(
    { tenantId, importId }: ImportRef,
    page: { readonly afterLine: number; readonly limit: number; readonly onlyRefused: boolean },
  ): Promise<ReportedRow[]> {
    const { line, otherLine, reference } = importRow;
    return this.#tx
      .select({
        ...{ line, otherLine, reference },
        code: sql<string>`coalesce(${importRow.outcome}, ${importRow.fault}, ${OK})`,
        column: sql<string | null>`case when ${importRow.outcome} is null then ${importRow.faultColumn} end`,
      })
      .from(importRow)
      .where(
        and(
          eq(importRow.tenantId, tenantId),
          eq(importRow.importId, importId),
          gt(importRow.line, page.afterLine),
          page.onlyRefused
            ? sql`coalesce(${importRow.outcome}, ${importRow.fault}, ${OK}) not in (${OK}, ${UNCHANGED})`
            : undefined,
        ),
      )
      .orderBy(asc(line))
      .limit(page.limit);
  }

  /** How many rows have which code. */
  async count({ tenantId, importId }: ImportRef): Promise<Record<string, number>> {
    const rows = await this.#tx
      .select({
        code: sql<string>`coalesce(${importRow.outcome}, ${importRow.fault}, ${OK})`,
        rows: sql<number>`count(*)::int`,
      })
      .from(importRow)
      .where(and(eq(importRow.tenantId, tenantId), eq(importRow.importId, importId)))
      .groupBy(sql`1`)
      .orderBy(sql`1`);
    return Object.fromEntries(rows.map(({ code, rows: total }) => [code, total]));
  }

  /** Forgets why patients come: it is in by now, or never will be. */
  async forgetReasons({ tenantId, importId }: ImportRef): Promise<void> {
    await this.#tx
      .update(importRow)
      .set({ reason: null })
      .where(
        and(eq(importRow.tenantId, tenantId), eq(importRow.importId, importId), isNotNull(importRow.reason)),
      );
  }
}

function toJson({ line, fault, faultColumn, reference, values }: StagedRow): Record<string, unknown> {
  return {
    ...{ id: newId(), line, fault, fault_column: faultColumn, reference },
    ...(values === null ? {} : "weekday" in values ? hoursJson(values) : appointmentJson(values)),
  };
}

function hoursJson(values: HoursValues): Record<string, unknown> {
  return {
    ...{ clinic_id: values.clinicId, practitioner_id: values.practitionerId, weekday: values.weekday },
    ...{ opens_at: values.opensAt, closes_at: values.closesAt, recurrence: values.recurrence },
    ...{ valid_from: values.validFrom, valid_until: values.validUntil },
  };
}

function appointmentJson(values: AppointmentValues): Record<string, unknown> {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    ...{ clinic_id: values.clinicId, practitioner_id: values.practitionerId },
    ...{ service_type_id: values.serviceTypeId, patient_id: values.patientId },
    ...{ wanted_room_id: values.wantedRoomId, room_id: values.roomId, device_ids: values.deviceIds },
    ...{ status: values.status, is_live: values.isLive, reason: values.reason },
    ...{ starts_at: iso(values.startsAtMs), ends_at: iso(values.endsAtMs) },
    ...{ taken_from: iso(values.takenFromMs), taken_until: iso(values.takenUntilMs) },
  };
}
