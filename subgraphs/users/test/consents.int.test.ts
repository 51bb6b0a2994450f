import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, type ViewerName, type World } from "./world.ts";

let now = new Date("2026-03-09T10:00:00.000Z");
let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "users",
    create: createUsersSubgraph,
    startsBackgroundWork: false,
    clock: () => now,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  now = new Date("2026-03-09T10:00:00.000Z");
  await harness.admin`truncate users.consent, users.idempotency_key, users.outbox, users.outbox_sequence`;
});

const CONSENT = "id clientId scopes status grantedAt expiresAt withdrawnAt";

function grant(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  return harness.execute(
    viewer,
    `mutation ($input: GrantConsentInput!) {
      grantConsent(input: $input) { consent { ${CONSENT} } userErrors { code message field } } }`,
    { input: { clientId: "partner-lab", scopes: ["APPOINTMENT_READ"], ...changes } },
  );
}

function withdraw(viewer: Viewer, consentId: string): Promise<GraphqlAnswer> {
  return harness.execute(
    viewer,
    `mutation ($input: WithdrawConsentInput!) {
      withdrawConsent(input: $input) { consent { ${CONSENT} } userErrors { code message field } } }`,
    { input: { consentId } },
  );
}

async function granted(changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await grant(world.viewers.ownPatient, changes);
  expect(answer.data.grantConsent.userErrors).toEqual([]);
  return String(answer.data.grantConsent.consent.id);
}

async function events(): Promise<unknown[]> {
  const rows = await harness.admin`select type, aggregate_id, sequence, payload from users.outbox
    where type like 'consent.%' order by position`;
  return rows.map((row) => ({ ...row }));
}

async function changesOnRecord(): Promise<unknown[]> {
  const rows = await harness.admin`select entry->>'action' as action, entry->>'patientId' as patient,
      entry->>'entityId' as entity, entry->'detail' as detail, entry->>'outcome' as outcome
    from users.outbox, jsonb_array_elements(payload->'entries') entry
    where type = 'audit.entries.v1' and entry->>'category' in ('CHANGE', 'DENIAL') order by position`;
  return rows.map((row) => ({ ...row }));
}

async function consentsOf(viewer: Viewer): Promise<Record<string, unknown>[]> {
  const answer = await harness.execute(
    viewer,
    `{ patient(id: "${world.patientId}") { consents { ${CONSENT} } } }`,
  );
  const { consents }: { consents: Record<string, unknown>[] } = answer.data.patient;
  return consents;
}

