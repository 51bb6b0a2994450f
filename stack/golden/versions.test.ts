import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { answersFile } from "#schema/answers.ts";
import { runsOf } from "./run-examples.ts";
import { readVersions, roundsOf } from "./versions.ts";

const operations = fileURLToPath(new URL("../../schema/operations/", import.meta.url));

describe("the examples of the registered documents", () => {
  it("are at least one of every document of every version", async () => {
    const versions = await readVersions(operations);
    const tried = new Set(runsOf(versions).map(({ of, id }) => `${of.client} ${of.version} ${id}`));
    const registered = versions.flatMap(({ client, version, documents }) =>
      Object.keys(documents).map((id) => `${client} ${version} ${id}`),
    );
    expect(registered.length).toBeGreaterThan(15);
    expect(registered.filter((document) => !tried.has(document))).toEqual([]);
  });

  it("name operations that a version of the client has", async () => {
    const versions = await readVersions(operations);
    const run = new Set(runsOf(versions).map(({ of, operation }) => `${of.client} ${operation}`));
    const named = versions.flatMap(({ client, examples }) =>
      Object.keys(examples).map((operation) => `${client} ${operation}`),
    );
    expect(named.filter((operation) => !run.has(operation))).toEqual([]);
  });
});

describe("the recorded answers", () => {
  it("are of versions that there are, and of each", async () => {
    const versions = await readVersions(operations);
    const expected = versions.map(({ client, version }) => answersFile(client, version));
    expect(globSync("*/answers/*.json", { cwd: operations }).toSorted()).toEqual(expected.toSorted());
  });
});

function version(client: string, number: string) {
  const documents = {
    "sha256:q": "query Look { viewer { roles } }",
    "sha256:m": "mutation Change { signOut { isDone } }",
  };
  const example = { name: "somebody", as: "nobody", isHalfSignedIn: false, variables: {} };
  return { client, version: number, documents, examples: { Change: [example], Look: [example] } };
}

describe("a run of examples", () => {
  it("puts the queries of every client before the mutations of any", () => {
    const runs = runsOf([version("a", "1"), version("b", "1")]);
    expect(runs.map(({ of, operation }) => `${of.client} ${operation}`)).toEqual([
      "a Look",
      "b Look",
      "a Change",
      "b Change",
    ]);
  });

  it("gives versions of one client a stack each, the newest of every client the first", () => {
    const rounds = roundsOf([version("a", "10"), version("a", "9"), version("b", "1")]);
    expect(rounds.map((round) => round.map((one) => `${one.client} ${one.version}`))).toEqual([
      ["a 10", "b 1"],
      ["a 9"],
    ]);
  });
});
