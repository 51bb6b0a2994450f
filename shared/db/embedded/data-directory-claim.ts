import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { findProcess } from "./process-table.ts";

const claimRecord = z.object({ pid: z.int().positive(), startedAt: z.string() });

/**
 * Takes `home` for this process until the returned function is called. The claim is a file that names the process and
 * its start, so the claim of a killed program does not outlive it, even when its pid is used again.
 *
 * Raises `DATA_DIRECTORY_IN_USE`, naming the pid, when a live program (also this one) has it.
 */
export async function claimDataDirectory(home: string): Promise<() => Promise<void>> {
  const claimFile = join(home, "claim.json");
  const draft = `${claimFile}.${randomUUID()}`;
  const self = await findProcess(process.pid);
  await writeFile(draft, JSON.stringify({ pid: process.pid, startedAt: self?.startedAt ?? "" }), {
    mode: 0o600,
  });
  try {
    // A hard link appears at once with its whole content and fails when the name exists: nobody reads half a claim.
    while (!(await tryLink(draft, claimFile))) {
      const text = await readFile(claimFile, "utf8").catch(() => "");
      const holder = await findLiveHolder(text);
      if (holder !== undefined) throw inUse(home, holder);
      await discardStaleClaim(claimFile, text);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return () => rm(claimFile, { force: true });
}

/**
 * Removes a claim that was judged stale by its text. Should another program have replaced it meanwhile, its claim is
 * put back.
 */
export async function discardStaleClaim(claimFile: string, staleText: string): Promise<void> {
  const aside = `${claimFile}.${randomUUID()}`;
  const isMoved = await rename(claimFile, aside).then(
    () => true,
    () => false,
  );
  if (!isMoved) return;
  if ((await readFile(aside, "utf8")) !== staleText) await tryLink(aside, claimFile);
  await rm(aside, { force: true });
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whether a live program has `home`. */
export async function isClaimed(home: string): Promise<boolean> {
  const text = await readFile(join(home, "claim.json"), "utf8").catch(() => "");
  return (await findLiveHolder(text)) !== undefined;
}

async function findLiveHolder(text: string): Promise<number | undefined> {
  const record = claimRecord.safeParse(parseJson(text));
  if (!record.success) return undefined;
  const live = await findProcess(record.data.pid);
  return live?.startedAt === record.data.startedAt ? record.data.pid : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inUse(home: string, pid: number): EmbeddedPostgresError {
  const holder = pid === process.pid ? `this program (pid ${pid})` : `a running program (pid ${pid})`;
  return new EmbeddedPostgresError(
    "DATA_DIRECTORY_IN_USE",
    `The database in ${home} is already in use by ${holder}. Stop it first, or use another data directory.`,
  );
}