describe("a patient", () => {
  it("lets a program act, in one transaction with the event and the audit entry", async () => {
    const answer = await grant(world.viewers.ownPatient, {
      scopes: ["APPOINTMENT_BOOK"],
      expiresAt: "2026-04-01T00:00:00.000Z",
    });
    const { id } = answer.data.grantConsent.consent;
    expect(answer.data).toEqual({
      grantConsent: {
        consent: {
          id,
          clientId: "partner-lab",
          // What may be booked may be seen.
          scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
          status: "ACTIVE",
          grantedAt: "2026-03-09T10:00:00.000Z",
          expiresAt: "2026-04-01T00:00:00.000Z",
          withdrawnAt: null,
        },
        userErrors: [],
      },
    });
    expect(await events()).toEqual([
      {
        type: "consent.granted.v1",
        aggregate_id: world.patientId,
        sequence: 1,
        payload: {
          consentId: id,
          patientId: world.patientId,
          clientId: "partner-lab",
          scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
          expiresAt: "2026-04-01T00:00:00.000Z",
        },
      },
    ]);
    expect(await changesOnRecord()).toEqual([
      {
        action: "consent:grant",
        patient: world.patientId,
        entity: id,
        detail: { clientId: "partner-lab", scopes: "APPOINTMENT_READ APPOINTMENT_BOOK" },
        outcome: "SUCCESS",
      },
    ]);
  });

  it("replaces what the same program was let do, and tells of the end first", async () => {
    const first = await granted({ scopes: ["APPOINTMENT_CHANGE"] });
    const other = await granted({ clientId: "partner-wellness" });
    now = new Date("2026-03-09T11:00:00.000Z");
    const second = await granted({ scopes: ["APPOINTMENT_BOOK"] });
    const found = await consentsOf(world.viewers.ownPatient);
    expect(found.map(({ id, status, withdrawnAt }) => [id, status, withdrawnAt])).toEqual([
      [second, "ACTIVE", null],
      [other, "ACTIVE", null],
      [first, "INACTIVE", "2026-03-09T11:00:00.000Z"],
    ]);
    const told = (await events()) as { type: string; sequence: number; payload: { consentId: string } }[];
    expect(told.map(({ type, sequence, payload }) => [type, sequence, payload.consentId])).toEqual([
      ["consent.granted.v1", 1, first],
      ["consent.granted.v1", 2, other],
      ["consent.withdrawn.v1", 3, first],
      ["consent.granted.v1", 4, second],
    ]);
    expect((await changesOnRecord()).at(-1)).toMatchObject({
      action: "consent:grant",
      entity: second,
      detail: { clientId: "partner-lab", replaces: first },
    });
  });

  it("has one consent in force for a program, however many are granted at once", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => grant(world.viewers.ownPatient)));
    expect(answers.every(({ errors }) => errors === undefined)).toBe(true);
    const open = await harness.admin`select 1 from users.consent where withdrawn_at is null`;
    expect(open).toHaveLength(1);
    expect(await harness.admin`select 1 from users.consent`).toHaveLength(8);
  });

  it("grants once what is sent twice with one idempotency key, and tells it as it is now", async () => {
    const id = await granted({ idempotencyKey: "key" });
    await withdraw(world.viewers.ownPatient, id);
    const again = await grant(world.viewers.ownPatient, { idempotencyKey: "key" });
    expect(again.extensions).toEqual({ idempotency: [{ idempotencyKey: "key", isReplay: true }] });
    expect(again.data.grantConsent).toMatchObject({ consent: { id, status: "INACTIVE" }, userErrors: [] });
    const refused = await grant(world.viewers.ownPatient, {
      idempotencyKey: "past",
      expiresAt: "2026-03-09T09:00:00Z",
    });
    expect(refused.data.grantConsent.userErrors).toMatchObject([{ code: "EXPIRES_IN_PAST" }]);
    now = new Date("2026-03-09T08:00:00.000Z");
    const later = await grant(world.viewers.ownPatient, {
      idempotencyKey: "past",
      expiresAt: "2026-03-09T09:00:00Z",
    });
    expect(later.data.grantConsent.userErrors).toMatchObject([{ code: "EXPIRES_IN_PAST" }]);
    expect(await events()).toHaveLength(2);
  });

  it("takes a consent back, once", async () => {
    const id = await granted();
    now = new Date("2026-03-09T12:00:00.000Z");
    const answer = await withdraw(world.viewers.ownPatient, id);
    expect(answer.data.withdrawConsent).toMatchObject({
      consent: { id, status: "INACTIVE", withdrawnAt: "2026-03-09T12:00:00.000Z" },
      userErrors: [],
    });
    expect((await events()).at(-1)).toEqual({
      type: "consent.withdrawn.v1",
      aggregate_id: world.patientId,
      sequence: 2,
      payload: {
        consentId: id,
        patientId: world.patientId,
        clientId: "partner-lab",
        withdrawnAt: "2026-03-09T12:00:00.000Z",
      },
    });
    expect((await withdraw(world.viewers.ownPatient, id)).data.withdrawConsent).toEqual({
      consent: null,
      userErrors: [
        {
          code: "CONSENT_NOT_ACTIVE",
          message: "The consent is not in force any more.",
          field: "input.consentId",
        },
      ],
    });
    expect(await events()).toHaveLength(2);
  });

  it("cannot take back what has ended by itself", async () => {
    const id = await granted({ expiresAt: "2026-03-09T10:30:00.000Z" });
    now = new Date("2026-03-09T10:30:00.000Z");
    expect(await consentsOf(world.viewers.ownPatient)).toMatchObject([{ id, status: "EXPIRED" }]);
    const answer = await withdraw(world.viewers.ownPatient, id);
    expect(answer.data.withdrawConsent.userErrors).toMatchObject([{ code: "CONSENT_NOT_ACTIVE" }]);
    expect(await events()).toHaveLength(1);
  });

  it("is told as data that the end has passed already, and nothing is granted", async () => {
    const answer = await grant(world.viewers.ownPatient, { expiresAt: "2026-03-09T10:00:00.000Z" });
    expect(answer.data.grantConsent).toEqual({
      consent: null,
      userErrors: [
        { code: "EXPIRES_IN_PAST", message: "The end has passed already.", field: "input.expiresAt" },
      ],
    });
    expect(await harness.admin`select 1 from users.consent`).toHaveLength(0);
  });

  it("whose record is not there yet is told so as data", async () => {
    const early = viewerOf({ tenantId: world.tenantId, roles: ["USER"], patientId: newId() });
    const answer = await grant(early);
    expect(answer.data.grantConsent).toMatchObject({ consent: null, userErrors: [{ code: "NO_PATIENT" }] });
    const nobody = viewerOf({ tenantId: world.tenantId, roles: ["USER"] });
    expect((await grant(nobody)).data.grantConsent.userErrors).toMatchObject([{ code: "NO_PATIENT" }]);
  });

  it.each([
    ["input.clientId", { clientId: "" }],
    ["input.clientId", { clientId: "x".repeat(257) }],
    ["input.clientId", { clientId: "partner\nlab" }],
    ["input.scopes", { scopes: [] }],
    ["input.scopes", { scopes: Array(4).fill("APPOINTMENT_READ") }],
    ["input.expiresAt", { expiresAt: "9999-01-01T00:00:00Z" }],
  ])("cannot grant with a malformed %s", async (field, changes) => {
    const answer = await grant(world.viewers.ownPatient, changes);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
    expect(await harness.admin`select 1 from users.consent`).toHaveLength(0);
  });
});

