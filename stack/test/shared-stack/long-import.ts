import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { CLINICS, seededServiceTypeId, ACCOUNTS } from "#drizzle/seed/world.ts";
import type { Browser } from "../../browser.ts";
import { book, cancel, findFreeSlots } from "../booking-client.ts";
import { readProofConfig } from "../config.ts";
import { faultOf, importFile, type ImportedWorld, type ImportFileOptions } from "../import-file.ts";
import type { ImportSender, SentImport } from "../import-sender.ts";
import type { TestStack } from "../test-stack.ts";

/** What the suite of imports has at hand. */
export interface ImportScene {
  readonly stack: TestStack;
  readonly admin: Browser;
  readonly sender: ImportSender;
  readonly world: ImportedWorld;
}

const { importRows } = readProofConfig();
const TIMEOUT_MS = 60 * 60_000;
const MEBIBYTE = 1024 * 1024;
/**
 * What the process may hold more of than before, whatever the length of the file: less than half of what a file of a million rows has.
 * Measured once what nobody holds any more was collected; how much lies around until then is for Node to decide.
 */
const MOST_MEBIBYTES = 88;
const SAMPLE_MS = 3_000;
const MOST_APPLIED = 100_000;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes of objects and buffers that are in use. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Looks at the memory of this process, and so of the whole stack in it, while something is done. */
async function withPeak<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly peak: number; readonly seconds: number }> {
  const before = heldBytes();
  const startedAt = performance.now();
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, heldBytes());
  }, SAMPLE_MS);
  try {
    const result = await work();
    most = Math.max(most, heldBytes());
    const peak = Math.round((most - before) / MEBIBYTE);
    return { result, peak, seconds: Math.round((performance.now() - startedAt) / 100) / 10 };
  } finally {
    clearInterval(looking);
  }
}

const say = (text: string): void => {
  process.stdout.write(`  imports: ${text}\n`);
};

/** Files as long as `TEST_IMPORT_ROWS` says. */
export function longFileSuite(scene: () => ImportScene): void {
  const until = async (id: string, statuses: readonly string[]): Promise<SentImport> => {
    for (;;) {
      const shown = await scene().sender.shown(id);
      if (statuses.includes(shown.status)) return shown;
      await sleep(50);
    }
  };

  describe("a long file", () => {
    it(
      "with broken lines is checked in little memory, and the report names each of them",
      { timeout: TIMEOUT_MS },
      async () => {
        const { sender, world } = scene();
        const options: ImportFileOptions = {
          rows: importRows,
          liveEvery: 10,
          liveFromYear: 2070,
          brokenEvery: 97,
          prefix: randomUUID(),
        };
        const expected = Array.from(
          { length: importRows },
          (_, index) => faultOf(index, options)?.code ?? null,
        );
        const { result, peak, seconds } = await withPeak(async () => {
          const begun = await sender.begin("appointments", importFile(world, options));
          return { begun, done: await until(begun.id, ["REJECTED", "APPLIED", "FAILED"]) };
        });
        const { begun, done } = result;
        const size = Math.round(begun.bytes / MEBIBYTE);
        say(
          `${String(importRows)} rows, ${String(size)} MiB, checked in ${String(seconds)} s, ${String(peak)} MiB more held in memory at most`,
        );
        const broken = expected.flatMap((code, index) =>
          code === null ? [] : [`${String(index + 2)} ${code}`],
        );
        expect(done).toMatchObject({
          status: "REJECTED",
          rows: { read: importRows, applied: 0, refused: broken.length },
        });
        const report = (await sender.report(begun.id, "?format=ndjson&refused=true")).trimEnd().split("\n");
        const reported = report.map((line) => JSON.parse(line) as { line: number; code: string });
        expect(reported.map(({ line, code }) => `${String(line)} ${code}`)).toEqual(broken);
        expect(peak).toBeLessThan(MOST_MEBIBYTES);
        await sender.ask("DELETE", begun.id);
      },
    );

    it("is applied while others book", { timeout: TIMEOUT_MS }, async () => {
      const { stack, sender, world } = scene();
      const rows = Math.min(importRows, MOST_APPLIED);
      const options: ImportFileOptions = {
        rows,
        liveEvery: 10,
        liveFromYear: 2080,
        brokenEvery: 0,
        prefix: randomUUID(),
      };
      const patient = await stack.browser(ACCOUNTS.patient.email);
      let isOver = false;
      const booking = bookOverAndOver(patient, world, () => isOver);
      const { result, peak, seconds } = await withPeak(async () => {
        const { id } = await sender.begin("appointments", importFile(world, options));
        return until(id, ["REJECTED", "APPLIED", "FAILED"]);
      }).finally(() => {
        isOver = true;
      });
      const longest = await booking;
      say(
        `${String(rows)} rows applied in ${String(seconds)} s, ${String(peak)} MiB more held in memory at most, the longest booking took ${String(Math.round(longest))} ms`,
      );
      expect(result).toMatchObject({ status: "APPLIED", rows: { applied: rows, refused: 0 } });
    });
  });
}

/** Books and cancels with practitioners of the file until it is over; answers how many milliseconds a booking took at most. */
async function bookOverAndOver(
  patient: Browser,
  { practitionerIds }: ImportedWorld,
  isOver: () => boolean,
): Promise<number> {
  const clinic = CLINICS.northwindBerlin;
  const serviceTypeId = seededServiceTypeId(clinic, "vaccination");
  let longest = 0;
  let turn = 0;
  while (!isOver()) {
    const practitionerId = practitionerIds[turn % practitionerIds.length] ?? "";
    turn += 1;
    const [slot] = await findFreeSlots(patient, { clinicId: clinic.id, serviceTypeId, practitionerId });
    if (slot === undefined) continue;
    const startedAt = performance.now();
    const { appointment } = await book(patient, slot, ACCOUNTS.patient.patientId);
    longest = Math.max(longest, performance.now() - startedAt);
    if (appointment !== null) await cancel(patient, appointment.id);
  }
  return longest;
}
