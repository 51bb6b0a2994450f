import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { ACCOUNTS, DEMO_PASSWORD, TENANTS } from "#drizzle/seed/world.ts";
import { prepareClinicChange } from "./permission-clinics.ts";
import { prepareGuardianship } from "./permission-guardianships.ts";
import { prepareSchedule } from "./permission-schedules.ts";
import { prepareWaitlist } from "./permission-waitlist.ts";
import { LAST_MONTH, TOMORROW } from "./permission-probes.ts";
import type { Things } from "./permission-world.ts";

/** Roots that are about nobody's things in particular. */
export const WITHOUT_OWNER: ReadonlySet<string> = new Set([
  "viewer",
  "accounts",
  "calendarFeeds",
  "createCalendarFeed",
  "addClinic",
  "signUp",
  "signIn",
  "completeSignIn",
  "beginTotpEnrolment",
  "confirmTotpEnrolment",
  "stepUp",
  "replaceRecoveryCodes",
  "removeSecondFactor",
  "beginPasskeyRegistration",
  "finishPasskeyRegistration",
  "beginPasskeyAuthentication",
  "signInWithPasskey",
  "completeSignInWithPasskey",
  "stepUpWithPasskey",
  "signOut",
  "signOutEverywhere",
  "endImpersonation",
  "requestPasswordReset",
  "resetPassword",
  "changePassword",
  "verifyEmail",
  "requestEmailVerification",
  "breakGlass",
  "endBreakGlass",
  "grantConsent",
  "acceptGuardianship",
]);
/** Roots whose pages hold only what their arguments name. */
export const WITHOUT_IDS: ReadonlySet<string> = new Set([
  ...["accounts", "appointmentStatistics", "auditEvents", "availableSlots", "breakGlassGrants"],
  "scheduleExceptions",
]);

/** How to ask for a root field about somebody's things. */
export interface Preparation {
  /** Of the root field, in parentheses; empty for none. */
  readonly rootArguments: string;
  /** Whether a mutation has done what it says, as the database has it. */
  readonly hasHappened?: () => Promise<boolean>;
  /** Path of the field whose value says so too; left out for the payload's first. */
  readonly toldBy?: string;
}

/** Things of accounts, made when they are asked for: what is asked for may end them. */
export type AccountThings = Readonly<
  Record<
    | "sessionId"
    | "appId"
    | "clientId"
    | "ownAccountId"
    | "newAccountId"
    | "grantId"
    | "passkeyId"
    | "calendarFeedId",
    () => Promise<string>
  >
>;

/** What a browser could answer, and no passkey has signed; as a literal of GraphQL. */
const NO_PASSKEY = literal({
  clientDataJSON: "e30",
  attestationObject: "oA",
  authenticatorData: "AA",
  signature: "AA",
});

