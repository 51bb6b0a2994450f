import type postgres from "postgres";
import type { MatrixRole } from "../permission-matrix.ts";
import type { PlaceName, Things } from "../permission-world.ts";

/** Whose things somebody may see: none, the own, those of the own region as well, all of the tenant. */
type Scope = "none" | "own" | "region" | "tenant";

/** Places of the world by scope; see `PLACES` in `permission-world.ts`. */
export const PLACES_IN: Readonly<Record<Scope, readonly PlaceName[]>> = {
  none: [],
  own: ["first"],
  region: ["first", "second"],
  tenant: ["first", "second", "afar"],
};

/** Values that nothing else has: where one is seen, the thing it belongs to was seen. */
interface Canary {
  readonly scopes: Readonly<Record<MatrixRole, Scope>>;
  readonly values: (
    admin: postgres.Sql,
    things: Things,
  ) => Promise<readonly { readonly value: string | null }[]>;
}

/**
 * Who may see what kind of value, written down apart from the policy table and from the permission matrix. Whoever is
 * not named (an account without a role, a disabled one) sees none of it.
 */
export const CANARIES: Readonly<Record<string, Canary>> = {
  "name and date of birth of a patient": {
    scopes: scopes("own tenant region none tenant none none"),
    values: (admin, { patientId }) => admin`
      select unnest(array[given_name, family_name, birth_date::text]) as value from users.patient where id = ${patientId}`,
  },
  "telephone and e-mail of a patient": {
    scopes: scopes("own none region none tenant none none"),
    values: (admin, { patientId }) => admin`
      select unnest(array[phone, email]) as value from users.patient where id = ${patientId}`,
  },
  // Analysts see those of their regions in a list of all, and are asked by name here, which is not for them.
  "pseudonym of a patient": {
    scopes: scopes("none none none none tenant none none"),
    values: (admin, { patientId }) => admin`
      select pseudonym::text as value from users.deidentified_patient where id = ${patientId}`,
  },
  "who acts for a patient": {
    scopes: scopes("own none region none tenant none none"),
    values: (admin, { patientId }) => admin`
      select guardian_family_name as value from users.guardianship where patient_id = ${patientId} and ended_at is not null`,
  },
  "an appointment": {
    scopes: scopes("own own region none tenant own none"),
    values: (admin, { appointmentId }) => admin`
      select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as value
      from appointments.appointment where id = ${appointmentId}`,
  },
  // Nothing asks a patient's list by way of an appointment, as programs have to.
  "a time that is offered": {
    scopes: scopes("own own region none tenant none none"),
    values: (admin, { waitlistEntryId }) => admin`
      select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as value
      from appointments.waitlist_offer where entry_id = ${waitlistEntryId}`,
  },
  "why an appointment was cancelled": {
    scopes: scopes("own own region none tenant none none"),
    values: (admin, { appointmentId }) => admin`
      select cancellation_reason as value from appointments.appointment where id = ${appointmentId}`,
  },
  "why a patient comes, and what was noted": {
    scopes: scopes("own own none none none none none"),
    values: (admin, { appointmentId }) => admin`
      select unnest(array[reason, notes]) as value from appointments.appointment_clinical where id = ${appointmentId}`,
  },
  "why the glass was broken": {
    scopes: scopes("none none none none tenant none none"),
    values: (admin, { patientId }) => admin`
      select justification as value from auth.break_glass_grant
      where patient_id = ${patientId} and justification like 'Justification-%'`,
  },
  "an audit entry": {
    scopes: scopes("none none none none tenant none none"),
    values: (admin, { appointmentId }) => admin`
      select correlation_id as value from audit.entry where entity_id = ${appointmentId} and sequence >= 1000000`,
  },
  "a practitioner": {
    scopes: scopes("tenant tenant tenant tenant tenant tenant none"),
    values: (admin, { practitionerId }) => admin`
      select family_name as value from users.practitioner where id = ${practitionerId}`,
  },
  "a clinic": {
    scopes: scopes("tenant tenant tenant tenant tenant tenant none"),
    values: (admin, { clinicId }) => admin`
      select name as value from appointments.clinic where id = ${clinicId}`,
  },
};

/** Columns in the order of `MATRIX_ROLES`. */
function scopes(words: string): Record<MatrixRole, Scope> {
  const [patient, practitioner, support, analyst, admin, partner, nobody] = words.split(" ") as Scope[];
  return {
    patient: patient ?? "none",
    practitioner: practitioner ?? "none",
    support: support ?? "none",
    analyst: analyst ?? "none",
    admin: admin ?? "none",
    partner: partner ?? "none",
    nobody: nobody ?? "none",
  };
}

/** Gives people and places values that nobody else has. To be called before anything is asked for by name. */
export async function plantCanariesInPeople(admin: postgres.Sql): Promise<void> {
  await admin`
    update users.patient set given_name = 'Given-' || md5(id::text), family_name = 'Family-' || md5(id::text),
      phone = '+4915' || lpad((numbered.row * 7919)::text, 9, '1'), email = md5('e' || id::text) || '@post.example',
      birth_date = date '2001-01-01' + numbered.row::int
    from (select id as numbered_id, row_number() over (order by id) as row from users.patient) numbered
    where id = numbered_id`;
  await admin`update users.practitioner set family_name = 'Practitioner-' || md5(id::text)`;
  await admin`update appointments.clinic set name = 'Clinic-' || md5(id::text)`;
}

/** The same for appointments: no slot begins at such a second. */
export async function plantCanariesInAppointments(
  admin: postgres.Sql,
  places: Readonly<Record<PlaceName, Things>>,
): Promise<void> {
  const seconds: Record<PlaceName, number> = { first: 11, second: 22, afar: 33, foreign: 44 };
  for (const [name, { appointmentId, waitlistEntryId }] of Object.entries(places) as [PlaceName, Things][]) {
    await admin`
      update appointments.waitlist_offer set starts_at = starts_at + make_interval(secs => ${seconds[name]})
      where entry_id = ${waitlistEntryId}`;
    await admin`
      update appointments.appointment set
        cancellation_reason = 'Cancellation-' || md5(id::text), cancelled_at = now(),
        arrived_at = starts_at - make_interval(mins => 7, secs => ${seconds[name]}),
        started_at = starts_at + make_interval(mins => 3, secs => ${seconds[name]}),
        starts_at = starts_at + make_interval(secs => ${seconds[name]}),
        ends_at = ends_at + make_interval(secs => ${seconds[name]})
      where id = ${appointmentId}`;
    await admin`
      update appointments.appointment_clinical set reason = 'Reason-' || md5(id::text), notes = 'Notes-' || md5(id::text)
      where id = ${appointmentId}`;
  }
  await admin`update users.guardianship set guardian_given_name = 'Guardian', guardian_family_name = 'Guardian-' || md5(id::text)
    where guardian_account_id is not null`;
  await admin`update auth.break_glass_grant set justification = 'Justification-' || md5(id::text)`;
}
