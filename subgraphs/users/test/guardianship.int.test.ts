import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph } from "#shared/testing/subgraph-harness.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { codesOf, FAR, GuardianWorld, impersonated, problemOf } from "./guardian-world.ts";

const NOW = new Date("2026-03-09T10:00:00.000Z");

let now = NOW;
let on: GuardianWorld;

beforeAll(async () => {
  on = await GuardianWorld.start(() => now);
});
afterAll(() => on.stop());
beforeEach(async () => {
  now = NOW;
  await on.clear();
});

const KEPT_FROM_GUARDIANS = [
  "contact { phone }",
  "region",
  "birthYear",
  "consents { id }",
  "guardians { id }",
];

describe("a guardianship", () => {
  it.each([
    ["the patient", () => on.world.viewers.ownPatient],
    ["the guardian", () => on.guardian],
    ["support of the region", () => on.world.viewers.supportInRegion],
    ["the admin", () => on.world.viewers.admin],
  ])("is ended by %s at once, and once", async (_name, viewer) => {
    const id = await on.accepted();
    now = new Date("2026-03-09T12:00:00.000Z");
    const answer = await on.end(viewer(), id);
    expect(answer.data.endGuardianship).toMatchObject({
      guardianship: { id, status: "ENDED", endedAt: "2026-03-09T12:00:00.000Z" },
      userErrors: [],
    });
    expect((await on.events()).at(-1)).toEqual([
      "guardianship.ended.v1",
      {
        ...{ guardianshipId: id, patientId: on.world.patientId, accountId: on.guardian.accountId },
        endedAt: "2026-03-09T12:00:00.000Z",
      },
    ]);
    expect((await on.readWard()).data).toEqual({ patient: null });
    expect(problemOf(await on.end(viewer(), id))).toBe("GUARDIANSHIP_NOT_ACTIVE");
    expect(await on.events()).toHaveLength(2);
  });

  it("is not ended by anybody else: it is answered like a missing one, on record", async () => {
    const id = await on.accepted();
    for (const viewer of [on.stranger, on.world.viewers.otherPatient, on.world.viewers.supportElsewhere]) {
      const answers = [await on.end(viewer, id), await on.end(viewer, newId())];
      expect(answers[0]).toEqual(answers[1]);
      expect(answers.map(problemOf)).toEqual(["GUARDIANSHIP_NOT_FOUND", "GUARDIANSHIP_NOT_FOUND"]);
    }
    expect(codesOf(await on.end(on.world.viewers.practitioner, id))).toEqual(["AUTH_FORBIDDEN"]);
    expect(await recordedAudit(on.harness.admin, "users")).toContainEqual(
      expect.objectContaining({ category: "DENIAL", action: "guardianship:end", entityId: id }),
    );
    expect((await on.readWard()).data.patient).not.toBeNull();
  });

  it("is over when its time is, by the database's clock", async () => {
    const id = await on.accepted(on.guardian, { expiresAt: FAR });
    expect((await on.readWard()).data.patient).not.toBeNull();
    await on.harness.admin`update users.guardianship set expires_at = now() where id = ${id}`;
    expect((await on.readWard()).data).toEqual({ patient: null });
  });

  it("shows the ward's name and date of birth, and neither contact, region, consents nor other guardians", async () => {
    await on.accepted();
    for (const field of [...KEPT_FROM_GUARDIANS, "pseudonym"]) {
      const answer = await on.harness.execute(
        on.guardian,
        `{ patient(id: "${on.world.patientId}") { ${field} } }`,
      );
      expect([field, codesOf(answer)]).toEqual([field, ["AUTH_FORBIDDEN"]]);
    }
    const change = `mutation { changePatientContact(input: { patientId: "${on.world.patientId}", phone: null }) {
      patient { id } userErrors { code } } }`;
    expect(codesOf(await on.harness.execute(on.guardian, change))).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("is on record with whatever is read by it: the on.guardian as the agent, the ward as the patient", async () => {
    const id = await on.accepted();
    await on.harness.admin`truncate users.outbox`;
    await on.readWard();
    const entries = await recordedAudit(on.harness.admin, "users");
    expect(
      entries.map(({ action, agent, patientId, detail }) => [action, agent.accountId, patientId, detail]),
    )
      // prettier-ignore
      .toEqual([["patient:read", on.guardian.accountId, on.world.patientId, { guardianshipId: id }]]);
  });

  it("is not that of who acts in the guardian's place, and does not reach beyond an app's scopes", async () => {
    await on.accepted();
    expect((await on.readWard(impersonated(on.guardian))).data).toEqual({ patient: null });
    const app: Viewer = { ...on.guardian, clientId: "northwind-app", scopes: ["patient:reference"] };
    expect(codesOf(await on.readWard(app))).toEqual(["AUTH_FORBIDDEN"]);
    expect(
      (await on.readWard({ ...app, scopes: ["patient:reference", "patient:read"] })).errors,
    ).toBeUndefined();
  });

  it("is seen by the patient, the admin and support of the region", async () => {
    const id = await on.accepted();
    const list = `{ patient(id: "${on.world.patientId}") { guardians { id guardianName { display } status } } }`;
    for (const name of ["ownPatient", "admin", "supportInRegion"] as const) {
      expect((await on.harness.execute(on.world.viewers[name], list)).data.patient.guardians).toEqual([
        { id, guardianName: { display: "Devi Rao" }, status: "ACTIVE" },
      ]);
    }
    expect(codesOf(await on.harness.execute(on.world.viewers.practitioner, list))).toEqual([
      "AUTH_FORBIDDEN",
    ]);
  });

  it("takes one statement for a page of patients", async () => {
    await on.accepted();
    on.harness.statements.clear();
    const answer = await on.harness.execute(
      on.world.viewers.admin,
      "{ patients { nodes { guardians { id } } } }",
    );
    expect(answer.errors).toBeUndefined();
    const reads = on.harness.statements.list.filter((text) => text.includes('join lateral (select "id"'));
    expect(reads).toHaveLength(1);
  });

  it("is told to admins who ask why: that of the account asked about, and not their own", async () => {
    const id = await on.accepted();
    const ask = async (actor: Viewer): Promise<unknown> => {
      const { accountId, tenantId } = actor;
      await on.harness.admin`insert into users.known_actor (id, tenant_id, roles, regions, tier, is_disabled)
        values (${accountId}, ${tenantId}, '{USER}', '{}', 'STANDARD', false) on conflict do nothing`;
      const answer = await on.harness.execute(
        on.world.viewers.admin,
        `{ patient(id: "${on.world.patientId}") {
          accessDecision(action: "patient:read", actorId: "${accountId ?? ""}") { isAllowed rule } } }`,
      );
      return answer.data.patient.accessDecision;
    };
    const rule = "patient:read granted to USER when guardianMayRead";
    expect(await ask(on.guardian)).toEqual({ isAllowed: true, rule });
    expect(await ask(on.stranger)).toMatchObject({ isAllowed: false });
    await on.end(on.world.viewers.ownPatient, id);
    expect(await ask(on.guardian)).toMatchObject({ isAllowed: false });
  });
});

describe("row-level security alone", () => {
  const REFUSED = { code: "42501" };
  const insertBy = (
    viewer: Viewer,
    basis: string,
    patientId = on.world.patientId,
    region = "eu-central",
  ): string =>
    `insert into users.guardianship (id, tenant_id, patient_id, region, relationship, scopes, basis, invited_by, code_hash, code_expires_at)
      values ('${newId()}', '${on.world.tenantId}', '${patientId}', '${region}', 'OTHER', '{APPOINTMENT_READ}', '${basis}',
        '${viewer.accountId ?? ""}', '${newId()}', now())`;

  it("shows a ward to its on.guardian, and to nobody else", async () => {
    const id = await on.accepted();
    const seen = `select 1 from users.patient where id = '${on.world.patientId}'`;
    expect(await on.statement(on.guardian, seen)).toBe(1);
    const others: Viewer[] = [
      on.stranger,
      impersonated(on.guardian),
      { ...on.guardian, roles: ["PARTNER"] },
      { ...on.guardian, tenantId: on.world.foreignTenantId },
    ];
    for (const other of others) expect(await on.statement(other, seen)).toBe(0);
    await on.harness.admin`update users.guardianship set ended_at = now() where id = ${id}`;
    expect(await on.statement(on.guardian, seen)).toBe(0);
    // Who is support as well has a policy that could have looked at itself.
    const both: Viewer = { ...on.guardian, roles: ["USER", "SUPPORT"], regions: ["in-west"] };
    expect(await on.statement(both, "select 1 from users.guardianship")).toBe(1);
    expect(await on.statement(both, "select 1 from users.patient")).toBe(1);
  });

  it("lets the patient consent and staff verify, and nobody pretend", async () => {
    const { ownPatient, otherPatient, admin, supportInRegion, supportElsewhere } = on.world.viewers;
    expect(await on.statement(ownPatient, insertBy(ownPatient, "PATIENT_CONSENT"))).toBe(1);
    expect(await on.statement(admin, insertBy(admin, "STAFF_VERIFIED"))).toBe(1);
    expect(await on.statement(supportInRegion, insertBy(supportInRegion, "STAFF_VERIFIED"))).toBe(1);
    await on.accepted();
    const refused: [Viewer, string][] = [
      [ownPatient, insertBy(ownPatient, "STAFF_VERIFIED")],
      [admin, insertBy(admin, "PATIENT_CONSENT")],
      [admin, insertBy(supportInRegion, "STAFF_VERIFIED")],
      [otherPatient, insertBy(otherPatient, "PATIENT_CONSENT")],
      [supportElsewhere, insertBy(supportElsewhere, "STAFF_VERIFIED")],
      // The region decides for support: it has to be the patient's.
      [supportElsewhere, insertBy(supportElsewhere, "STAFF_VERIFIED", on.world.patientId, "in-west")],
      [on.guardian, insertBy(on.guardian, "PATIENT_CONSENT")],
      [impersonated(ownPatient), insertBy(ownPatient, "PATIENT_CONSENT")],
    ];
    for (const [viewer, text] of refused)
      await expect(on.statement(viewer, text)).rejects.toMatchObject(REFUSED);
  });

  it("lets an invitation be taken by who has the code, for oneself, once", async () => {
    const { id } = await on.invited();
    const [row] = await on.harness.admin`select code_hash from users.guardianship where id = ${id}`;
    const hash = String(row?.["code_hash"]);
    const take = (by: Viewer): string =>
      `update users.guardianship set guardian_account_id = '${by.accountId ?? ""}', started_at = now() where id = '${id}'`;
    const { admin, ownPatient } = on.world.viewers;
    expect(await on.statement(on.guardian, take(on.guardian))).toBe(0);
    expect(await on.statement(on.guardian, take(on.guardian), "other")).toBe(0);
    expect(
      await on.statement({ ...on.guardian, tenantId: on.world.foreignTenantId }, take(on.guardian), hash),
    ).toBe(0);
    // Who may end it may change it, and makes nobody the guardian by that.
    const both: Viewer = { ...admin, roles: ["ADMIN", "USER"] };
    for (const viewer of [admin, both, ownPatient]) {
      await expect(on.statement(viewer, take(viewer))).rejects.toMatchObject(REFUSED);
    }
    await expect(on.statement(ownPatient, take(ownPatient), hash)).rejects.toMatchObject(REFUSED);
    await expect(on.statement(on.guardian, take(on.stranger), hash)).rejects.toMatchObject(REFUSED);
    await expect(
      on.statement(on.guardian, `update users.guardianship set scopes = '{APPOINTMENT_CHANGE}'`, hash),
    ).rejects.toMatchObject(REFUSED);
    expect(await on.statement(on.guardian, take(on.guardian), hash)).toBe(1);
    expect(await on.statement(on.stranger, take(on.stranger), hash)).toBe(0);
  });

  it("lets one be ended by those whose it is, and never begin again", async () => {
    const id = await on.accepted();
    const stop = `update users.guardianship set ended_at = now() where id = '${id}'`;
    const { supportElsewhere, practitioner, otherPatient } = on.world.viewers;
    for (const viewer of [
      on.stranger,
      supportElsewhere,
      practitioner,
      otherPatient,
      impersonated(on.guardian),
    ])
      expect(await on.statement(viewer, stop)).toBe(0);
    expect(await on.statement(on.guardian, stop)).toBe(1);
    expect(
      await on.statement(on.guardian, `update users.guardianship set ended_at = null where id = '${id}'`),
    ).toBe(0);
  });
});

describe("services and fields alone", () => {
  it("hold when row-level security is off", async () => {
    const id = await on.accepted();
    const tables = ["patient", "guardianship", "consent"];
    for (const table of tables) {
      await on.harness.admin`alter table ${on.harness.admin(`users.${table}`)} disable row level security`;
    }
    try {
      expect(codesOf(await on.readWard(on.stranger))).toEqual(["AUTH_FORBIDDEN"]);
      expect(codesOf(await on.end(on.stranger, id))).toEqual(["AUTH_FORBIDDEN"]);
      expect(codesOf(await on.invite(on.stranger))).toEqual(["AUTH_FORBIDDEN"]);
      expect((await on.readWard(on.guardian)).errors).toBeUndefined();
      expect(codesOf(await on.readWard(impersonated(on.guardian)))).toEqual(["AUTH_FORBIDDEN"]);
    } finally {
      for (const table of tables) {
        await on.harness.admin`alter table ${on.harness.admin(`users.${table}`)} enable row level security`;
      }
    }
  });

  it("of the services keep what a on.guardian does not see when shield lets all pass", async () => {
    await on.accepted();
    const open = await startSubgraph({
      name: "users",
      create: createUsersSubgraph,
      startsBackgroundWork: false,
      clock: () => now,
      database: on.harness.database,
      knockOut: { shield: () => true },
    });
    try {
      for (const field of [
        "contact { phone }",
        "region",
        "birthYear",
        "consents { id }",
        "guardians { id }",
      ]) {
        const answer = await open.execute(
          on.guardian,
          `{ patient(id: "${on.world.patientId}") { ${field} } }`,
        );
        expect([field, codesOf(answer)]).toEqual([field, ["AUTH_FORBIDDEN"]]);
      }
    } finally {
      await open.stop();
    }
  });
});