/** Says how to ask for `root` about these things. @throws Error for a root that nobody has told of */
export async function prepare(
  admin: postgres.Sql,
  root: string,
  things: Things,
  ids: AccountThings,
): Promise<Preparation> {
  const { patientId, practitionerId, clinicId, serviceTypeId, appointmentId, familyName } = things;
  const { sessionId, appId, clientId, ownAccountId, newAccountId, grantId, passkeyId, calendarFeedId } = ids;
  switch (root) {
    case "viewer":
      await passkeyId();
      return { rootArguments: "" };
    case "endImpersonation":
    case "requestEmailVerification":
    case "signOut":
    case "beginTotpEnrolment":
    case "replaceRecoveryCodes":
    case "removeSecondFactor":
    case "endBreakGlass":
      return { rootArguments: "" };
    case "breakGlass":
      return {
        rootArguments: `(input: { patientId: "${patientId}", purpose: SAFEGUARDING,
          justification: "Somebody has to be protected" })`,
      };
    case "reviewBreakGlass": {
      const id = await grantId();
      return {
        rootArguments: `(input: { grantId: "${id}", finding: JUSTIFIED })`,
        hasHappened: () => exists(admin)`select from auth.break_glass_grant
          where id = ${id} and finding = 'JUSTIFIED' and reviewer_id <> account_id`,
      };
    }
    case "breakGlassGrants":
      return { rootArguments: `(first: 1, filter: { patientId: "${patientId}", isReviewed: true })` };
    case "beginPasskeyRegistration":
      return { rootArguments: "" };
    case "finishPasskeyRegistration":
      return { rootArguments: `(input: { response: ${NO_PASSKEY}, name: "Key" })` };
    case "beginPasskeyAuthentication":
      return { rootArguments: "(input: { purpose: SIGN_IN })" };
    case "signInWithPasskey":
    case "completeSignInWithPasskey":
    case "stepUpWithPasskey":
      await passkeyId();
      return { rootArguments: `(input: { response: ${NO_PASSKEY} })` };
    case "renamePasskey":
      return { rootArguments: `(input: { passkeyId: "${await passkeyId()}", name: "Key" })` };
    case "removePasskey":
      return { rootArguments: `(input: { passkeyId: "${await passkeyId()}" })` };
    case "signOutEverywhere":
      return { rootArguments: "(input: {})" };
    case "completeSignIn":
    case "confirmTotpEnrolment":
    case "stepUp":
      return { rootArguments: `(input: { code: "no code" })` };
    case "requestPasswordReset":
      return { rootArguments: `(input: { email: "${ACCOUNTS.patient2.email}" })` };
    case "resetPassword":
      return { rootArguments: '(input: { token: "none", newPassword: "a password nobody guesses" })' };
    case "verifyEmail":
      return { rootArguments: '(input: { token: "none" })' };
    case "changePassword":
      // Refused, so that everybody stays signed in.
      return {
        rootArguments: `(input: { currentPassword: "${DEMO_PASSWORD}", newPassword: "password1234" })`,
      };
    case "endPreviousClientSecret":
    case "rotateClientSecret":
      return { rootArguments: `(input: { clientId: "${await clientId()}" })` };
    case "impersonate": {
      const reason = randomUUID();
      return {
        rootArguments: `(input: { patientId: "${patientId}", reason: "${reason}" })`,
        hasHappened: () => exists(admin)`select from auth.outbox where payload::text like ${`%${reason}%`}`,
      };
    }
    case "account":
      return { rootArguments: `(id: "${await ownAccountId()}")` };
    case "accounts":
      return { rootArguments: "(first: 1)" };
    case "changeAccountAccess":
    case "disableAccount":
    case "enableAccount":
      return prepareAccountChange(admin, root, await newAccountId());
    case "revokeApp":
      return { rootArguments: `(input: { appId: "${await appId()}" })` };
    case "revokeSession":
      return { rootArguments: `(input: { sessionId: "${await sessionId()}" })` };
    case "calendarFeeds":
      await calendarFeedId();
      return { rootArguments: "" };
    case "createCalendarFeed":
      return { rootArguments: '(input: { kind: PATIENT, name: "Phone" })' };
    case "revokeCalendarFeed": {
      const id = await calendarFeedId();
      return {
        rootArguments: `(input: { calendarFeedId: "${id}" })`,
        hasHappened: () => exists(admin)`select from appointments.calendar_feed
          where id = ${id} and revoked_at is not null`,
      };
    }
    case "patient":
      return { rootArguments: `(id: "${patientId}")` };
    case "practitioner":
      return { rootArguments: `(id: "${practitionerId}")` };
    case "clinic":
      return { rootArguments: `(id: "${clinicId}")` };
    case "appointment":
      return { rootArguments: `(id: "${appointmentId}")` };
    case "clinics":
    case "practitioners":
      return { rootArguments: "(first: 100)" };
    case "patients":
      return { rootArguments: `(first: 100, filter: { familyNamePrefix: "${familyName}" })` };
    case "auditEvents":
      // Changes only: a look for another tenant's patient is on record in the tenant of whoever looked.
      return { rootArguments: `(first: 1, filter: { patientId: "${patientId}", categories: [CHANGE] })` };
    case "availableSlots":
      return {
        rootArguments: `(clinicId: "${clinicId}", serviceTypeId: "${serviceTypeId}", from: "${TOMORROW}", days: 31, first: 1)`,
      };
    case "appointmentStatistics":
      // The seed has enough of everything in any month that it is full of.
      return {
        rootArguments: `(by: CLINIC, fromMonth: "${LAST_MONTH}", toMonth: "${LAST_MONTH}", first: 1)`,
      };
    case "signUp":
      return {
        rootArguments: `(input: { tenant: "${TENANTS.northwind.slug}", email: "${randomUUID()}@post.example",
          password: "a password nobody guesses", givenName: "Ada", familyName: "Byron", birthDate: "1990-12-10" })`,
      };
    case "signIn":
      return {
        rootArguments: `(input: { email: "${ACCOUNTS.patient2.email}", password: "${DEMO_PASSWORD}" })`,
      };
    default:
      return prepareChange(admin, root, things);
  }
}

