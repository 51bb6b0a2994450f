import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { BreakGlassPurpose } from "#shared/auth/confidentiality.ts";
import type { Role, Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { asViewer } from "#shared/testing/as-viewer.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  insertConsent,
  insertSchedules,
  NOW,
  type World,
} from "./world.ts";

const TABLES = [
  ...["clinic", "room", "device", "service_type", "schedule", "schedule_exception"],
  ...["appointment", "appointment_clinical", "appointment_series", "slot_hold", "allocation"],
  ...["waitlist_entry", "waitlist_offer"],
  ...["known_practitioner", "known_patient", "known_consent"],
  ...["known_guardianship", "known_actor", "idempotency_key"],
  "calendar_feed",
  ...["import_job", "import_part", "import_row", "imported_appointment"],
];
/** The system role's alone. */
const REMINDERS = "appointment_reminder";
const MESSAGE_TABLES = ["outbox", "outbox_sequence", "inbox", "parked_message"];
const REFUSED = { code: "42501" };

let harness: SubgraphHarness;
let world: World;
/** A connection under the login role: what a fault in the application could do at most. */
let login: postgres.Sql;
let appointmentId: string;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
});
afterAll(async () => {
  await login.end();
  await harness.stop();
});
beforeEach(async () => {
  await clearAppointments(harness);
  appointmentId = await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
});

/** Runs one statement with the settings of a viewer. */
function as(viewer: Viewer, text: string, parameters?: (string | number | null)[]): Promise<postgres.Row[]> {
  return asViewer(login, viewer, text, parameters);
}

function grantOf(purpose: BreakGlassPurpose): NonNullable<Viewer["breakGlass"]> {
  const expiresAt = new Date(NOW.getTime() + 60_000).toISOString();
  return { grantId: newId(), patientId: world.patientId, purpose, expiresAt };
}

const TAKE = `insert into appointments.allocation (id, tenant_id, appointment_id, resource_kind, resource_id, during, live)
  values ($1, $2, $3, $4, $5, '[2026-03-10T08:00:00Z,2026-03-10T08:30:00Z)', true)`;

function take(viewer: Viewer, kind: string, resourceId: string): Promise<unknown> {
  return as(viewer, TAKE, [newId(), world.tenantId, appointmentId, kind, resourceId]);
}

function book(viewer: Viewer, changes: Record<string, string> = {}): Promise<unknown> {
  const row = {
    id: newId(),
    tenant_id: world.tenantId,
    clinic_id: world.clinicId,
    service_type_id: world.checkId,
    room_id: world.roomIds[0],
    practitioner_id: world.practitionerId,
    patient_id: world.patientId,
    region: "eu-central",
    status: "BOOKED",
    starts_at: "2026-03-10T08:00:00Z",
    ends_at: "2026-03-10T08:30:00Z",
    ...changes,
  };
  const places = Object.keys(row).map((_column, index) => `$${String(index + 1)}`);
  const columns = Object.keys(row).join(", ");
  return as(
    viewer,
    `insert into appointments.appointment (${columns}) values (${places.join(", ")})`,
    Object.values(row),
  );
}

async function foreignRoom(): Promise<string> {
  const id = newId();
  await harness.admin`insert into appointments.room (id, tenant_id, clinic_id, name)
    values (${id}, ${world.foreignTenantId}, ${world.foreignClinicId}, 'Elsewhere')`;
  return id;
}

describe("every table", () => {
  it("has row-level security, also for its owner", async () => {
    const rows = await harness.admin<{ relname: string }[]>`select relname from pg_class
      where relnamespace = 'appointments'::regnamespace and relkind = 'r' and relrowsecurity and relforcerowsecurity`;
    const all = await harness.admin`select from pg_tables where schemaname = 'appointments'`;
    expect(rows.map(({ relname }) => relname).sort()).toEqual(
      [...TABLES, REMINDERS, ...MESSAGE_TABLES].sort(),
    );
    expect(all).toHaveLength(rows.length);
  });

  it("shows the login role without context no row, and lets it write none", async () => {
    for (const table of [...TABLES, "outbox_sequence", "inbox"]) {
      expect(await login`select 1 from ${login(`appointments.${table}`)}`).toHaveLength(0);
    }
    for (const table of ["outbox", "parked_message", REMINDERS]) {
      await expect(login`select 1 from ${login(`appointments.${table}`)}`).rejects.toMatchObject(REFUSED);
    }
    await expect(
      login`insert into appointments.known_patient (id, tenant_id, region)
        values (${newId()}, ${world.tenantId}, 'eu-central')`,
    ).rejects.toMatchObject(REFUSED);
    expect(await login`update appointments.appointment set version = 9 returning 1`).toHaveLength(0);
  });
});

