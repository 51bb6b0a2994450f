import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, insertPatient, type World } from "./world.ts";

const NOW = new Date("2026-03-01T10:00:00Z");
const LIST = `query ($first: Int, $after: String, $filter: PatientFilter) {
  patients(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes { pseudonym birthYear region }
    pageInfo { endCursor hasNextPage }
  }
}`;

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "users",
    create: createUsersSubgraph,
    clock: () => NOW,
    startsBackgroundWork: false,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.admin`delete from users.outbox`;
});

async function pseudonymOf(patientId: string): Promise<string> {
  const [row] = await harness.admin<{ pseudonym: string }[]>`
    select pseudonym from users.deidentified_patient where id = ${patientId}`;
  return row?.pseudonym ?? "";
}

/** How many rows of the table that knows who patients are row-level security shows a viewer. */
async function namesShownTo(viewer: Viewer): Promise<number> {
  const { text, parameters } = viewerSettings(viewer, 5_000);
  return harness.admin.begin(async (tx) => {
    await tx`set local role users_app`;
    await tx.unsafe(text, [...parameters]);
    const rows = await tx`select id from users.patient`;
    return rows.length;
  });
}

describe("patients without who they are", () => {
  it("are listed to an analyst: those of the own regions, by pseudonym", async () => {
    const answer = await harness.execute(world.viewers.analyst, LIST);
    const pseudonym = await pseudonymOf(world.patientId);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.patients).toMatchObject({
      totalCount: 1,
      nodes: [{ pseudonym, birthYear: 1987, region: "eu-central" }],
    });
  });

  it("come from a table that does not know who they are, and the other one shows an analyst nothing", async () => {
    harness.statements.clear();
    await harness.execute(world.viewers.analyst, LIST);
    const read = harness.statements.list.filter((text) => /from "users"/.test(text));
    expect(read).toHaveLength(2);
    for (const text of read) expect(text).not.toContain('"users"."patient"');
    const { analyst, admin } = world.viewers;
    expect([await namesShownTo(admin), await namesShownTo(analyst)]).toEqual([2, 0]);
    const columns = await harness.admin`select column_name as name from information_schema.columns
      where table_schema = 'users' and table_name = 'deidentified_patient'`;
    expect(columns.map(({ name }) => String(name)).sort()).toEqual([
      ...["birth_year", "created_at", "deleted_at", "id", "pseudonym", "region", "tenant_id", "updated_at"],
    ]);
  });

  it.each(["id", "name { display }", "birthDate", "contact { email }", "consents { id }"])(
    "are not told by %s, whoever asks the subgraph for it",
    async (selection) => {
      const { data, errors } = await harness.execute(
        world.viewers.analyst,
        `{ patients { nodes { pseudonym ${selection} } } }`,
      );
      expect(data).toBeNull();
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    },
  );

  it("are not found by name: to ask which names there are is to be told names", async () => {
    const filter = { familyNamePrefix: "R" };
    const { data, errors } = await harness.execute(world.viewers.analyst, LIST, { filter });
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: "Names are not told to this request, so there is no filter by them.",
      extensions: { code: "AUTH_FORBIDDEN" },
    });
  });

  it("are asked for by name on record, though it is refused", async () => {
    await harness.execute(world.viewers.analyst, LIST, { filter: { familyNamePrefix: "R" } });
    const denials = (await recordedAudit(harness.admin, "users")).filter(
      ({ outcome }) => outcome === "DENIED",
    );
    expect(denials.map(({ action, entityType, fields }) => ({ action, entityType, fields }))).toEqual([
      { action: "patient:read", entityType: "Patient", fields: ["name"] },
    ]);
  });

  it("are listed to an app of an analyst, whichever of the fields its token was narrowed to", async () => {
    const query = "{ patients { totalCount nodes { birthYear region } } }";
    const scopes = ["patient:list", "patient:deidentified:read"];
    const { data, errors } = await harness.execute({ ...world.viewers.analyst, scopes }, query);
    expect(errors).toBeUndefined();
    expect(data.patients).toEqual({ totalCount: 1, nodes: [{ birthYear: 1987, region: "eu-central" }] });
  });

  it.each(["admin", "practitioner"] as const)(
    "are all listed with a token of %s from before regions took an action of their own",
    async (who) => {
      const scopes = ["patient:list", "patient:read"];
      const query = "{ patients { totalCount nodes { name { family } } } }";
      const { data, errors } = await harness.execute({ ...world.viewers[who], scopes }, query);
      expect(errors).toBeUndefined();
      expect(data.patients).toEqual({
        totalCount: 2,
        nodes: [{ name: { family: "Rao" } }, { name: { family: "Stone" } }],
      });
    },
  );

  it("are paged by pseudonym with a token of an admin that tells pseudonyms and no names", async () => {
    const scopes = [
      "patient:list",
      "patient:reference",
      "patient:deidentified:read",
      "patient:pseudonym:read",
    ];
    const query = "{ patients { edges { cursor node { id pseudonym birthYear } } } }";
    const { data, errors } = await harness.execute({ ...world.viewers.admin, scopes }, query);
    expect(errors).toBeUndefined();
    const edges: readonly { cursor: string; node: { id: string; pseudonym: string } }[] = data.patients.edges;
    expect(edges.map(({ node }) => node.id).sort()).toEqual([world.patientId, world.otherPatientId].sort());
    const pseudonyms = edges.map(({ node }) => node.pseudonym);
    expect(pseudonyms).toEqual(pseudonyms.toSorted());
    expect(
      edges.map(({ cursor }): unknown => JSON.parse(Buffer.from(cursor, "base64url").toString())),
    ).toEqual(pseudonyms.map((pseudonym) => [pseudonym]));
  });

  it.each(["analyst", "admin", "supportInRegion"] as const)(
    "are not found by name with a token of %s that was narrowed to what does not tell it",
    async (who) => {
      const scopes = ["patient:list", "patient:deidentified:read", "public:read"];
      const query = "query ($filter: PatientFilter) { patients(filter: $filter) { totalCount } }";
      const variables = { filter: { familyNamePrefix: "R" } };
      const { data, errors } = await harness.execute({ ...world.viewers[who], scopes }, query, variables);
      expect(data).toBeNull();
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    },
  );

  it("are on record as read, with what was read of them", async () => {
    await harness.execute(world.viewers.analyst, LIST);
    const entries = await recordedAudit(harness.admin, "users");
    const reads = entries.filter(({ patientId }) => patientId === world.patientId);
    expect(reads.map(({ action, fields, outcome }) => ({ action, fields, outcome }))).toEqual(
      expect.arrayContaining([
        { action: "patient:deidentified:read", fields: ["birthYear", "region"], outcome: "SUCCESS" },
        { action: "patient:pseudonym:read", fields: ["pseudonym"], outcome: "SUCCESS" },
      ]),
    );
    expect(reads).toHaveLength(2);
  });

  it("have a pseudonym by which an admin finds them again", async () => {
    const query = "query ($id: ID!) { patient(id: $id) { pseudonym birthYear name { family } } }";
    const { data } = await harness.execute(world.viewers.admin, query, { id: world.patientId });
    const pseudonym = await pseudonymOf(world.patientId);
    expect(data.patient).toEqual({ pseudonym, birthYear: 1987, name: { family: "Rao" } });
  });

  it("have a random pseudonym, which says nothing of the id or of when the patient came", async () => {
    const rows = await harness.admin<{ id: string; pseudonym: string }[]>`
      select id, pseudonym from users.deidentified_patient`;
    expect(rows.length).toBeGreaterThan(1);
    // RFC 9562: the version of a UUID, 4 for random ones; ids are of version 7 and begin with a time.
    for (const { id, pseudonym } of rows) expect([id[14], pseudonym[14]]).toEqual(["7", "4"]);
  });
});

