import { sql } from "drizzle-orm";
import {
  customType,
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { CONFIDENTIALITIES } from "#shared/auth/confidentiality.ts";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { APPOINTMENT_STATUSES } from "./appointment-statuses.ts";
import { appointments } from "./context-schema.ts";
import { clinic, room, serviceType } from "./places.ts";
import { waitlistEntry } from "./waitlist.ts";

const tstzrange = customType<{ data: string }>({ dataType: () => "tstzrange" });

/** What an appointment takes. */
const RESOURCE_KINDS = ["PRACTITIONER", "ROOM", "DEVICE", "PATIENT"] as const;

/** What a patient owes for not coming, by what happened. */
const FEE_KINDS = ["LATE_CANCELLATION", "NO_SHOW"] as const;

const restrict = { onDelete: "restrict", onUpdate: "restrict" } as const;

/** Appointments that were booked together by a rule. */
export const appointmentSeries = appointments.table("appointment_series", {
  ...tableColumns,
  patientId: uuid("patient_id").notNull(),
  practitionerId: uuid("practitioner_id").notNull(),
  region: text("region").notNull(),
  /** RFC 5545, from the local date of the first on. */
  recurrence: text("recurrence").notNull(),
  /** What became of each time that was asked for, in their order. */
  report: jsonb("report").notNull(),
});

/** A booked encounter; FHIR R4 Appointment. `region` is the clinic's, kept here for the policies. */
export const appointment = appointments.table(
  "appointment",
  {
    ...tableColumns,
    clinicId: uuid("clinic_id")
      .notNull()
      .references(() => clinic.id, restrict),
    serviceTypeId: uuid("service_type_id")
      .notNull()
      .references(() => serviceType.id, restrict),
    roomId: uuid("room_id")
      .notNull()
      .references(() => room.id, restrict),
    /** The series that it was booked with. */
    seriesId: uuid("series_id").references(() => appointmentSeries.id, restrict),
    /** The devices it uses, one of each kind that its service needs. */
    deviceIds: uuid("device_ids").array().notNull().default([]),
    practitionerId: uuid("practitioner_id").notNull(),
    patientId: uuid("patient_id").notNull(),
    region: text("region").notNull(),
    status: text("status", { enum: APPOINTMENT_STATUSES }).notNull(),
    startsAt: timestamp("starts_at", instant).notNull(),
    endsAt: timestamp("ends_at", instant).notNull(),
    /** How closely the clinical part is kept; here, because it is judged before that part is looked at. */
    confidentiality: text("confidentiality", { enum: CONFIDENTIALITIES }).notNull().default("NORMAL"),
    cancellationReason: text("cancellation_reason"),
    cancelledAt: timestamp("cancelled_at", instant),
    /** When the patient came. */
    arrivedAt: timestamp("arrived_at", instant),
    /** When the practitioner really began. */
    startedAt: timestamp("started_at", instant),
    /** Since when it is planned for `startsAt`: what would have been due before is not reminded of. */
    scheduledAt: timestamp("scheduled_at", instant).notNull().defaultNow(),
    /** Earliest start from which the patient moved it when cancelling was not free any more: it counts for a fee. */
    feeStartsAt: timestamp("fee_starts_at", instant),
    feeKind: text("fee_kind", { enum: FEE_KINDS }),
    feeAmountMinor: bigint("fee_amount_minor", { mode: "number" }),
    feeCurrency: text("fee_currency"),
    /** Grows with each change; clients name the one they saw. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("appointment_patient").on(table.patientId, table.startsAt, table.id),
    index("appointment_practitioner").on(table.practitionerId, table.startsAt, table.id),
    index("appointment_clinic").on(table.clinicId, table.startsAt),
    index("appointment_room").on(table.roomId),
    index("appointment_service_type").on(table.serviceTypeId),
    index("appointment_of_series")
      .on(table.seriesId)
      .where(sql`${table.seriesId} is not null`),
  ],
);

/**
 * What an appointment tells of the patient's health; `id` is the appointment's. A table of its own, because row-level
 * security hides rows and not columns: many may see an appointment who may not see this.
 */
export const appointmentClinical = appointments.table(
  "appointment_clinical",
  {
    ...tableColumns,
    /** Why the patient comes; told at booking. */
    reason: text("reason"),
    /** What the practitioner found. */
    notes: text("notes"),
  },
  (table) => [
    foreignKey({ columns: [table.id], foreignColumns: [appointment.id] })
      .onDelete("cascade")
      .onUpdate("restrict"),
  ],
);

/** That an appointment was reminded of, so many hours before it starts then; kept until no clock can go back to it. */
export const appointmentReminder = appointments.table(
  "appointment_reminder",
  {
    ...tableColumns,
    appointmentId: uuid("appointment_id")
      .notNull()
      .references(() => appointment.id, { onDelete: "cascade", onUpdate: "restrict" }),
    startsAt: timestamp("starts_at", instant).notNull(),
    hoursBefore: integer("hours_before").notNull(),
  },
  (table) => [
    uniqueIndex("appointment_reminder_once").on(table.appointmentId, table.startsAt, table.hoursBefore),
    index("appointment_reminder_starts_at").on(table.startsAt),
  ],
);

/**
 * A time that is kept free for a patient for a few minutes, until it is booked. It takes what the appointment would; expired
 * is what the clock of the database says, and whoever books next removes what it takes.
 */
export const slotHold = appointments.table(
  "slot_hold",
  {
    ...tableColumns,
    clinicId: uuid("clinic_id")
      .notNull()
      .references(() => clinic.id, restrict),
    serviceTypeId: uuid("service_type_id")
      .notNull()
      .references(() => serviceType.id, restrict),
    roomId: uuid("room_id")
      .notNull()
      .references(() => room.id, restrict),
    deviceIds: uuid("device_ids").array().notNull().default([]),
    practitionerId: uuid("practitioner_id").notNull(),
    patientId: uuid("patient_id").notNull(),
    region: text("region").notNull(),
    startsAt: timestamp("starts_at", instant).notNull(),
    endsAt: timestamp("ends_at", instant).notNull(),
    expiresAt: timestamp("expires_at", instant).notNull(),
    /** When it was booked or let go; null while neither. */
    endedAt: timestamp("ended_at", instant),
    /** The entry of the waitlist to which it is offered; null for what somebody keeps. */
    waitlistEntryId: uuid("waitlist_entry_id").references(() => waitlistEntry.id, restrict),
  },
  (table) => [
    index("slot_hold_live")
      .on(table.patientId, table.expiresAt)
      .where(sql`${table.endedAt} is null`),
    index("slot_hold_offered")
      .on(table.waitlistEntryId)
      .where(sql`${table.waitlistEntryId} is not null`),
    index("slot_hold_created").on(table.createdAt),
  ],
);

/**
 * One resource held by one appointment, or by one hold. No two live rows of a resource and lane overlap: an exclusion constraint in
 * the migrations says so, and is what makes double booking impossible.
 */
export const allocation = appointments.table(
  "allocation",
  {
    ...tableColumns,
    /** Null for what a hold takes. */
    appointmentId: uuid("appointment_id").references(() => appointment.id, {
      onDelete: "cascade",
      onUpdate: "restrict",
    }),
    /** Null for what an appointment takes. */
    holdId: uuid("hold_id").references(() => slotHold.id, { onDelete: "cascade", onUpdate: "restrict" }),
    /** When what a hold takes is free again; null for what an appointment takes. */
    expiresAt: timestamp("expires_at", instant),
    /** PRACTITIONER, ROOM, DEVICE or PATIENT. */
    resourceKind: text("resource_kind", { enum: RESOURCE_KINDS }).notNull(),
    resourceId: uuid("resource_id").notNull(),
    /** 0; above only where a clinic allows overbooking. */
    lane: integer("lane").notNull().default(0),
    during: tstzrange("during").notNull(),
    /**
     * Bounds of `during`. Row-level security lets an index be searched by operators that cannot leak only, and those
     * of ranges are not among them: "what is busy from now on" is asked of these.
     */
    busyFrom: timestamp("busy_from", instant)
      .generatedAlwaysAs(sql`lower(during)`)
      .notNull(),
    busyUntil: timestamp("busy_until", instant)
      .generatedAlwaysAs(sql`upper(during)`)
      .notNull(),
    live: boolean("live").notNull(),
  },
  (table) => [
    index("allocation_appointment").on(table.appointmentId),
    index("allocation_hold")
      .on(table.holdId)
      .where(sql`${table.holdId} is not null`),
    index("allocation_busy")
      .on(table.resourceId, table.busyUntil)
      .where(sql`${table.live}`),
  ],
);
