import type postgres from "postgres";
import { expect } from "vitest";
import { untilDelivered } from "./until-delivered.ts";

/** What clients were told was done: it must hold, whatever ended the processes afterwards. */
export interface Promised {
  /** Ids of appointments. */
  readonly booked: Set<string>;
  readonly cancelled: Set<string>;
}

/** Remembers which appointments are of the seed and not of the test; to be called before it books. */
export async function rememberSeed(sql: postgres.Sql): Promise<void> {
  await sql`create table public.seeded as select id from appointments.appointment`;
}

/** Patients of a region, who can be booked for. */
export async function patientsOf(sql: postgres.Sql, region: string): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from appointments.known_patient where region = ${region} order by id`;
  return rows.map(({ id }) => id);
}

/** Committed messages that have not arrived. */
export async function countUnderWay(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ messages: number }[]>`
    select (select count(*) from appointments.outbox where published_at is null)::int
      + (select count(*) from messaging.delivery)::int as messages`;
  return row?.messages ?? 0;
}

/**
 * Waits until every event has arrived, and asserts that what was promised is there, that every change has its audit
 * entry and its event and no other has, and that nothing is half done.
 */
export async function expectNothingIsLost(sql: postgres.Sql, { booked, cancelled }: Promised): Promise<void> {
  await untilDelivered(sql);
  const statuses = await statusesOfTest(sql);
  expect([...booked].filter((id) => !statuses.has(id))).toEqual([]);
  expect([...cancelled].filter((id) => statuses.get(id) !== "CANCELLED")).toEqual([]);
  expect([...(await auditDifferences(sql))]).toEqual([]);
  expect([...(await eventDifferences(sql))]).toEqual([]);
  expect([...(await halfDone(sql))]).toEqual([]);
  expect([...(await brokenChains(sql))]).toEqual([]);
}

/** Status by id of the appointments that were booked since {@link rememberSeed}. */
export async function statusesOfTest(sql: postgres.Sql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ id: string; status: string }[]>`
    select id, status from appointments.appointment where id not in (select id from seeded)`;
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Changes without exactly one audit entry, and audit entries of changes that are not there. */
function auditDifferences(sql: postgres.Sql) {
  return sql`
    with changes as (
      select id, generate_series(1, version) as version from appointments.appointment
      where id not in (select id from seeded)),
    entries as (
      select entity_id as id, (detail->>'version')::int as version, count(*)::int as entries,
        min(action) as action
      from audit.entry where category = 'CHANGE' and entity_type = 'Appointment' group by 1, 2)
    select id, version, entries, action, c.id is not null as changed
    from changes c full join entries e using (id, version)
    where c.id is null or e.entries is distinct from 1
      or e.action <> case version when 1 then 'appointment:book' else 'appointment:cancel' end`;
}

/** Appointments whose events are not one for each version. */
function eventDifferences(sql: postgres.Sql) {
  return sql`
    select a.id, a.version, array_agg(o.sequence order by o.sequence) as sequences
    from appointments.appointment a left join appointments.outbox o
      on o.aggregate_id = a.id and o.type like 'appointment.%'
    where a.id not in (select id from seeded) group by a.id
    having array_agg(o.sequence order by o.sequence)
      is distinct from (select array_agg(n) from generate_series(1, a.version) n)`;
}

/** Booked appointments that do not hold patient, practitioner and room, and others that hold anything. */
function halfDone(sql: postgres.Sql) {
  return sql`
    select a.id, a.status, array_agg(l.resource_kind order by l.resource_kind) filter (where l.live) as held
    from appointments.appointment a left join appointments.allocation l on l.appointment_id = a.id
    where a.id not in (select id from seeded) group by a.id
    having array_agg(l.resource_kind order by l.resource_kind) filter (where l.live) is distinct from
      case a.status when 'BOOKED' then array['PATIENT', 'PRACTITIONER', 'ROOM'] end`;
}

/** Places where the audit log of a tenant has a gap, a number twice, or an entry that does not follow the one before. */
export function brokenChains(sql: postgres.Sql) {
  return sql`
    with chained as (
      select tenant_id, sequence, previous_hash, row_number() over chain as expected, lag(hash) over chain as before
      from audit.entry window chain as (partition by tenant_id order by sequence))
    select tenant_id, sequence, expected from chained
    where sequence <> expected or (before is not null and previous_hash <> before)`;
}
