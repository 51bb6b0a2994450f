import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type GraphQLSchema,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "#drizzle/contexts.ts";
import { ACCOUNTS, CLINICS, seededServiceTypeId, TENANTS } from "#drizzle/seed/world.ts";
import { statementsOf } from "#shared/testing/scraped-metrics.ts";
import type { Browser } from "../browser.ts";
import { dataOf } from "./booking-client.ts";
import { LAST_MONTH, MONTH_BEFORE_LAST, TOMORROW } from "./permission-probes.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const PAGE_SIZES = [1, 10, 100];
/** More than the largest page. */
const ENOUGH = 120;
const TENANT = TENANTS.northwind.id;

const CLINIC = CLINICS.northwindBerlin;
const PATIENT = ACCOUNTS.patient.patientId;
const PRACTITIONER = ACCOUNTS.practitioner.practitionerId;

let stack: TestStack;
let admin: Browser;
let patient: Browser;
beforeAll(async () => {
  stack = await startTestStack({ isMeasured: true });
  admin = await stack.browser(ACCOUNTS.admin.email);
  patient = await stack.browser(ACCOUNTS.patient.email);
  await fillTheWorld();
  // Reads a hundred patients, so that the log has more than a hundred entries.
  await admin.send("{ patients(first: 100) { nodes { name { display } contact { phone } } } }");
});
afterAll(() => stack.stop());

/** Makes every list longer than the largest page, with as much variety in it as the world has. */
async function fillTheWorld(): Promise<void> {
  const { admin: sql } = stack;
  await sql`
    insert into users.practitioner (id, tenant_id, given_name, family_name, specialty, region)
    select gen_random_uuid(), tenant_id, given_name, family_name || ' ' || number, specialty, region
    from users.practitioner, generate_series(1, 10) number where tenant_id = ${TENANT}`;
  await sql`
    with source as (select * from appointments.clinic where tenant_id = ${TENANT} limit 1),
    copies as (
      insert into appointments.clinic (id, tenant_id, name, region, time_zone, city)
      select gen_random_uuid(), tenant_id, name || ' ' || number, region, time_zone, city
      from source, generate_series(1, ${ENOUGH}::int) number returning id),
    rooms as (
      insert into appointments.room (id, tenant_id, clinic_id, name)
      select gen_random_uuid(), ${TENANT}, id, 'Room 1' from copies),
    services as (
      insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
        buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency)
      select gen_random_uuid(), ${TENANT}, id, 'Consultation', 15, 0, 0, 4500, 'EUR' from copies)
    insert into appointments.schedule (id, tenant_id, clinic_id, practitioner_id, weekday, opens_at, closes_at)
    select gen_random_uuid(), ${TENANT}, id, ${PRACTITIONER}::uuid, 1, '09:00', '17:00' from copies`;
  await sql`
    insert into appointments.schedule_exception (id, tenant_id, kind, clinic_id, practitioner_id, first_date, last_date,
      start_time, end_time)
    select gen_random_uuid(), ${TENANT}, 'EXTRA_HOURS', ${CLINIC.id}, ${PRACTITIONER}::uuid, date '2500-01-01' + number,
      date '2500-01-01' + number, '09:00', '10:00' from generate_series(1, ${ENOUGH}::int) number`;
  await sql`
    insert into auth.account (id, tenant_id, email, password_hash, roles)
    select gen_random_uuid(), ${TENANT}, number || '@post.example', '', '{USER}' from generate_series(1, ${ENOUGH}::int) number`;
  await sql`
    insert into auth.break_glass_grant (id, tenant_id, created_at, account_id, practitioner_id, patient_id, purpose,
      justification, expires_at, ended_at, reviewed_at, finding, reviewer_id)
    select gen_random_uuid(), ${TENANT}, now() - number * interval '1 hour', holder.id, practitioner.id, patient.id,
      'SAFEGUARDING', 'Somebody has to be protected', now() - number * interval '1 hour' + interval '1 minute',
      now() - number * interval '1 hour' + interval '1 minute', now(), 'JUSTIFIED', reviewer.id
    from generate_series(1, ${ENOUGH}::int) number
      join auth.account holder on holder.email = number || '@post.example'
      join auth.account reviewer on reviewer.email = (${ENOUGH}::int + 1 - number) || '@post.example'
      join (select id, row_number() over (order by id) from users.practitioner where tenant_id = ${TENANT}) practitioner
        on practitioner.row_number = number
      join (select id, row_number() over (order by id) from users.patient where tenant_id = ${TENANT}) patient
        on patient.row_number = number`;
  // Everybody waits, with an offer each, and the patient has waited often.
  await sql`
    insert into appointments.waitlist_entry (id, tenant_id, clinic_id, service_type_id, practitioner_id, patient_id, region,
      from_date, until_date, priority, status)
    select gen_random_uuid(), ${TENANT}, ${CLINIC.id}, ${seededServiceTypeId(CLINIC, "consultation")}, ${PRACTITIONER}::uuid,
      p.id, 'eu-central', '2999-01-01'::date, '2999-01-02'::date, 'ROUTINE', 'OFFERED'
    from appointments.known_patient p where p.tenant_id = ${TENANT}`;
  await sql`
    insert into appointments.waitlist_entry (id, tenant_id, clinic_id, service_type_id, practitioner_id, patient_id, region,
      from_date, until_date, priority, status)
    select gen_random_uuid(), tenant_id, clinic_id, service_type_id, practitioner_id, patient_id, region, from_date, until_date,
      priority, 'LEFT' from appointments.waitlist_entry, generate_series(1, ${ENOUGH}::int) where patient_id = ${PATIENT}`;
  await sql`
    insert into appointments.waitlist_offer (id, tenant_id, entry_id, practitioner_id, starts_at, ends_at, expires_at, outcome)
    select gen_random_uuid(), tenant_id, id, practitioner_id, '2999-01-01T09:00:00Z', '2999-01-01T09:30:00Z', '2998-01-01', 'OFFERED'
    from appointments.waitlist_entry where status = 'OFFERED'`;
  // Spread over clinics, rooms, services and practitioners; who is seen in them does not matter here.
  await sql`
    update appointments.appointment set patient_id = ${PATIENT} where id in (
      select id from appointments.appointment
      where tenant_id = ${TENANT} and practitioner_id <> ${PRACTITIONER} order by md5(id::text) limit ${ENOUGH})`;
}

