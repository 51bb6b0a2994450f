import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  text,
  time,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { APPOINTMENT_STATUSES } from "./appointment-statuses.ts";
import { appointments } from "./context-schema.ts";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** What a file brings. */
const IMPORT_KINDS = ["SCHEDULES", "APPOINTMENTS"] as const;

/** Where an import is: see `services/import-work.ts`. */
const IMPORT_STATUSES = [
  "RECEIVING",
  "CHECKING",
  "CHECKED",
  "APPLYING",
  "APPLIED",
  "REJECTED",
  "FAILED",
  // Nobody sees it any more; the timer takes away its rows.
  "REMOVED",
] as const;

/** What is done next while an import is `CHECKING`. */
const IMPORT_STEPS = ["STAGE", "LOOK", "ASSIGN", "JUDGE"] as const;

/** A file that an admin has sent to be taken in, row by row, all of it or nothing. */
export const importJob = appointments.table(
  "import_job",
  {
    ...tableColumns,
    kind: text("kind", { enum: IMPORT_KINDS }).notNull(),
    status: text("status", { enum: IMPORT_STATUSES }).notNull(),
    step: text("step", { enum: IMPORT_STEPS }).notNull(),
    isDryRun: boolean("is_dry_run").notNull(),
    /** Whose import it is, and who is on record as having made what it makes. */
    actorId: uuid("actor_id").notNull(),
    /** The app by which it was sent; null for a browser. */
    clientId: text("client_id"),
    /** Of the request that sent it; what is done later is on record under it, too. */
    correlationId: text("correlation_id").notNull(),
    idempotencyKey: text("idempotency_key"),
    /** Of the whole file, in hex; null until all of it has come. */
    sha256: text("sha256"),
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    parts: integer("parts").notNull().default(0),
    /** The part, and the byte in it, at which reading goes on. */
    stagedPart: integer("staged_part").notNull().default(0),
    stagedOffset: integer("staged_offset").notNull().default(0),
    /** Lines of the file that were read. */
    stagedLines: integer("staged_lines").notNull().default(0),
    /** True within a line that is too long, of which nothing is kept. */
    isInLongLine: boolean("is_in_long_line").notNull().default(false),
    /** Names of the columns; null until the first line was read. */
    header: text("header").array(),
    rowsRead: integer("rows_read").notNull().default(0),
    rowsChecked: integer("rows_checked").notNull().default(0),
    rowsApplied: integer("rows_applied").notNull().default(0),
    /** How many rows have which code; empty until all are checked. */
    counts: jsonb("counts").$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** How often in succession a piece of work has failed. */
    attempts: integer("attempts").notNull().default(0),
    receivedAt: timestamp("received_at", instant),
    checkedAt: timestamp("checked_at", instant),
    endedAt: timestamp("ended_at", instant),
  },
  (table) => [
    uniqueIndex("import_job_key_of_caller")
      .on(table.tenantId, table.actorId, sql`coalesce(${table.clientId}, '')`, table.idempotencyKey)
      .where(sql`${table.idempotencyKey} is not null`),
    index("import_job_at_work")
      .on(table.updatedAt)
      .where(sql`${table.status} in ('CHECKING', 'APPLYING')`),
    index("import_job_created").on(table.createdAt),
  ],
);

/** A piece of a file as it came; kept until it was read. */
export const importPart = appointments.table(
  "import_part",
  {
    ...tableColumns,
    importId: uuid("import_id")
      .notNull()
      .references(() => importJob.id, { onDelete: "cascade", onUpdate: "restrict" }),
    position: integer("position").notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (table) => [uniqueIndex("import_part_position").on(table.importId, table.position)],
);

/**
 * A row of a file, and what it is to become; `id` is that of the appointment or the hours. Where `fault` is set the rest may be
 * missing.
 */
export const importRow = appointments.table(
  "import_row",
  {
    ...tableColumns,
    importId: uuid("import_id")
      .notNull()
      .references(() => importJob.id, { onDelete: "cascade", onUpdate: "restrict" }),
    /** Where in the file it begins; 1 is the first line. */
    line: integer("line").notNull(),
    /** What is wrong with the row by itself; null for nothing. */
    fault: text("fault"),
    /** The column in which that is, or which is not known. */
    faultColumn: text("fault_column"),
    /** What is to be said of it because of what else there is; null for nothing. Before `fault`. */
    outcome: text("outcome"),
    /** The line of the row that is in its way. */
    otherLine: integer("other_line"),
    clinicId: uuid("clinic_id"),
    practitionerId: uuid("practitioner_id"),
    /** The appointment's name in the system that it comes from. */
    reference: text("reference"),
    serviceTypeId: uuid("service_type_id"),
    patientId: uuid("patient_id"),
    /** The room that the row names; null for any. */
    wantedRoomId: uuid("wanted_room_id"),
    /** The room that it gets. */
    roomId: uuid("room_id"),
    deviceIds: uuid("device_ids").array(),
    status: text("status", { enum: APPOINTMENT_STATUSES }),
    startsAt: timestamp("starts_at", instant),
    endsAt: timestamp("ends_at", instant),
    /** When practitioner, room and devices are taken. */
    takenFrom: timestamp("taken_from", instant),
    takenUntil: timestamp("taken_until", instant),
    /** True when it takes something: what is over does not. */
    isLive: boolean("is_live").notNull().default(false),
    reason: text("reason"),
    weekday: integer("weekday"),
    opensAt: time("opens_at"),
    closesAt: time("closes_at"),
    validFrom: date("valid_from"),
    validUntil: date("valid_until"),
    recurrence: text("recurrence"),
  },
  (table) => [
    uniqueIndex("import_row_line").on(table.importId, table.line),
    index("import_row_live")
      .on(table.importId, table.clinicId, table.takenFrom)
      .where(sql`${table.isLive}`),
    index("import_row_hours")
      .on(table.importId, table.clinicId, table.practitionerId, table.line)
      .where(sql`${table.weekday} is not null`),
  ],
);

/**
 * By which name an appointment came. `id` is the appointment's, with which the row goes: a foreign key in the migrations says so. Kept
 * as long as that, so that nothing is taken in twice.
 */
export const importedAppointment = appointments.table(
  "imported_appointment",
  {
    ...tableColumns,
    reference: text("reference").notNull(),
  },
  (table) => [unique("imported_appointment_reference").on(table.tenantId, table.reference)],
);
