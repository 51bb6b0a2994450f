import type postgres from "postgres";
import { OVERBOOKING_LIMIT } from "./model-world.ts";
import type { History } from "./driver.ts";

/** What does not hold; nothing when all does. */
export async function violations(sql: postgres.Sql, history: History): Promise<string[]> {
  const found = [
    ...(await overlaps(sql)),
    ...(await notHeld(sql)),
    ...(await illegalHistories(sql)),
    ...(await withoutAudit(sql)),
  ];
  const rows = await sql<{ id: string; status: string; version: number }[]>`
    select id, status, version from appointments.appointment`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const [key, ids] of history.booked) {
    // Of a series there are two.
    if (ids.size > 2) found.push(`${key} has booked ${String(ids.size)} times`);
    for (const id of ids) if (!byId.has(id)) found.push(`${id}, booked under ${key}, is lost`);
  }
  for (const [id, version] of history.versions) {
    if ((byId.get(id)?.version ?? 0) < version) found.push(`version ${String(version)} of ${id} is lost`);
  }
  for (const id of history.cancelled) {
    if (byId.get(id)?.status !== "CANCELLED")
      found.push(`${id} was cancelled, and is ${byId.get(id)?.status ?? "lost"}`);
  }
  const told = new Set([...history.booked.values()].flatMap((ids) => [...ids]));
  const untold = rows.filter(({ id }) => !told.has(id)).length;
  // A series in doubt has two.
  if (untold > 2 * history.inDoubt.size) found.push(`${String(untold)} appointments were told to nobody`);
  return found;
}

/** Resources that live appointments and holds share at some time, beyond what is allowed; reckoned from what they say of themselves. */
async function overlaps(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ kind: string; resource: string; at: Date; times: number }[]>`
    with live as (
      select a.id, a.practitioner_id, a.room_id, a.device_ids, a.patient_id, a.starts_at, a.ends_at,
        a.starts_at - make_interval(mins => s.buffer_before_minutes) as from_at,
        a.ends_at + make_interval(mins => s.buffer_after_minutes) as until_at
      from appointments.appointment a join appointments.service_type s on s.id = a.service_type_id
      where a.status in ('BOOKED', 'ARRIVED', 'CHECKED_IN')),
    taken as (
      select 'practitioner' as kind, practitioner_id as resource, from_at, until_at from live
      union all select 'room', room_id, from_at, until_at from live
      union all select 'device', device, from_at, until_at from live, unnest(device_ids) as device
      union all select 'patient', patient_id, starts_at, ends_at from live)
    select t.kind, t.resource, t.from_at as at, count(*)::int as times
    from (select distinct kind, resource, from_at from taken) t join taken o on o.kind = t.kind and o.resource = t.resource and o.from_at <= t.from_at and o.until_at > t.from_at
    group by t.kind, t.resource, t.from_at
    having count(*) > case t.kind when 'practitioner' then ${1 + OVERBOOKING_LIMIT}::int else 1 end`;
  return rows.map(
    ({ kind, resource, at, times }) =>
      `${kind} ${resource} is taken ${String(times)} times at ${at.toISOString()}`,
  );
}

/** Appointments that do not take exactly what they name while they are live, or anything when they are not. */
async function notHeld(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ id: string; status: string }[]>`
    select a.id, a.status from appointments.appointment a
    left join lateral (select array_agg(l.resource_id order by l.resource_id) as held from appointments.allocation l
      where l.appointment_id = a.id and l.live) taken on true
    where coalesce(taken.held, '{}') is distinct from case when a.status in ('BOOKED', 'ARRIVED', 'CHECKED_IN')
      then (select array_agg(id order by id) from unnest(a.device_ids || a.practitioner_id || a.room_id || a.patient_id) as id)
      else '{}' end`;
  return rows.map(({ id, status }) => `${id}, ${status}, takes something else than it names`);
}

const LEADS: Readonly<Record<string, readonly string[]>> = {
  "": ["booked"],
  BOOKED: ["rescheduled", "cancelled", "ARRIVE", "CHECK_IN", "MISS"],
  ARRIVED: ["CHECK_IN", "START", "COMPLETE"],
  CHECKED_IN: ["START", "COMPLETE"],
};
const STATE_AFTER: Readonly<Record<string, string>> = {
  ...{ booked: "BOOKED", rescheduled: "BOOKED", cancelled: "CANCELLED", ARRIVE: "ARRIVED" },
  ...{ CHECK_IN: "CHECKED_IN", START: "CHECKED_IN", COMPLETE: "FULFILLED", MISS: "NOSHOW" },
};

/** Appointments whose events, one for each version, do not lead from booking to the state that they are in. */
async function illegalHistories(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ id: string; status: string; version: number; steps: string[] }[]>`
    select a.id, a.status, a.version, coalesce((select array_agg(coalesce(o.payload->>'step', split_part(split_part(o.type, '.', 2), '.', 1))
      order by o.sequence) from appointments.outbox o where o.aggregate_id = a.id and o.type like 'appointment.%'), '{}') as steps
    from appointments.appointment a`;
  return rows.flatMap(({ id, status, version, steps }) => {
    let state = "";
    for (const step of steps) {
      if (!(LEADS[state] ?? []).includes(step)) return [`${id} was ${step} when ${state}`];
      state = STATE_AFTER[step] ?? "";
    }
    if (state !== status) return [`${id} is ${status}, and its events say ${state}`];
    return steps.length === version
      ? []
      : [`${id} has ${String(version)} versions and ${String(steps.length)} events`];
  });
}

/** Versions of appointments without exactly one audit entry. */
async function withoutAudit(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ id: string; version: number; entries: number }[]>`
    with entries as (
      select entry->>'entityId' as id, (entry->'detail'->>'version')::int as version, count(*)::int as entries
      from appointments.outbox, jsonb_array_elements(payload->'entries') as entry
      where type = 'audit.entries.v1' and entry->>'category' = 'CHANGE' and entry->>'entityType' = 'Appointment' group by 1, 2),
    changes as (select id::text, generate_series(1, version) as version from appointments.appointment)
    select coalesce(c.id, e.id) as id, coalesce(c.version, e.version) as version, coalesce(e.entries, 0) as entries
    from changes c full join entries e using (id, version) where c.id is null or e.entries is distinct from 1`;
  return rows.map(
    ({ id, version, entries }) => `version ${String(version)} of ${id} has ${String(entries)} audit entries`,
  );
}
