import type postgres from "postgres";

/** Whose a value is: what the conditions of grants are about. */
export interface Owner {
  readonly tenantId: string;
  readonly accountId: string | null;
  readonly patientId: string | null;
  readonly practitionerId: string | null;
  readonly region: string | null;
}

/** A value that stands in one row only. */
export interface Canary {
  /** The fields by which it may leave. */
  readonly coordinates: readonly string[];
  /** For example `users.patient.birth_date`. */
  readonly column: string;
  readonly owner: Owner;
}

/** Canaries by their values. */
export type Canaries = ReadonlyMap<string, Canary>;

/** What a column is filled with; `own`: its values are of one row each as they are. */
type Shape = "text" | "email" | "phone" | "date" | "later" | "earlier" | "own";

interface Column {
  readonly shape: Shape;
  readonly coordinates: readonly string[];
}

interface Table {
  /** SQL of a row's patient, account, practitioner and region, where `t` is the row. */
  readonly owner: readonly [patient: string, account: string, practitioner: string, region: string];
  readonly columns: Readonly<Record<string, Column>>;
}

const column = (shape: Shape, ...coordinates: readonly string[]): Column => ({ shape, coordinates });

/** Columns with personal values, and the fields by which those may leave. */
const TABLES: Readonly<Record<string, Table>> = {
  "users.patient": {
    owner: ["t.id", "t.account_id", "null::uuid", "t.region"],
    columns: {
      id: column("own", "Patient.id"),
      given_name: column("text", "Patient.name"),
      family_name: column("text", "Patient.name"),
      birth_date: column("date", "Patient.birthDate"),
      phone: column("phone", "Patient.contact"),
      email: column("email", "Patient.contact"),
    },
  },
  "users.deidentified_patient": {
    owner: ["t.id", "(select account_id from users.patient where id = t.id)", "null::uuid", "t.region"],
    columns: { pseudonym: column("own", "Patient.pseudonym") },
  },
  "users.user": {
    owner: ["null::uuid", "t.id", "null::uuid", "null::text"],
    columns: {
      given_name: column("text", "User.name"),
      family_name: column("text", "User.name"),
      email: column("email", "User.email"),
    },
  },
  "users.consent": {
    owner: [
      "t.patient_id",
      "null::uuid",
      "null::uuid",
      "(select region from users.patient where id = t.patient_id)",
    ],
    columns: {
      id: column("own", "Patient.consents", "Consent.id"),
      created_at: column("earlier", "Consent.grantedAt"),
      expires_at: column("earlier", "Consent.expiresAt"),
      withdrawn_at: column("earlier", "Consent.withdrawnAt"),
    },
  },
  "users.guardianship": {
    owner: ["t.patient_id", "t.guardian_account_id", "null::uuid", "t.region"],
    columns: {
      id: column("own", "Patient.guardians", "User.guardianships", "Guardianship.id"),
      guardian_given_name: column("text", "Guardianship.guardianName"),
      guardian_family_name: column("text", "Guardianship.guardianName"),
      created_at: column("earlier", "Guardianship.invitedAt"),
      code_expires_at: column("earlier", "Guardianship.invitationExpiresAt"),
      started_at: column("earlier", "Guardianship.startedAt"),
      expires_at: column("earlier", "Guardianship.expiresAt"),
      ended_at: column("earlier", "Guardianship.endedAt"),
    },
  },
  "auth.account": {
    owner: ["t.patient_id", "t.id", "t.practitioner_id", "null::text"],
    columns: {
      id: column("own", "Account.id", "User.id"),
      email: column("own", "Account.email"),
    },
  },
  "auth.session": {
    owner: ["null::uuid", "t.account_id", "null::uuid", "null::text"],
    columns: { created_at: column("earlier", "Session.createdAt") },
  },
  "auth.passkey": {
    owner: ["null::uuid", "t.account_id", "null::uuid", "null::text"],
    columns: {
      name: column("text", "Passkey.name"),
      created_at: column("earlier", "Passkey.createdAt"),
      last_used_at: column("earlier", "Passkey.lastUsedAt"),
    },
  },
  "auth.token_family": {
    owner: ["null::uuid", "t.account_id", "null::uuid", "null::text"],
    columns: {
      created_at: column("earlier", "AuthorizedApp.createdAt"),
      last_used_at: column("earlier", "AuthorizedApp.lastUsedAt"),
      expires_at: column("earlier", "AuthorizedApp.expiresAt"),
    },
  },
  "auth.break_glass_grant": {
    owner: ["t.patient_id", "t.account_id", "t.practitioner_id", "null::text"],
    columns: {
      justification: column("text", "BreakGlassGrant.justification"),
      remark: column("text", "BreakGlassReview.remark"),
    },
  },
  "appointments.appointment": {
    owner: ["t.patient_id", "null::uuid", "t.practitioner_id", "t.region"],
    columns: {
      id: column("own", "Appointment.id"),
      // Within the time that was booked, so that nothing overlaps and no free time is another.
      starts_at: column("later", "Appointment.startsAt"),
      ends_at: column("earlier", "Appointment.endsAt"),
      arrived_at: column("earlier", "Appointment.arrivedAt"),
      started_at: column("later", "Appointment.startedAt"),
      cancellation_reason: column("text", "Appointment.cancellationReason"),
    },
  },
  "appointments.slot_hold": {
    owner: ["t.patient_id", "null::uuid", "t.practitioner_id", "t.region"],
    columns: {
      starts_at: column("later", "SlotHold.startsAt"),
      ends_at: column("earlier", "SlotHold.endsAt"),
    },
  },
  "appointments.waitlist_offer": {
    owner: [
      "(select patient_id from appointments.waitlist_entry where id = t.entry_id)",
      "null::uuid",
      "(select practitioner_id from appointments.waitlist_entry where id = t.entry_id)",
      "(select region from appointments.waitlist_entry where id = t.entry_id)",
    ],
    columns: {
      starts_at: column("later", "WaitlistOffer.startsAt"),
      ends_at: column("earlier", "WaitlistOffer.endsAt"),
    },
  },
  "appointments.calendar_feed": {
    owner: ["null::uuid", "t.account_id", "null::uuid", "null::text"],
    columns: {
      name: column("text", "CalendarFeed.name"),
      created_at: column("earlier", "CalendarFeed.createdAt"),
      last_used_at: column("earlier", "CalendarFeed.lastUsedAt"),
    },
  },
  "appointments.appointment_clinical": {
    owner: [
      "(select patient_id from appointments.appointment where id = t.id)",
      "null::uuid",
      "(select practitioner_id from appointments.appointment where id = t.id)",
      "(select region from appointments.appointment where id = t.id)",
    ],
    columns: {
      reason: column("text", "Appointment.reason"),
      notes: column("text", "Appointment.notes"),
    },
  },
};

