import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "#drizzle/contexts.ts";
import { ACCOUNTS, CLINICS, seededServiceTypeId, TENANTS } from "#drizzle/seed/world.ts";
import { newId } from "#shared/db/ids.ts";
import { statementsOf } from "#shared/testing/scraped-metrics.ts";
import type { Browser } from "../browser.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

/** Rows that there are. A page has a hundred at most, and says how many there are. */
const ROWS = [1, 10, 100, 1_000];
const PAGE = 100;
const TENANT = TENANTS.northwind.id;
const CLINIC = CLINICS.northwindBerlin;
const PRACTITIONER = ACCOUNTS.practitioner.practitionerId;
/** A Monday; the seed has nothing so late. */
const DAY = "2031-03-03";
const NEXT_DAY = "2031-03-04";

/** By number of rows: whose they are, and where the free times are. */
interface Owner {
  readonly practitionerId: string;
  readonly patientId: string;
  readonly clinicId: string;
  readonly serviceTypeId: string;
}

let stack: TestStack;
let admin: Browser;
const owners = new Map<number, Owner>();
beforeAll(async () => {
  stack = await startTestStack({ isMeasured: true });
  admin = await stack.browser(ACCOUNTS.admin.email);
  for (const rows of ROWS) owners.set(rows, await addRows(rows));
});
afterAll(() => stack.stop());

/** So many appointments of one patient with one practitioner on one day, and so many free minutes of another day. */
async function addRows(rows: number): Promise<Owner> {
  const { admin: sql } = stack;
  const owner = {
    ...{ practitionerId: newId(), patientId: newId(), clinicId: newId(), serviceTypeId: newId() },
  };
  const { practitionerId, patientId, clinicId, serviceTypeId } = owner;
  await sql`insert into users.practitioner (id, tenant_id, given_name, family_name, specialty, region)
    values (${practitionerId}, ${TENANT}, 'Ada', 'Byron', 'General practice', ${CLINIC.region})`;
  await sql`insert into users.patient (id, tenant_id, given_name, family_name, birth_date, region)
    values (${patientId}, ${TENANT}, 'Ada', 'Byron', '1990-12-10', ${CLINIC.region})`;
  await sql`insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id, practitioner_id, patient_id,
      region, status, starts_at, ends_at)
    select gen_random_uuid(), ${TENANT}, ${CLINIC.id}, ${seededServiceTypeId(CLINIC, "consultation")}, room.id, ${practitionerId},
      ${patientId}, ${CLINIC.region}, 'BOOKED', at, at + interval '1 minute'
    from (select id from appointments.room where clinic_id = ${CLINIC.id} limit 1) room,
      generate_series(1, ${rows}::int) number,
      lateral (select ${DAY}::text::timestamptz + number * interval '1 minute' as at) start`;
  await sql`insert into appointments.known_practitioner (id, tenant_id, region) values (${practitionerId}, ${TENANT}, ${CLINIC.region})`;
  await sql`insert into appointments.known_patient (id, tenant_id, region) values (${patientId}, ${TENANT}, ${CLINIC.region})`;
  await sql`insert into appointments.clinic (id, tenant_id, name, region, time_zone, city)
    values (${clinicId}, ${TENANT}, ${`Clinic with ${String(rows)}`}, ${CLINIC.region}, 'UTC', 'Berlin')`;
  await sql`insert into appointments.room (id, tenant_id, clinic_id, name) values (${newId()}, ${TENANT}, ${clinicId}, 'Room')`;
  await sql`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes, buffer_before_minutes,
      buffer_after_minutes, price_amount_minor, price_currency)
    values (${serviceTypeId}, ${TENANT}, ${clinicId}, 'A minute', 1, 0, 0, 100, 'EUR')`;
  await sql`insert into appointments.schedule (id, tenant_id, clinic_id, practitioner_id, weekday, opens_at, closes_at)
    values (${newId()}, ${TENANT}, ${clinicId}, ${PRACTITIONER}, 1, '06:00', time '06:00' + ${rows}::int * interval '1 minute')`;
  return owner;
}

const LISTS = {
  "free times": `query Measured($clinicId: ID!, $serviceTypeId: ID!) { availableSlots(clinicId: $clinicId, serviceTypeId: $serviceTypeId,
    from: "${DAY}", days: 7, first: ${String(PAGE)}) { nodes { startsAt practitioner { name { display } } } pageInfo { hasNextPage } } }`,
  "a practitioner's day": `query Measured($practitionerId: ID!) { practitioner(id: $practitionerId) {
    appointments(first: ${String(PAGE)}, filter: { from: "${DAY}T00:00:00Z", to: "${NEXT_DAY}T00:00:00Z" }) {
      nodes { id status startsAt patient { name { display } } } pageInfo { hasNextPage } totalCount } } }`,
  "a patient's history": `query Measured($patientId: ID!) { patient(id: $patientId) { appointments(first: ${String(PAGE)}) {
    nodes { id status startsAt clinic { name } serviceType { name } room { name } practitioner { name { display } } }
    pageInfo { hasNextPage } totalCount } } }`,
};

/** As in `statements.e2e.test.ts`. */
const STATEMENTS: Readonly<Record<keyof typeof LISTS, Partial<Record<Context, number>>>> = {
  "free times": { appointments: 2, users: 2 },
  "a practitioner's day": { appointments: 6, users: 5 },
  "a patient's history": { appointments: 8, users: 4 },
};

interface List {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean };
  readonly totalCount?: number;
}

function listOf(value: unknown): List {
  if (typeof value !== "object" || value === null) throw new Error("There is no list.");
  return "nodes" in value ? (value as List) : listOf(Object.values(value)[0]);
}

describe("SQL statements do not grow with the rows that there are", () => {
  it.each(Object.keys(LISTS) as (keyof typeof LISTS)[])("for %s", async (name) => {
    for (const rows of ROWS) {
      const before = statementsOf(await stack.samples(), "Measured");
      const answer = await admin.send(LISTS[name], owners.get(rows));
      expect(answer.errors).toEqual([]);
      const { nodes, pageInfo, totalCount } = listOf(answer.data);
      const after = statementsOf(await stack.samples(), "Measured");
      expect(nodes).toHaveLength(Math.min(rows, PAGE));
      expect(pageInfo.hasNextPage).toBe(rows > PAGE);
      if (name !== "free times") expect(totalCount).toBe(rows);
      const sent = Object.entries(after)
        .map(([context, count]) => [context, count - (before[context] ?? 0)] as const)
        .filter(([, count]) => count > 0);
      expect({ rows, sent: Object.fromEntries(sent) }).toEqual({ rows, sent: STATEMENTS[name] });
    }
  });
});
