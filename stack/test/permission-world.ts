import { totpSealPurpose } from "#drizzle/auth/schema.ts";
import {
  ACCOUNTS,
  ALL_ACCOUNTS,
  CLINICS,
  seededPractitionerId,
  seededServiceTypeId,
  TENANTS,
} from "#drizzle/seed/world.ts";
import { hashOfCalendarToken } from "#shared/calendar-feeds/calendar-address.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { newId } from "#shared/db/ids.ts";
import { seededId } from "#drizzle/seed/seeded-ids.ts";
import type { Answer, Browser } from "../browser.ts";
import { addAccountLike } from "./add-account.ts";
import { partnerToken } from "./app-client.ts";
import { book, findFreeSlots, type FreeSlot } from "./booking-client.ts";
import { insertGuardianship } from "./permission-guardianships.ts";
import { endHolds, insertHold } from "./permission-holds.ts";
import { insertOffer } from "./permission-waitlist.ts";
import type { MatrixRole, Ownership } from "./permission-matrix.ts";
import { SEALING_KEY } from "./seeded-database.ts";
import { DOUBLE, type TestStack } from "./test-stack.ts";

/** A patient with an appointment, and where it is. */
export interface Things {
  readonly patientId: string;
  readonly familyName: string;
  readonly practitionerId: string;
  readonly clinicId: string;
  readonly serviceTypeId: string;
  /** Has a value in every field. */
  readonly appointmentId: string;
  /** A time that nobody has taken; another one each time. */
  takeSlot(): FreeSlot;
  /** Books a time, as an admin of the tenant. */
  makeAppointment(): Promise<string>;
  /** Keeps a time for the patient; answers the hold's id. */
  makeHold(): Promise<string>;
  /** Ends what is kept for the patient. */
  endHolds(): Promise<void>;
  /** Has an offer, and waits for the practitioner by name. */
  readonly waitlistEntryId: string;
  /** Offers a time to the patient, who waits for anybody. */
  makeOffer(): Promise<{ readonly offerId: string; readonly entryId: string }>;
  /** Lets some program act for the patient; answers the consent's id. */
  makeConsent(): Promise<string>;
  /** Lets some account act for the patient; answers the guardianship's id. */
  makeGuardianship(): Promise<string>;
}

/** Sends documents as somebody. */
export type Client = (document: string, variables?: unknown) => Promise<Answer<Record<string, unknown>>>;

/** Who asks, and for what. */
export interface PermissionWorld {
  things(role: MatrixRole, ownership: Ownership): Things;
  readonly places: Readonly<Record<PlaceName, Things>>;
  /** Signed in anew. */
  client(role: MatrixRole): Promise<Client>;
  /** Id of a session that has just begun: of the role's account, of another one, of one of another tenant. */
  sessionId(role: MatrixRole, ownership: Ownership): Promise<string>;
  /** Id of the role's own account, of another one of its tenant, of one of another tenant. */
  accountId(role: MatrixRole, ownership: Ownership): Promise<string>;
  /** Id of an account that has just been made, of the tenant or of another one. */
  newAccountId(ownership: Ownership): Promise<string>;
  /** Id of an app that has just been allowed: by the role's account, another one, or one of another tenant. */
  appId(role: MatrixRole, ownership: Ownership): Promise<string>;
  /** Id of a grant that is over and not reviewed, of a practitioner of the tenant or of another one. */
  grantId(ownership: Ownership): Promise<string>;
  /** Id of the only passkey that there is, just made: of the role's account, another one, or one of another tenant. */
  passkeyId(role: MatrixRole, ownership: Ownership): Promise<string>;
  /** Id of the only calendar feed that an account has, just made: the role's, another one, or one of another tenant. */
  calendarFeedId(role: MatrixRole, ownership: Ownership): Promise<string>;
  /** Name of a partner's program that has just been made, of the tenant or of another one. */
  clientId(ownership: Ownership): Promise<string>;
}

type Tenant = "northwind" | "lakeside";
type Place = Pick<Things, "patientId" | "practitionerId" | "clinicId" | "serviceTypeId"> & {
  readonly tenant: Tenant;
};

const { northwindBerlin: BERLIN, northwindDelhi: DELHI, lakesidePhoenix: PHOENIX } = CLINICS;

