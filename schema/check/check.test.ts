import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { checkContract, composed, type Comparison } from "./check.ts";
import type { Contract, LiveDocument } from "./contract.ts";
import { mustFail } from "./finding.ts";
import { reportOf } from "./report.ts";

const HEAD = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@composeDirective"])
  @link(url: "https://clinic-supergraph.example/access/v1.0", import: ["@access"])
  @composeDirective(name: "@access")
directive @access(action: String!) on FIELD_DEFINITION
`;
const PEOPLE = `${HEAD} type Query { home: Person @access(action: "home:read") }
  type Person { name: String! @access(action: "person:read") age: Int @access(action: "person:read") }`;

const HOME: LiveDocument = {
  ...{ client: "web", version: "1", id: "sha256:home", name: "Home", text: "query Home { home { name } }" },
  certificate: undefined,
  answers: {},
};

function contract(change: Partial<Contract> = {}, sdl = PEOPLE): Contract {
  return {
    subgraphs: new Map([["people", parse(sdl)]]),
    documents: [HOME],
    workedOn: new Map([["web", "2"]]),
    consumers: new Map(),
    policies: { "person:read": ["ADMIN"] },
    approvals: new Map(),
    ...change,
  };
}

async function check(now: Contract, before = contract(), more: Partial<Comparison> = {}) {
  const findings = await checkContract({
    before: composed(before),
    now,
    certifierOf: () => () => ({ fields: [], classes: {}, actions: {}, subgraphs: [], calls: 1, cost: 1 }),
    today: "2026-01-01",
    ...more,
  });
  return {
    fails: mustFail(findings),
    told: findings.map(({ part, verdict, change }) => `${part} ${verdict}: ${change}`),
    report: reportOf(findings, "main"),
  };
}

describe("the check of a contract", () => {
  it("finds nothing in the same contract, and says so", async () => {
    expect(await check(contract())).toEqual({
      fails: false,
      told: [],
      report: "Nobody notices a difference to main.\n",
    });
  });

  it("refuses subgraphs that do not fit together", async () => {
    const { fails, told } = await check(contract({}, `${HEAD} type Query { home: Missing }`));
    expect(fails).toBe(true);
    expect(told).toEqual([expect.stringMatching(/^composition refused: .*Missing/)]);
  });

  it("blocks a removal while a live document uses the field, and says who breaks", async () => {
    const { told, report } = await check(contract({}, PEOPLE.replace("name: String!", "title: String!")));
    expect(told).toEqual([
      'document refused: Home cannot run: Cannot query field "name" on type "Person".',
      "schema refused: Field 'name' was removed from object type 'Person'",
    ]);
    expect(report).toMatch(/Who breaks.*\n {2}web 1: Home\n$/);
  });

  it("does not let a removal that breaks a live document be approved", async () => {
    const approvals = new Map([["Field 'name' was removed from object type 'Person'", "we want to"]]);
    const { fails } = await check(contract({ approvals }, PEOPLE.replace("name: String!", "title: String!")));
    expect(fails).toBe(true);
  });

  it("takes a removal that breaks nobody once it is approved by name, and tells the reason", async () => {
    const without = PEOPLE.replace(/age: Int @access\(action: "person:read"\)/, "");
    const change = "Field 'age' was removed from object type 'Person'";
    expect(await check(contract({}, without))).toMatchObject({
      fails: true,
      told: [`schema unapproved: ${change}`],
    });
    const approvals = new Map([[change, "never served"]]);
    expect(await check(contract({ approvals }, without))).toMatchObject({
      fails: false,
      told: [`schema approved: ${change} (never served)`],
    });
  });

  it("approves what becomes of a document for the client that is named, and no other", async () => {
    const certificate = { fields: [], classes: {}, actions: {}, subgraphs: [], calls: 0, cost: 1 };
    const ofWeb = { ...HOME, certificate };
    const documents = [ofWeb, { ...ofWeb, client: "lab" }];
    const approvals = new Map([["web 1 Home: calls 0 → 1", "measured"]]);
    const { told } = await check(contract({ documents, approvals }), contract({ documents }));
    expect(told).toEqual([
      "certificate approved: web 1 Home: calls 0 → 1 (measured)",
      "certificate unapproved: lab 1 Home: calls 0 → 1",
    ]);
  });

  it("names each document that the router would not run any more, and goes on with the others", async () => {
    const certificate = { fields: [], classes: {}, actions: {}, subgraphs: [], calls: 0, cost: 1 };
    const named = ["Costly", "Deep", "Home"].map((name) => ({ ...HOME, id: name, name, certificate }));
    const state = contract({ documents: named });
    const certifierOf: Comparison["certifierOf"] =
      () =>
      ({ name }) => {
        if (name === "Costly") throw new AppError("COST_LIMIT_EXCEEDED");
        if (name === "Deep") throw new Error("It is too deep.");
        return { ...certificate, calls: 1 };
      };
    expect(await check(state, state, { certifierOf })).toMatchObject({
      fails: true,
      told: [
        "certificate refused: Costly may cost more than the router allows",
        "certificate refused: Deep cannot run: It is too deep.",
        "certificate unapproved: web 1 Home: calls 0 → 1",
      ],
    });
  });

  it("finds another action at a field, used or not", async () => {
    const { told } = await check(
      contract(
        {},
        PEOPLE.replace('age: Int @access(action: "person:read")', 'age: Int @access(action: "public:read")'),
      ),
    );
    expect(told).toEqual([
      'access unapproved: Person.age: @access(action: "person:read") becomes @access(action: "public:read")',
    ]);
  });

  it("finds who gained or lost an action; a new action is nobody's loss", async () => {
    const policies = { "person:read": ["USER"], "new:read": ["ADMIN"] };
    expect((await check(contract({ policies }))).told).toEqual([
      "access unapproved: person:read is granted to USER, is no longer granted to ADMIN",
    ]);
  });

  it("lets a document leave the version that is worked on, and no other without approval", async () => {
    const documents: LiveDocument[] = [];
    expect(await check(contract({ documents }))).toMatchObject({
      fails: true,
      told: ["document unapproved: web 1 may not run Home any more"],
    });
    expect(await check(contract({ documents, workedOn: new Map([["web", "1"]]) }))).toMatchObject({
      fails: false,
      told: ["document noted: web 1 may not run Home any more as it was"],
    });
  });

  it("finds what a subgraph does not understand any more, until the recorded contract needs it no longer", async () => {
    const consumer = { client: "web", version: "1", document: HOME.id, name: "Home" };
    const needing = (text: string) => new Map([["people", [{ ...consumer, operations: [text] }]]]);
    const [old, newer] = [needing("{ home { name older } }"), needing("{ home { name } }")];
    const told = (word: string) => [
      `consumer ${word}: people does not understand what it is sent for web 1 Home: Cannot query field "older" on type "Person".`,
    ];
    const before = contract({ consumers: old });
    expect((await check(contract({ consumers: old }), before)).told).toEqual(told("unapproved"));
    expect((await check(contract({ consumers: newer }), before)).told).toEqual(told("approved"));
  });

  it("compares what a replay answers and how many statements it takes", async () => {
    const answer = { status: 200, data: {}, errors: [], calls: {}, statements: { people: 2 } };
    const certificate = {
      ...{ fields: [], classes: {}, actions: {}, subgraphs: [], calls: 1, cost: 1, sqlStatements: 2 },
    };
    const document = { ...HOME, certificate, answers: { example: answer } };
    const state = contract({ documents: [document] });
    const replay: Comparison["replay"] = ([before]) =>
      Promise.resolve(
        before === undefined
          ? []
          : [{ before, example: "example", answer: { ...answer, statements: { people: 7 } } }],
      );
    expect((await check(state, state, { replay })).told).toEqual([
      "certificate unapproved: web 1 Home: SQL statements 2 → 7",
      "answer unapproved: web 1 Home (example): SQL statements of people 2 → 7",
    ]);
  });
});
