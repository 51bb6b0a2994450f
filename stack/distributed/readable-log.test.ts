import { describe, expect, it } from "vitest";
import { readableLine } from "./readable-log.ts";

describe("a line of the combined log", () => {
  it("tells time, level, process and message before the other fields", () => {
    const line = JSON.stringify({
      level: "warn",
      timestamp: "2026-03-01T09:00:00.000Z",
      service: "users",
      status: 503,
      error: { type: "Error", message: "no answer" },
      route: "/graphql",
      message: "request completed",
    });
    expect(readableLine("users", line)).toBe(
      '09:00:00.000 warn   users          request completed status=503 error={"type":"Error","message":"no answer"} route=/graphql',
    );
  });

  it("keeps what is no JSON, and JSON that is no line of a log", () => {
    expect(readableLine("router", "Error: no")).toBe("                   router         Error: no");
    expect(readableLine("router", "17")).toBe("                   router         17");
  });
});