/** Where somebody is seen by somebody; each has things of its own. */
export type PlaceName = keyof typeof PLACES;

const PLACES = {
  first: place("northwind", BERLIN, "lena-hoffmann", ACCOUNTS.patient.patientId),
  second: place("northwind", BERLIN, "stefan-brandt", ACCOUNTS.patient2.patientId),
  /** In a region that the support account is not assigned to; the patient has let no program do anything. */
  afar: place("northwind", DELHI, "rohan-mehta", seededId("patient", DELHI.key, 1)),
  foreign: place("lakeside", PHOENIX, "hector-salazar", ACCOUNTS.lakesidePatient.patientId),
};

function place(
  tenant: Tenant,
  clinic: (typeof CLINICS)[keyof typeof CLINICS],
  practitioner: string,
  patientId: string,
): Place {
  const practitionerId = seededPractitionerId(clinic, practitioner);
  return {
    tenant,
    patientId,
    practitionerId,
    clinicId: clinic.id,
    serviceTypeId: seededServiceTypeId(clinic, "consultation"),
  };
}

/**
 * The first patient's appointment is with the practitioner of the seeded account, at a clinic of the region that the
 * support account is assigned to: each owns it in their way. Roles that own nothing are asked for the same things.
 */
function placeOf(role: MatrixRole, ownership: Ownership): PlaceName {
  if (ownership === "own") return "first";
  if (ownership === "foreign") return "foreign";
  return role === "support" ? "afar" : "second";
}

/** Makes an appointment for everybody concerned, with a value in each field, and audit entries about the patients. */
export async function createPermissionWorld(stack: TestStack): Promise<PermissionWorld> {
  // Says nothing for roles that are not assigned to any, but is a value.
  await stack.admin`update auth.account set regions = '{nowhere}' where regions = '{}'`;
  // Else it costs nothing to cancel, and there is no time until when it does not.
  await stack.admin`update appointments.clinic set late_cancellation_fee_percent = 50`;
  const admins = {
    northwind: await stack.browser(await addDouble(stack, ACCOUNTS.admin.email)),
    lakeside: await stack.browser(await addDouble(stack, ACCOUNTS.lakesideAdmin.email)),
  };
  await stack.admin`
    update users.patient set phone = coalesce(phone, '+493023125998'), email = coalesce(email, 'somebody@post.example')
    where id in ${stack.admin(Object.values(PLACES).map(({ patientId }) => patientId))}`;
  for (const email of Object.values(EMAILS)) if (email !== undefined) await allowApp(stack, email);
  const made = {
    first: await makeThings(stack, admins.northwind, PLACES.first),
    second: await makeThings(stack, admins.northwind, PLACES.second),
    afar: await makeThings(stack, admins.northwind, PLACES.afar),
    foreign: await makeThings(stack, admins.lakeside, PLACES.foreign),
  };
  return {
    places: made,
    things: (role, ownership) => made[placeOf(role, ownership)],
    client: (role) => signInAs(stack, role),
    grantId: (ownership) => addGrant(stack, placeOfGrant(ownership)),
    clientId: (ownership) => addClient(stack, TENANTS[ownership === "foreign" ? "lakeside" : "northwind"].id),
    accountId: (role, ownership) => findAccount(stack, emailOf(role, ownership)),
    newAccountId: async (ownership) => {
      const like = ownership === "foreign" ? ACCOUNTS.lakesidePatient : ACCOUNTS.patient2;
      return findAccount(stack, await addDouble(stack, like.email, `${newId()}@post.example`));
    },
    sessionId: (role, ownership) => beginSession(stack, role, ownership),
    appId: (role, ownership) => allowApp(stack, emailOf(role, ownership)),
    calendarFeedId: (role, ownership) => addCalendarFeed(stack, emailOf(role, ownership)),
    passkeyId: async (role, ownership) => {
      const email = emailOf(role, ownership);
      // Who has one is not signed in by the password alone: of nobody's own it is a double's.
      return addPasskey(
        stack,
        role === "nobody" ? await addDouble(stack, email, `${newId()}@post.example`) : email,
      );
    },
  };
}