describe("reading", () => {
  it("shows a patient whose practitioners are busy, and of patients only the patient", async () => {
    const kindsFor = async (viewer: Viewer): Promise<string[]> => {
      const rows = await as(viewer, "select resource_kind as kind from appointments.allocation order by 1");
      return rows.map((row) => String(row["kind"]));
    };
    expect(await kindsFor(world.viewers.ownPatient)).toEqual(["PATIENT", "PRACTITIONER", "ROOM"]);
    expect(await kindsFor(world.viewers.otherPatient)).toEqual(["PRACTITIONER", "ROOM"]);
    expect(await kindsFor(world.viewers.partner)).toEqual(["PRACTITIONER", "ROOM"]);
  });

  it("shows who may not look for slots nothing of when anybody is busy", async () => {
    expect(await as(world.viewers.analyst, "select 1 from appointments.allocation")).toEqual([]);
  });

  it("shows a patient's or practitioner's id without the role nothing", async () => {
    const { tenantId, patientId, practitionerId } = world;
    const nobody = viewerOf({ tenantId, roles: ["ANALYST"], patientId, practitionerId });
    for (const table of ["appointment", "known_patient"]) {
      expect(await as(nobody, `select 1 from appointments.${table}`)).toEqual([]);
    }
    expect(await as(nobody, "update appointments.appointment set version = 9 returning 1")).toEqual([]);
    await expect(book(nobody)).rejects.toMatchObject(REFUSED);
  });
});

