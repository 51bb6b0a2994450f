import { describe, expect, it } from "vitest";
import { ExplorerError } from "./explorer-client.ts";
import { formatDuration, messageOf, plural } from "./messages.ts";

describe("what the page says", () => {
  it("of a refusal is the router's sentence with its code, and of a lost answer that trying again may help", () => {
    expect(messageOf(new ExplorerError("RATE_LIMITED", "Too much."))).toBe("Too much. (RATE_LIMITED)");
    expect(messageOf(new ExplorerError("NETWORK_ERROR", "No answer came."))).toBe(
      "No answer came. Try again.",
    );
    expect(messageOf(new Error("Odd."))).toBe("Odd.");
    expect(messageOf("odd")).toBe("Something went wrong.");
  });

  it.each([
    [0.4, "0 ms"],
    [999, "999 ms"],
    [2_140, "2.1 s"],
  ])("of %d milliseconds is %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it("counts one thing and many", () => {
    expect([plural(1, "row"), plural(1_200, "row"), plural(2, "query", "queries")]).toEqual([
      "1 row",
      "1,200 rows",
      "2 queries",
    ]);
  });
});
