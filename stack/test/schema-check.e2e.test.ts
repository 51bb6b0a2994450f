import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loginRole } from "#drizzle/contexts.ts";
import { answerChanges } from "#schema/check/answer-changes.ts";
import { checkContract, composed } from "#schema/check/check.ts";
import { readCommitted } from "#schema/check/contract.ts";
import { keyOf } from "#schema/check/document-changes.ts";
import { mustFail, type Finding } from "#schema/check/finding.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { createCertifier } from "../../router/documents/certificate.ts";
import { Callers } from "../golden/callers.ts";
import { seedGoldenData, startGoldenStack, type GoldenStack } from "../golden/golden-stack.ts";
import { answersOf, runsOf, type Run } from "../golden/run-examples.ts";
import { readVersions, roundsOf } from "../golden/versions.ts";
import { readProofConfig } from "./config.ts";
import { BEHAVIOUR_REGRESSIONS, SAFE_BEHAVIOURS, type Behaviour } from "./schema-check/behaviours.ts";
import { CONTRACT_REGRESSIONS } from "./schema-check/contract-regressions.ts";
import { together, type Edit } from "./schema-check/edits.ts";
import { safeChangesOf } from "./schema-check/safe-changes.ts";

const SCHEMA = fileURLToPath(new URL("../../schema/", import.meta.url));
const { schemaCheck } = readProofConfig();
/** Of safe changes that are checked in one working tree. */
const TOGETHER = 32;

const before = composed(readCommitted(SCHEMA));
const safeChanges = safeChangesOf(before);
const found = new Map<string, boolean>();
const alarms = new Map<string, readonly string[]>();

/** What the check says of a working tree in which the contract was changed so. */
function check(edit: Edit): Promise<readonly Finding[]> {
  return checkContract({
    before,
    now: edit(before),
    certifierOf: (supergraphSdl) => {
      const { certify } = createCertifier(supergraphSdl);
      return ({ text }) => certify(text);
    },
    today: "2026-01-01",
  });
}

function failing(findings: readonly Finding[]): readonly string[] {
  return findings.filter((finding) => mustFail([finding])).map(({ change }) => change);
}

function inGroups<T>(list: readonly T[], keyOfGroup: (one: T, index: number) => unknown): readonly T[][] {
  return schemaCheck === "alone" ? list.map((one) => [one]) : [...Map.groupBy(list, keyOfGroup).values()];
}

/** One example of each document says as much here, in a third of the time. */
function firstOfEach(runs: readonly Run[]): readonly Run[] {
  const first = new Map(runs.toReversed().map((run) => [run.text, run]));
  return runs.filter((run) => first.get(run.text) === run);
}

describe("a change of the contract", () => {
  it("is found when it breaks a live document, lets somebody see more or costs more", async () => {
    for (const group of inGroups(CONTRACT_REGRESSIONS, ({ kind }) => kind)) {
      const changes = failing(await check(together(group.map(({ edit }) => edit))));
      for (const { name, tells } of group)
        found.set(
          name,
          changes.some((change) => change.includes(tells)),
        );
    }
  }, 600_000);

  it("is no alarm when nobody notices it", async () => {
    for (const group of inGroups(safeChanges, (_one, index) => Math.floor(index / TOGETHER))) {
      const changes = failing(await check(together(group.map(({ edit }) => edit))));
      for (const { name } of group) alarms.set(name, changes);
    }
  }, 600_000);
});

describe("a change of what a subgraph answers, by the same contract,", () => {
  let database: TestDatabase;
  let stack: GoldenStack;
  let callers: Callers;
  let queries: readonly Run[];
  let behaviour: Behaviour | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
    await seedGoldenData(database.adminUrl);
    const { adminUrl } = database;
    const urlFor = (context: Parameters<typeof loginRole>[0]): string => database.urlFor(loginRole(context));
    const started = await startGoldenStack(
      { adminUrl, urlFor },
      (_name, handle) => (request) =>
        behaviour === undefined || request.path !== "/graphql"
          ? handle(request)
          : behaviour.answer(request, handle),
    );
    // Queries alone wait for nobody's events.
    stack = { ...started, settle: () => Promise.resolve() };
    callers = new Callers(stack.url);
    const [newest = []] = roundsOf(await readVersions(`${SCHEMA}operations`));
    const all = runsOf(newest).filter(({ isMutation }) => !isMutation);
    queries = schemaCheck === "alone" ? all : firstOfEach(all);
  });
  afterAll(async () => {
    await stack.stop();
    await database.drop();
  });

  /** What is found when the queries are replayed: mutations change the data, which is there once. */
  async function replay(answering: Behaviour): Promise<readonly string[]> {
    const documents = new Map(before.documents.map((document) => [keyOf(document), document]));
    behaviour = answering;
    const answers = await answersOf(stack, queries, callers);
    const replayed = answers.flatMap(({ run: { of, id, example }, answer }) => {
      const document = documents.get(keyOf({ ...of, id }));
      if (document === undefined) return [];
      return [{ before: document, example: example.name, answer, committed: document.answers[example.name] }];
    });
    expect(replayed).toHaveLength(queries.length);
    return failing(answerChanges(replayed));
  }

  it("is no alarm when nobody can tell", async () => {
    for (const safe of SAFE_BEHAVIOURS) alarms.set(safe.name, await replay(safe));
  }, 120_000);

  it("is found when a value means something else, the order is another or it takes more", async () => {
    for (const regression of BEHAVIOUR_REGRESSIONS)
      found.set(regression.name, (await replay(regression)).length > 0);
  }, 120_000);
});

describe("the check of the contract", () => {
  it("finds at least 39 of 40 regressions", () => {
    const kinds = [...CONTRACT_REGRESSIONS, ...BEHAVIOUR_REGRESSIONS];
    const missed = kinds
      .filter(({ name }) => found.get(name) !== true)
      .map(({ kind, name }) => `${kind}: ${name}`);
    process.stdout.write(
      `Found ${String(kinds.length - missed.length)} of ${String(kinds.length)} regressions.\n`,
    );
    expect(kinds).toHaveLength(40);
    expect(found.size).toBe(40);
    const byKind = Map.groupBy(kinds, ({ kind }) => kind);
    expect([...byKind].filter(([, own]) => own.length < 6)).toEqual([]);
    expect(byKind.size).toBe(6);
    expect(missed.length, missed.join(", ")).toBeLessThanOrEqual(1);
  });

  it("raises no alarm at any of 100 safe changes", () => {
    const raised = [...alarms].filter(([, changes]) => changes.length > 0);
    process.stdout.write(`${String(raised.length)} alarms at ${String(alarms.size)} safe changes.\n`);
    expect(alarms.size).toBeGreaterThanOrEqual(100);
    expect(raised).toEqual([]);
  });
});
