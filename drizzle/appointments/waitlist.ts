import { sql } from "drizzle-orm";
import { boolean, date, index, integer, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { appointments } from "./context-schema.ts";
import { clinic, serviceType } from "./places.ts";

/** Who has a turn first; their order by name, last to first, is that of the waitlist. */
const WAITLIST_PRIORITIES = ["URGENT", "ROUTINE"] as const;

/** What becomes of an entry of the waitlist. */
const WAITLIST_STATUSES = ["WAITING", "OFFERED", "BOOKED", "LEFT", "EXPIRED"] as const;

/** What becomes of an offer. */
const OFFER_OUTCOMES = ["OFFERED", "ACCEPTED", "DECLINED", "LAPSED"] as const;

const restrict = { onDelete: "restrict", onUpdate: "restrict" } as const;

/** Somebody who waits for a time of a service. `region` is the clinic's, kept here for the policies. */
export const waitlistEntry = appointments.table(
  "waitlist_entry",
  {
    ...tableColumns,
    clinicId: uuid("clinic_id")
      .notNull()
      .references(() => clinic.id, restrict),
    serviceTypeId: uuid("service_type_id")
      .notNull()
      .references(() => serviceType.id, restrict),
    /** Null for anybody who offers the service. */
    practitionerId: uuid("practitioner_id"),
    patientId: uuid("patient_id").notNull(),
    region: text("region").notNull(),
    /** First and last day that would do, on the clinic's calendar. */
    fromDate: date("from_date").notNull(),
    untilDate: date("until_date").notNull(),
    priority: text("priority", { enum: WAITLIST_PRIORITIES }).notNull(),
    status: text("status", { enum: WAITLIST_STATUSES }).notNull(),
    /** It waits, or has an offer. */
    live: boolean("live")
      .generatedAlwaysAs(sql`status in ('WAITING', 'OFFERED')`)
      .notNull(),
    /** How many of its offers have lapsed. */
    lapses: integer("lapses").notNull().default(0),
    /** Grows with each change. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("waitlist_entry_rank")
      .on(table.clinicId, table.priority.desc().nullsFirst(), table.createdAt, table.id)
      .where(sql`${table.live}`),
    index("waitlist_entry_patient").on(table.patientId, table.id),
  ],
);

/** A time that was offered to an entry; `id` is that of the hold that keeps it. It stays, so that it is not offered again. */
export const waitlistOffer = appointments.table(
  "waitlist_offer",
  {
    ...tableColumns,
    entryId: uuid("entry_id")
      .notNull()
      .references(() => waitlistEntry.id, restrict),
    practitionerId: uuid("practitioner_id").notNull(),
    startsAt: timestamp("starts_at", instant).notNull(),
    endsAt: timestamp("ends_at", instant).notNull(),
    expiresAt: timestamp("expires_at", instant).notNull(),
    outcome: text("outcome", { enum: OFFER_OUTCOMES }).notNull(),
  },
  (table) => [
    uniqueIndex("waitlist_offer_once").on(table.entryId, table.practitionerId, table.startsAt),
    uniqueIndex("waitlist_offer_open")
      .on(table.entryId)
      .where(sql`${table.outcome} = 'OFFERED'`),
  ],
);
