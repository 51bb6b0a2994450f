import { readdirSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { newId } from "../db/ids.ts";
import { currentScope, makeRequestScope, runInScope } from "../observability/request-scope.ts";
import { consumersOf, CONTRACTS, SUBSCRIPTIONS, type MessageType } from "./contracts.ts";
import { eachInScope } from "./apply-once.ts";
import { scopeOf, type Message } from "./message.ts";

const TYPES = Object.keys(CONTRACTS) as MessageType[];

describe("message contracts", () => {
  it.each(TYPES)("%s carries its version, and no property that it does not name", (type) => {
    expect(type).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v\d+$/);
    const parsed = CONTRACTS[type].safeParse({ surprise: true });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map(({ code }) => code)).toContain("unrecognized_keys");
  });

  it("each have a published JSON Schema", () => {
    const folder = fileURLToPath(new URL("../../schema/events/", import.meta.url));
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
    expect(files.sort()).toStrictEqual(TYPES.map((type) => `${type}.json`).sort());
  });

  it("are consumed as the subscriptions say", () => {
    for (const type of TYPES) {
      const expected = Object.entries(SUBSCRIPTIONS)
        .filter(([, types]) => (types as readonly MessageType[]).includes(type))
        .map(([consumer]) => consumer);
      expect(consumersOf(type)).toStrictEqual(expected);
    }
    expect(consumersOf("audit.entries.v1")).toStrictEqual(["audit"]);
    expect(consumersOf("account.registered.v1")).toContain("users");
  });
});

const messageIn = (correlationId: string): Message => ({
  id: newId(),
  type: "patient.registered.v1",
  tenantId: newId(),
  aggregateId: newId(),
  sequence: 1,
  payload: {},
  correlationId,
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
});

describe("scope of a message", () => {
  it("is that of the request that caused it", () => {
    expect(scopeOf(messageIn("request-1"))).toStrictEqual({
      correlationId: "request-1",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      traceId: "0af7651916cd43dd8448eb211c80319c",
    });
  });

  it("holds for one message at a time, in order, and not beyond", async () => {
    const seen: unknown[] = [];
    const outer = makeRequestScope({});
    await runInScope(outer, async () => {
      await eachInScope([messageIn("request-1"), messageIn("request-2")], async (message) => {
        await nextTurn();
        seen.push([message.correlationId, currentScope()?.correlationId]);
      });
      expect(currentScope()).toBe(outer);
    });
    expect(seen).toStrictEqual([
      ["request-1", "request-1"],
      ["request-2", "request-2"],
    ]);
  });
});