const OF_FEW_VALUES = "one of a few values, which many rows have";
const IS_MOVED = "moves with each use";
const IS_MADE = "made for who asks, and kept as a hash or sealed";
const IS_RECKONED = "reckoned from what is marked";
const IS_MARKED_BELOW = "an object or a list, found by the values in it";

/** Classified fields without a canary of their own, and why: what they give is found by where in an answer it stands. */
const UNMARKED: Readonly<Record<string, string>> = {
  "SlotHold.serviceType": OF_FEW_VALUES,
  ...Object.fromEntries(
    ["serviceType", "fromDate", "untilDate", "priority", "status"].map((field) => [
      `WaitlistEntry.${field}`,
      OF_FEW_VALUES,
    ]),
  ),
  "WaitlistEntry.offer": IS_MARKED_BELOW,
  "Appointment.status": OF_FEW_VALUES,
  "Appointment.serviceType": OF_FEW_VALUES,
  "Appointment.confidentiality": OF_FEW_VALUES,
  "Appointment.freeCancellationUntil": IS_RECKONED,
  "Appointment.fee": IS_MARKED_BELOW,
  "AppointmentFee.kind": OF_FEW_VALUES,
  "AppointmentFee.amount": OF_FEW_VALUES,
  "BreakGlassGrant.purpose": OF_FEW_VALUES,
  "BreakGlassGrant.patient": IS_MARKED_BELOW,
  "Patient.appointments": IS_MARKED_BELOW,
  "Patient.slotHolds": IS_MARKED_BELOW,
  "Patient.waitlistEntries": IS_MARKED_BELOW,
  "Patient.birthYear": OF_FEW_VALUES,
  "Practitioner.appointments": IS_MARKED_BELOW,
  "Consent.clientId": OF_FEW_VALUES,
  "Guardianship.relationship": OF_FEW_VALUES,
  "Guardianship.scopes": OF_FEW_VALUES,
  "Guardianship.basis": OF_FEW_VALUES,
  "Guardianship.status": OF_FEW_VALUES,
  "InviteGuardianPayload.code": IS_MADE,
  "Consent.scopes": OF_FEW_VALUES,
  "Consent.status": OF_FEW_VALUES,
  "Passkey.isBackedUp": OF_FEW_VALUES,
  "SecondFactor.hasTotp": OF_FEW_VALUES,
  "SecondFactor.recoveryCodesLeft": OF_FEW_VALUES,
  "SecondFactor.lastShownAt": IS_MOVED,
  "Session.lastUsedAt": IS_MOVED,
  "Session.expiresAt": IS_MOVED,
  "ConfirmTotpEnrolmentPayload.recoveryCodes": IS_MADE,
  "CreateCalendarFeedPayload.url": IS_MADE,
  "FinishPasskeyRegistrationPayload.recoveryCodes": IS_MADE,
  "ReplaceRecoveryCodesPayload.recoveryCodes": IS_MADE,
  "RotateClientSecretPayload.clientSecret": IS_MADE,
  "TotpEnrolment.secret": IS_MADE,
  "TotpEnrolment.uri": IS_MADE,
};

