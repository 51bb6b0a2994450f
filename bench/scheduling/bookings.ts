import {
  loadPatientId,
  loadPractitionerId,
  loadServiceTypeId,
  PRACTITIONERS_PER_CLINIC,
  type LoadClinic,
} from "#drizzle/seed/load/load-plan.ts";
import { createSeededRandom } from "#shared/random/seeded-random.ts";
import type { Browser } from "../../stack/browser.ts";

/** What `bookAppointment` needs; inputs of other changes begin with it. */
export interface BookingInput {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string;
  readonly patientId: string;
  readonly startsAt: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_PER_SEARCH = 7;
const LAST_DAY = 350;
const SLOTS = `query Slots($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID!, $from: LocalDate!) {
  availableSlots(clinicId: $clinicId, serviceTypeId: $serviceTypeId, practitionerId: $practitionerId, from: $from,
    days: ${String(DAYS_PER_SEARCH)}, first: 100) { nodes { startsAt } } }`;

/** Does not read what was booked: that would be another transaction, and a record of who read it. */
export const BOOK =
  "mutation Book($input: BookAppointmentInput!) { bookAppointment(input: $input) { appointment { __typename } userErrors { code } } }";

/** In every answer to a change that was made. */
export const CHANGED = '"userErrors":[]';

/**
 * As many free slots of each practitioner of the clinic, each for a patient of theirs, so that no two collide. In no order: those who
 * book at a time do not all want the same time, and with it the same room.
 * @param firstDay from today
 */
export async function freeBookings(
  browser: Browser,
  clinic: LoadClinic,
  { count, firstDay }: { readonly count: number; readonly firstDay: number },
): Promise<readonly BookingInput[]> {
  const each = Math.ceil(count / PRACTITIONERS_PER_CLINIC);
  const offers: BookingInput[] = [];
  for (let practitioner = 0; practitioner < PRACTITIONERS_PER_CLINIC; practitioner += 1) {
    offers.push(...(await offersOf(browser, clinic, practitioner, { count: each, firstDay })));
  }
  if (offers.length < count) throw new Error("There are not enough free slots.");
  const random = createSeededRandom("order of bookings");
  const shuffled = offers.map((offer) => ({ offer, place: random.fraction() }));
  return shuffled
    .sort((a, b) => a.place - b.place)
    .slice(0, count)
    .map(({ offer }) => offer);
}

/** By the text. */
export function bodyOf(query: string, input: unknown): string {
  return JSON.stringify({ query, variables: { input } });
}

async function offersOf(
  browser: Browser,
  clinic: LoadClinic,
  practitioner: number,
  { count, firstDay }: { readonly count: number; readonly firstDay: number },
): Promise<readonly BookingInput[]> {
  const place = {
    clinicId: clinic.id,
    serviceTypeId: loadServiceTypeId(clinic, "consultation"),
    practitionerId: loadPractitionerId(clinic, practitioner),
  };
  const inputs: BookingInput[] = [];
  for (let day = firstDay; inputs.length < count && day < LAST_DAY; day += DAYS_PER_SEARCH) {
    const from = new Date(Date.now() + day * DAY_MS).toISOString().slice(0, 10);
    const { data } = await browser.send<{ availableSlots: { nodes: readonly { startsAt: string }[] } }>(
      SLOTS,
      {
        ...place,
        from,
      },
    );
    for (const { startsAt } of data?.availableSlots.nodes ?? []) {
      const patient = inputs.length % clinic.patientsPerPractitioner;
      inputs.push({ ...place, startsAt, patientId: loadPatientId(clinic, practitioner, patient) });
    }
  }
  return inputs.slice(0, count);
}
