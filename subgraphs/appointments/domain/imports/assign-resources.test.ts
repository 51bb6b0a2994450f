import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignResources, type NeedyRow } from "./assign-resources.ts";

const HOUR = 3_600_000;
const during = (from: number, until: number) => ({ fromMs: from * HOUR, untilMs: until * HOUR });
const row = (id: string, from: number, until: number, more: Partial<NeedyRow> = {}): NeedyRow => ({
  ...{ id, taken: during(from, until), practitionerId: "p", wantedRoomId: null },
  fitting: { roomIds: ["a", "b"], deviceIdsOfKinds: [] },
  ...more,
});

describe("rooms and devices of a file", () => {
  it("are given to one row after the other, and are free again behind it", () => {
    const rows = [row("1", 9, 10), row("2", 9, 10), row("3", 9, 10), row("4", 10, 11)];
    const rooms = assignResources(rows, []).map((one) => (one.outcome === null ? one.roomId : one.outcome));
    expect(rooms.slice(0, 2).toSorted()).toEqual(["a", "b"]);
    expect(rooms.slice(2)).toEqual(["NO_ROOM_FREE", rooms[0]]);
  });

  it("are not those that others have, nor another than the row names", () => {
    const busy = [{ resourceId: "a", ...during(9, 10) }];
    const outcomes = assignResources(
      [row("1", 9, 10), row("2", 9, 10, { wantedRoomId: "a" }), row("3", 10, 11, { wantedRoomId: "a" })],
      busy,
    );
    expect(outcomes).toEqual([
      { id: "1", roomId: "b", deviceIds: [], outcome: null },
      { id: "2", outcome: "ROOM_TAKEN" },
      { id: "3", roomId: "a", deviceIds: [], outcome: null },
    ]);
  });

  it("are one device of each kind, and nothing is taken by a row that lacks one", () => {
    const fitting = { roomIds: ["a"], deviceIdsOfKinds: [["x"], ["y"]] };
    const busy = [{ resourceId: "y", ...during(9, 10) }];
    expect(
      assignResources([row("1", 9, 10, { fitting }), row("2", 9, 10), row("3", 10, 11, { fitting })], busy),
    ).toEqual([
      { id: "1", outcome: "NO_DEVICE_FREE" },
      { id: "2", roomId: expect.any(String), deviceIds: [], outcome: null },
      { id: "3", roomId: "a", deviceIds: ["x", "y"], outcome: null },
    ]);
  });

  it("never overlap, whatever is asked for", () => {
    const request = fc.tuple(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(null, "a", "b"),
    );
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), (requests) => {
        const rows = requests.map(([from, hours, wantedRoomId], index) =>
          row(String(index), from, from + hours, { wantedRoomId }),
        );
        const given = assignResources(rows, []).flatMap((one, index) =>
          one.outcome === null ? [{ roomId: one.roomId, ...(rows[index]?.taken ?? during(0, 0)) }] : [],
        );
        for (const [index, one] of given.entries())
          for (const other of given.slice(index + 1))
            expect(
              one.roomId === other.roomId && one.fromMs < other.untilMs && other.fromMs < one.untilMs,
            ).toBe(false);
      }),
    );
  });
});
