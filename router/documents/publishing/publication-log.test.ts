import { describe, expect, it } from "vitest";
import { newPrivateKey, publicKeyOf } from "#shared/crypto/named-key.ts";
import { PublicationLog } from "./publication-log.ts";
import { createPublicationReader, signPublication, type Publication } from "./publication.ts";

const AUDIENCE = "https://api.clinic.example";
const key = newPrivateKey("release");
const newLog = (): PublicationLog =>
  new PublicationLog(createPublicationReader([publicKeyOf(key)], AUDIENCE));

function sign(client: string, sequence: number, previous: string | null, at = 1): Promise<string> {
  const publication: Publication = {
    ...{ audience: AUDIENCE, client, kind: "PAGES", sequence, previous, documents: {}, retirements: {} },
    publishedAt: new Date(at * 1_000).toISOString(),
  };
  return signPublication(publication, key);
}

async function take(log: PublicationLog, statement: string): Promise<string> {
  const publication = await log.read({ position: 1, statement });
  log.append(publication);
  return publication.hash;
}

const NOT_NEXT = "not the next publication of its client";

describe("the log of publications", () => {
  it("takes each client's publications in their order, whatever others publish in between", async () => {
    const log = newLog();
    const first = await take(log, await sign("lab", 1, null));
    const others = await take(log, await sign("insurer", 1, null));
    const second = await take(log, await sign("lab", 2, first));
    expect(log.end("lab")).toEqual({ sequence: 2, hash: second });
    expect(log.end("insurer")).toEqual({ sequence: 1, hash: others });
    expect(log.end("wellness")).toEqual({ sequence: 0, hash: null });
  });

  it("takes none a second time, nor an earlier one again", async () => {
    const log = newLog();
    const statement = await sign("lab", 1, null);
    const first = await take(log, statement);
    await expect(take(log, statement)).rejects.toThrow(NOT_NEXT);
    const second = await sign("lab", 2, first);
    await take(log, second);
    for (const replayed of [statement, second]) await expect(take(log, replayed)).rejects.toThrow(NOT_NEXT);
    expect(log.end("lab").sequence).toBe(2);
  });

  it("takes none that leaves one out, or follows another than the last", async () => {
    const log = newLog();
    const first = await take(log, await sign("lab", 1, null));
    await expect(take(log, await sign("lab", 3, first))).rejects.toThrow(NOT_NEXT);
    await expect(take(log, await sign("lab", 2, null))).rejects.toThrow(NOT_NEXT);
    await expect(take(log, await sign("lab", 2, "0".repeat(64)))).rejects.toThrow(NOT_NEXT);
    await take(log, await sign("lab", 2, first));
  });

  it("does not begin in the middle", async () => {
    await expect(take(newLog(), await sign("lab", 2, "0".repeat(64)))).rejects.toThrow(NOT_NEXT);
  });
});
