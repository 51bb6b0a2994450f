import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, type ViewerName, type World } from "./world.ts";

/** `+` a value, `-` refused with a code, `0` the thing itself is not there for this viewer. */
type Outcome = "+" | "-" | "0";

const VIEWERS = [
  "ownPatient",
  "otherPatient",
  "practitioner",
  "supportInRegion",
  "supportElsewhere",
  "admin",
  "analyst",
  "partner",
  "foreignAdmin",
] as const satisfies readonly ViewerName[];

// Columns in the order of VIEWERS.
const MATRIX: Readonly<Record<string, string>> = {
  "Patient.id": "+ 0 + + 0 + - 0 0",
  "Patient.name { display }": "+ 0 + + 0 + - 0 0",
  "Patient.birthDate": "+ 0 + + 0 + - 0 0",
  "Patient.contact { phone email }": "+ 0 - + 0 + - 0 0",
  "Patient.region": "+ 0 + + 0 + + 0 0",
  "Patient.birthYear": "+ 0 + + 0 + + 0 0",
  "Patient.pseudonym": "- 0 - - 0 + + 0 0",
  "Patient.consents { id }": "+ 0 - + 0 + - 0 0",
  "User.id": "+ 0 0 0 0 + 0 0 0",
  "User.name { given family }": "+ 0 0 0 0 + 0 0 0",
  "User.email": "+ 0 0 0 0 + 0 0 0",
  "User.createdAt": "+ 0 0 0 0 + 0 0 0",
  "Practitioner.id": "+ + + + + + + + 0",
  "Practitioner.name { display }": "+ + + + + + + + 0",
  "Practitioner.specialty": "+ + + + + + + + 0",
  "Practitioner.region": "+ + + + + + + + 0",
};

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({ name: "users", create: createUsersSubgraph, startsBackgroundWork: false });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());

const cases = Object.entries(MATRIX).flatMap(([field, row]) =>
  VIEWERS.map((viewer, index) => ({ field, viewer, expected: row.split(" ")[index] as Outcome })),
);

describe("permission matrix", () => {
  it.each(cases)("$field as $viewer is $expected", async ({ field, viewer, expected }) => {
    const [typeName, selection] = splitOnce(field, ".");
    const id = { Patient: world.patientId, User: world.userId, Practitioner: world.practitionerId }[typeName];
    const answer = await harness.execute(
      world.viewers[viewer],
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { __typename ... on ${typeName} { ${selection} } }
      }`,
      { representations: [{ __typename: typeName, id }] },
    );
    expect(outcomeOf(answer, selection)).toBe(expected);
  });

  it("shows a signed-out caller nothing at all", async () => {
    const answer = await harness.execute(
      ANONYMOUS,
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`,
      { representations: [{ __typename: "Patient", id: world.patientId }] },
    );
    expect(answer.data).toEqual({ _entities: [null] });
  });

  it.each(["patients", "practitioners"])("refuses a signed-out caller the list of %s", async (field) => {
    const answer = await harness.execute(ANONYMOUS, `{ ${field} { nodes { id } } }`);
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_UNAUTHENTICATED"]);
  });

  it.each(["ownPatient", "partner"] as const)("refuses %s the list of patients", async (viewer) => {
    const answer = await harness.execute(world.viewers[viewer], "{ patients { nodes { id } totalCount } }");
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("lists to support only the patients of assigned regions", async () => {
    const answer = await harness.execute(
      world.viewers.supportElsewhere,
      "{ patients { nodes { id contact { phone } } totalCount } }",
    );
    expect(answer.data).toEqual({
      patients: { nodes: [{ id: world.otherPatientId, contact: { phone: "+4930901820" } }], totalCount: 1 },
    });
  });
});

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return [text.slice(0, index), text.slice(index + 1)];
}

function outcomeOf(
  answer: Awaited<ReturnType<SubgraphHarness["execute"]>>,
  selection: string,
): Outcome | "unexpected" {
  const [entity] = (answer.data?._entities ?? [null]) as (Record<string, unknown> | null)[];
  const codes = answer.errors?.map(({ extensions }) => extensions["code"]) ?? [];
  if (entity === null && codes.length === 0) return "0";
  if (codes.includes("AUTH_FORBIDDEN")) return "-";
  const value = entity?.[selection.split(" ")[0] ?? ""];
  return value === undefined || value === null ? "unexpected" : "+";
}