async function makeThings(stack: TestStack, admin: Browser, at: Place): Promise<Things> {
  const [patient] = await stack.admin<{ family_name: string }[]>`
    select family_name from users.patient where id = ${at.patientId}`;
  // Of its own: two places are at one clinic, whose devices others have taken at some of the times.
  await stack.admin`insert into appointments.device (id, tenant_id, clinic_id, name, kind)
    select ${newId()}, tenant_id, id, ${`ECG of ${at.patientId}`}, 'ECG' from appointments.clinic where id = ${at.clinicId}`;
  const slots = [...(await freeSlotsOnFreeDays(stack, admin, at))];
  const takeSlot = (): FreeSlot => {
    const slot = slots.shift();
    if (slot === undefined) throw new Error("There is no free slot left.");
    return slot;
  };
  const makeAppointment = async (): Promise<string> => {
    const { appointment, userErrors } = await book(admin, takeSlot(), at.patientId);
    if (appointment === null) throw new Error(`Could not book: ${JSON.stringify(userErrors)}`);
    return appointment.id;
  };
  const appointmentId = await makeAppointment();
  // The fields tell of a life that no single appointment has.
  await stack.admin`
    update appointments.appointment set cancellation_reason = 'Holiday', cancelled_at = now(),
      arrived_at = now(), started_at = now(), fee_kind = 'NO_SHOW', fee_amount_minor = 100, fee_currency = 'EUR',
      device_ids = (select array_agg(id) from appointments.device where clinic_id = ${at.clinicId})
    where id = ${appointmentId}`;
  await stack.admin`with series as (
      insert into appointments.appointment_series (id, tenant_id, patient_id, practitioner_id, region, recurrence, report)
      select ${newId()}, tenant_id, patient_id, practitioner_id, region, 'FREQ=DAILY', '[]'
      from appointments.appointment where id = ${appointmentId} returning id)
    update appointments.appointment set series_id = series.id from series where appointment.id = ${appointmentId}`;
  await stack.admin`update appointments.schedule
    set valid_from = '2020-01-01', valid_until = '2999-01-01', recurrence = 'FREQ=DAILY' where clinic_id = ${at.clinicId}`;
  await stack.admin`
    update appointments.service_type set room_kind = 'CONSULTATION', device_kinds = '{ECG}',
      practitioner_ids = (select array_agg(distinct practitioner_id) from appointments.schedule where clinic_id = ${at.clinicId})
    where clinic_id = ${at.clinicId}`;
  await stack.admin`
    insert into appointments.appointment_clinical (id, tenant_id, reason, notes)
    select id, tenant_id, 'Cough', 'Rest' from appointments.appointment where id = ${appointmentId}`;
  await insertAuditEntry(stack, at, appointmentId);
  await addReviewedGrant(stack, at);
  // Says when it ended, as well: a value in each field.
  await insertConsent(stack, at, new Date());
  const makeGuardianship = (endedAt: Date | null): Promise<string> =>
    insertGuardianship(stack.admin, { patientId: at.patientId, accountId: newId() }, endedAt);
  await makeGuardianship(new Date());
  const { patientId, practitionerId } = at;
  const waiting = await insertOffer(stack.admin, takeSlot(), { patientId, practitionerId });
  return {
    ...at,
    familyName: patient?.family_name ?? "",
    appointmentId,
    takeSlot,
    makeAppointment,
    makeHold: async () => {
      await endHolds(stack.admin, at.patientId);
      return insertHold(stack.admin, takeSlot(), at.patientId);
    },
    endHolds: () => endHolds(stack.admin, at.patientId),
    waitlistEntryId: waiting.entryId,
    makeOffer: () => insertOffer(stack.admin, takeSlot(), { patientId, practitionerId: null }),
    makeConsent: () => insertConsent(stack, at, null),
    makeGuardianship: () => makeGuardianship(null),
  };
}

async function insertConsent(
  { admin }: TestStack,
  { tenant, patientId }: Place,
  withdrawnAt: Date | null,
): Promise<string> {
  const id = newId();
  // The one with a value in each field is the first of the list, whatever is granted later.
  const grantedAt = withdrawnAt === null ? new Date() : new Date("2998-01-01");
  await admin`
    insert into users.consent (id, tenant_id, created_at, patient_id, client_id, scopes, expires_at, withdrawn_at)
    select ${id}, t.id, ${grantedAt}, ${patientId}, ${`program ${id}`}, '{APPOINTMENT_READ}', '2999-01-01', ${withdrawnAt}
    from auth.tenant t where t.slug = ${tenant}`;
  return id;
}

