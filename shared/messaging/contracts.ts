import { z } from "zod";
import { BREAK_GLASS_PURPOSES } from "../auth/confidentiality.ts";
import { CONSENT_SCOPES } from "../auth/consent.ts";
import { ROLES, TIERS } from "../auth/viewer.ts";

/** One entry of the audit log on its way to it. Terms follow FHIR R4 AuditEvent. */
export const auditEntrySchema = z.strictObject({
  entryId: z.uuid(),
  category: z.enum(["READ", "CHANGE", "DENIAL", "SIGN_IN", "SIGN_OUT"]),
  /** Action of the policy table, or what was done. */
  action: z.string(),
  outcome: z.enum(["SUCCESS", "FAILURE", "DENIED"]),
  /** Context that saw it. */
  source: z.string(),
  recordedAt: z.iso.datetime(),
  agent: z.strictObject({
    kind: z.enum(["ANONYMOUS", "ACCOUNT", "CLIENT", "SYSTEM"]),
    accountId: z.uuid().nullable(),
    clientId: z.string().nullable(),
    roles: z.array(z.enum(ROLES)),
    /**
     * Account in whose place the agent acted; left out when it acted for itself, as processes of older versions do, and
     * expect. Named as in FHIR R4 Provenance.agent (https://hl7.org/fhir/R4/provenance.html).
     */
    onBehalfOf: z.uuid().optional(),
  }),
  patientId: z.uuid().nullable(),
  entityType: z.string().nullable(),
  entityId: z.uuid().nullable(),
  /** Names of fields read or changed; never values. */
  fields: z.array(z.string()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** One message carries at most so many entries: about 60 kB. */
export const MAX_AUDIT_ENTRIES = 100;

/** An audit entry, see {@link auditEntrySchema}. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const appointmentEvent = z.strictObject({
  appointmentId: z.uuid(),
  patientId: z.uuid(),
  practitionerId: z.uuid(),
  clinicId: z.uuid(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  version: z.int().positive(),
});

/** Mails that an account gets about itself. */
export const MAIL_TEMPLATES = [
  "PASSWORD_RESET",
  "PASSWORD_CHANGED",
  "SECOND_FACTOR_CHANGED",
  "EMAIL_VERIFICATION",
  "SIGN_UP_ATTEMPTED",
] as const;

/** One of {@link MAIL_TEMPLATES}. */
export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

/**
 * Every message that may cross a context boundary, by type and version. The JSON Schema of each is generated into
 * `schema/events`; both ends validate against this table. A change that old consumers cannot read is a new version.
 */
export const CONTRACTS = {
  "account.registered.v1": z.strictObject({
    accountId: z.uuid(),
    patientId: z.uuid(),
    email: z.email(),
    givenName: z.string(),
    familyName: z.string(),
    birthDate: z.iso.date(),
    phone: z.string().nullable(),
    region: z.string(),
  }),
  /** What an account may do from then on; the whole of it, so that the last one is enough to know. */
  "account.access-changed.v1": z.strictObject({
    accountId: z.uuid(),
    roles: z.array(z.enum(ROLES)),
    regions: z.array(z.string()),
    tier: z.enum(TIERS),
    patientId: z.uuid().nullable(),
    practitionerId: z.uuid().nullable(),
    isDisabled: z.boolean(),
  }),
  /** What has no account in use is asked for all the same, so that asking takes as long: nothing comes of it. */
  "mail.requested.v1": z.strictObject({ accountId: z.uuid(), template: z.enum(MAIL_TEMPLATES) }),
  "patient.registered.v1": z.strictObject({ patientId: z.uuid(), region: z.string() }),
  "consent.granted.v1": z.strictObject({
    consentId: z.uuid(),
    patientId: z.uuid(),
    clientId: z.string(),
    scopes: z.array(z.enum(CONSENT_SCOPES)),
    expiresAt: z.iso.datetime().nullable(),
  }),
  /** Withdrawn, or replaced by another one for the same program. */
  "consent.withdrawn.v1": z.strictObject({
    consentId: z.uuid(),
    patientId: z.uuid(),
    clientId: z.string(),
    withdrawnAt: z.iso.datetime(),
  }),
  /** An account acts for a patient from then on. */
  "guardianship.started.v1": z.strictObject({
    guardianshipId: z.uuid(),
    patientId: z.uuid(),
    accountId: z.uuid(),
    scopes: z.array(z.enum(CONSENT_SCOPES)),
    expiresAt: z.iso.datetime().nullable(),
  }),
  /** Ended, or replaced by another one of the two. */
  "guardianship.ended.v1": z.strictObject({
    guardianshipId: z.uuid(),
    patientId: z.uuid(),
    accountId: z.uuid(),
    endedAt: z.iso.datetime(),
  }),
  "appointment.booked.v1": appointmentEvent,
  /** Who has lost the appointment to another practitioner is named beside who has it now. */
  "appointment.rescheduled.v1": appointmentEvent.extend({ previousPractitionerId: z.uuid().optional() }),
  "appointment.cancelled.v1": appointmentEvent,
  /** The patient came, was seen, or did not come. */
  "appointment.attendance-recorded.v1": appointmentEvent.extend({
    step: z.enum(["ARRIVE", "CHECK_IN", "START", "COMPLETE", "MISS"]),
    recordedAt: z.iso.datetime(),
  }),
  /** A fee is owed, more than 0, in the currency's minor unit. Nobody consumes it yet: it is for billing. */
  "appointment.fee-incurred.v1": z.strictObject({
    appointmentId: z.uuid(),
    patientId: z.uuid(),
    practitionerId: z.uuid().optional(),
    clinicId: z.uuid(),
    kind: z.enum(["LATE_CANCELLATION", "NO_SHOW"]),
    amountMinor: z.int().positive(),
    currency: z.string(),
    incurredAt: z.iso.datetime(),
    version: z.int().positive(),
  }),
  /**
   * The patient is to be reminded: once for an appointment, the time it starts at and each `hoursBefore`. Nobody consumes it yet: it
   * is for notifications.
   */
  "appointment.reminder-due.v1": z.strictObject({
    appointmentId: z.uuid(),
    patientId: z.uuid(),
    practitionerId: z.uuid(),
    clinicId: z.uuid(),
    startsAt: z.iso.datetime(),
    hoursBefore: z.int().positive(),
    version: z.int().positive(),
  }),
  /**
   * A time is offered to who waits for it, until `expiresAt`; `version` is the entry's. Nobody consumes it yet but routers, which tell
   * apps: it is for notifications.
   */
  "appointment.waitlist-offered.v1": z.strictObject({
    waitlistEntryId: z.uuid(),
    waitlistOfferId: z.uuid(),
    patientId: z.uuid(),
    practitionerId: z.uuid(),
    clinicId: z.uuid(),
    serviceTypeId: z.uuid(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    version: z.int().positive(),
  }),
  /** Somebody broke the glass. Nobody consumes it yet: it is for notifications. */
  "break-glass.opened.v1": z.strictObject({
    grantId: z.uuid(),
    accountId: z.uuid(),
    practitionerId: z.uuid().nullable(),
    patientId: z.uuid(),
    purpose: z.enum(BREAK_GLASS_PURPOSES),
    openedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
  /** Written by versions before `audit.entries.v1`: what they left in an outbox is still taken. */
  "audit.entry.v1": auditEntrySchema,
  "audit.entries.v1": z.strictObject({
    entries: z.array(auditEntrySchema).min(1).max(MAX_AUDIT_ENTRIES),
  }),
} as const satisfies Record<string, z.ZodType>;

/** A message type of {@link CONTRACTS}. */
export type MessageType = keyof typeof CONTRACTS;

/** The payload of one message type. */
export type MessagePayload<T extends MessageType> = z.infer<(typeof CONTRACTS)[T]>;

/** The payload of a message of one type. @throws ZodError when it is none */
export function readPayload<T extends MessageType>(type: T, payload: unknown): MessagePayload<T> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the schema of that type has read it
  return CONTRACTS[type].parse(payload) as MessagePayload<T>;
}

/** They tell of an appointment, and change nothing of it, nor of what else apps are told of. */
const WITHOUT_CHANGE = ["appointment.reminder-due.v1", "appointment.fee-incurred.v1"] as const;

type ChangeOfAppointment = Exclude<
  Extract<MessageType, `appointment.${string}`>,
  (typeof WITHOUT_CHANGE)[number]
>;

function isChangeOfAppointment(type: string): type is ChangeOfAppointment {
  return type.startsWith("appointment.") && !WITHOUT_CHANGE.some((other) => other === type);
}

/** Which context consumes which messages: publishers fan out by this table, so no consumer can miss one. */
export const SUBSCRIPTIONS = {
  // Its own, until there is a context that notifies.
  auth: ["mail.requested.v1"],
  users: ["account.registered.v1", "account.access-changed.v1"],
  appointments: [
    ...(["patient.registered.v1", "consent.granted.v1", "consent.withdrawn.v1"] as const),
    ...(["guardianship.started.v1", "guardianship.ended.v1"] as const),
    "account.access-changed.v1",
  ],
  audit: ["audit.entry.v1", "audit.entries.v1"],
  // Routers, which tell apps of every change of an appointment, and of offers to who waits: also of those that are added to the contracts later.
  platform: Object.keys(CONTRACTS).filter(isChangeOfAppointment),
} as const satisfies Record<string, readonly MessageType[]>;

/** A consumer of {@link SUBSCRIPTIONS}. */
export type Consumer = keyof typeof SUBSCRIPTIONS;

/** Every consumer. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- Object.keys forgets what it is told of
export const CONSUMERS: readonly Consumer[] = Object.keys(SUBSCRIPTIONS) as Consumer[];

/** The consumers of a message type. */
export function consumersOf(type: MessageType): readonly Consumer[] {
  return CONSUMERS.filter((consumer) => {
    const subscribed: readonly MessageType[] = SUBSCRIPTIONS[consumer];
    return subscribed.includes(type);
  });
}
