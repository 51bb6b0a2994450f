import type postgres from "postgres";
import { ACCOUNTS, CLINICS, seededPractitionerId, seededServiceTypeId } from "#drizzle/seed/world.ts";
import {
  BookAppointmentDocument,
  FreeSlotsDocument,
  PractitionerDayDocument,
} from "#schema/operations/demo/__generated__/graphql.ts";
import { PatientHomeDocument } from "#schema/operations/web/__generated__/graphql.ts";
import { Browser } from "../../stack/browser.ts";
import { signInSeeded } from "../../stack/demo-sign-in.ts";

/** One of the measured operations. */
export interface Operation {
  readonly name: string;
  /** Who sends it. */
  readonly email: string;
  /** Whose registered document it is. */
  readonly client: "demo" | "web";
  /** Bodies of its requests. */
  readonly bodies: readonly string[];
  /** Each body is good for one request only. */
  readonly isOnce: boolean;
  /** Text of every good answer. */
  readonly expected: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** The seed has bookings for sixty days: from then on every time is free. */
const FIRST_FREE_DAY = 70;
const DAYS_PER_SEARCH = 7;

/** In every answer with a list of appointments that is not empty. */
const ANY_APPOINTMENT = '"nodes":[{"';

/** Practitioners that are booked, two of a clinic, so that its four rooms suffice whatever overlaps. */
const BOOKED = [
  { clinic: CLINICS.northwindBerlin, practitioner: "lena-hoffmann" },
  { clinic: CLINICS.northwindDelhi, practitioner: "rohan-mehta" },
  { clinic: CLINICS.northwindBerlin, practitioner: "stefan-brandt" },
  { clinic: CLINICS.northwindDelhi, practitioner: "shalini-pillai" },
] as const;

/** The page a patient's app begins with: who it is and the next five appointments. */
export function patientHome(): Operation {
  const variables = { first: 5, from: new Date().toISOString() };
  return {
    name: "patient home",
    email: ACCOUNTS.patient.email,
    client: "web",
    bodies: [bodyOf(PatientHomeDocument, variables)],
    isOnce: false,
    expected: ANY_APPOINTMENT,
  };
}

/** The list of a practitioner's fullest day. */
export async function practitionerDay(admin: postgres.Sql): Promise<Operation> {
  const [fullest] = await admin<{ day: Date }[]>`
    select date_trunc('day', starts_at, 'UTC') as day from appointments.appointment
    where practitioner_id = ${ACCOUNTS.practitioner.practitionerId}
    group by 1 order by count(*) desc, 1 limit 1`;
  if (fullest === undefined) throw new Error("The practitioner has no appointments.");
  const to = new Date(fullest.day.getTime() + DAY_MS);
  return {
    name: "practitioner's day",
    email: ACCOUNTS.practitioner.email,
    client: "demo",
    bodies: [bodyOf(PractitionerDayDocument, { from: fullest.day.toISOString(), to: to.toISOString() })],
    isOnce: false,
    expected: ANY_APPOINTMENT,
  };
}

/** `count` bookings that do not collide: each another slot, patients in turn. */
export async function bookings(admin: postgres.Sql, browser: Browser, count: number): Promise<Operation> {
  const queues = await Promise.all(
    BOOKED.map((offer) => offersOf(admin, browser, offer, Math.ceil(count / BOOKED.length))),
  );
  const bodies = Array.from({ length: count }, (_, index) => {
    const input = queues[index % queues.length]?.[Math.floor(index / queues.length)];
    if (input === undefined) throw new Error("There are not enough free slots.");
    return bodyOf(BookAppointmentDocument, { input });
  });
  return {
    name: "booking",
    email: ACCOUNTS.admin.email,
    client: "demo",
    bodies,
    isOnce: true,
    expected: '"status":"BOOKED"',
  };
}

/** A client signed in with a seeded account. */
export async function signIn(url: string, email: string): Promise<Browser> {
  const browser = new Browser(url);
  await signInSeeded(browser, email);
  return browser;
}

interface BookingInput {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string;
  readonly patientId: string;
  readonly startsAt: string;
}

async function offersOf(
  admin: postgres.Sql,
  browser: Browser,
  { clinic, practitioner }: (typeof BOOKED)[number],
  count: number,
): Promise<BookingInput[]> {
  const place = {
    clinicId: clinic.id,
    serviceTypeId: seededServiceTypeId(clinic, "consultation"),
    practitionerId: seededPractitionerId(clinic, practitioner),
  };
  const patients = await admin<{ id: string }[]>`
    select id from appointments.known_patient
    where tenant_id = ${clinic.tenantId} and region = ${clinic.region} order by id`;
  // No patient is booked with both practitioners of a clinic, whose times overlap.
  const [ofClinic] = BOOKED.filter((offer) => offer.clinic === clinic);
  const part = ofClinic?.practitioner === practitioner ? 0 : 1;
  const inTurn = patients.filter((_patient, index) => index % 2 === part);
  const inputs: BookingInput[] = [];
  for (let day = FIRST_FREE_DAY; inputs.length < count && day < 400; day += DAYS_PER_SEARCH) {
    const from = new Date(Date.now() + day * DAY_MS).toISOString().slice(0, 10);
    const { data } = await browser.run(FreeSlotsDocument, { ...place, from, days: DAYS_PER_SEARCH });
    for (const { startsAt } of data?.availableSlots.nodes ?? []) {
      inputs.push({ ...place, startsAt, patientId: inTurn[inputs.length % inTurn.length]?.id ?? "" });
    }
  }
  return inputs.slice(0, count);
}

/** By id, as apps send it in production. */
function bodyOf(
  { __meta__: meta }: { readonly __meta__?: Readonly<Record<string, unknown>> | undefined },
  variables: unknown,
): string {
  return JSON.stringify({ documentId: meta?.["hash"], variables });
}
