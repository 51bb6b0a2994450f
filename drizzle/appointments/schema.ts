import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  text,
  time,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  type PgColumn,
} from "drizzle-orm/pg-core";
import { CONFIDENTIALITIES } from "#shared/auth/confidentiality.ts";
import { CONSENT_SCOPES } from "#shared/auth/consent.ts";
import { TIERS } from "#shared/auth/viewer.ts";
import { knownActorTable } from "#shared/access-decisions/known-actors.ts";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { idempotencyKeyTable } from "#shared/idempotency/idempotency-table.ts";
import { messagingTables } from "#shared/messaging/tables.ts";

/** Schema of the appointments subgraph. */
export const appointments = pgSchema("appointments");

const tstzrange = customType<{ data: string }>({ dataType: () => "tstzrange" });
/** FHIR R4 AppointmentStatus, in the schema's spelling. */
const APPOINTMENT_STATUSES = [
  "PROPOSED",
  "PENDING",
  "BOOKED",
  "ARRIVED",
  "CHECKED_IN",
  "FULFILLED",
  "CANCELLED",
  "NOSHOW",
  "WAITLIST",
  "ENTERED_IN_ERROR",
] as const;

/** What an appointment takes. */
const RESOURCE_KINDS = ["PRACTITIONER", "ROOM", "DEVICE", "PATIENT"] as const;

const restrict = { onDelete: "restrict", onUpdate: "restrict" } as const;

/** What a patient owes for not coming, by what happened. */
const FEE_KINDS = ["LATE_CANCELLATION", "NO_SHOW"] as const;

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
  },
  (table) => [
    index("slot_hold_live")
      .on(table.patientId, table.expiresAt)
      .where(sql`${table.endedAt} is null`),
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

/** Patients as told by the users subgraph's events; `id` is the patient's id. */
export const knownPatient = appointments.table("known_patient", {
  ...tableColumns,
  region: text("region").notNull(),
});

/** Consents for partners' programs, as told by the users subgraph's events; `id` is the consent's id. */
export const knownConsent = appointments.table(
  "known_consent",
  {
    ...tableColumns,
    patientId: uuid("patient_id").notNull(),
    clientId: text("client_id").notNull(),
    scopes: text("scopes", { enum: CONSENT_SCOPES }).array().notNull(),
    expiresAt: timestamp("expires_at", instant),
    withdrawnAt: timestamp("withdrawn_at", instant),
  },
  (table) => [
    index("known_consent_in_force")
      .on(table.patientId, table.clientId)
      .where(sql`${table.withdrawnAt} is null`),
  ],
);

/** Who may act for patients, as told by events; `id` is the guardianship's, `accountId` the guardian's account. */
export const knownGuardianship = appointments.table(
  "known_guardianship",
  {
    ...tableColumns,
    patientId: uuid("patient_id").notNull(),
    accountId: uuid("account_id").notNull(),
    scopes: text("scopes", { enum: CONSENT_SCOPES }).array().notNull(),
    expiresAt: timestamp("expires_at", instant),
    endedAt: timestamp("ended_at", instant),
  },
  (table) => [
    index("known_guardianship_in_force")
      .on(table.accountId, table.patientId)
      .where(sql`${table.endedAt} is null`),
  ],
);

/** What accounts may do, to explain decisions and to serve calendar feeds. */
export const knownActor = knownActorTable(appointments);

/** Addresses under which an account's own appointments are read as a calendar, without signing in. */
export const calendarFeed = appointments.table(
  "calendar_feed",
  {
    ...tableColumns,
    accountId: uuid("account_id").notNull(),
    ownerKind: text("owner_kind", { enum: ["PATIENT", "PRACTITIONER"] }).notNull(),
    /** The patient or practitioner that the account was when it made the feed. */
    ownerId: uuid("owner_id").notNull(),
    name: text("name").notNull(),
    detail: text("detail", { enum: ["MINIMAL", "SERVICE"] }).notNull(),
    /** SHA-256 of the token in the address, in base64url. The token itself is not kept. */
    tokenHash: text("token_hash").notNull(),
    /** The hour of the last fetch, its beginning. */
    lastUsedAt: timestamp("last_used_at", instant),
    revokedAt: timestamp("revoked_at", instant),
  },
  (table) => [
    uniqueIndex("calendar_feed_token").on(table.tokenHash),
    index("calendar_feed_account").on(table.accountId, table.createdAt),
  ],
);

/** Outbox, inbox and parking of this subgraph. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(appointments);

/** What became of mutations that were sent with an idempotency key. */
export const idempotencyKey = idempotencyKeyTable(appointments);
