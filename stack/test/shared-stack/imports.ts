import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS } from "#drizzle/seed/world.ts";
import type { Browser } from "../../browser.ts";
import { childEnvironment } from "../config.ts";
import { eventually } from "../eventually.ts";
import {
  importedWorld,
  importFile,
  IMPORT_HEADER,
  type ImportedWorld,
  type ImportFileOptions,
} from "../import-file.ts";
import { ImportSender, type SentImport } from "../import-sender.ts";
import type { TestStack } from "../test-stack.ts";
import { longFileSuite } from "./long-import.ts";
import { BROKEN_OFF } from "./complaints.ts";

let stack: TestStack;
let admin: Browser;
let sender: ImportSender;
let world: ImportedWorld;

const as = async (email?: string): Promise<ImportSender> => {
  const { cookieHeader } = await stack.browser(email);
  return new ImportSender(stack.url, cookieHeader === "" ? {} : { cookie: cookieHeader });
};
const SMALL: ImportFileOptions = {
  rows: 200,
  liveEvery: 5,
  liveFromYear: 2060,
  brokenEvery: 0,
  prefix: randomUUID(),
};

async function until(id: string, status: string): Promise<SentImport> {
  await expect
    .poll(async () => (await sender.shown(id)).status, { timeout: 15_000, interval: 50 })
    .toBe(status);
  return sender.shown(id);
}