function literal(response: Readonly<Record<string, string>>): string {
  return JSON.stringify(JSON.stringify({ id: "AA", rawId: "AA", type: "public-key", response }));
}

async function prepareAccountChange(admin: postgres.Sql, root: string, id: string): Promise<Preparation> {
  if (root === "changeAccountAccess") {
    return {
      rootArguments: `(input: { accountId: "${id}", roles: [SUPPORT], regions: [], tier: PREMIUM })`,
      hasHappened: () =>
        exists(admin)`select from auth.account where id = ${id} and roles = '{SUPPORT}' and version = 2`,
    };
  }
  if (root === "disableAccount") {
    return {
      rootArguments: `(input: { accountId: "${id}", reason: "Left." })`,
      hasHappened: () => exists(admin)`select from auth.account where id = ${id} and disabled_at is not null`,
    };
  }
  await admin`update auth.account set disabled_at = now() where id = ${id}`;
  return {
    rootArguments: `(input: { accountId: "${id}" })`,
    hasHappened: () => exists(admin)`select from auth.account where id = ${id} and disabled_at is null`,
  };
}

async function prepareChange(admin: postgres.Sql, root: string, things: Things): Promise<Preparation> {
  const { patientId, practitionerId, clinicId, serviceTypeId } = things;
  switch (root) {
    case "bookAppointment": {
      const { startsAt } = things.takeSlot();
      return {
        rootArguments: `(input: { clinicId: "${clinicId}", serviceTypeId: "${serviceTypeId}",
          practitionerId: "${practitionerId}", patientId: "${patientId}", startsAt: "${startsAt}" })`,
        hasHappened: () => exists(admin)`select from appointments.appointment
          where patient_id = ${patientId} and starts_at = ${startsAt}::timestamptz`,
      };
    }
    case "bookAppointments": {
      const { startsAt } = things.takeSlot();
      return {
        rootArguments: `(input: { mode: BEST_EFFORT, rows: [{ clinicId: "${clinicId}", serviceTypeId: "${serviceTypeId}",
          practitionerId: "${practitionerId}", patientId: "${patientId}", startsAt: "${startsAt}" }] })`,
        // There is a result for each row, whatever became of it.
        toldBy: "bookAppointments.results.appointment",
        hasHappened: () => exists(admin)`select from appointments.appointment
          where patient_id = ${patientId} and starts_at = ${startsAt}::timestamptz`,
      };
    }
    case "bookAppointmentSeries": {
      const { startsAt } = things.takeSlot();
      return {
        rootArguments: `(input: { clinicId: "${clinicId}", serviceTypeId: "${serviceTypeId}",
          practitionerId: "${practitionerId}", patientId: "${patientId}", startsAt: "${startsAt}",
          recurrence: "FREQ=DAILY;COUNT=1", mode: BEST_EFFORT })`,
        hasHappened: () => exists(admin)`select from appointments.appointment
          where patient_id = ${patientId} and starts_at = ${startsAt}::timestamptz and series_id is not null`,
      };
    }
    case "holdSlot": {
      await things.endHolds();
      const { startsAt } = things.takeSlot();
      return {
        rootArguments: `(input: { clinicId: "${clinicId}", serviceTypeId: "${serviceTypeId}",
          practitionerId: "${practitionerId}", patientId: "${patientId}", startsAt: "${startsAt}" })`,
        hasHappened: () => exists(admin)`select from appointments.slot_hold
          where patient_id = ${patientId} and starts_at = ${startsAt}::timestamptz`,
      };
    }
    case "bookHold": {
      const id = await things.makeHold();
      return {
        rootArguments: `(input: { holdId: "${id}" })`,
        hasHappened: () => exists(admin)`select from appointments.appointment a join appointments.slot_hold h
          on a.practitioner_id = h.practitioner_id and a.starts_at = h.starts_at and h.ended_at is not null where h.id = ${id}`,
      };
    }
    case "releaseHold": {
      const id = await things.makeHold();
      return {
        rootArguments: `(input: { holdId: "${id}" })`,
        hasHappened: () =>
          exists(admin)`select from appointments.slot_hold where id = ${id} and ended_at is not null`,
      };
    }
    case "rescheduleAppointment": {
      const id = await things.makeAppointment();
      const { startsAt } = things.takeSlot();
      return {
        rootArguments: `(input: { appointmentId: "${id}", startsAt: "${startsAt}" })`,
        hasHappened: () => exists(admin)`select from appointments.appointment
          where id = ${id} and version = 2 and starts_at = ${startsAt}::timestamptz`,
      };
    }
    case "cancelAppointment": {
      const id = await things.makeAppointment();
      return {
        rootArguments: `(input: { appointmentId: "${id}" })`,
        hasHappened: () =>
          exists(admin)`select from appointments.appointment where id = ${id} and status = 'CANCELLED'`,
      };
    }
    case "recordAttendance": {
      const id = await things.makeAppointment();
      // Nobody comes days before the start.
      await admin`update appointments.appointment set starts_at = now(), ends_at = now() + interval '30 minutes'
        where id = ${id}`;
      return {
        rootArguments: `(input: { appointmentId: "${id}", step: ARRIVE })`,
        hasHappened: () =>
          exists(admin)`select from appointments.appointment where id = ${id} and status = 'ARRIVED'`,
      };
    }
    case "recordAppointmentNotes": {
      const id = await things.makeAppointment();
      return {
        rootArguments: `(input: { appointmentId: "${id}", version: 1, notes: "Seen", confidentiality: RESTRICTED })`,
        hasHappened: () => exists(admin)`select from appointments.appointment a
          join appointments.appointment_clinical c using (id)
          where a.id = ${id} and a.version = 2 and a.confidentiality = 'RESTRICTED' and c.notes = 'Seen'`,
      };
    }
    case "updateClinicPolicy": {
      const [clinic] = await admin<{ hours: number }[]>`
        select free_cancellation_hours as hours from appointments.clinic where id = ${clinicId}`;
      // Another one than there is.
      const hours = ((clinic?.hours ?? 0) + 1 + Math.floor(Math.random() * 600)) % 700;
      return {
        rootArguments: `(input: { clinicId: "${clinicId}", freeCancellationHours: ${String(hours)} })`,
        hasHappened: () => exists(admin)`select from appointments.clinic
          where id = ${clinicId} and free_cancellation_hours = ${String(hours)}`,
      };
    }
    case "grantConsent":
      return { rootArguments: `(input: { clientId: "partner-of-the-test", scopes: [APPOINTMENT_READ] })` };
    case "withdrawConsent": {
      const id = await things.makeConsent();
      return {
        rootArguments: `(input: { consentId: "${id}" })`,
        hasHappened: () =>
          exists(admin)`select from users.consent where id = ${id} and withdrawn_at is not null`,
      };
    }
    case "inviteGuardian":
    case "acceptGuardianship":
    case "endGuardianship":
      return prepareGuardianship(admin, root, things);
    case "changePatientContact": {
      const phone = `+4930${String(Math.floor(Math.random() * 1e8)).padStart(8, "1")}`;
      return {
        rootArguments: `(input: { patientId: "${patientId}", phone: "${phone}" })`,
        hasHappened: () =>
          exists(admin)`select from users.patient where id = ${patientId} and phone = ${phone}`,
      };
    }
    case "waitlist":
    case "joinWaitlist":
    case "leaveWaitlist":
    case "acceptWaitlistOffer":
    case "declineWaitlistOffer":
      return prepareWaitlist(admin, root, things);
    case "scheduleExceptions":
    case "setWorkingHours":
    case "addScheduleException":
    case "removeScheduleException":
      return prepareSchedule(admin, root, things);
    default: {
      const change = await prepareClinicChange(admin, root, things);
      if (change === undefined) throw new Error(`Nobody has told how to ask for ${root}.`);
      return change;
    }
  }
}

function exists(admin: postgres.Sql) {
  return async (text: TemplateStringsArray, ...values: readonly string[]): Promise<boolean> =>
    (await admin(text, ...values)).length > 0;
}
