import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, type World } from "./world.ts";

// No router before it: whoever gets hold of a signed viewer can ask for any entity. What then?

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({ name: "users", create: createUsersSubgraph, startsBackgroundWork: false });
  world = await createWorld(harness.admin);
  await harness.admin`update users.patient set phone = '+4915100000001', email = 'hidden@post.example'`;
});
afterAll(() => harness.stop());

/** The patient of the world, asked for as an entity. */
function asEntity(selection: string, fragments = ""): string {
  return `{ _entities(representations: [{ __typename: "Patient", id: "${world.patientId}" }]) { ${selection} } } ${fragments}`;
}

describe("who may not read how to reach a patient is refused it by the subgraph itself", () => {
  it.each([
    ["plainly", () => asEntity("... on Patient { contact { phone } }")],
    ["under another name", () => asEntity("... on Patient { region: contact { region: phone } }")],
    [
      "by fragments",
      () => asEntity("...A", "fragment A on Patient { ...B } fragment B on Patient { contact { phone } }"),
    ],
    [
      "beside the type name",
      () => asEntity("__typename ... on Patient { contact { __typename phone email } }"),
    ],
    ["by a list", () => "{ patients { nodes { contact { phone } } } }"],
    ["by an edge of a list", () => "{ patients { edges { node { contact { email } } } } }"],
    [
      "by the representation",
      () =>
        `{ _entities(representations: [{ __typename: "Patient", id: "${world.patientId}", contact: { phone: "+4915100000001" } }]) {
          ... on Patient { contact { email } } } }`,
    ],
  ])("%s", async (_way, document) => {
    const answer = await harness.execute(world.viewers.practitioner, document());
    expect(new Set(answer.errors?.map(({ extensions }) => extensions["code"]))).toEqual(
      new Set(["AUTH_FORBIDDEN"]),
    );
    expect(JSON.stringify(answer)).not.toMatch(/\+4915100000001|hidden@post/);
  });
});

describe("an entity", () => {
  it("is not there for another patient, another tenant and nobody, whatever the representation says", async () => {
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Patient { id name { display } birthDate } } }`;
    const representations = [
      {
        __typename: "Patient",
        id: world.patientId,
        tenantId: world.foreignTenantId,
        name: { display: "Forged" },
      },
    ];
    for (const viewer of [world.viewers.otherPatient, world.viewers.foreignAdmin, ANONYMOUS]) {
      const answer = await harness.execute(viewer, document, { representations });
      expect(answer).toEqual({ data: { _entities: [null] }, setCookies: [] });
    }
  });

  it("is as stored, and not as the representation says", async () => {
    const answer = await harness.execute(
      world.viewers.admin,
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Patient { region } } }`,
      { representations: [{ __typename: "Patient", id: world.patientId, region: "forged" }] },
    );
    expect(answer.data).toEqual({ _entities: [{ region: "eu-central" }] });
  });

  it("is given to nobody whose viewer is not signed", async () => {
    const body = JSON.stringify({ query: asEntity("... on Patient { id }") });
    const response = await harness.subgraph.handle({ method: "POST", path: "/graphql", body, headers: {} });
    expect(response.status).toBe(401);
    expect(response.body).not.toContain(world.patientId);
  });
});

describe("row-level security out of the way", () => {
  // Rows that it would have hidden are shown to the service.
  it("lists no patient of a region that support is not assigned to, nor counts them", async () => {
    await harness.admin`create policy hole on users.patient for select using (true)`;
    try {
      const answer = await harness.execute(
        world.viewers.supportInRegion,
        "{ patients(first: 1) { nodes { id } pageInfo { hasNextPage } totalCount } }",
      );
      expect(answer.data).toEqual({
        patients: { nodes: [{ id: world.patientId }], pageInfo: { hasNextPage: false }, totalCount: 1 },
      });
    } finally {
      await harness.admin`drop policy hole on users.patient`;
    }
  });
});