/** The fields that a canary leaves by. */
export function markedCoordinates(): ReadonlySet<string> {
  const columns = Object.values(TABLES).flatMap((table) => Object.values(table.columns));
  return new Set(columns.flatMap(({ coordinates }) => coordinates));
}

/** The same, and those that are known to have none. */
export function knownCoordinates(): ReadonlySet<string> {
  return new Set([...markedCoordinates(), ...Object.keys(UNMARKED)]);
}

const INSTANTS: readonly string[] = Object.entries(TABLES).flatMap(([table, { columns }]) =>
  Object.entries(columns).flatMap(([name, { shape }]) =>
    shape === "later" || shape === "earlier" ? [`${table}.${name}`] : [],
  ),
);
/** Instants of one column are as many milliseconds after a multiple of so many as the column's number says. */
const APART_MS = 30;

/** SQL of a new value, where `n` is the number of the row; undefined for what stays. */
function filling(table: string, name: string, { shape }: Column): string | undefined {
  const second = `date_trunc('second', t.${name})`;
  const number = INSTANTS.indexOf(`${table}.${name}`);
  switch (shape) {
    case "text":
      return `'zq' || md5(t.id::text || '${name}')`;
    case "email":
      return `'zq' || md5(t.id::text || '${name}') || '@post.example'`;
    case "phone":
      return "'+4915' || lpad((n * 7919)::text, 9, '1')";
    case "date":
      return "date '1901-01-01' + n::int";
    case "later":
      return `${second} + make_interval(secs => (n * ${String(APART_MS)} + ${String(number)}) / 1000.0)`;
    case "earlier":
      return `${second} - make_interval(secs => (n * ${String(APART_MS)} - ${String(number)}) / 1000.0)`;
    case "own":
      return undefined;
  }
}

/** Gives every personal value of the database another one that nothing else has. Nobody may change anything meanwhile. */
export async function plantCanaries(admin: postgres.Sql): Promise<void> {
  await plantRows(admin);
  for (const [table, { columns }] of Object.entries(TABLES)) {
    const changes = Object.entries(columns).flatMap(([name, of]) => {
      const value = filling(table, name, of);
      return value === undefined ? [] : [`${name} = ${value}`];
    });
    if (changes.length > 0)
      await admin.unsafe(`
        update ${table} t set ${changes.join(", ")}
        from (select id as numbered_id, row_number() over (order by id) as n from ${table}) numbered
        where numbered_id = t.id`);
  }
}

/** What the seed leaves empty. */
async function plantRows(admin: postgres.Sql): Promise<void> {
  await admin`update users.consent set expires_at = created_at + interval '10 years'`;
  await admin`
    insert into users.guardianship (id, tenant_id, created_at, patient_id, region, relationship, scopes, basis, invited_by,
      code_hash, code_expires_at, guardian_account_id, guardian_given_name, guardian_family_name, started_at, expires_at, ended_at)
    select gen_random_uuid(), g.tenant_id, g.created_at, g.patient_id, g.region, 'OTHER', g.scopes, g.basis, g.invited_by,
      md5(a.email), g.code_expires_at, a.id, 'Given', 'Family', g.started_at, g.expires_at, g.started_at + interval '1 day'
    from users.guardianship g join auth.account a on a.tenant_id = g.tenant_id and a.patient_id is not null`;
  await admin`
    insert into auth.passkey (id, tenant_id, account_id, credential_id, public_key, sign_count, transports,
      is_backup_eligible, is_backed_up, name, last_used_at)
    select gen_random_uuid(), tenant_id, id, md5(email), md5(email), 0, '{}', false, false, 'key', created_at
    from auth.account`;
  await admin`
    insert into appointments.calendar_feed (id, tenant_id, account_id, owner_kind, owner_id, name, detail, token_hash, created_at,
      last_used_at)
    select gen_random_uuid(), tenant_id, id, case when practitioner_id is null then 'PATIENT' else 'PRACTITIONER' end,
      coalesce(practitioner_id, patient_id), 'phone', 'MINIMAL', md5(email) || '-a-token-of', created_at, created_at
    from auth.account where coalesce(practitioner_id, patient_id) is not null`;
  await plantOffers(admin);
  await admin`
    insert into auth.break_glass_grant (id, tenant_id, account_id, patient_id, purpose, justification, created_at, expires_at,
      ended_at, reviewed_at, reviewer_id, finding, remark)
    select gen_random_uuid(), a.tenant_id, a.id, p.id, 'SAFEGUARDING', md5(a.email), now(), now() + interval '1 minute',
      now(), now(), reviewer.id, 'JUSTIFIED', 'so'
    from auth.account a
    join auth.account reviewer on reviewer.tenant_id = a.tenant_id and reviewer.id <> a.id and reviewer.patient_id is null
    join lateral
      (select id from users.patient where tenant_id = a.tenant_id order by id limit 1) p on true
    where 'PRACTITIONER' = any (a.roles)`;
}

