import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTEXTS } from "#drizzle/contexts.ts";
import { readStackConfig } from "./config.ts";
import { sealingKeyOf } from "./secrets.ts";
import { NODE_OPTIONS, unmeasuredEnvironment } from "./test/config.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const run = promisify(execFile);

/** Where nobody listens: nothing of it must be asked for. */
const POSTGRES = "postgres://nobody:nothing@localhost:1/clinic";
const OWN_POSTGRES = Object.fromEntries(
  ["MIGRATION", ...CONTEXTS.map((context) => context.toUpperCase())].map((name) => [
    `${name}_DATABASE_URL`,
    POSTGRES,
  ]),
);

let dataDirectory: string;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "clinic-sealing-key-"));
});
afterAll(() => rm(dataDirectory, { recursive: true, force: true }));

describe("with a Postgres of the operator's own and no sealing key", () => {
  it.each([
    ["stack/start.ts"],
    ["stack/parked.ts", "replay", "auth", "0197a000-0000-7000-8000-000000000001"],
  ])(
    "%s makes none of its own",
    async (...command) => {
      const env = unmeasuredEnvironment({ ...OWN_POSTGRES, CLINIC_DATA_DIRECTORY: dataDirectory });
      const program = run(process.execPath, [...NODE_OPTIONS, ...command], { cwd: ROOT, env });
      await expect(program).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining("CLINIC_SEALING_KEY is missing"),
      });
      expect(await readdir(dataDirectory)).toEqual([]);
    },
    60_000,
  );
});

it("the embedded Postgres has a key that is made once", async () => {
  const config = readStackConfig({ CLINIC_DATA_DIRECTORY: dataDirectory });
  const key = await sealingKeyOf(config, "test");
  expect(key).toHaveLength(32);
  expect(await sealingKeyOf(config, "test")).toEqual(key);
  expect(await readdir(dataDirectory)).toEqual(["sealing-key"]);
});
