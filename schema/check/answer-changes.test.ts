import { describe, expect, it } from "vitest";
import type { RecordedAnswer } from "#schema/answers.ts";
import { answerChanges, answerDifferences } from "./answer-changes.ts";

const ANSWER: RecordedAnswer = {
  status: 200,
  data: {
    list: [
      { id: "a", at: null },
      { id: "b", at: 1 },
    ],
  },
  errors: [],
  calls: { users: 1 },
  statements: { users: 3 },
};

describe("an answer is another one", () => {
  it.each([
    ["by its status", { status: 403 }, ["status 200 → 403"]],
    ["by a code", { errors: [{ code: "X", path: null }] }, ["errors has 0 → 1 entries"]],
    [
      "by a value",
      {
        data: {
          list: [
            { id: "a", at: null },
            { id: "b", at: 2 },
          ],
        },
      },
      ["data.list.1.at 1 → 2"],
    ],
    [
      "by null",
      {
        data: {
          list: [
            { id: "a", at: null },
            { id: "b", at: null },
          ],
        },
      },
      ["data.list.1.at 1 → null"],
    ],
    ["by what is missing", { data: {} }, ['data.list [{"id":"a","at":null},{"id":"b","at":1}] → nothing']],
    [
      "by the order",
      {
        data: {
          list: [
            { id: "b", at: 1 },
            { id: "a", at: null },
          ],
        },
      },
      ["data.list has another order"],
    ],
    ["by the length", { data: { list: [] } }, ["data.list has 2 → 0 entries"]],
    ["by more calls", { calls: { users: 1, auth: 1 } }, ["calls of auth 0 → 1"]],
    ["by more statements", { statements: { users: 4 } }, ["SQL statements of users 3 → 4"]],
  ])("%s", (_how, change, differences) => {
    expect(answerDifferences(ANSWER, { ...ANSWER, ...change })).toEqual(differences);
  });

  it("but not by the order of an object's fields, nor by taking less", () => {
    const data = {
      list: [
        { at: null, id: "a" },
        { at: 1, id: "b" },
      ],
    };
    expect(answerDifferences(ANSWER, { ...ANSWER, data, calls: {}, statements: { users: 2 } })).toEqual([]);
  });
});

describe("a change of an answer", () => {
  const before = {
    ...{ client: "web", version: "1", id: "sha256:a", name: "Home", text: "", certificate: undefined },
    answers: { example: ANSWER },
  };
  const answer = { ...ANSWER, status: 500 };
  const replayed = { before, example: "example", answer };

  it("names who gets it, and has to be approved", () => {
    expect(answerChanges([{ ...replayed, committed: ANSWER }])).toEqual([
      {
        part: "answer",
        verdict: "unapproved",
        change: "web 1 Home (example): status 200 → 500",
        consumers: [{ client: "web", version: "1", name: "Home" }],
      },
    ]);
    expect(answerChanges([{ ...replayed, committed: undefined }])).toMatchObject([{ verdict: "unapproved" }]);
  });

  it("is approved by the answer that is recorded now, and only by that", () => {
    expect(answerChanges([{ ...replayed, committed: answer }])).toMatchObject([{ verdict: "approved" }]);
    const other = { ...ANSWER, status: 404 };
    expect(answerChanges([{ ...replayed, committed: other }])).toMatchObject([{ verdict: "unapproved" }]);
  });

  it("is none for an example that had no answer", () => {
    expect(answerChanges([{ ...replayed, example: "new", committed: undefined }])).toEqual([]);
  });

  it("tells the first three of many", () => {
    const data = { a: 1, b: 2, c: 3, d: 4, list: [] };
    const [finding] = answerChanges([{ ...replayed, answer: { ...ANSWER, data }, committed: undefined }]);
    expect(finding?.change).toBe(
      "web 1 Home (example): data.list has 2 → 0 entries; data.a nothing → 1; data.b nothing → 2; and 2 more",
    );
  });
});