describe("changing", () => {
  const columnsOf = async (table: string): Promise<string[]> => {
    const rows = await harness.admin<{ name: string }[]>`select column_name as name
      from information_schema.columns where table_schema = 'appointments' and table_name = ${table}`;
    return rows.map(({ name }) => name);
  };

  it.each([
    [
      "appointment",
      [
        ...["arrived_at", "cancellation_reason", "cancelled_at", "confidentiality", "device_ids", "ends_at"],
        ...["fee_amount_minor", "fee_currency", "fee_kind", "fee_starts_at", "practitioner_id"],
        // Emptied by a trigger, should a process of an older version have filled it.
        "reason",
        ...["room_id", "scheduled_at", "started_at", "starts_at", "status", "updated_at", "version"],
      ],
    ],
    ["appointment_clinical", ["notes", "updated_at"]],
    ["appointment_series", []],
    ["slot_hold", ["ended_at", "updated_at"]],
    ["waitlist_entry", ["lapses", "status", "updated_at", "version"]],
    ["waitlist_offer", ["outcome", "updated_at"]],
    ["allocation", ["live", "updated_at"]],
    ["known_patient", []],
    [
      "clinic",
      [
        ...["city", "deleted_at", "free_cancellation_hours", "late_cancellation_fee_percent", "name"],
        ...[
          "no_show_fee_percent",
          "overbooking_limit",
          "policy_version",
          "reminder_hours_before",
          "updated_at",
          "waitlist_offer_minutes",
        ],
      ],
    ],
    ["room", ["deleted_at", "kind", "name", "updated_at"]],
    ["device", ["deleted_at", "kind", "name", "updated_at"]],
    [
      "service_type",
      [
        ...[
          "booking_horizon_days",
          "buffer_after_minutes",
          "buffer_before_minutes",
          "deleted_at",
          "device_kinds",
        ],
        ...["duration_minutes", "minimum_notice_minutes", "minimum_tier", "name", "practitioner_ids"],
        ...["price_amount_minor", "price_currency", "room_kind", "updated_at"],
      ],
    ],
    ["known_practitioner", []],
    ["schedule", []],
    ["schedule_exception", []],
    ["calendar_feed", ["revoked_at", "updated_at"]],
  ])("of %s touches, even for an admin, these columns at most: %s", async (table, expected) => {
    const changeable: string[] = [];
    for (const column of await columnsOf(table)) {
      // No row matches: what is asked is the right to the column.
      const change = `update appointments.${table} set ${column} = default where false`;
      const code = await as(world.viewers.admin, change).then(
        () => null,
        (error: unknown) => (error instanceof postgres.PostgresError ? error.code : "unknown"),
      );
      if (code !== "42501") changeable.push(column);
    }
    expect(changeable.sort()).toEqual(expected);
  });

  it.each([
    "fee_kind = 'NO_SHOW'",
    "fee_amount_minor = 100, fee_currency = 'EUR'",
    "fee_kind = 'NO_SHOW', fee_amount_minor = 0, fee_currency = 'EUR'",
    "fee_kind = 'NO_SHOW', fee_amount_minor = 100",
    "fee_kind = 'OTHER', fee_amount_minor = 100, fee_currency = 'EUR'",
  ])("of an appointment to %s is refused: a fee is whole", async (values) => {
    await expect(
      as(world.viewers.admin, `update appointments.appointment set ${values}`),
    ).rejects.toMatchObject({ code: "23514", constraint_name: "appointment_fee_valid" });
  });

  it("lets a patient not move the own appointment into another clinic's or tenant's room", async () => {
    const elsewhere = newId();
    await harness.admin`insert into appointments.room (id, tenant_id, clinic_id, name)
      values (${elsewhere}, ${world.tenantId}, ${world.otherClinicId}, 'Pune')`;
    const change = "update appointments.appointment set room_id = $1 where id = $2 returning 1";
    const { ownPatient } = world.viewers;
    for (const roomId of [elsewhere, await foreignRoom()]) {
      await expect(as(ownPatient, change, [roomId, appointmentId])).rejects.toMatchObject(REFUSED);
    }
    expect(await as(ownPatient, change, [world.roomIds[1], appointmentId])).toHaveLength(1);
  });

  it("lets a practitioner not hand an appointment to a colleague", async () => {
    const change = "update appointments.appointment set practitioner_id = $1 where id = $2";
    await expect(
      as(world.viewers.practitioner, change, [world.otherPractitionerId, appointmentId]),
    ).rejects.toMatchObject(REFUSED);
  });

  it("frees what is held, and never takes it again", async () => {
    const change =
      "update appointments.allocation set live = $1::text::boolean where appointment_id = $2 returning 1";
    expect(await as(world.viewers.ownPatient, change, ["false", appointmentId])).toHaveLength(3);
    await expect(as(world.viewers.ownPatient, change, ["true", appointmentId])).rejects.toMatchObject(
      REFUSED,
    );
    expect(await as(world.viewers.otherPatient, change, ["false", appointmentId])).toEqual([]);
  });

  const RELEASE = "update appointments.allocation set live = false where live returning 1";

  it("frees for who may change the appointment, and for nobody who only sees it", async () => {
    const freedBy: string[] = [];
    for (const [name, viewer] of Object.entries(world.viewers)) {
      await harness.admin`update appointments.allocation set live = true`;
      if ((await as(viewer, RELEASE)).length > 0) freedBy.push(name);
    }
    expect(freedBy).toEqual(["ownPatient", "practitioner", "supportInRegion", "admin"]);
    await harness.admin`update appointments.allocation set live = true`;
    const { ownPatient, otherPractitioner } = world.viewers;
    const underGrant = { ...otherPractitioner, breakGlass: grantOf("EMERGENCY_TREATMENT") };
    const impersonated = {
      ...ownPatient,
      impersonator: { accountId: newId(), roles: ["SUPPORT" as const], endsAt: "2026-03-09T06:30:00Z" },
    };
    expect(await as(underGrant, "select 1 from appointments.appointment")).toHaveLength(1);
    expect(await as(underGrant, RELEASE)).toEqual([]);
    expect(await as(impersonated, RELEASE)).toEqual([]);
    await expect(take(underGrant, "ROOM", world.roomIds[0])).rejects.toMatchObject(REFUSED);
  });

  it.each([
    ["APPOINTMENT_READ", false, false],
    ["APPOINTMENT_BOOK", true, false],
    ["APPOINTMENT_CHANGE", true, true],
  ] as const)("for a partner's program with %s takes: %s, frees: %s", async (scope, takes, frees) => {
    const { tenantId, patientId, viewers } = world;
    const scopes = [...new Set(["APPOINTMENT_READ", scope] as const)];
    const consentId = await insertConsent(harness.admin, { tenantId, patientId, scopes });
    const taken = await take(viewers.partner, "ROOM", world.roomIds[0]).then(
      () => true,
      () => false,
    );
    const freed = await as(viewers.partner, RELEASE);
    await harness.admin`delete from appointments.known_consent where id = ${consentId}`;
    expect([taken, freed.length > 0]).toEqual([takes, frees]);
  });
});