/** Each patient of an account waits for whom the patient has an appointment with, and has an offer, made before any hold that examples make. */
async function plantOffers(admin: postgres.Sql): Promise<void> {
  await admin`
    insert into appointments.waitlist_entry (id, tenant_id, clinic_id, service_type_id, practitioner_id, patient_id, region,
      from_date, until_date, priority, status)
    select distinct on (a.patient_id) gen_random_uuid(), a.tenant_id, a.clinic_id, a.service_type_id, a.practitioner_id,
      a.patient_id, a.region, '2025-03-05'::date, '2025-03-20'::date, 'ROUTINE', 'OFFERED'
    from appointments.appointment a where a.patient_id in (select patient_id from auth.account)
    order by a.patient_id, a.id on conflict do nothing`;
  await admin`
    insert into appointments.slot_hold (id, tenant_id, created_at, updated_at, clinic_id, service_type_id, room_id, practitioner_id,
      patient_id, region, starts_at, ends_at, expires_at, waitlist_entry_id)
    select gen_random_uuid(), e.tenant_id, '2025-03-05T08:00:00Z'::timestamptz, '2025-03-05T08:00:00Z'::timestamptz, e.clinic_id, e.service_type_id,
      (select id from appointments.room where clinic_id = e.clinic_id limit 1), e.practitioner_id, e.patient_id, e.region,
      '2025-03-18T03:00:00Z'::timestamptz, '2025-03-18T04:00:00Z'::timestamptz, '2999-01-01', e.id
    from appointments.waitlist_entry e where not exists (select from appointments.waitlist_offer where entry_id = e.id)`;
  await admin`
    insert into appointments.waitlist_offer (id, tenant_id, entry_id, practitioner_id, starts_at, ends_at, expires_at, outcome)
    select id, tenant_id, waitlist_entry_id, practitioner_id, starts_at, ends_at, expires_at, 'OFFERED'
    from appointments.slot_hold where waitlist_entry_id is not null on conflict do nothing`;
}

/** Reads every canary. @throws Error for a value that two rows have, or a column without any */
export async function readCanaries(admin: postgres.Sql): Promise<Canaries> {
  const canaries = new Map<string, Canary>();
  for (const [table, { owner, columns }] of Object.entries(TABLES))
    for (const [name, { shape, coordinates }] of Object.entries(columns)) {
      const [patient, account, practitioner, region] = owner;
      const rows = await admin.unsafe<(Owner & { value: string })[]>(`
        select ${asText(name, shape)} as value, t.tenant_id as "tenantId", ${account} as "accountId",
          ${patient} as "patientId", ${practitioner} as "practitionerId", ${region} as "region"
        from ${table} t where t.${name} is not null`);
      if (rows.length === 0) throw new Error(`${table}.${name} has no canary.`);
      for (const { value, ...of } of rows) {
        const other = canaries.get(value);
        if (other !== undefined) throw new Error(`${value} is in ${table}.${name} and ${other.column}.`);
        canaries.set(value, { coordinates, column: `${table}.${name}`, owner: of });
      }
    }
  return canaries;
}

/** As the API says it. */
function asText(name: string, shape: Shape): string {
  return shape === "later" || shape === "earlier"
    ? `to_char(t.${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : `t.${name}::text`;
}

/** What a canary can look like, longest first. */
const TOKEN =
  /[\w.+-]+@[\w.-]+|zq[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\+\d{8,15}|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g;
/** A cursor: base64url of JSON. */
const CURSOR = /[\w-]{16,}/g;

/** The canaries in a text, those in cursors too. */
export function canariesIn(
  canaries: Canaries,
  text: string,
): readonly { readonly canary: Canary; readonly isInCursor: boolean }[] {
  const find = (where: string, isInCursor: boolean) =>
    (where.match(TOKEN) ?? []).flatMap((token) => {
      const canary = canaries.get(token);
      return canary === undefined ? [] : [{ canary, isInCursor }];
    });
  const decoded = (text.match(CURSOR) ?? []).map((word) => Buffer.from(word, "base64url").toString("utf8"));
  return [...find(text, false), ...decoded.flatMap((word) => find(word, true))];
}
