import type { Answer, Browser } from "../browser.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Where to look for free times. */
export interface SlotSearch {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string;
}

/** A time that can be booked. */
export interface FreeSlot extends SlotSearch {
  /** ISO-8601. */
  readonly startsAt: string;
}

/** What booking, moving and cancelling answer in these tests. */
export interface Change {
  readonly appointment: { readonly id: string; readonly status: string; readonly version: number } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
}

const CHANGE = "{ appointment { id status version } userErrors { code field } }";

const SLOTS = `query ($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID!, $from: LocalDate!) {
  availableSlots(clinicId: $clinicId, serviceTypeId: $serviceTypeId, practitionerId: $practitionerId, from: $from, days: 31, first: 100) {
    nodes { startsAt }
  }
}`;

/** Up to a hundred free times, the first tomorrow or later, or so many days from now. */
export async function findFreeSlots(
  browser: Browser,
  search: SlotSearch,
  daysAhead = 1,
): Promise<readonly FreeSlot[]> {
  const from = new Date(Date.now() + daysAhead * DAY_MS).toISOString().slice(0, 10);
  const answer = await browser.send<{ availableSlots: { nodes: { startsAt: string }[] } }>(SLOTS, {
    ...search,
    from,
  });
  return dataOf(answer).availableSlots.nodes.map(({ startsAt }) => ({ ...search, startsAt }));
}

/** Sends `bookAppointment` and answers as it came. */
export async function sendBooking(
  browser: Browser,
  slot: FreeSlot,
  patientId: string,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer<{ bookAppointment: Change }>> {
  return browser.send(
    `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) ${CHANGE} }`,
    { input: { ...slot, patientId } },
    headers,
  );
}

/** Books a slot. */
export async function book(browser: Browser, slot: FreeSlot, patientId: string): Promise<Change> {
  return dataOf(await sendBooking(browser, slot, patientId)).bookAppointment;
}

/** Sends `cancelAppointment` and answers as it came. */
export async function sendCancelling(
  browser: Browser,
  appointmentId: string,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer<{ cancelAppointment: Change }>> {
  return browser.send(
    `mutation ($input: CancelAppointmentInput!) { cancelAppointment(input: $input) ${CHANGE} }`,
    { input: { appointmentId } },
    headers,
  );
}

/** Cancels an appointment. */
export async function cancel(browser: Browser, appointmentId: string): Promise<Change> {
  return dataOf(await sendCancelling(browser, appointmentId)).cancelAppointment;
}

/** The data of an answer without errors; anything else is raised as it came. */
export function dataOf<Result>({ status, data, errors }: Answer<Result>): Result {
  if (errors.length > 0 || data === null || data === undefined) {
    throw new Error(`The router answered ${String(status)}: ${JSON.stringify(errors)}`);
  }
  return data;
}
