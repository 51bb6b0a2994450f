import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentScope, makeRequestScope, runInScope } from "./request-scope.ts";

const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("request scope", () => {
  it("keeps a well-formed correlation id and traceparent", () => {
    const correlationId = "Web.7:checkout_01-2";
    expect(makeRequestScope({ correlationId, traceparent: TRACEPARENT })).toStrictEqual({
      correlationId,
      traceparent: TRACEPARENT,
      traceId: "0af7651916cd43dd8448eb211c80319c",
    });
  });

  it("makes both when there are none, anew for every request", () => {
    const [one, other] = [makeRequestScope({}), makeRequestScope({})];
    expect(one.correlationId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(one.traceparent).toBe(`00-${one.traceId}-${one.traceparent.slice(36, 52)}-01`);
    expect(one.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(new Set([one.correlationId, other.correlationId, one.traceId, other.traceId]).size).toBe(4);
  });

  it.each([
    ["too short", "1234567"],
    ["too long", "a".repeat(129)],
    ["a line break", 'id-12345678\n{"level":"fatal"}'],
    ["a trailing line break", "id-12345678\n"],
    ["a space", "id 12345678"],
    ["a leading separator", "-12345678"],
    ["beyond ASCII", "idé12345678"],
  ])("replaces a correlation id with %s", (_case, correlationId) => {
    expect(makeRequestScope({ correlationId }).correlationId).not.toBe(correlationId);
  });

  it.each([
    ["another version", TRACEPARENT.replace(/^00/, "ff")],
    ["an all-zero trace id", `00-${"0".repeat(32)}-b7ad6b7169203331-01`],
    ["an all-zero span id", `00-0af7651916cd43dd8448eb211c80319c-${"0".repeat(16)}-01`],
    ["capitals", TRACEPARENT.toUpperCase()],
    ["something after it", `${TRACEPARENT}-01`],
    ["nothing in it", ""],
  ])("replaces a traceparent with %s", (_case, traceparent) => {
    const scope = makeRequestScope({ traceparent });
    expect(scope.traceparent).not.toBe(traceparent);
    expect(scope.traceparent).toContain(scope.traceId);
  });

  it("never lets a header through that could forge a log line or another header", () => {
    const character = fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 140 }), (header) => {
        const { correlationId, traceparent } = makeRequestScope({
          correlationId: header,
          traceparent: header,
        });
        return /^[A-Za-z0-9._:-]{8,128}$/.test(correlationId) && /^[0-9a-f-]{55}$/.test(traceparent);
      }),
    );
  });

  it("is there within the work it runs, and nowhere else", async () => {
    const scope = makeRequestScope({});
    const later = runInScope(scope, async () => {
      await nextTurn();
      return currentScope();
    });
    expect(currentScope()).toBeUndefined();
    await expect(later).resolves.toBe(scope);
  });
});
