import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { childEnvironment } from "../config.ts";
import type { TestStack } from "../test-stack.ts";
import { blocksOf } from "./guide-blocks.ts";

const run = promisify(execFile);

let stack: TestStack;
let directory: string;

/** Runs the commands of docs/partners.md. */
export function partnersGuideSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    directory = await mkdtemp(join(tmpdir(), "clinic-partners-guide-"));
  });

  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  describe("the guide for partners", () => {
    it("leads a program from a free time to bookings, their status and a cancellation, by its own commands", async () => {
      const file = fileURLToPath(new URL("../../../docs/partners.md", import.meta.url));
      const marked = blocksOf(await readFile(file, "utf8"), "sh").map(
        (block) => `${block}\necho; echo "---"`,
      );
      const { stdout } = await run("bash", ["-euo", "pipefail", "-c", marked.join("\n")], {
        cwd: directory,
        env: childEnvironment({ API: stack.url }),
      });
      const [booked, status, cancelled] = stdout
        .split("---\n")
        .map((text) => text.trim())
        .filter((text) => text !== "")
        .map((text): unknown => JSON.parse(text));
      const appointment = { status: "BOOKED" };
      const results = [
        ...[0, 1].map((row) => ({ row, appointment, problem: null })),
        { row: 2, appointment: null, problem: "PATIENT_NOT_FOUND" },
      ];
      expect(booked).toMatchObject({ data: { bookAppointments: { results, userErrors: [] } } });
      expect(status).toMatchObject({ data: { appointment } });
      expect(cancelled).toMatchObject({
        data: { cancelAppointment: { appointment: { status: "CANCELLED" }, userErrors: [] } },
      });
    }, 60_000);
  });
}