describe("the clinical part", () => {
  const REASONS = "select reason, notes from appointments.appointment_clinical";

  beforeEach(async () => {
    await harness.admin`update appointments.appointment_clinical set reason = 'Cough' where id = ${appointmentId}`;
  });

  it("is shown to the patient and who treats, and to nobody else", async () => {
    const seenBy: string[] = [];
    for (const [name, viewer] of Object.entries(world.viewers)) {
      if ((await as(viewer, REASONS)).length > 0) seenBy.push(name);
    }
    expect(seenBy).toEqual(["ownPatient", "practitioner"]);
  });

  it("goes with the appointment to another practitioner", async () => {
    await harness.admin`update appointments.appointment set practitioner_id = ${world.otherPractitionerId}`;
    expect(await as(world.viewers.practitioner, REASONS)).toEqual([]);
    expect(await as(world.viewers.otherPractitioner, REASONS)).toHaveLength(1);
  });

  it("is changed by who treats, and by nobody else", async () => {
    const note = "update appointments.appointment_clinical set notes = 'Seen' returning 1";
    for (const [name, viewer] of Object.entries(world.viewers)) {
      expect([name, (await as(viewer, note)).length]).toEqual([name, name === "practitioner" ? 1 : 0]);
    }
    const underGrant = { ...world.viewers.otherPractitioner, breakGlass: grantOf("EMERGENCY_TREATMENT") };
    expect(await as(underGrant, note)).toEqual([]);
    await expect(
      as(world.viewers.practitioner, "update appointments.appointment_clinical set reason = 'Other'"),
    ).rejects.toMatchObject(REFUSED);
  });

  it("is told by who books, without notes, which are for who treats", async () => {
    const tell =
      "insert into appointments.appointment_clinical (id, tenant_id, reason, notes) values ($1, $2, 'Cough', $3)";
    const tellAs = async (viewer: Viewer, notes: string | null): Promise<boolean> => {
      await harness.admin`delete from appointments.appointment_clinical`;
      return as(viewer, tell, [appointmentId, world.tenantId, notes]).then(
        () => true,
        () => false,
      );
    };
    const told: string[] = [];
    const noted: string[] = [];
    for (const [name, viewer] of Object.entries(world.viewers)) {
      if (await tellAs(viewer, null)) told.push(name);
      if (await tellAs(viewer, "Seen")) noted.push(name);
    }
    expect(told).toEqual(["ownPatient", "practitioner", "supportInRegion", "admin"]);
    expect(noted).toEqual(["practitioner"]);
    const underGrant = { ...world.viewers.otherPractitioner, breakGlass: grantOf("EMERGENCY_TREATMENT") };
    expect(await tellAs(underGrant, null)).toBe(false);
  });

  it("is kept as closely as who treats says: nobody else changes that", async () => {
    const change = "update appointments.appointment set confidentiality = 'RESTRICTED' returning 1";
    for (const viewer of [world.viewers.admin, world.viewers.ownPatient, world.viewers.supportInRegion]) {
      await expect(as(viewer, change)).rejects.toMatchObject(REFUSED);
    }
    expect(await as(world.viewers.practitioner, change)).toHaveLength(1);
  });

  it("moves there when a process of an older version books", async () => {
    const id = newId();
    await book(world.viewers.ownPatient, { id, reason: "Cough" });
    expect([...(await harness.admin`select reason from appointments.appointment where id = ${id}`)]).toEqual([
      { reason: null },
    ]);
    const rows =
      await harness.admin`select reason, notes from appointments.appointment_clinical where id = ${id}`;
    expect([...rows]).toEqual([{ reason: "Cough", notes: null }]);
  });
});

