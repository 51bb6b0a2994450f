import { once } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { verifyViewer } from "#shared/auth/signed-viewer.ts";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { jsonResponse, type ServiceHandler, type ServiceRequest } from "#shared/http/service-call.ts";
import { makeRequestScope, runInScope } from "#shared/observability/request-scope.ts";
import { manualClock } from "../test/manual-clock.ts";
import { accountViewer, keyRing } from "../test/test-viewers.ts";
import { createServiceCaller, type OutgoingCall } from "./service-caller.ts";

const { now } = manualClock();

function call(overrides: Partial<OutgoingCall> = {}): OutgoingCall {
  const deadline = new Deadline(10_000);
  return { method: "POST", path: "/graphql", body: "{}", viewer: ANONYMOUS, deadline, ...overrides };
}

function recordingHandler(): { handle: ServiceHandler; requests: ServiceRequest[] } {
  const requests: ServiceRequest[] = [];
  const handle: ServiceHandler = async (request) => {
    requests.push(request);
    return jsonResponse(200, {});
  };
  return { handle, requests };
}

describe("createServiceCaller", () => {
  it("signs the viewer for this service and this body", async () => {
    const { handle, requests } = recordingHandler();
    const keys = keyRing("users");
    const viewer = accountViewer("USER");
    await createServiceCaller({ name: "users", handle, keys, timeoutMs: 5_000, clock: now })(
      call({ viewer, clientAddress: "192.0.2.7" }),
    );
    const header = requests[0]?.headers["x-clinic-viewer"];
    expect(verifyViewer({ header, audience: "users", body: "{}", keys, clock: now })).toEqual({
      ok: true,
      viewer,
      clientAddress: "192.0.2.7",
    });
  });

  it("signs nothing for a service that shares no keys", async () => {
    const { handle, requests } = recordingHandler();
    await createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 5_000, clock: now })(call());
    expect(requests[0]?.headers).toEqual({
      "content-type": "application/json",
      accept: "application/json",
      "x-deadline-ms": "5000",
    });
  });

  it("passes on correlation id and trace of the request", async () => {
    const { handle, requests } = recordingHandler();
    const scope = makeRequestScope({ correlationId: "corr-1234" });
    const caller = createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 5_000, clock: now });
    await runInScope(scope, () => caller(call({ headers: {} })));
    expect(requests[0]?.headers).toEqual({
      "x-deadline-ms": "5000",
      "x-correlation-id": "corr-1234",
      traceparent: scope.traceparent,
    });
  });

  it("gives a call no more time than the request has left", async () => {
    const { handle, requests } = recordingHandler();
    const deadline = new Deadline(300, undefined, () => 0);
    await createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 5_000, clock: now })(
      call({ deadline }),
    );
    expect(requests[0]?.headers["x-deadline-ms"]).toBe("300");
  });

  it("does not call at all when no time is left", async () => {
    const { handle, requests } = recordingHandler();
    const ticks = [0, 400];
    const deadline = new Deadline(300, undefined, () => ticks.shift() ?? 400);
    const caller = createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 5_000, clock: now });
    await expect(caller(call({ deadline }))).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(requests).toEqual([]);
  });

  it("names a service that cannot be reached as an unavailable dependency, the reason being the cause", async () => {
    const refused = new Error("connect ECONNREFUSED");
    const handle = vi.fn<ServiceHandler>().mockRejectedValue(refused);
    const caller = createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 5_000, clock: now });
    await expect(caller(call())).rejects.toMatchObject({ code: "DEPENDENCY_UNAVAILABLE", cause: refused });
  });

  it("leaves the transport's own verdict as it is", async () => {
    const verdict = new AppError("INTERNAL");
    const handle = vi.fn<ServiceHandler>().mockRejectedValue(verdict);
    const caller = createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 5_000, clock: now });
    await expect(caller(call())).rejects.toBe(verdict);
  });

  it("takes whatever an aborted transport says for lateness", async () => {
    const handle: ServiceHandler = async ({ signal }) => {
      await once(signal ?? new EventTarget(), "abort");
      throw new Error("socket hang up");
    };
    const caller = createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 20, clock: now });
    await expect(caller(call())).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  });

  it("ends a call that hangs, and tells the transport", async () => {
    let signal: AbortSignal | undefined;
    const handle: ServiceHandler = (request) => {
      signal = request.signal;
      return Promise.withResolvers<never>().promise;
    };
    const caller = createServiceCaller({ name: "users", handle, keys: null, timeoutMs: 20, clock: now });
    await expect(caller(call())).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(signal?.aborted).toBe(true);
  });
});