describe("nobody else", () => {
  const OTHERS = ["practitioner", "supportInRegion", "admin", "analyst", "partner"] as const;

  it.each(OTHERS)("grants or withdraws for a patient: %s is refused", async (name: ViewerName) => {
    const id = await granted();
    for (const answer of [await grant(world.viewers[name]), await withdraw(world.viewers[name], id)]) {
      expect(answer.data).toBeNull();
      expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    }
    const open = await harness.admin`select id from users.consent where withdrawn_at is null`;
    expect(open.map((row) => ({ ...row }))).toEqual([{ id }]);
  });

  it("finds another patient's consent: it is answered like a missing one, and the attempt is on record", async () => {
    const id = await granted();
    const answers = [
      await withdraw(world.viewers.otherPatient, id),
      await withdraw(world.viewers.otherPatient, newId()),
    ];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.data.withdrawConsent.userErrors).toMatchObject([{ code: "CONSENT_NOT_FOUND" }]);
    expect(await changesOnRecord()).toContainEqual(
      expect.objectContaining({ action: "consent:change", entity: id, outcome: "DENIED" }),
    );
  });

  it("by row-level security alone: not even an admin's statement grants, prolongs or undoes a withdrawal", async () => {
    const id = await granted();
    const login = postgres(harness.database.urlFor("users_app"), { max: 1 });
    const as = async (viewer: Viewer, statement: string): Promise<number> =>
      login.begin(async (tx) => {
        const { text, parameters } = viewerSettings(viewer, 5_000);
        await tx.unsafe(text, [...parameters]);
        return (await tx.unsafe(statement)).count;
      });
    const insert = `insert into users.consent (id, tenant_id, patient_id, client_id, scopes)
      values ('${newId()}', '${world.tenantId}', '${world.patientId}', 'partner-other', '{APPOINTMENT_READ}')`;
    const end = `update users.consent set withdrawn_at = now() where id = '${id}'`;
    const REFUSED = { code: "42501" };
    try {
      const { admin, supportInRegion, otherPatient, partner, ownPatient } = world.viewers;
      const impersonator = { accountId: newId(), roles: ["SUPPORT" as const], endsAt: now.toISOString() };
      const inThePlace = { ...ownPatient, impersonator };
      for (const viewer of [admin, supportInRegion, otherPatient, partner, inThePlace]) {
        await expect(as(viewer, insert)).rejects.toMatchObject(REFUSED);
        expect(await as(viewer, end)).toBe(0);
      }
      await expect(
        as(ownPatient, `update users.consent set expires_at = null where id = '${id}'`),
      ).rejects.toMatchObject(REFUSED);
      expect(await as(ownPatient, end)).toBe(1);
      expect(await as(ownPatient, `update users.consent set withdrawn_at = null where id = '${id}'`)).toBe(0);
    } finally {
      await login.end();
    }
  });
});

describe("the consents of patients", () => {
  it("are seen by the patient, the admin and support of the region, and are read on record", async () => {
    const id = await granted();
    for (const name of ["ownPatient", "admin", "supportInRegion"] as const) {
      expect(await consentsOf(world.viewers[name])).toMatchObject([{ id }]);
    }
    const reads = await harness.admin`select distinct entry->>'entityType' as type
      from users.outbox, jsonb_array_elements(payload->'entries') entry
      where type = 'audit.entries.v1' and entry->>'category' = 'READ' and entry->>'action' = 'consent:read'
      order by 1`;
    expect(reads.map((row): unknown => row["type"])).toEqual(["Consent", "Patient"]);
  });

  it("take one statement for a page of patients", async () => {
    await granted();
    await granted({ clientId: "partner-wellness" });
    harness.statements.clear();
    const answer = await harness.execute(
      world.viewers.admin,
      "{ patients { nodes { id consents { id clientId } } } }",
    );
    expect(answer.errors).toBeUndefined();
    const statements = harness.statements.list.filter((text) => text.includes("consent"));
    expect(statements.filter((text) => text.startsWith("select"))).toHaveLength(1);
  });
});