describe("breaking the glass", () => {
  /** What a practitioner who does not treat the patient sees: levels whose appointment, and whose clinical part, is there. */
  async function seenUnder(
    breakGlass: Viewer["breakGlass"],
    roles: Role[] = ["PRACTITIONER"],
  ): Promise<unknown> {
    const viewer = { ...world.viewers.otherPractitioner, roles, breakGlass };
    const rows = await as(
      viewer,
      `select confidentiality as level, c.id is not null as opened from appointments.appointment a
        left join appointments.appointment_clinical c on c.id = a.id order by array_position('{NORMAL,RESTRICTED,VERY_RESTRICTED}', confidentiality)`,
    );
    return rows.map((row) => `${String(row["level"])} ${row["opened"] === true ? "opened" : "closed"}`);
  }

  beforeEach(async () => {
    await clearAppointments(harness);
    for (const [hour, confidentiality] of (["NORMAL", "RESTRICTED", "VERY_RESTRICTED"] as const).entries()) {
      const startsAt = `2026-03-09T${String(hour + 10)}:00:00Z`;
      await insertAppointment(harness.admin, world, { startsAt, confidentiality, reason: "Cough" });
    }
  });

  it.each([
    ["EMERGENCY_TREATMENT", ["NORMAL opened", "RESTRICTED opened", "VERY_RESTRICTED opened"]],
    ["SAFEGUARDING", ["NORMAL opened", "RESTRICTED opened", "VERY_RESTRICTED closed"]],
    ["CONTINUITY_OF_CARE", ["NORMAL opened", "RESTRICTED closed", "VERY_RESTRICTED closed"]],
  ] as const)("for %s opens of the patient's appointments: %s", async (purpose, expected) => {
    expect(await seenUnder(grantOf(purpose))).toEqual(expected);
  });

  it("opens nothing without a grant, nothing of another patient, and nothing to another role", async () => {
    expect(await seenUnder(null)).toEqual([]);
    expect(await seenUnder({ ...grantOf("EMERGENCY_TREATMENT"), patientId: world.otherPatientId })).toEqual(
      [],
    );
    for (const role of ["SUPPORT", "ANALYST", "PARTNER", "USER"] as const) {
      expect(await seenUnder(grantOf("EMERGENCY_TREATMENT"), [role])).toEqual([]);
    }
    const closed = ["NORMAL closed", "RESTRICTED closed", "VERY_RESTRICTED closed"];
    expect(await seenUnder(grantOf("EMERGENCY_TREATMENT"), ["ADMIN"])).toEqual(closed);
  });

  it("opens nothing in another tenant", async () => {
    const viewer = { ...world.viewers.otherPractitioner, tenantId: world.foreignTenantId };
    const breakGlass = grantOf("EMERGENCY_TREATMENT");
    expect(await as({ ...viewer, breakGlass }, "select 1 from appointments.appointment")).toEqual([]);
    expect(await as({ ...viewer, breakGlass }, "select 1 from appointments.appointment_clinical")).toEqual(
      [],
    );
  });

  it("lets nothing be changed", async () => {
    const viewer = { ...world.viewers.otherPractitioner, breakGlass: grantOf("EMERGENCY_TREATMENT") };
    expect(await as(viewer, "update appointments.appointment set version = 9 returning 1")).toEqual([]);
  });
});