/** Files that an admin sends through the router. */
export function importsSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    admin = await stack.browser(ACCOUNTS.admin.email);
    sender = new ImportSender(stack.url, { cookie: admin.cookieHeader });
    world = await importedWorld(stack.admin);
  });

  describe("a file of appointments", () => {
    it("is tried, then applied, and its appointments are there for everybody; sent again, it changes nothing", async () => {
      const tried = await sender.begin("appointments", importFile(world, SMALL), { query: "?dryRun=true" });
      const checked = await until(tried.id, "CHECKED");
      expect(checked).toMatchObject({
        isDryRun: true,
        counts: { OK: 200 },
        rows: { read: 200, checked: 200, applied: 0 },
      });
      const references = async (): Promise<number> =>
        (
          await stack.admin`select 1 from appointments.imported_appointment where reference like ${`${SMALL.prefix}-%`}`
        ).length;
      expect(await references()).toBe(0);
      const asked = await sender.ask("POST", `${tried.id}/apply`);
      expect([asked.status, asked.location]).toEqual([202, `/v1/imports/${tried.id}`]);
      expect(await until(tried.id, "APPLIED")).toMatchObject({ rows: { applied: 200, refused: 0 } });
      expect(await references()).toBe(200);
      const [one] = await stack.admin<{ id: string }[]>`select a.id from appointments.imported_appointment i
        join appointments.appointment a on a.id = i.id where i.reference = ${`${SMALL.prefix}-4`}`;
      const shown = await admin.send(
        `{ appointment(id: "${one?.id ?? ""}") { status startsAt serviceType { name } clinic { name } } }`,
      );
      expect(shown.data).toEqual({
        appointment: {
          ...{ status: "BOOKED", startsAt: "2060-01-01T00:00:00.000Z" },
          ...{ serviceType: { name: "Vaccination" }, clinic: { name: CLINICS.northwindBerlin.name } },
        },
      });
      const again = await sender.begin("appointments", importFile(world, SMALL));
      expect(await until(again.id, "APPLIED")).toMatchObject({
        counts: { UNCHANGED: 200 },
        rows: { applied: 0 },
      });
      expect(await references()).toBe(200);
    });

    it("with broken lines is refused as a whole, and the report says of each line what is wrong", async () => {
      const options = { ...SMALL, rows: 12, liveEvery: 1_000, brokenEvery: 2, prefix: randomUUID() };
      const { id } = await sender.begin("appointments", importFile(world, options));
      expect(await until(id, "REJECTED")).toMatchObject({ rows: { read: 12, applied: 0, refused: 6 } });
      const report = await sender.report(id, "?refused=true");
      expect(report.replace("\uFEFF", "").split("\r\n").slice(0, -1)).toEqual([
        "line,outcome,code,column,other_line,reference,message",
        expect.stringMatching(/^3,REFUSED,QUOTES_BROKEN,,,,/),
        expect.stringMatching(/^5,REFUSED,CELL_COUNT,,,,/),
        expect.stringMatching(new RegExp(`^7,REFUSED,CLINIC_UNKNOWN,clinic,,${options.prefix}-5,`)),
        expect.stringMatching(new RegExp(`^9,REFUSED,STATUS_INVALID,status,,${options.prefix}-7,`)),
        expect.stringMatching(/^11,REFUSED,NOT_UTF8,,,,/),
        expect.stringMatching(new RegExp(`^13,REFUSED,ID_INVALID,practitioner_id,,${options.prefix}-11,`)),
      ]);
      const lines = (await sender.report(id, "?format=ndjson")).trimEnd().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual([
        2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
      ]);
      expect((await sender.ask("POST", `${id}/apply`)).code).toBe("CONFLICT");
      expect((await sender.ask("DELETE", id)).status).toBe(200);
      expect((await sender.ask("GET", id)).code).toBe("RESOURCE_NOT_FOUND");
    });

    it("sent again with its key is told what became of it, and another file with that key is refused", async () => {
      const headers = { "idempotency-key": randomUUID() };
      const options = { ...SMALL, rows: 3, liveEvery: 1_000, prefix: randomUUID() };
      const first = await sender.begin("appointments", importFile(world, options), { headers });
      await until(first.id, "APPLIED");
      const again = await sender.begin("appointments", importFile(world, options), { headers });
      expect(again).toMatchObject({ id: first.id, isReplay: true, status: "APPLIED" });
      const other = await sender.send("appointments", importFile(world, { ...options, rows: 2 }), {
        headers,
      });
      expect([other.status, other.code]).toEqual([409, "CONFLICT"]);
    });
  });

  describe("the guide for who moves a clinic over", () => {
    it("leads to appointments by its own commands", async () => {
      const guide = await readFile(new URL("../../../docs/imports.md", import.meta.url), "utf8");
      const blocks = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block ?? "");
      const directory = await mkdtemp(join(tmpdir(), "clinic-imports-guide-"));
      try {
        // As curl keeps it; the code of the second factor is good once, and used already.
        const [name = "", value = ""] = admin.cookieHeader.split("=");
        await writeFile(
          join(directory, "cookies.txt"),
          `#HttpOnly_localhost\tFALSE\t/\tTRUE\t0\t${name}\t${value}\n`,
        );
        const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", blocks.join("\n")], {
          cwd: directory,
          env: childEnvironment({ API: stack.url }),
        });
        expect(stdout).toContain('"status":"CHECKED"');
        expect(stdout).toContain("2,OK,,,,old-4711,\r\n3,OK,,,,old-4712,\r\n");
        expect(stdout.match(/"applied":2/g)).not.toBeNull();
        const rows = await stack.admin`select c.reason from appointments.imported_appointment i
          left join appointments.appointment_clinical c on c.id = i.id where i.reference in ('old-4711', 'old-4712') order by i.reference`;
        expect(rows.map(({ reason }) => reason as unknown)).toEqual([null, "Measles, second"]);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    }, 30_000);
  });

  longFileSuite(() => ({ stack, admin, sender, world }));

  describe("the door for files", () => {
    it("is open to admins of the tenant, and to nobody else", async () => {
      const { id } = await sender.begin("schedules", "clinic,practitioner_id,weekday,opens_at,closes_at\n", {
        query: "?dryRun=true",
      });
      await until(id, "CHECKED");
      for (const email of [
        ACCOUNTS.patient.email,
        ACCOUNTS.practitioner.email,
        ACCOUNTS.support.email,
        ACCOUNTS.analyst.email,
      ]) {
        const other = await as(email);
        expect([email, (await other.send("appointments", IMPORT_HEADER)).code]).toEqual([
          email,
          "AUTH_FORBIDDEN",
        ]);
        for (const path of [id, `${id}/report`])
          expect((await other.ask("GET", path)).code).toBe("AUTH_FORBIDDEN");
        expect((await other.ask("POST", `${id}/apply`)).code).toBe("AUTH_FORBIDDEN");
        expect((await other.ask("DELETE", id)).code).toBe("AUTH_FORBIDDEN");
      }
      const nobody = await as();
      expect((await nobody.send("appointments", IMPORT_HEADER)).status).toBe(401);
      const foreign = await as(ACCOUNTS.lakesideAdmin.email);
      for (const unknown of [id, randomUUID()]) {
        expect((await foreign.ask("GET", unknown)).code).toBe("RESOURCE_NOT_FOUND");
        expect((await foreign.ask("GET", `${unknown}/report`)).code).toBe("RESOURCE_NOT_FOUND");
        expect((await foreign.ask("DELETE", unknown)).code).toBe("RESOURCE_NOT_FOUND");
      }
      expect(
        (await sender.send("appointments", IMPORT_HEADER, { headers: { origin: "https://evil.example" } }))
          .code,
      ).toBe("AUTH_FORBIDDEN");
      expect((await sender.ask("DELETE", id)).status).toBe(200);
    });

    it("forgets what was sent by whom it cannot answer any more", async () => {
      const count = async (): Promise<number> =>
        (await stack.admin`select 1 from appointments.import_job where status = 'RECEIVING'`).length;
      expect(await count()).toBe(0);
      const sent = httpRequest(`${stack.url}/v1/imports/appointments`, {
        method: "POST",
        headers: {
          "content-type": "text/csv",
          cookie: admin.cookieHeader,
          "x-correlation-id": BROKEN_OFF + randomUUID(),
        },
      });
      sent.on("error", () => undefined);
      sent.write(`${IMPORT_HEADER}\n`);
      await eventually(async () => expect(await count()).toBe(1));
      sent.destroy();
      await eventually(async () => expect(await count()).toBe(0));
    });
  });
}