describe("a long list of them", () => {
  const tenantId = newId();
  const analyst = viewerOf({ tenantId, roles: ["ANALYST"], regions: ["eu-central", "in-west"] });

  beforeAll(async () => {
    for (let index = 0; index < 60; index += 1) {
      const region = ["eu-central", "in-west", "us-east"][index % 3] ?? "";
      await insertPatient(harness.admin, {
        ...{ id: newId(), tenantId, accountId: null },
        ...{ familyName: `Name${String(index)}`, region },
      });
    }
  });

  it("is paged through once, with cursors that name no patient", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await harness.execute(analyst, LIST, { first: 15, after });
      expect(data.patients.totalCount).toBe(40);
      const page: { nodes: { pseudonym: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } =
        data.patients;
      seen.push(...page.nodes.map(({ pseudonym }) => pseudonym));
      const cursor: unknown = JSON.parse(Buffer.from(page.pageInfo.endCursor, "base64url").toString());
      expect(cursor).toEqual([seen.at(-1)]);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(40);
  });

  it("takes the same statements whatever its length", async () => {
    const counts: number[] = [];
    for (const first of [1, 10, 40]) {
      harness.statements.clear();
      await harness.execute(analyst, LIST, { first });
      counts.push(harness.statements.list.length);
    }
    expect(new Set(counts).size).toBe(1);
  });
});

describe("what is kept of a patient without who it is", () => {
  it("follows the patient: year, region, and whether there still is one", async () => {
    const id = newId();
    const { tenantId, viewers } = world;
    await insertPatient(harness.admin, {
      id,
      tenantId,
      accountId: null,
      familyName: "Moved",
      region: "eu-central",
    });
    const pseudonym = await pseudonymOf(id);
    const listed = async (): Promise<unknown[]> => {
      const { data } = await harness.execute(viewers.analyst, LIST);
      const nodes: readonly { readonly pseudonym: string }[] = data.patients.nodes;
      return nodes.filter((node) => node.pseudonym === pseudonym);
    };

    await harness.admin`update users.patient set birth_date = '1936-12-31' where id = ${id}`;
    expect(await listed()).toEqual([{ pseudonym, birthYear: null, region: "eu-central" }]);
    await harness.admin`update users.patient set birth_date = '1937-01-01' where id = ${id}`;
    expect(await listed()).toEqual([{ pseudonym, birthYear: 1937, region: "eu-central" }]);
    await harness.admin`update users.patient set region = 'in-west' where id = ${id}`;
    expect(await listed()).toEqual([]);
    await harness.admin`update users.patient set region = 'eu-central', deleted_at = now() where id = ${id}`;
    expect(await listed()).toEqual([]);
    await harness.admin`update users.patient set deleted_at = null where id = ${id}`;
    expect(await listed()).toHaveLength(1);
    await harness.admin`delete from users.patient where id = ${id}`;
    expect(await pseudonymOf(id)).toBe("");
  });

  it("holds up a change of the patient that it cannot follow", async () => {
    const change = harness.admin.begin(async (tx) => {
      await tx`delete from users.deidentified_patient where id = ${world.otherPatientId}`;
      await tx`update users.patient set region = 'eu-central' where id = ${world.otherPatientId}`;
    });
    await expect(change).rejects.toMatchObject({ code: "42501" });
  });
});