const OPERATION = "Measured";

/** Statements that the measured operation has sent so far, per context; BEGIN and COMMIT aside. */
async function statements(): Promise<Readonly<Record<string, number>>> {
  return statementsOf(await stack.samples(), OPERATION);
}

/** The only list in an answer that has `nodes`, however deep. */
function nodesOf(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) throw new Error("There are no nodes.");
  if ("nodes" in value && Array.isArray(value.nodes)) return value.nodes;
  return nodesOf(Object.values(value)[0]);
}

const LISTS = {
  patients: `query Measured($first: Int!) { patients(first: $first) {
    nodes { id name { display } birthDate region contact { phone email } } pageInfo { hasNextPage endCursor } totalCount
  } }`,
  "patients with their next appointments": `query Measured($first: Int!) { patients(first: $first) { nodes {
    id appointments(first: 2) { edges { node { id startsAt clinic { name } practitioner { name { display } } } } totalCount }
  } } }`,
  "what is noted at a patient's appointments": `query Measured($first: Int!) { patient(id: "${PATIENT}") {
    appointments(first: $first) { nodes { id confidentiality reason notes } }
  } }`,
  practitioners: `query Measured($first: Int!) { practitioners(first: $first) { nodes { id name { display } specialty region } totalCount } }`,
  clinics: `query Measured($first: Int!) { clinics(first: $first) { nodes {
    id name rooms { name clinic { name } }
  } totalCount } }`,
  "clinics with their services": `query Measured($first: Int!) { clinics(first: $first) { nodes {
    serviceTypes { name price { amountMinor } clinic { name } }
  } } }`,
  "clinics with their schedules": `query Measured($first: Int!) { clinics(first: $first) { nodes {
    schedules { weekday practitioner { name { display } } }
  } } }`,
  "a patient's appointments": `query Measured($first: Int!) { patient(id: "${PATIENT}") { appointments(first: $first) { nodes {
    id status startsAt clinic { name timeZone } serviceType { name } room { name } practitioner { name { display } } version
  } totalCount } } }`,
  "a practitioner's appointments": `query Measured($first: Int!) { practitioner(id: "${PRACTITIONER}") { appointments(first: $first) {
    nodes { id status startsAt patient { name { display } } } totalCount
  } } }`,
  accounts: `query Measured($first: Int!) { accounts(first: $first) { nodes { id email roles regions tier version } totalCount } }`,
  "the audit log": `query Measured($first: Int!) { auditEvents(first: $first, filter: { categories: [READ] }) {
    nodes { sequence category action agent { kind roles } entity { type id } fields hash } totalCount
  } }`,
  "how the glass was broken": `query Measured($first: Int!) { breakGlassGrants(first: $first) { nodes {
    id purpose holder { email } practitioner { name { display } } patient { name { display } } isInForce
    review { finding reviewer { email } }
  } totalCount } }`,
  "free times": `query Measured($first: Int!) { availableSlots(clinicId: "${CLINIC.id}", serviceTypeId: "${seededServiceTypeId(CLINIC, "consultation")}",
    from: "${TOMORROW}", days: 31, first: $first) { nodes { startsAt endsAt practitioner { name { display } } clinic { name } serviceType { name } } } }`,
  "free times at two clinics": `query Measured($first: Int!) { availableSlots(serviceTypeIds: ${JSON.stringify(
    [CLINIC, CLINICS.northwindDelhi].map((clinic) => seededServiceTypeId(clinic, "consultation")),
  )},
    from: "${TOMORROW}", days: 31, first: $first) { nodes { startsAt endsAt practitioner { name { display } } clinic { name } serviceType { name } } } }`,
  "leave, closures and extra hours": `query Measured($first: Int!) { scheduleExceptions(clinicId: "${CLINIC.id}", from: "${TOMORROW}", first: $first) {
    nodes { kind firstDate clinic { name } practitioner { name { display } } }
  } }`,
  "a patient's entries of waitlists": `query Measured($first: Int!) { patient(id: "${PATIENT}") { waitlistEntries(first: $first) { nodes {
    id status fromDate clinic { name } serviceType { name } practitioner { name { display } }
  } } } }`,
  "who waits at a clinic": `query Measured($first: Int!) { waitlist(clinicId: "${CLINIC.id}", first: $first) { nodes {
    id status clinic { name } serviceType { name } patient { name { display } } offer { startsAt practitioner { name { display } } }
  } } }`,
  "numbers of appointments": `query Measured($first: Int!) {
    appointmentStatistics(by: CLINIC_DAY, fromMonth: "${MONTH_BEFORE_LAST}", toMonth: "${LAST_MONTH}", first: $first) {
      nodes { day count utilisation clinic { name } serviceType { name } }
    } }`,
  "the audit log with the patients": `query Measured($first: Int!) { auditEvents(first: $first, filter: { categories: [READ] }) {
    nodes { sequence patient { name { display } } }
  } }`,
};

