import { describe, expect, it, vi } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { newPrivateKey, publicKeyOf } from "#shared/crypto/named-key.ts";
import { recordingLogger } from "../../test/recording-logger.ts";
import { PublicationFeed } from "./publication-feed.ts";
import type { PublicationRow } from "./publication-log.ts";
import { createPublicationReader, signPublication, type SignedPublication } from "./publication.ts";

const AUDIENCE = "https://api.clinic.example";
const key = newPrivateKey("release");

interface Followed {
  readonly feed: PublicationFeed;
  readonly rows: PublicationRow[];
  readonly taken: SignedPublication[];
  readonly lines: Record<string, unknown>[];
  readonly asked: number[];
}

function follow(
  options: {
    readonly isAway?: () => boolean;
    readonly isFailing?: () => boolean;
    readonly whileTaking?: () => Promise<unknown>;
  } = {},
): Followed {
  const rows: PublicationRow[] = [];
  const taken: SignedPublication[] = [];
  const asked: number[] = [];
  const { logger, lines } = recordingLogger();
  const feed = new PublicationFeed({
    source: {
      after: async (position, limit) => {
        if (options.isAway?.() === true) throw new AppError("DEPENDENCY_UNAVAILABLE");
        asked.push(position);
        return rows.filter((row) => row.position > position).slice(0, limit);
      },
      listen: () => Promise.resolve(),
    },
    read: createPublicationReader([publicKeyOf(key)], AUDIENCE),
    onPublication: async (publication) => {
      if (options.isFailing?.() === true) throw new Error("no engine");
      taken.push(publication);
      await options.whileTaking?.();
    },
    logger,
  });
  return { feed, rows, taken, lines, asked };
}

/** Adds `count` publications of a client at the end of the rows. */
async function publish({ rows }: Followed, client: string, count: number): Promise<void> {
  const read = createPublicationReader([publicKeyOf(key)], AUDIENCE);
  let previous: string | null = null;
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const statement: string = await signPublication(
      {
        ...{
          audience: AUDIENCE,
          client,
          kind: "PAGES" as const,
          sequence,
          previous,
          documents: {},
          retirements: {},
        },
        publishedAt: "2026-03-09T10:00:00.000Z",
      },
      key,
    );
    rows.push({ position: rows.length + 1, statement });
    previous = (await read(statement)).hash;
  }
}

describe("the feed of publications", () => {
  it("takes in everything that is there, then only what is new", async () => {
    const followed = follow();
    await publish(followed, "lab", 230);
    expect(followed.feed.isComplete).toBe(false);
    await followed.feed.refresh();
    expect(followed.feed.isComplete).toBe(true);
    expect(followed.taken.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 230 }, (_, at) => at + 1),
    );
    await publish(followed, "insurer", 1);
    await followed.feed.refresh();
    expect(followed.taken.at(-1)).toMatchObject({ client: "insurer", sequence: 1 });
    expect(followed.asked).toEqual([0, 100, 200, 230]);
  });

  it("leaves out what is not to be trusted, says so, and takes in what comes after", async () => {
    const followed = follow();
    await publish(followed, "lab", 2);
    const [first, second] = followed.rows;
    followed.rows.splice(1, 1, { position: 2, statement: "tampered" });
    followed.rows.push({ position: 3, statement: first?.statement ?? "" });
    followed.rows.push({ position: 4, statement: second?.statement ?? "" });
    await followed.feed.refresh();
    expect(followed.taken.map(({ sequence }) => sequence)).toEqual([1, 2]);
    const errors = followed.lines.filter(({ level }) => level === "error");
    expect(errors.map(({ position }) => position)).toEqual([2, 3]);
    await followed.feed.refresh();
    expect(followed.lines.filter(({ level }) => level === "error")).toHaveLength(2);
  });

  it("tries again what it could not take in, and loses none", async () => {
    let isFailing = true;
    const followed = follow({ isFailing: () => isFailing });
    await publish(followed, "lab", 2);
    await expect(followed.feed.refresh()).rejects.toThrow("no engine");
    expect(followed.feed.isComplete).toBe(false);
    isFailing = false;
    await followed.feed.refresh();
    expect(followed.taken.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it("reads once for all who ask at the same time", async () => {
    const followed = follow();
    await Promise.all([followed.feed.refresh(), followed.feed.refresh(), followed.feed.refresh()]);
    expect(followed.asked).toEqual([0]);
  });

  it("reads anew for who asks while it reads: that may have looked too early", async () => {
    const busy = Promise.withResolvers<null>();
    const followed = follow({ whileTaking: () => busy.promise });
    await publish(followed, "lab", 1);
    const first = followed.feed.refresh();
    await vi.waitFor(() => expect(followed.taken).toHaveLength(1));
    await publish(followed, "insurer", 1);
    const second = followed.feed.refresh();
    busy.resolve(null);
    await Promise.all([first, second]);
    expect(followed.taken.map(({ client }) => client)).toEqual(["lab", "insurer"]);
  });

  it("begins without the database, and is complete when it was there", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let isAway = true;
    const followed = follow({ isAway: () => isAway });
    await publish(followed, "lab", 1);
    await followed.feed.start();
    expect(followed.feed.isComplete).toBe(false);
    isAway = false;
    vi.useRealTimers();
    await vi.waitFor(() => expect(followed.taken).toHaveLength(1), { timeout: 5_000 });
    await followed.feed.stop();
  });
});
