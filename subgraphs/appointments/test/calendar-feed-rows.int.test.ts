import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { asViewer } from "#shared/testing/as-viewer.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { createWorld, NOW, type World } from "./world.ts";

const REFUSED = { code: "42501" };

let database: TestDatabase;
let admin: postgres.Sql;
/** A connection under the login role: what a fault in the application could do at most. */
let login: postgres.Sql;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  login = postgres(database.urlFor("appointments_app"), { max: 1 });
  world = await createWorld(admin);
});
afterAll(async () => {
  await login.end();
  await admin.end();
  await database.drop();
});
beforeEach(async () => {
  await admin`truncate appointments.calendar_feed, appointments.known_actor`;
});

/** Runs one statement with the settings of a viewer. */
function as(viewer: Viewer, text: string, parameters?: (string | null)[]): Promise<postgres.Row[]> {
  return asViewer(login, viewer, text, parameters);
}

describe("row-level security of a calendar feed", () => {
  const MAKE = `insert into appointments.calendar_feed
      (id, tenant_id, account_id, owner_kind, owner_id, name, detail, token_hash, revoked_at)
    values ($1, $2, $3, $4, $5, 'Phone', 'MINIMAL', $6, $7)`;
  const make = async (
    viewer: Viewer,
    changes: Partial<Record<string, string | null>> = {},
  ): Promise<string> => {
    const id = newId();
    const row = {
      ...{ id, tenant: viewer.tenantId, account: viewer.accountId, kind: "PATIENT", owner: viewer.patientId },
      ...{ hash: `${id}-------`, revoked: null, ...changes },
    };
    await as(viewer, MAKE, Object.values(row));
    return id;
  };
  const ALL = "select id from appointments.calendar_feed";
  const system = (text: string): Promise<postgres.Row[]> =>
    login.begin(async (tx) => {
      await tx.unsafe("set local role appointments_system");
      return [...(await tx.unsafe(text))];
    });

  it("is made by who is the patient or practitioner, for oneself", async () => {
    const { ownPatient, otherPatient, practitioner, partner } = world.viewers;
    await make(ownPatient);
    await make(practitioner, { kind: "PRACTITIONER", owner: world.practitionerId });
    const impersonator = { accountId: newId(), roles: ["SUPPORT" as const], endsAt: "2026-03-09T06:30:00Z" };
    const refused: [Viewer, Partial<Record<string, string | null>>][] = [
      [ownPatient, { account: otherPatient.accountId }],
      [ownPatient, { owner: world.otherPatientId }],
      [ownPatient, { tenant: world.foreignTenantId }],
      [ownPatient, { kind: "PRACTITIONER" }],
      [ownPatient, { revoked: NOW.toISOString() }],
      [{ ...ownPatient, impersonator }, {}],
      [{ ...ownPatient, roles: ["SUPPORT"] }, {}],
      [world.viewers.admin, { owner: world.patientId }],
      [partner, { account: ownPatient.accountId, owner: world.patientId }],
    ];
    for (const [viewer, changes] of refused)
      await expect(make(viewer, changes)).rejects.toMatchObject(REFUSED);
    await expect(make(ownPatient, { hash: "token" })).rejects.toMatchObject({ code: "23514" });
    expect(await admin`select from appointments.calendar_feed`).toHaveLength(2);
  });

  it("is seen and revoked by its account, for good, and its hash is shown to nobody", async () => {
    const { ownPatient, otherPatient, supportInRegion } = world.viewers;
    const id = await make(ownPatient);
    const impersonator = { accountId: newId(), roles: ["SUPPORT" as const], endsAt: "2026-03-09T06:30:00Z" };
    const revoke = "update appointments.calendar_feed set revoked_at = now() returning id";
    const forget = "delete from appointments.calendar_feed returning id";
    for (const viewer of [
      otherPatient,
      world.viewers.admin,
      supportInRegion,
      { ...ownPatient, impersonator },
    ])
      for (const statement of [ALL, revoke, forget]) expect(await as(viewer, statement)).toEqual([]);
    expect(await as(ownPatient, forget)).toEqual([]);
    expect(await as(ownPatient, ALL)).toEqual([{ id }]);
    await expect(as(ownPatient, "select token_hash from appointments.calendar_feed")).rejects.toMatchObject(
      REFUSED,
    );
    expect(await as(ownPatient, revoke)).toEqual([{ id }]);
    expect(await as(ownPatient, revoke)).toEqual([]);
    await admin`update appointments.calendar_feed set revoked_at = null`;
    const renew = "update appointments.calendar_feed set revoked_at = null returning id";
    await expect(as(ownPatient, renew)).rejects.toMatchObject(REFUSED);
  });

  it("is served while its owner may read what is in it: the system role sees no other", async () => {
    const { ownPatient } = world.viewers;
    const id = await make(ownPatient);
    const know = (roles: string[], patientId: string, isDisabled = false): Promise<unknown> =>
      admin`insert into appointments.known_actor (id, tenant_id, roles, regions, tier, patient_id, is_disabled)
        values (${ownPatient.accountId}, ${world.tenantId}, ${roles}, '{}', 'STANDARD', ${patientId}, ${isDisabled})
        on conflict (id) do update set roles = excluded.roles, patient_id = excluded.patient_id,
          is_disabled = excluded.is_disabled`;
    expect(await system(ALL)).toEqual([]);
    for (const [roles, patientId, isDisabled, isSeen] of [
      [["USER"], world.patientId, false, true],
      [["SUPPORT", "ADMIN", "PRACTITIONER"], world.patientId, false, false],
      [["USER"], world.otherPatientId, false, false],
      [["USER"], world.patientId, true, false],
      [["ADMIN", "USER"], world.patientId, false, true],
    ] as const) {
      await know([...roles], patientId, isDisabled);
      expect(await system(ALL)).toEqual(isSeen ? [{ id }] : []);
    }
    await admin`update appointments.calendar_feed set revoked_at = now()`;
    expect(await system(ALL)).toEqual([]);
    await expect(system("delete from appointments.calendar_feed")).rejects.toMatchObject(REFUSED);
    await expect(system("update appointments.calendar_feed set revoked_at = null")).rejects.toMatchObject(
      REFUSED,
    );
  });
});