/** Free times on days on which the patient has nothing else to do. */
async function freeSlotsOnFreeDays(
  stack: TestStack,
  admin: Browser,
  at: Place,
): Promise<readonly FreeSlot[]> {
  const { clinicId, serviceTypeId, practitionerId } = at;
  const busy = await stack.admin<{ day: string }[]>`
    select to_char(starts_at, 'YYYY-MM-DD') as day from appointments.appointment where patient_id = ${at.patientId}`;
  const busyDays = new Set(busy.map(({ day }) => day));
  const search = { clinicId, serviceTypeId, practitionerId };
  // More than a page of them: every mutation that takes a time takes one for each who asks.
  const pages = await Promise.all([1, 32].map((daysAhead) => findFreeSlots(admin, search, daysAhead)));
  const slots = pages.flat();
  return slots.filter(({ startsAt }) => !busyDays.has(startsAt.slice(0, 10)));
}

/** An entry with a value in every field, as no real one is. Its number is far beyond the chain, so it is the newest. */
async function insertAuditEntry(
  { admin }: TestStack,
  { tenant, patientId }: Place,
  entityId: string,
): Promise<void> {
  await admin`
    insert into audit.entry (id, tenant_id, sequence, category, action, outcome, source, recorded_at, agent_kind,
      agent_account_id, agent_client_id, agent_roles, agent_on_behalf_of, patient_id, entity_type, entity_id, fields, detail,
      correlation_id, previous_hash, hash)
    select gen_random_uuid(), t.id, 1000000 + (select count(*) from audit.entry), 'CHANGE', 'appointment:book', 'SUCCESS',
      'appointments', now(), 'ACCOUNT', gen_random_uuid(), 'client', array['ADMIN'], gen_random_uuid(), ${patientId}::uuid, 'Appointment',
      ${entityId}::uuid, array['id'], '{"reason": "Because."}', gen_random_uuid()::text, '', ''
    from auth.tenant t where t.slug = ${tenant}`;
}

const EMAILS = {
  patient: ACCOUNTS.patient.email,
  practitioner: ACCOUNTS.practitioner.email,
  support: ACCOUNTS.support.email,
  analyst: ACCOUNTS.analyst.email,
  admin: ACCOUNTS.admin.email,
  nobody: undefined,
} as const;

/** An account like the seeded one: who is asked for it here may sign that one out everywhere. */
async function addDouble(stack: TestStack, email: string, double = DOUBLE + email): Promise<string> {
  const { id } = await addAccountLike(stack.admin, email, { email: double });
  const secret = ALL_ACCOUNTS.find((account) => account.email === email)?.totpSecret ?? null;
  if (secret === null) return double;
  await stack.admin`
    insert into auth.totp (id, tenant_id, account_id, sealed_secret, confirmed_at)
    select ${newId()}, tenant_id, id, ${createSealer(SEALING_KEY).seal(secret, totpSealPurpose(id))}, now()
    from auth.account where id = ${id}`;
  return double;
}

function placeOfGrant(ownership: Ownership): Place {
  return PLACES[ownership === "foreign" ? "foreign" : "first"];
}

/** A grant of another account than those that ask: nobody reviews the own one. */
async function addGrant({ admin }: TestStack, { tenant, patientId, practitionerId }: Place): Promise<string> {
  const id = newId();
  await admin`
    insert into auth.break_glass_grant (id, tenant_id, created_at, account_id, practitioner_id, patient_id, purpose,
      justification, expires_at, ended_at)
    select ${id}, a.tenant_id, now() - interval '1 hour', a.id, ${practitionerId}, ${patientId}, 'SAFEGUARDING',
      'Somebody has to be protected', now() - interval '31 minutes', now() - interval '31 minutes'
    from auth.account a join auth.tenant t on t.id = a.tenant_id
    where t.slug = ${tenant} and 'USER' = any (a.roles) order by a.email limit 1`;
  return id;
}

