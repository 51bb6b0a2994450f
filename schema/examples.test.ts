import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answersFile, mostStatements, readAnswers } from "./answers.ts";
import { readExamples } from "./examples.ts";

let operations: string;
beforeEach(() => {
  operations = mkdtempSync(join(tmpdir(), "clinic-examples-"));
  mkdirSync(join(operations, "web", "answers"), { recursive: true });
});
afterEach(() => {
  rmSync(operations, { recursive: true });
});

function write(file: string, content: unknown): void {
  writeFileSync(join(operations, file), JSON.stringify(content));
}

describe("examples", () => {
  it("are none where there is no file", () => {
    expect(readExamples(operations, "web")).toEqual({});
  });

  it("need a name and who asks; variables may be left out", () => {
    write("web/examples.json", { Look: [{ name: "a", as: "nobody" }] });
    expect(readExamples(operations, "web")).toEqual({
      Look: [{ name: "a", as: "nobody", isHalfSignedIn: false, variables: {} }],
    });
  });

  it.each([
    [
      "two of the same name",
      {
        Look: [
          { name: "a", as: "nobody" },
          { name: "a", as: "nobody" },
        ],
      },
    ],
    ["no example", { Look: [] }],
    ["a word that nobody reads", { Look: [{ name: "a", as: "nobody", variable: {} }] }],
  ])("are refused with the file's name: %s", (_what, content) => {
    write("web/examples.json", content);
    expect(() => readExamples(operations, "web")).toThrow("examples.json is no list of examples");
  });
});

describe("recorded answers", () => {
  const answer = { status: 200, data: null, errors: [], calls: {} };
  const answers = {
    "sha256:a": {
      name: "Look",
      examples: {
        one: { ...answer, statements: { users: 2, auth: 1 } },
        other: { ...answer, statements: { users: 9 } },
      },
    },
  };

  it("are none where there is no file, and refused with its name when it says something else", () => {
    expect(readAnswers(operations, "web", "1")).toEqual({});
    write(answersFile("web", "1"), { "sha256:a": { name: "Look" } });
    expect(() => readAnswers(operations, "web", "1")).toThrow("1.json has no recorded answers");
  });

  it("tell the most statements that an example took, in all subgraphs together", () => {
    write(answersFile("web", "1"), answers);
    const read = readAnswers(operations, "web", "1");
    expect(mostStatements(Object.values(read["sha256:a"]?.examples ?? {}))).toBe(9);
    expect(mostStatements([])).toBeNull();
  });
});
