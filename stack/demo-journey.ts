import { setTimeout as pause } from "node:timers/promises";
import { ACCOUNTS, CLINICS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import {
  AuditTrailDocument,
  BookAppointmentDocument,
  CancelAppointmentDocument,
  ClinicsDocument,
  FreeSlotsDocument,
  PractitionerDayDocument,
  RequestPasswordResetDocument,
  RescheduleAppointmentDocument,
  ResetPasswordDocument,
  WhoAmIDocument,
  type AuditTrailQuery,
  type BookedAppointmentFragment,
  type FreeSlotsQuery,
} from "#schema/operations/demo/__generated__/graphql.ts";
import { Browser, type Answer } from "./browser.ts";
import { signInSeeded, SignInRefusedError } from "./demo-sign-in.ts";
import type { MailSink } from "./mail-sink.ts";

/** What the demo runs on. */
export interface DemoParts {
  /** Of the router. */
  readonly url: string;
  readonly output: NodeJS.WritableStream;
  readonly mails: MailSink;
}

/** Raised by a step whose answer is not what the journey needs. */
class StepFailed extends Error {}

type AuditNode = AuditTrailQuery["auditEvents"]["nodes"][number];
type Slot = FreeSlotsQuery["availableSlots"]["nodes"][number];

const WANTED_SERVICE = "General consultation";
const DAY_MS = 24 * 60 * 60 * 1000;
const AUDIT_TIMEOUT_MS = 5_000;
const AUDIT_POLL_MS = 50;
const HOW = { PASSWORD: "by password", PASSWORD_AND_CODE: "by password and a code of the authenticator app" };
const NEW_PASSWORD = "seven herons wade at noon";
/** The router believes a session that has ended for half a second. */
const SESSION_MEMORY_MS = 600;

/**
 * The main job as its people do it: a patient books, another is refused the same slot, the first reschedules, the
 * practitioner sees it, the patient cancels, the admin reads who did what; then a patient who has forgotten the password
 * sets a new one by a mailed link. Prints each step with what came back and
 * how long it took.
 * @returns true when every step held
 */
export async function runDemo({ url, output, mails }: DemoParts): Promise<boolean> {
  const journey = new Journey({ url, output, mails });
  try {
    await journey.run();
    return true;
  } catch (error) {
    output.write(`\n  ✗ ${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof StepFailed || error instanceof SignInRefusedError)) throw error;
    return false;
  }
}

class Journey {
  readonly #url: string;
  readonly #output: NodeJS.WritableStream;
  readonly #mails: MailSink;
  #number = 0;

  constructor({ url, output, mails }: DemoParts) {
    this.#url = url;
    this.#output = output;
    this.#mails = mails;
  }

  async run(): Promise<void> {
    const patient = await this.#signIn("the patient", ACCOUNTS.patient.email);
    const { serviceTypeId, serviceName } = await this.#chooseService(patient);
    const [slot, laterSlot] = await this.#findSlots(patient, serviceTypeId, serviceName);
    const booked = await this.#book(patient, serviceTypeId, slot);
    const rival = await this.#signIn("another patient", ACCOUNTS.patient2.email);
    await this.#beRefused(rival, serviceTypeId, slot);
    const moved = await this.#reschedule(patient, booked, laterSlot);
    const practitioner = await this.#signIn("the practitioner", ACCOUNTS.practitioner.email);
    await this.#seeInDay(practitioner, moved);
    await this.#cancel(patient, moved);
    const admin = await this.#signIn("the admin", ACCOUNTS.admin.email);
    await this.#readAudit(admin, moved);
    const { email } = ACCOUNTS.lakesidePatient;
    const elsewhere = await this.#signIn("a patient of another network", email);
    await this.#resetPassword(elsewhere, email);
    await this.#signIn("with the new password the patient", email, NEW_PASSWORD);
  }

  async #signIn(who: string, email: string, password = DEMO_PASSWORD): Promise<Browser> {
    const browser = new Browser(this.#url);
    return this.#step(`${who} signs in as ${email}`, async () => {
      const shown = await signInSeeded(browser, email, { password });
      const { viewer } = dataOf(await browser.run(WhoAmIDocument));
      if (viewer === null) throw new StepFailed("nobody is signed in after signing in");
      return [
        browser,
        `${viewer.roles.join(", ")} of ${viewer.tenant.name}, ${HOW[shown]}; the session is an HttpOnly cookie`,
      ];
    });
  }

  async #chooseService(browser: Browser): Promise<{ serviceTypeId: string; serviceName: string }> {
    return this.#step("lists the clinics and what they offer", async () => {
      const { clinics } = dataOf(await browser.run(ClinicsDocument));
      const clinic = clinics.nodes.find(({ id }) => id === CLINICS.northwindBerlin.id);
      const service = clinic?.serviceTypes.find(({ name }) => name === WANTED_SERVICE);
      if (clinic === undefined || service === undefined)
        throw new StepFailed(`no clinic offers ${WANTED_SERVICE}`);
      const names = clinics.nodes.map(({ name }) => name).join(" and ");
      return [
        { serviceTypeId: service.id, serviceName: service.name },
        `${names}; choosing ${service.name} (${String(service.durationMinutes)} minutes) at ${clinic.name}`,
      ];
    });
  }

  async #findSlots(
    browser: Browser,
    serviceTypeId: string,
    serviceName: string,
  ): Promise<readonly [Slot, Slot]> {
    return this.#step(`lists free slots for ${serviceName}`, async () => {
      const { availableSlots } = dataOf(
        await browser.run(FreeSlotsDocument, {
          clinicId: CLINICS.northwindBerlin.id,
          practitionerId: ACCOUNTS.practitioner.practitionerId,
          serviceTypeId,
          from: new Date(Date.now() + DAY_MS).toISOString().slice(0, 10),
          days: 14,
        }),
      );
      const slots = availableSlots.nodes;
      const [first] = slots;
      const later = slots.at(-1);
      if (first === undefined || later === undefined || later === first)
        throw new StepFailed("too few free slots");
      const name = first.practitioner?.name.display ?? "somebody";
      return [[first, later], `${String(slots.length)} slots with ${name}, the first at ${first.startsAt}`];
    });
  }

  async #book(browser: Browser, serviceTypeId: string, slot: Slot): Promise<BookedAppointmentFragment> {
    return this.#step(`books ${slot.startsAt}`, async () => {
      const { bookAppointment } = dataOf(
        await browser.run(BookAppointmentDocument, {
          input: bookingOf(serviceTypeId, slot, ACCOUNTS.patient.patientId, "Headaches for a week"),
        }),
      );
      const { appointment } = bookAppointment;
      if (appointment === null) throw new StepFailed(`refused: ${codesOf(bookAppointment.userErrors)}`);
      expectThat(appointment.status === "BOOKED", `the status is ${appointment.status}`);
      return [appointment, `${appointment.status} in ${appointment.room.name} of ${appointment.clinic.name}`];
    });
  }

  async #beRefused(browser: Browser, serviceTypeId: string, slot: Slot): Promise<void> {
    await this.#step("tries to book the same slot", async () => {
      const { bookAppointment } = dataOf(
        await browser.run(BookAppointmentDocument, {
          input: bookingOf(serviceTypeId, slot, ACCOUNTS.patient2.patientId, "Sore throat"),
        }),
      );
      const [problem] = bookAppointment.userErrors;
      expectThat(
        bookAppointment.appointment === null && problem?.code === "SLOT_TAKEN",
        "it was not refused as taken",
      );
      return [undefined, `refused with ${problem?.code ?? ""}: “${problem?.message ?? ""}”`];
    });
  }

  async #reschedule(
    browser: Browser,
    booked: BookedAppointmentFragment,
    slot: Slot,
  ): Promise<BookedAppointmentFragment> {
    return this.#step(`the patient moves it to ${slot.startsAt}`, async () => {
      const { rescheduleAppointment } = dataOf(
        await browser.run(RescheduleAppointmentDocument, {
          input: { appointmentId: booked.id, startsAt: slot.startsAt },
        }),
      );
      const { appointment } = rescheduleAppointment;
      if (appointment === null) throw new StepFailed(`refused: ${codesOf(rescheduleAppointment.userErrors)}`);
      expectThat(appointment.startsAt === slot.startsAt, "it is not at the new time");
      return [appointment, `now at ${appointment.startsAt}, version ${String(appointment.version)}`];
    });
  }

  async #seeInDay(browser: Browser, appointment: BookedAppointmentFragment): Promise<void> {
    await this.#step("opens the day's appointments", async () => {
      const from = `${appointment.startsAt.slice(0, 10)}T00:00:00.000Z`;
      const to = new Date(Date.parse(from) + DAY_MS).toISOString();
      const { viewer } = dataOf(await browser.run(PractitionerDayDocument, { from, to }));
      const day = viewer?.practitioner?.appointments?.nodes ?? [];
      const found = day.find(({ id }) => id === appointment.id);
      if (found === undefined) throw new StepFailed("the appointment is not in the practitioner's day");
      const name = found.patient?.name.display ?? "?";
      return [undefined, `${String(day.length)} appointments, among them ${name}: “${found.reason ?? ""}”`];
    });
  }

  async #cancel(browser: Browser, appointment: BookedAppointmentFragment): Promise<void> {
    await this.#step("the patient cancels", async () => {
      const { cancelAppointment } = dataOf(
        await browser.run(CancelAppointmentDocument, {
          input: { appointmentId: appointment.id, reason: "Feeling better" },
        }),
      );
      const status = cancelAppointment.appointment?.status;
      expectThat(status === "CANCELLED", `refused: ${codesOf(cancelAppointment.userErrors)}`);
      return [undefined, `${status ?? ""}; the slot is free again`];
    });
  }

  async #readAudit(browser: Browser, appointment: BookedAppointmentFragment): Promise<void> {
    await this.#step("reads the audit trail of the appointment", async () => {
      const wanted = ["appointment:book", "appointment:reschedule", "appointment:cancel"];
      const events = await this.#waitForAudit(browser, appointment.id, wanted);
      const lines = events.map(
        ({ sequence, category, action, agent, fields }) =>
          `      #${String(sequence)} ${category} ${action} by ${agent.roles.join(", ")}${fields.length > 0 ? ` (${fields.join(", ")})` : ""}`,
      );
      return [undefined, `${String(events.length)} entries, oldest first:\n${lines.join("\n")}`];
    });
  }

  async #resetPassword(browser: Browser, email: string): Promise<void> {
    const link = await this.#step("asks for a link to set a new password", async () => {
      const { requestPasswordReset } = dataOf(
        await new Browser(this.#url).run(RequestPasswordResetDocument, { input: { email } }),
      );
      expectThat(requestPasswordReset.isAccepted, `refused: ${codesOf(requestPasswordReset.userErrors)}`);
      const { subject, links } = await this.#mails.waitFor(email);
      const [found = ""] = links;
      return [found, `mailed “${subject}”: ${found}`];
    });
    await this.#step("opens the link and chooses a new password", async () => {
      const token = new URLSearchParams(new URL(link).hash.slice(1)).get("token") ?? "";
      const input = { token, newPassword: NEW_PASSWORD };
      const { resetPassword } = dataOf(await new Browser(this.#url).run(ResetPasswordDocument, { input }));
      expectThat(resetPassword.isReset, `refused: ${codesOf(resetPassword.userErrors)}`);
      const again = dataOf(await new Browser(this.#url).run(ResetPasswordDocument, { input })).resetPassword;
      expectThat(!again.isReset, "the link worked twice");
      await pause(SESSION_MEMORY_MS);
      const { viewer } = dataOf(await browser.run(WhoAmIDocument));
      expectThat(viewer === null, "the earlier session goes on");
      return [undefined, `done; again: ${codesOf(again.userErrors)}; the session from before has ended`];
    });
  }

  /** Entries arrive through the outbox, normally within milliseconds. */
  async #waitForAudit(browser: Browser, entityId: string, actions: readonly string[]): Promise<AuditNode[]> {
    const deadline = Date.now() + AUDIT_TIMEOUT_MS;
    for (;;) {
      const { auditEvents } = dataOf(await browser.run(AuditTrailDocument, { entityId }));
      const seen = auditEvents.nodes
        .filter(({ category }) => category === "CHANGE")
        .map(({ action }) => action);
      if (actions.every((action) => seen.includes(action))) return auditEvents.nodes.toReversed();
      if (Date.now() > deadline) throw new StepFailed(`only ${seen.join(", ")} were found in the audit log`);
      await pause(AUDIT_POLL_MS);
    }
  }

  async #step<T>(name: string, work: () => Promise<readonly [T, string]>): Promise<T> {
    this.#number += 1;
    const label = `${String(this.#number).padStart(2)}. ${name}`;
    const startedAt = performance.now();
    const [result, outcome] = await work();
    const milliseconds = (performance.now() - startedAt).toFixed(0);
    this.#output.write(`\n${label} (${milliseconds} ms)\n    → ${outcome}\n`);
    return result;
  }
}

function bookingOf(serviceTypeId: string, slot: Slot, patientId: string, reason: string) {
  return {
    clinicId: CLINICS.northwindBerlin.id,
    practitionerId: ACCOUNTS.practitioner.practitionerId,
    serviceTypeId,
    patientId,
    startsAt: slot.startsAt,
    reason,
  };
}

function dataOf<Result>({ data, errors }: Answer<Result>): Result {
  if (errors.length > 0 || data === null || data === undefined) {
    throw new StepFailed(`the router answered ${JSON.stringify(errors)}`);
  }
  return data;
}

function expectThat(condition: boolean, otherwise: string): void {
  if (!condition) throw new StepFailed(otherwise);
}

function codesOf(userErrors: readonly { readonly code: string }[]): string {
  return userErrors.map(({ code }) => code).join(", ");
}
