import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Deadline } from "#shared/http/deadline.ts";
import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";
import type { OutgoingCall } from "../services/service-caller.ts";
import { manualClock } from "../test/manual-clock.ts";
import { accountViewer } from "../test/test-viewers.ts";
import { createSessionVerifier, SessionMemory, type SessionVerifier } from "./session-verifier.ts";

const viewer = accountViewer("USER");
const SHA256_OF_S1 = createHash("sha256").update("s1").digest("base64url");

function setUp(answer: () => ServiceResponse): {
  verify: (id: string) => ReturnType<SessionVerifier>;
  calls: OutgoingCall[];
  clock: ReturnType<typeof manualClock>;
  memory: SessionMemory;
} {
  const clock = manualClock();
  const calls: OutgoingCall[] = [];
  const memory = new SessionMemory(clock.elapsedMs);
  const verify = createSessionVerifier({
    memory,
    timeoutMs: 120_000,
    callAuth: async (call) => {
      calls.push(call);
      return answer();
    },
  });
  return { verify: (id) => verify(id, new Deadline(5_000)), calls, clock, memory };
}

describe("createSessionVerifier", () => {
  it("asks auth as one of our own processes", async () => {
    const { verify, calls } = setUp(() =>
      jsonResponse(200, { viewer, renewedUntil: "2026-03-02T10:00:00Z" }),
    );
    expect(await verify("s1")).toEqual({ viewer, setCookies: [] });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      method: "POST",
      path: "/internal/sessions/verify",
      body: '{"sessionId":"s1"}',
      viewer: {
        kind: "SYSTEM",
        tenantId: null,
        clientId: "router",
        scopes: ["session:verify", "token:verify", "calendar-feed:serve"],
      },
    });
  });

  it("uses a positive answer again for 500 ms and not longer", async () => {
    const { verify, calls, clock } = setUp(() => jsonResponse(200, { viewer }));
    await verify("s1");
    clock.advance(500);
    expect(await verify("s1")).toEqual({ viewer, setCookies: [] });
    expect(calls).toHaveLength(1);
    clock.advance(1);
    await verify("s1");
    expect(calls).toHaveLength(2);
  });

  it("asks anew once it has let go of a session, and of no other", async () => {
    const { verify, calls, memory } = setUp(() => jsonResponse(200, { viewer }));
    await verify("s1");
    await verify("s2");
    memory.forget(SHA256_OF_S1);
    await verify("s1");
    await verify("s2");
    expect(calls.map(({ body }) => body)).toEqual(
      ["s1", "s2", "s1"].map((sessionId) => JSON.stringify({ sessionId })),
    );
  });

  it("remembers no answer that was under way when it let go of the session, and lets nobody else wait for it", async () => {
    const before = Promise.withResolvers<ServiceResponse>();
    const answers = [before.promise, Promise.resolve(jsonResponse(200, { viewer: accountViewer("ADMIN") }))];
    const memory = new SessionMemory(() => 0);
    const callAuth = (): Promise<ServiceResponse> =>
      answers.shift() ?? Promise.reject(new Error("Nobody asks a third time."));
    const verify = createSessionVerifier({ timeoutMs: 5_000, callAuth, memory });
    const first = verify("s1", new Deadline(5_000));
    memory.forget(SHA256_OF_S1);
    const second = await verify("s1", new Deadline(5_000));
    before.resolve(jsonResponse(200, { viewer }));
    expect((await first).viewer).toEqual(viewer);
    expect(second.viewer?.roles).toEqual(["ADMIN"]);
    expect((await verify("s1", new Deadline(5_000))).viewer?.roles).toEqual(["ADMIN"]);
  });

  it("never remembers that a session does not exist", async () => {
    const { verify, calls } = setUp(() => jsonResponse(200, { viewer: null }));
    expect(await verify("s1")).toEqual({ viewer: null, setCookies: [] });
    await verify("s1");
    expect(calls).toHaveLength(2);
  });

  it("asks once for requests that come at the same time, and once per session", async () => {
    const { verify, calls } = setUp(() => jsonResponse(200, { viewer }));
    await Promise.all([verify("s1"), verify("s1"), verify("s2")]);
    expect(calls).toHaveLength(2);
  });

  it("gives auth a time of its own, however much the one who asks has left", async () => {
    const { verify, calls } = setUp(() => jsonResponse(200, { viewer }));
    await verify("s1");
    expect(calls[0]?.deadline.remainingMs()).toBeGreaterThan(60_000);
  });

  it("answers the others when the first to ask has no more time", async () => {
    const answer = Promise.withResolvers<ServiceResponse>();
    const calls: OutgoingCall[] = [];
    const callAuth = (call: OutgoingCall): Promise<ServiceResponse> => {
      calls.push(call);
      return answer.promise;
    };
    const verify = createSessionVerifier({ timeoutMs: 5_000, callAuth, memory: new SessionMemory() });
    const hasty = new AbortController();
    const first = verify("s1", new Deadline(5_000, hasty.signal));
    const second = verify("s1", new Deadline(5_000));
    hasty.abort();
    await expect(first).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(calls.map(({ deadline }) => deadline.signal.aborted)).toEqual([false]);
    answer.resolve(jsonResponse(200, { viewer }));
    expect(await second).toEqual({ viewer, setCookies: [] });
  });

  it("hands on the cookie of a renewed session", async () => {
    const { verify } = setUp(() => ({
      ...jsonResponse(200, { viewer }),
      setCookies: ["__Host-session=s1; Path=/"],
    }));
    expect(await verify("s1")).toEqual({ viewer, setCookies: ["__Host-session=s1; Path=/"] });
  });

  it.each([
    ["a fault", jsonResponse(500, {})],
    ["no JSON", { ...jsonResponse(200, {}), body: "<html>" }],
    ["another shape", jsonResponse(200, { viewer: { kind: "ACCOUNT" } })],
  ])("refuses to guess when auth answers with %s", async (_name, response) => {
    const { verify, calls } = setUp(() => response);
    await expect(verify("s1")).rejects.toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
    await expect(verify("s1")).rejects.toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
    expect(calls).toHaveLength(2);
  });
});
