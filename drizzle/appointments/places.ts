import {
  bigint,
  date,
  foreignKey,
  index,
  integer,
  text,
  time,
  timestamp,
  unique,
  uuid,
  type PgColumn,
} from "drizzle-orm/pg-core";
import { TIERS } from "#shared/auth/viewer.ts";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { appointments } from "./context-schema.ts";

const restrict = { onDelete: "restrict", onUpdate: "restrict" } as const;

/**
 * A place of care. `timeZone` is an IANA zone; all local times of the clinic are in it. From `freeCancellationHours` on it is the
 * clinic's policy, which has a version of its own.
 */
export const clinic = appointments.table(
  "clinic",
  {
    ...tableColumns,
    name: text("name").notNull(),
    region: text("region").notNull(),
    timeZone: text("time_zone").notNull(),
    city: text("city").notNull(),
    deletedAt: timestamp("deleted_at", instant),
    /** Patients cancel without a fee so many elapsed hours before the start at least. */
    freeCancellationHours: integer("free_cancellation_hours").notNull().default(24),
    /** Of the service's price. */
    lateCancellationFeePercent: integer("late_cancellation_fee_percent").notNull().default(0),
    /** Of the service's price. */
    noShowFeePercent: integer("no_show_fee_percent").notNull().default(0),
    /** So many appointments more than one may a practitioner have at one time. */
    overbookingLimit: integer("overbooking_limit").notNull().default(0),
    /** Distinct, the fewest first. */
    reminderHoursBefore: integer("reminder_hours_before").array().notNull().default([24]),
    /** So long is a time offered to who waits for it. */
    waitlistOfferMinutes: integer("waitlist_offer_minutes").notNull().default(60),
    policyVersion: integer("policy_version").notNull().default(1),
  },
  (table) => [index("clinic_tenant").on(table.tenantId, table.name, table.id)],
);

/** A room that one appointment at a time can use. */
export const room = appointments.table(
  "room",
  {
    ...tableColumns,
    clinicId: uuid("clinic_id")
      .notNull()
      .references(() => clinic.id, restrict),
    name: text("name").notNull(),
    /** What it is fitted for; services may need one of a kind. */
    kind: text("kind").notNull().default("CONSULTATION"),
    deletedAt: timestamp("deleted_at", instant),
  },
  (table) => [index("room_clinic").on(table.clinicId, table.name)],
);

/** A thing that one appointment at a time can use; FHIR R4 Device. */
export const device = appointments.table(
  "device",
  {
    ...tableColumns,
    clinicId: uuid("clinic_id")
      .notNull()
      .references(() => clinic.id, restrict),
    name: text("name").notNull(),
    /** What it is, such as `ECG`; services need one of a kind. */
    kind: text("kind").notNull(),
    deletedAt: timestamp("deleted_at", instant),
  },
  (table) => [index("device_clinic").on(table.clinicId, table.name)],
);

/** A service a clinic offers. Buffers keep practitioner and room free around it. */
export const serviceType = appointments.table(
  "service_type",
  {
    ...tableColumns,
    clinicId: uuid("clinic_id")
      .notNull()
      .references(() => clinic.id, restrict),
    name: text("name").notNull(),
    durationMinutes: integer("duration_minutes").notNull(),
    bufferBeforeMinutes: integer("buffer_before_minutes").notNull(),
    bufferAfterMinutes: integer("buffer_after_minutes").notNull(),
    priceAmountMinor: bigint("price_amount_minor", { mode: "number" }).notNull(),
    priceCurrency: text("price_currency").notNull(),
    /** The lowest tier of an account with which a patient books it. */
    minimumTier: text("minimum_tier", { enum: TIERS }).notNull().default("STANDARD"),
    /** Patients book it so long before its start at least. */
    minimumNoticeMinutes: integer("minimum_notice_minutes").notNull().default(0),
    /** Patients book it so many days ahead at most. */
    bookingHorizonDays: integer("booking_horizon_days").notNull().default(365),
    /** The kind of room it needs; null for any. */
    roomKind: text("room_kind"),
    /** The kinds of devices it needs, one of each. */
    deviceKinds: text("device_kinds").array().notNull().default([]),
    /** Who offers it; null for everybody who works at the clinic. */
    practitionerIds: uuid("practitioner_ids").array(),
    deletedAt: timestamp("deleted_at", instant),
  },
  (table) => [index("service_type_clinic").on(table.clinicId, table.name)],
);

/** Practitioners that may be given working hours; `id` is the practitioner's, who is of one tenant. */
export const knownPractitioner = appointments.table(
  "known_practitioner",
  {
    ...tableColumns,
    region: text("region").notNull(),
  },
  (table) => [unique("known_practitioner_of_tenant").on(table.tenantId, table.id)],
);

/** A practitioner of the same tenant. */
const practitionerOfTenant = (name: string, columns: [PgColumn, PgColumn]) =>
  foreignKey({ name, columns, foreignColumns: [knownPractitioner.tenantId, knownPractitioner.id] })
    .onDelete("restrict")
    .onUpdate("restrict");

/** Weekly working hours of a practitioner at a clinic, in the clinic's local time. */
export const schedule = appointments.table(
  "schedule",
  {
    ...tableColumns,
    clinicId: uuid("clinic_id")
      .notNull()
      .references(() => clinic.id, restrict),
    practitionerId: uuid("practitioner_id").notNull(),
    /** ISO-8601 day of the week: 1 is Monday. */
    weekday: integer("weekday").notNull(),
    opensAt: time("opens_at").notNull(),
    closesAt: time("closes_at").notNull(),
    /** First day on which they hold; null for always. */
    validFrom: date("valid_from"),
    /** Last day on which they hold; null for always. */
    validUntil: date("valid_until"),
    /** On which of those weekdays, an RFC 5545 recurrence rule that begins on `valid_from`; null for on each. */
    recurrence: text("recurrence"),
  },
  (table) => [
    index("schedule_clinic").on(table.clinicId, table.practitionerId, table.weekday),
    index("schedule_practitioner").on(table.practitionerId),
    practitionerOfTenant("schedule_practitioner_of_tenant", [table.tenantId, table.practitionerId]),
  ],
);

/**
 * Days that differ from the weekly hours, in local dates and times of the clinic: the leave of a practitioner, at whatever
 * clinic (`clinicId` is null), the closure of a clinic (`practitionerId` is null), or more hours of a practitioner at a clinic.
 */
export const scheduleException = appointments.table(
  "schedule_exception",
  {
    ...tableColumns,
    kind: text("kind", { enum: ["LEAVE", "CLOSURE", "EXTRA_HOURS"] }).notNull(),
    clinicId: uuid("clinic_id").references(() => clinic.id, restrict),
    practitionerId: uuid("practitioner_id"),
    firstDate: date("first_date").notNull(),
    /** Last day, which is part of it. */
    lastDate: date("last_date").notNull(),
    /** From when on, on each of the days; null for the whole day. */
    startTime: time("start_time"),
    endTime: time("end_time"),
    /** When all of it comes again, an RFC 5545 recurrence rule that begins on `first_date`; null for never. */
    recurrence: text("recurrence"),
    /** What it is, such as the name of a holiday; nothing about a leave. */
    title: text("title"),
  },
  (table) => [
    index("schedule_exception_clinic").on(table.clinicId, table.firstDate, table.id),
    index("schedule_exception_practitioner").on(table.practitionerId, table.firstDate, table.id),
    practitionerOfTenant("schedule_exception_practitioner_of_tenant", [table.tenantId, table.practitionerId]),
  ],
);
