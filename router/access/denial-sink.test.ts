import { describe, expect, it } from "vitest";
import { Deadline } from "#shared/http/deadline.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { OutgoingCall } from "../services/service-caller.ts";
import { accountViewer } from "../test/test-viewers.ts";
import { createServiceDenialSink, type Denial } from "./denial-sink.ts";

const denial: Denial = {
  viewer: accountViewer("ANALYST"),
  action: "patient:read",
  coordinates: ["Patient.name"],
  deadline: new Deadline(5_000),
};

describe("createServiceDenialSink", () => {
  it("sends the denial to audit on behalf of the refused viewer", async () => {
    const calls: OutgoingCall[] = [];
    const sink = createServiceDenialSink(async (call) => {
      calls.push(call);
      return jsonResponse(204, {});
    });
    await sink.record(denial);
    expect(calls).toEqual([
      {
        method: "POST",
        path: "/internal/denials",
        body: '{"action":"patient:read","coordinates":["Patient.name"]}',
        viewer: denial.viewer,
        deadline: denial.deadline,
      },
    ]);
  });

  it.each([199, 300, 503])("fails when audit answers %i", async (status) => {
    const sink = createServiceDenialSink(async () => jsonResponse(status, {}));
    await expect(sink.record(denial)).rejects.toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
  });
});