describe("booking", () => {
  it("lets a patient book with what the tenant has", async () => {
    await expect(book(world.viewers.ownPatient)).resolves.toEqual([]);
  });

  it.each([
    ["another patient", () => ({ patient_id: world.otherPatientId })],
    ["another tenant", () => ({ tenant_id: world.foreignTenantId })],
    ["another tenant's clinic", () => ({ clinic_id: world.foreignClinicId })],
    ["a region that is not the clinic's", () => ({ region: "in-west" })],
    ["a service of another clinic", () => ({ clinic_id: world.otherClinicId, region: "in-west" })],
    ["a room that there is not", () => ({ room_id: newId() })],
  ])("refuses a patient %s", async (_name, changes) => {
    await expect(book(world.viewers.ownPatient, changes())).rejects.toMatchObject(REFUSED);
  });

  it("refuses an admin another tenant's room and patient", async () => {
    const { admin } = world.viewers;
    await expect(book(admin, { room_id: await foreignRoom() })).rejects.toMatchObject(REFUSED);
    await expect(book(admin, { patient_id: world.foreignPatientId })).rejects.toMatchObject(REFUSED);
  });
});

describe("taking", () => {
  it("lets a patient take what the own appointment names", async () => {
    const { ownPatient } = world.viewers;
    await expect(take(ownPatient, "PRACTITIONER", world.practitionerId)).resolves.toEqual([]);
    await expect(take(ownPatient, "ROOM", world.roomIds[0])).resolves.toEqual([]);
    await expect(take(ownPatient, "PATIENT", world.patientId)).resolves.toEqual([]);
  });

  it.each([
    ["PRACTITIONER", () => world.otherPractitionerId],
    ["PRACTITIONER", () => newId()],
    ["ROOM", () => world.roomIds[1]],
    ["ROOM", () => world.practitionerId],
    ["PATIENT", () => world.otherPatientId],
    ["PATIENT", () => world.foreignPatientId],
  ])("refuses a patient and an admin any other %s", async (kind, resourceId) => {
    for (const viewer of [world.viewers.ownPatient, world.viewers.admin]) {
      await expect(take(viewer, kind, resourceId())).rejects.toMatchObject(REFUSED);
    }
  });

  it("refuses a practitioner of another tenant, also one whom the appointment names", async () => {
    const foreignPractitionerId = newId();
    await insertSchedules(harness.admin, {
      tenantId: world.foreignTenantId,
      clinicId: world.foreignClinicId,
      practitionerId: foreignPractitionerId,
    });
    const change = "update appointments.appointment set practitioner_id = $1 where id = $2";
    await as(world.viewers.ownPatient, change, [foreignPractitionerId, appointmentId]);
    await expect(take(world.viewers.ownPatient, "PRACTITIONER", foreignPractitionerId)).rejects.toMatchObject(
      REFUSED,
    );
  });

  it("refuses anything for somebody else's appointment", async () => {
    await expect(
      take(world.viewers.otherPatient, "PRACTITIONER", world.practitionerId),
    ).rejects.toMatchObject(REFUSED);
  });
});

describe("an idempotency key", () => {
  const KEEP = `insert into appointments.idempotency_key (id, tenant_id, actor_id, client_id, mutation, key, input_hash, outcome)
    values ($1, $2, $3, $4, 'bookAppointment', 'key', '', '{}')`;
  const keep = (viewer: Viewer, owner: Viewer): Promise<unknown> =>
    as(viewer, KEEP, [newId(), owner.tenantId, owner.accountId, owner.clientId]);

  it("is its caller's, account and program, and nobody else's, to see and to use", async () => {
    const { admin, ownPatient, partner, foreignAdmin } = world.viewers;
    const inApp: Viewer = { ...admin, clientId: "some-app" };
    const callers = [admin, ownPatient, partner, foreignAdmin, inApp];
    for (const viewer of callers) {
      await keep(viewer, viewer);
      for (const owner of callers)
        if (owner !== viewer) await expect(keep(viewer, owner)).rejects.toMatchObject(REFUSED);
    }
    for (const viewer of callers)
      expect(await as(viewer, "select actor_id, client_id from appointments.idempotency_key")).toEqual([
        { actor_id: viewer.accountId, client_id: viewer.clientId },
      ]);
    await expect(keep(admin, admin)).rejects.toMatchObject({ code: "23505" });
  });
});
