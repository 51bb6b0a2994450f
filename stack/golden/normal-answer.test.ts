import { describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { normalAnswer } from "./normal-answer.ts";

const NOW = new Date("2026-11-28T05:30:00.000Z");
const SEEDED = "9fe6523d-cb97-529e-98ff-b6138d2c250d";

describe("an answer as it is recorded", () => {
  it("has a name for each new id, the same wherever it comes again", () => {
    const [first, second] = [newId(), newId()];
    expect(normalAnswer({ a: [{ id: first }, { id: second }], b: `of ${first}` }, NOW)).toEqual({
      a: [{ id: "<new id 1>" }, { id: "<new id 2>" }],
      b: "of <new id 1>",
    });
  });

  it("tells two ids apart that were one, and finds one that were two", () => {
    const [first, second] = [newId(), newId()];
    expect(normalAnswer([first, first], NOW)).not.toEqual(normalAnswer([first, second], NOW));
  });

  it("does not tell what the clock of the database says", () => {
    const told = ["2026-11-28T05:40:00.000Z", "2026-11-28T06:30:00.000Z", "at 2026-11-28T05:40:00.000Z"];
    expect(normalAnswer(told, NOW)).toEqual(["<within an hour>", ...told.slice(1)]);
  });

  it("leaves everything else as it came: seeded ids, times, nulls, numbers, the order", () => {
    const data = { id: SEEDED, at: "2025-03-05T09:30:00.000Z", none: null, list: [2, 1], is: false };
    expect(normalAnswer(data, NOW)).toEqual(data);
    expect(Object.keys(normalAnswer({ b: 1, a: 2 }, NOW) as object)).toEqual(["b", "a"]);
  });
});
