import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCommitted } from "./contract.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "clinic-contract-"));
  cpSync(fileURLToPath(new URL("../", import.meta.url)), directory, { recursive: true });
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("a committed contract", () => {
  it("has every registered document with its certificate and its answers", () => {
    const { documents, workedOn, consumers, policies } = readCommitted(`${directory}/`);
    expect(new Set(documents.map(({ client }) => client))).toEqual(new Set(workedOn.keys()));
    const incomplete = documents.filter(
      ({ certificate, answers }) => certificate === undefined || Object.keys(answers).length === 0,
    );
    expect(incomplete.map(({ name }) => name)).toEqual([]);
    expect([...consumers.values()].every((contract) => contract.length > 0)).toBe(true);
    expect(policies["public:read"]).toEqual(["ANYONE"]);
  });

  it("of a state before there were policies, contracts, certificates and answers has none", () => {
    for (const file of ["policies.json", "contracts", "approvals.json"])
      rmSync(join(directory, file), { recursive: true });
    for (const folder of ["certificates", "answers"])
      rmSync(join(directory, "operations/web", folder), { recursive: true });
    const { documents, consumers, policies, approvals } = readCommitted(`${directory}/`);
    expect(documents.find(({ client }) => client === "web")).toMatchObject({
      name: "PatientHome",
      certificate: undefined,
      answers: {},
    });
    expect([...consumers.values()].flat()).toEqual([]);
    expect([policies, approvals.size]).toEqual([{}, 0]);
  });

  it("whose approvals say something else is refused by the file's name", () => {
    writeFileSync(join(directory, "approvals.json"), '[{ "change": "x" }]');
    expect(() => readCommitted(`${directory}/`)).toThrow("approvals.json is not what it should be");
  });
});
