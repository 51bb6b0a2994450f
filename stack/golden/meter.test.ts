import { describe, expect, it } from "vitest";
import { jsonResponse, type ServiceRequest } from "#shared/http/service-call.ts";
import { runInOperation } from "#shared/observability/operation-scope.ts";
import { Meter } from "./meter.ts";

const call = (path: string): ServiceRequest => ({ method: "POST", path, headers: {}, body: "" });

describe("what an operation takes", () => {
  it("is counted for it alone: neither what others send meanwhile nor calls that are not GraphQL", async () => {
    const meter = new Meter();
    const users = meter.counting("users", () => Promise.resolve(jsonResponse(200, {})));
    const statement = meter.metrics.statementsOf("users");
    statement?.();
    const measured = await meter.measure("Mine", async () => {
      await users(call("/graphql"));
      await users(call("/internal/sessions/verify"));
      runInOperation("Mine", () => statement?.());
      runInOperation("Mine", () => statement?.());
      runInOperation("Other", () => statement?.());
      return "done";
    });
    expect(measured).toEqual({ result: "done", calls: { users: 1 }, statements: { users: 2 } });
    expect(await meter.measure("Mine", () => Promise.resolve(null))).toEqual({
      result: null,
      calls: {},
      statements: {},
    });
  });
});