/**
 * Statements per context: who acts (one per transaction), what is read, and the audit entries of what was read of
 * patients, in one statement.
 */
const STATEMENTS: Record<keyof typeof LISTS, Partial<Record<Context, number>>> = {
  patients: { users: 4 },
  "patients with their next appointments": { users: 5, appointments: 6 },
  "what is noted at a patient's appointments": { users: 2, appointments: 5 },
  practitioners: { users: 3 },
  clinics: { appointments: 5 },
  "clinics with their services": { appointments: 4 },
  "clinics with their schedules": { appointments: 3, users: 2 },
  "a patient's appointments": { appointments: 8, users: 4 },
  "a practitioner's appointments": { appointments: 6, users: 5 },
  accounts: { auth: 3 },
  "the audit log": { audit: 3 },
  "how the glass was broken": { auth: 5, users: 5 },
  "free times": { appointments: 2, users: 2 },
  "free times at two clinics": { appointments: 2, users: 2 },
  "leave, closures and extra hours": { appointments: 3, users: 2 },
  "a patient's entries of waitlists": { appointments: 6, users: 4 },
  "who waits at a clinic": { appointments: 7, users: 5 },
  "numbers of appointments": { appointments: 3 },
  "the audit log with the patients": { audit: 2, users: 3 },
};

/** A hundred clinics may have so many schedules that nobody may ask for all of them. */
const SMALLER_PAGES: Partial<Record<keyof typeof LISTS, readonly number[]>> = {
  "clinics with their schedules": [1, 10, 25],
};

/** Fields that the lists ask for, as `Type.field`. */
function askedCoordinates(schema: GraphQLSchema): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const text of Object.values(LISTS)) {
    const types = new TypeInfo(schema);
    const enter = ({ name }: FieldNode): void =>
      void asked.add(`${types.getParentType()?.name ?? ""}.${name.value}`);
    visit(parse(text), visitWithTypeInfo(types, { Field: { enter } }));
  }
  return asked;
}

describe("SQL statements do not grow with the page", () => {
  it("of any list that the API has", () => {
    const schema = buildSchema(readFileSync(new URL("../../schema/api.graphql", import.meta.url), "utf8"));
    const connections = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .filter(({ field }) => getNamedType(field.type).name.endsWith("Connection"))
      .map(({ type, field }) => `${type.name}.${field.name}`);
    const asked = askedCoordinates(schema);
    expect(connections.length).toBeGreaterThan(5);
    expect(connections.filter((coordinate) => !asked.has(coordinate))).toEqual([]);
  });

  it.each(Object.keys(LISTS) as (keyof typeof LISTS)[])("of %s", async (name) => {
    const asker = name === "what is noted at a patient's appointments" ? patient : admin;
    const counts: Record<number, unknown> = {};
    const pageSizes = SMALLER_PAGES[name] ?? PAGE_SIZES;
    for (const first of pageSizes) {
      const before = await statements();
      const data = dataOf(await asker.send(LISTS[name], { first }));
      const after = await statements();
      expect(nodesOf(data)).toHaveLength(first);
      const sent = Object.entries(after).map(
        ([context, count]) => [context, count - (before[context] ?? 0)] as const,
      );
      counts[first] = Object.fromEntries(sent.filter(([, count]) => count > 0));
    }
    const expected = STATEMENTS[name];
    expect(counts).toEqual(Object.fromEntries(pageSizes.map((first) => [first, expected])));
  });
});
