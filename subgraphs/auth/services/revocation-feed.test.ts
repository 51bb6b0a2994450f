import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database, Tx } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { SessionEndingRepository, type ToldEnding } from "../repositories/session-ending-repository.ts";
import { RevocationRepository, type NumberedRevocation } from "../repositories/revocation-repository.ts";
import { RevocationFeed } from "./revocation-feed.ts";

const NOW = new Date("2026-03-09T10:00:00.000Z");
const REVOCATION: NumberedRevocation = {
  id: "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b",
  tenantId: "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6c",
  createdAt: NOW,
  updatedAt: NOW,
  kind: "TOKEN",
  subject: "revoked",
  revokedAt: NOW,
  endsAt: new Date("2026-03-09T10:11:00.000Z"),
  position: 1,
};
const NOTHING = { revocations: [], cursor: 0, isComplete: true, sessionEndings: [] };
const NEWS = { revocations: [REVOCATION], cursor: 1, isComplete: true, sessionEndings: [] };
const NEVER = new AbortController().signal;

let committed: readonly NumberedRevocation[];
let ended: readonly ToldEnding[];
let notify: () => void;
let feed: RevocationFeed;

beforeEach(async () => {
  vi.useFakeTimers();
  committed = [];
  ended = [];
  vi.spyOn(SessionEndingRepository.prototype, "listTold").mockImplementation(async () => [...ended]);
  vi.spyOn(RevocationRepository.prototype, "listAfter").mockImplementation(async ({ position }) =>
    committed.filter((revocation) => revocation.position > position),
  );
  vi.spyOn(RevocationRepository.prototype, "latestPosition").mockImplementation(
    async () => committed.at(-1)?.position ?? 0,
  );
  const database = {
    transaction: (work: (tx: Tx) => Promise<unknown>) => work({} as unknown as Tx),
    listen: async (_channel: string, onNotify: () => void) => {
      notify = onNotify;
    },
  } as unknown as Database;
  const scope = new SystemScope(database, "auth");
  const logger = createLogger({ service: "auth", level: "silent" });
  feed = new RevocationFeed({ database, scope, clock: () => NOW, logger });
  await feed.start();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Resolves when everything is done that needs no time. */
const now = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe("who waits for revocations", () => {
  it("is told by the NOTIFY, at once", async () => {
    const waiting = feed.after(0, 2_000, NEVER);
    await now();
    committed = [REVOCATION];
    notify();
    expect(await waiting).toEqual(NEWS);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is told half a second later when the NOTIFY was lost", async () => {
    const answered = vi.fn<(batch: unknown) => void>();
    void feed.after(0, 2_000, NEVER).then(answered);
    await now();
    committed = [REVOCATION];
    await vi.advanceTimersByTimeAsync(499);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(answered).toHaveBeenCalledExactlyOnceWith(NEWS);
  });

  it("is told that there is nothing when the time is over, and not before", async () => {
    const answered = vi.fn<(batch: unknown) => void>();
    void feed.after(0, 2_000, NEVER).then(answered);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(answered).toHaveBeenCalledExactlyOnceWith(NOTHING);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits no more once the process is about to end, and neither does who asks then", async () => {
    const waiting = feed.after(0, 2_000, NEVER);
    await now();
    feed.release();
    expect([await waiting, await feed.after(0, 2_000, NEVER)]).toEqual([NOTHING, NOTHING]);
  });

  it("waits no more when the caller has gone", async () => {
    const caller = new AbortController();
    const waiting = feed.after(0, 2_000, caller.signal);
    await now();
    caller.abort();
    expect(await waiting).toEqual(NOTHING);
  });
});

describe("who waits for ended sessions", () => {
  const ending = (isFresh: boolean): ToldEnding => ({ id: REVOCATION.id, idHash: "hash", isFresh });

  it("is told by the NOTIFY, at once", async () => {
    const waiting = feed.after(0, 2_000, NEVER);
    await now();
    ended = [ending(true)];
    notify();
    await expect(waiting).resolves.toEqual({ ...NOTHING, sessionEndings: ended });
  });

  it("is told at once of one between two questions, and waits again when it is told of it by then", async () => {
    ended = [ending(true)];
    await expect(feed.after(0, 2_000, NEVER)).resolves.toEqual({ ...NOTHING, sessionEndings: ended });
    ended = [ending(false)];
    const waiting = vi.fn();
    const answer = feed.after(0, 2_000, NEVER).then(waiting);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(waiting).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    await answer;
    expect(waiting).toHaveBeenCalledWith({ ...NOTHING, sessionEndings: ended });
  });
});
