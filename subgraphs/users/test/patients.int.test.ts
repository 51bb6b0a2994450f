import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, insertPatient, type World } from "./world.ts";

const NOW = new Date("2026-03-09T10:00:00.000Z");

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "users",
    create: createUsersSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.admin`truncate users.outbox`;
  harness.statements.clear();
});

const PAGE = `query ($first: Int, $after: String, $filter: PatientFilter) {
  patients(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id name { family } birthDate contact { email } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const CHANGE = `mutation ($input: ChangePatientContactInput!) {
  changePatientContact(input: $input) {
    patient { id contact { phone email } }
    userErrors { code message field }
  }
}`;

describe("patient(id)", () => {
  it("answers another tenant's patient exactly as a missing one", async () => {
    const query = "query ($id: ID!) { patient(id: $id) { id } }";
    const foreign = await harness.execute(world.viewers.foreignAdmin, query, { id: world.patientId });
    const missing = await harness.execute(world.viewers.foreignAdmin, query, { id: newId() });
    const malformed = await harness.execute(world.viewers.foreignAdmin, query, { id: "1' or '1'='1" });
    expect(foreign).toEqual({ data: { patient: null }, setCookies: [] });
    expect(missing).toEqual(foreign);
    expect(malformed).toEqual(foreign);
    // Whoever tries ids leaves a trace, in the own tenant's log.
    expect(await recordedAudit(harness.admin, "users")).toMatchObject([
      { category: "DENIAL", action: "patient:read", outcome: "DENIED", entityId: world.patientId },
      { category: "DENIAL", action: "patient:read", outcome: "DENIED" },
    ]);
  });

  it("writes one audit entry per patient read, naming the fields and never a value", async () => {
    await harness.execute(
      world.viewers.practitioner,
      "query ($id: ID!) { patient(id: $id) { name { display } birthDate } }",
      {
        id: world.patientId,
      },
    );
    const entries = await recordedAudit(harness.admin, "users");
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      category: "READ",
      action: "patient:read",
      outcome: "SUCCESS",
      source: "users",
      recordedAt: NOW.toISOString(),
      patientId: world.patientId,
      entityType: "Patient",
      entityId: world.patientId,
      fields: ["birthDate", "name"],
      agent: { kind: "ACCOUNT", accountId: world.viewers.practitioner.accountId, roles: ["PRACTITIONER"] },
    });
    expect(JSON.stringify(entries)).not.toMatch(/Asha|1987/);
  });

  it("writes an audit entry of a refused field while the other fields are answered", async () => {
    const answer = await harness.execute(
      world.viewers.practitioner,
      "query ($id: ID!) { patient(id: $id) { id contact { phone } } }",
      { id: world.patientId },
    );
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions["code"]])).toEqual([
      [["patient", "contact"], "AUTH_FORBIDDEN"],
    ]);
    expect(await recordedAudit(harness.admin, "users")).toMatchObject([
      {
        category: "DENIAL",
        action: "patient:contact:read",
        outcome: "DENIED",
        patientId: world.patientId,
        fields: ["contact"],
      },
    ]);
  });
});

describe("patients", () => {
  const tenantId = newId();
  const admin = viewerOf({ tenantId, roles: ["ADMIN"] });

  beforeAll(async () => {
    for (let index = 0; index < 120; index += 1) {
      await insertPatient(harness.admin, {
        id: newId(),
        tenantId,
        accountId: null,
        familyName: `Name${String(index).padStart(3, "0")}`,
        region: "eu-central",
      });
    }
  });

  it("pages through every patient once, in order", async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const answer = await harness.execute(admin, PAGE, { first: 50, after });
      const page: {
        edges: { node: { name: { family: string } } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      } = answer.data.patients;
      names.push(...page.edges.map(({ node }) => node.name.family));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual(Array.from({ length: 120 }, (_, index) => `Name${String(index).padStart(3, "0")}`));
  });

  it("sends the same statements for 1, 10 and 100 patients", async () => {
    const counts: number[] = [];
    for (const first of [1, 10, 100]) {
      harness.statements.clear();
      const answer = await harness.execute(admin, PAGE, { first });
      expect(answer.data.patients.edges).toHaveLength(first);
      counts.push(harness.statements.list.length);
    }
    // BEGIN, settings, page, audit entries, COMMIT.
    expect(counts).toEqual([5, 5, 5]);
  });

  it("leaves an audit entry of the listing, even when only cursors are read, which tell nothing", async () => {
    const answer = await harness.execute(admin, "{ patients(first: 2) { edges { cursor } } }");
    const cursors = answer.data.patients.edges.map(({ cursor }: { cursor: string }) =>
      Buffer.from(cursor, "base64url").toString(),
    );
    expect(cursors.join()).not.toMatch(/Name|Asha/);
    expect(await recordedAudit(harness.admin, "users")).toMatchObject([
      {
        category: "READ",
        action: "patient:list",
        entityType: "Patient",
        entityId: null,
        fields: ["patients"],
      },
    ]);
  });

  it("counts only when asked", async () => {
    const answer = await harness.execute(admin, "{ patients(first: 1) { nodes { id } totalCount } }");
    expect(answer.data.patients.totalCount).toBe(120);
  });

  it("treats the characters of LIKE in a filter as themselves", async () => {
    const wildcard = await harness.execute(admin, PAGE, { filter: { familyNamePrefix: "Name00_" } });
    expect(wildcard.data.patients.edges).toEqual([]);
    const plain = await harness.execute(admin, PAGE, { filter: { familyNamePrefix: "Name00" } });
    expect(plain.data.patients.edges).toHaveLength(10);
  });

  it.each([
    [{ first: 0 }, "first"],
    [{ first: 101 }, "first"],
    [{ after: "bm9uc2Vuc2U" }, "after"],
    [{ filter: { familyNamePrefix: "x".repeat(101) } }, "filter.familyNamePrefix"],
    [{ filter: { familyNamePrefix: "a\0" } }, "filter.familyNamePrefix"],
  ])("refuses %j naming the argument", async (variables, field) => {
    const answer = await harness.execute(admin, PAGE, variables);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
  });
});

describe("practitioners", () => {
  it("lists and counts the tenant's practitioners", async () => {
    const first = await harness.execute(
      world.viewers.partner,
      "{ practitioners(first: 1) { nodes { id name { display } } totalCount pageInfo { endCursor hasNextPage } } }",
    );
    expect(first.data.practitioners).toMatchObject({
      nodes: [{ id: world.practitionerId, name: { display: "Lena Vogt" } }],
      totalCount: 1,
      pageInfo: { hasNextPage: false },
    });
    const next = await harness.execute(
      world.viewers.partner,
      "query ($after: String) { practitioners(after: $after) { edges { node { id } } } }",
      { after: first.data.practitioners.pageInfo.endCursor },
    );
    expect(next.data.practitioners.edges).toEqual([]);
  });

  it("finds one by id, in its own tenant only", async () => {
    const query = "query ($id: ID!) { practitioner(id: $id) { specialty } }";
    const own = await harness.execute(world.viewers.ownPatient, query, { id: world.practitionerId });
    const foreign = await harness.execute(world.viewers.foreignAdmin, query, { id: world.practitionerId });
    expect(own.data).toEqual({ practitioner: { specialty: "Dermatology" } });
    expect(foreign.data).toEqual({ practitioner: null });
  });
});

describe("changePatientContact", () => {
  it("changes what is given, keeps what is left out, and removes what is null", async () => {
    const input = { patientId: world.patientId, phone: null };
    const answer = await harness.execute(world.viewers.ownPatient, CHANGE, { input });
    expect(answer.data.changePatientContact).toEqual({
      patient: {
        id: world.patientId,
        contact: { phone: null, email: `${world.patientId}@patients.example` },
      },
      userErrors: [],
    });
    const again = { patientId: world.patientId, phone: "+4930901821" };
    const second = await harness.execute(world.viewers.ownPatient, CHANGE, { input: again });
    expect(second.data.changePatientContact.patient.contact.phone).toBe("+4930901821");
  });

  it("writes the audit entry of the change with the names of the fields only", async () => {
    const input = { patientId: world.otherPatientId, phone: "+4930901822" };
    await harness.execute(world.viewers.admin, CHANGE, { input });
    const entries = await recordedAudit(harness.admin, "users");
    expect(entries.filter(({ category }) => category === "CHANGE")).toMatchObject([
      { action: "patient:update", patientId: world.otherPatientId, fields: ["contact.phone"] },
    ]);
    expect(JSON.stringify(entries)).not.toContain("+4930901822");
  });

  it("answers a foreign, a missing and an invisible patient alike, and writes nothing", async () => {
    const before = await harness.admin`select id, phone, email, updated_at from users.patient order by id`;
    const answers = await Promise.all(
      [world.patientId, newId(), "no-uuid"].map((patientId) =>
        harness.execute(world.viewers.otherPatient, CHANGE, { input: { patientId, phone: null } }),
      ),
    );
    for (const answer of answers) {
      expect(answer.data.changePatientContact).toEqual({
        patient: null,
        userErrors: [
          { code: "PATIENT_NOT_FOUND", message: "There is no such patient.", field: "input.patientId" },
        ],
      });
    }
    expect(await harness.admin`select id, phone, email, updated_at from users.patient order by id`).toEqual(
      before,
    );
  });

  it("refuses a practitioner, who may read but not change, and audits the denial", async () => {
    const input = { patientId: world.patientId, phone: null };
    const answer = await harness.execute(world.viewers.practitioner, CHANGE, { input });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "AUTH_FORBIDDEN" });
  });

  it("refuses malformed values naming each field", async () => {
    const input = { patientId: world.patientId, phone: "call me", email: "not an address" };
    const answer = await harness.execute(world.viewers.ownPatient, CHANGE, { input });
    const fields = answer.errors?.[0]?.extensions["fields"] as { field: string }[];
    expect(fields.map(({ field }) => field).sort()).toEqual(["input.email", "input.phone"]);
  });

  it("changes nothing when the audit entry cannot be written", async () => {
    await harness.admin`alter table users.outbox add constraint broken check (type <> 'audit.entries.v1') not valid`;
    try {
      const before = await harness.admin`select phone from users.patient where id = ${world.patientId}`;
      const input = { patientId: world.patientId, phone: "+4930901899" };
      const answer = await harness.execute(world.viewers.ownPatient, CHANGE, { input });
      expect(answer.errors?.[0]?.extensions["code"]).toBe("INTERNAL");
      expect(await harness.admin`select phone from users.patient where id = ${world.patientId}`).toEqual(
        before,
      );
    } finally {
      await harness.admin`alter table users.outbox drop constraint broken`;
    }
  });
});
