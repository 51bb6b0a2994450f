import { describe, expect, it } from "vitest";
import { manualClock } from "../test/manual-clock.ts";
import { RevocationList, type Revocation, type TokenIdentity } from "./revocation-list.ts";

const MINUTE_MS = 60_000;

function setUp(capacity = 10) {
  const clock = manualClock();
  const list = new RevocationList({ clock: clock.now, capacity });
  const revoke = (kind: Revocation["kind"], subject: string): Revocation => {
    const revokedAt = clock.now();
    return { kind, subject, revokedAt, endsAt: new Date(revokedAt.getTime() + 11 * MINUTE_MS) };
  };
  const token = (changes: Partial<TokenIdentity> = {}): TokenIdentity => ({
    ...{ jti: "t1", sid: "f1", accountId: "a1", clientId: "c1" },
    issuedAt: Math.floor(clock.now().getTime() / 1000),
    ...changes,
  });
  return { clock, list, revoke, token };
}

describe("a list of revocations", () => {
  it("covers a token by its own id and by that of its family, whenever it was issued", () => {
    const { list, revoke, token, clock } = setUp();
    list.add([revoke("TOKEN", "t1"), revoke("FAMILY", "f2")]);
    clock.advance(1_000);
    expect(list.covers(token())).toBe(true);
    expect(list.covers(token({ jti: "t2", sid: "f2" }))).toBe(true);
    expect(list.covers(token({ jti: "t2" }))).toBe(false);
    expect(list.covers(token({ jti: "f2", sid: null }))).toBe(false);
  });

  it.each([
    ["ACCOUNT", "a1"],
    ["CLIENT", "c1"],
  ] as const)("covers what was issued before, of an %s", (kind, subject) => {
    const { list, revoke, token, clock } = setUp();
    const before = token();
    clock.advance(1_500);
    const inTheSameSecond = token();
    list.add([revoke(kind, subject)]);
    expect([list.covers(before), list.covers(inTheSameSecond)]).toEqual([true, true]);
    clock.advance(500);
    expect(list.covers(token())).toBe(false);
    expect(list.covers({ ...before, accountId: null, clientId: null })).toBe(false);
    expect(list.covers({ ...before, accountId: "a2", clientId: "c2" })).toBe(false);
  });

  it("is not made weaker by an older revocation of the same account", () => {
    const { list, revoke, token, clock } = setUp();
    const older = revoke("ACCOUNT", "a1");
    clock.advance(5_000);
    const issued = token();
    clock.advance(1_000);
    list.add([revoke("ACCOUNT", "a1"), older]);
    expect(list.covers(issued)).toBe(true);
  });

  it("forgets what no token can be meant by any more", () => {
    const { list, revoke, clock } = setUp();
    list.add([revoke("TOKEN", "t1")]);
    clock.advance(12 * MINUTE_MS);
    list.add([]);
    expect(list.size).toBe(1);
    clock.advance(10_001);
    list.add([]);
    expect(list.size).toBe(0);
  });

  it("says when it had to leave something out, and keeps what it has", () => {
    const { list, revoke, token, clock } = setUp(2);
    list.add([revoke("TOKEN", "t1"), revoke("TOKEN", "t2"), revoke("TOKEN", "t1")]);
    expect([list.isOverfull, list.size]).toEqual([false, 2]);
    list.add([revoke("TOKEN", "t3")]);
    expect([list.isOverfull, list.size, list.covers(token())]).toEqual([true, 2, true]);
    list.clear();
    expect([list.isOverfull, list.size]).toEqual([false, 0]);
    // Room is made before anything is left out.
    list.add([revoke("TOKEN", "t1"), revoke("TOKEN", "t2")]);
    clock.advance(13 * MINUTE_MS);
    list.add([revoke("TOKEN", "t3")]);
    expect([list.isOverfull, list.size]).toEqual([false, 1]);
  });
});
