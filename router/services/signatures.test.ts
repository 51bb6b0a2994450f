import { describe, expect, it } from "vitest";
import type { ServiceRequest } from "#shared/http/service-call.ts";
import { useTestRouters } from "../test/open-routers.ts";
import type { TestRouter } from "../test/test-router.ts";

const setUp = useTestRouters();

describe("signatures", () => {
  const QUERY = '{ patient(id: "p1") { name } }';

  it.each<[string, (request: ServiceRequest, testRouter: TestRouter) => ServiceRequest]>([
    ["missing", (request) => ({ ...request, headers: {} })],
    ["forged", (request) => withSignature(request, (signature) => `${signature.slice(0, -6)}AAAAAA`)],
    ["malformed", (request) => withSignature(request, () => "none")],
    ["wrong-body", (request) => ({ ...request, body: '{"query":"{ auditTrail }"}' })],
    ["expired", (request, { clock }) => (clock.advance(30_001), request)],
  ])(
    "that are %s are refused at the door, which costs the fields and tells the client nothing",
    async (problem, change) => {
      const testRouter = await setUp();
      const { send, handlers, door, calls, lines } = testRouter;
      handlers.set("users", (request) => door("users")(change(request, testRouter)));
      const { status, body } = await send(QUERY);
      expect(status).toBe(200);
      expect(body.data).toEqual({ patient: null });
      expect(body.errors).toMatchObject([
        { path: ["patient"], extensions: { code: "DEPENDENCY_UNAVAILABLE" } },
      ]);
      expect(lines).toContainEqual(expect.objectContaining({ problem }));
      expect(calls.filter(({ service }) => service === "users")).toEqual([]);
    },
  );

  it("for one service are refused by another", async () => {
    const { send, handlers, door, calls, lines } = await setUp();
    handlers.set("users", door("appointments"));
    expect((await send(QUERY)).body.data).toEqual({ patient: null });
    expect(lines).toContainEqual(expect.objectContaining({ problem: "unknown-key" }));
    expect(calls.map(({ service }) => service)).toEqual(["auth"]);
  });
});

function withSignature(request: ServiceRequest, change: (signature: string) => string): ServiceRequest {
  const signature = request.headers["x-clinic-viewer"] ?? "";
  return { ...request, headers: { ...request.headers, "x-clinic-viewer": change(signature) } };
}