/** With a value in every field. */
async function addReviewedGrant(stack: TestStack, at: Place): Promise<void> {
  const id = await addGrant(stack, at);
  await stack.admin`
    update auth.break_glass_grant g set reviewed_at = now(), finding = 'JUSTIFIED', remark = 'Rightly', reviewer_id =
      (select id from auth.account a where a.tenant_id = g.tenant_id and 'ADMIN' = any (a.roles) order by email limit 1)
    where id = ${id}`;
}

async function addClient(stack: TestStack, tenantId: string): Promise<string> {
  const clientId = newId();
  await stack.admin`
    insert into auth.oauth_client (id, tenant_id, client_id, name, secret_hash, scopes)
    values (${newId()}, ${tenantId}, ${clientId}, 'Partner', '', '{slot:read}')`;
  return clientId;
}

const OTHERS = { other: ACCOUNTS.patient2.email, foreign: ACCOUNTS.lakesidePatient.email } as const;

/** Who owns nothing is asked for another's in the first place. */
function emailOf(role: MatrixRole, ownership: Ownership): string {
  const own = role === "partner" ? undefined : EMAILS[role];
  return (ownership === "own" ? own : undefined) ?? OTHERS[ownership === "foreign" ? "foreign" : "other"];
}

async function findAccount({ admin }: TestStack, email: string): Promise<string> {
  const [account] = await admin<{ id: string }[]>`select id from auth.account where email = ${email}`;
  if (account === undefined) throw new Error("There is no account.");
  return account.id;
}

async function allowApp(stack: TestStack, email: string): Promise<string> {
  const id = newId();
  await stack.admin`
    insert into auth.token_family (id, tenant_id, oauth_client_id, account_id, scopes, roles, generation, last_used_at,
      expires_at, ends_at)
    select ${id}, account.tenant_id, client.id, account.id, '{slot:read}', roles, 0, now(), now() + interval '1 day',
      now() + interval '1 day'
    from auth.account join auth.oauth_client client
      on client.tenant_id = account.tenant_id and 'refresh_token' = any (client.grant_types)
    where email = ${email}`;
  return id;
}

async function addPasskey({ admin }: TestStack, email: string): Promise<string> {
  const id = newId();
  await admin`delete from auth.passkey`;
  await admin`
    insert into auth.passkey (id, tenant_id, account_id, credential_id, public_key, sign_count, transports,
      is_backup_eligible, is_backed_up, name, last_used_at)
    select ${id}, tenant_id, id, 'credential', 'key', 0, '{}', false, false, 'Key', now()
    from auth.account where email = ${email}`;
  return id;
}

/** Has a value in every field. */
async function addCalendarFeed({ admin }: TestStack, email: string): Promise<string> {
  const id = newId();
  await admin`
    delete from appointments.calendar_feed where account_id = (select id from auth.account where email = ${email})`;
  await admin`
    insert into appointments.calendar_feed (id, tenant_id, account_id, owner_kind, owner_id, name, detail, token_hash, last_used_at)
    select ${id}, tenant_id, id, case when practitioner_id is null then 'PATIENT' else 'PRACTITIONER' end,
      coalesce(practitioner_id, patient_id, id), 'Phone', 'MINIMAL', ${hashOfCalendarToken(id)}, now()
    from auth.account where email = ${email}`;
  return id;
}

async function beginSession(stack: TestStack, role: MatrixRole, ownership: Ownership): Promise<string> {
  const email = emailOf(role, ownership);
  await stack.browser(email);
  const [session] = await stack.admin<{ id: string }[]>`
    select session.id from auth.session join auth.account on account.id = session.account_id
    where email = ${email} order by session.created_at desc limit 1`;
  if (session === undefined) throw new Error("There is no session.");
  return session.id;
}

async function signInAs(stack: TestStack, role: MatrixRole): Promise<Client> {
  if (role === "partner") {
    const authorization = `Bearer ${await partnerToken(stack.url)}`;
    const browser = await stack.browser();
    return (document, variables) => browser.send(document, variables, { authorization });
  }
  const browser = await stack.browser(EMAILS[role]);
  return (document, variables) => browser.send(document, variables);
}
