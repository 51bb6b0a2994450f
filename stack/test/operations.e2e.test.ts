import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv, promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CONTEXTS, loginRole } from "#drizzle/contexts.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { SUBGRAPHS } from "../distributed/distributed.ts";
import { startStackProcess, type StackProcess } from "../distributed/child-process.ts";
import { childEnvironment, THROW_AWAY, unmeasuredEnvironment } from "./config.ts";
import { createSeededDatabase } from "./seeded-database.ts";
import { signIn } from "./test-stack.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let directory: string;
let database: TestDatabase;
let scripts: Record<string, string>;
/** What `env:init` wrote. */
let written: Record<string, string>;
const processes: StackProcess[] = [];
let running: ChildProcess | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "clinic-operations-"));
  database = await createSeededDatabase();
  ({ scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  });
});
afterAll(async () => {
  running?.kill("SIGKILL");
  for (const process of processes) process.signal("SIGKILL");
  await Promise.all(processes.map(({ ended }) => ended));
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

/** What an npm script gives to Node. */
function argumentsOf(script: string): readonly string[] {
  const [node, ...args] = scripts[script]?.split(" ") ?? [];
  expect(node).toBe("node");
  return args;
}

/** The URLs of the operator's Postgres, as variables. */
function databaseVariables(): Record<string, string> {
  const urls = CONTEXTS.map((context): [string, string] => [
    `${context.toUpperCase()}_DATABASE_URL`,
    database.urlFor(loginRole(context)),
  ]);
  return { ...Object.fromEntries<string>(urls), MIGRATION_DATABASE_URL: database.adminUrl };
}

async function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<StackProcess> {
  const started = await startStackProcess({
    name: [script, ...args].join(" "),
    args: [...argumentsOf(script), ...args],
    env: childEnvironment(env as Record<string, string>),
    onLine: () => undefined,
  });
  processes.push(started);
  return started;
}

async function expectPatientHome(url: string): Promise<void> {
  const patient = await signIn(url, ACCOUNTS.patient.email);
  const { data, errors } = await patient.send(
    "{ viewer { patient { id appointments(first: 1) { nodes { practitioner { name { display } } } } } } }",
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ viewer: { patient: { id: ACCOUNTS.patient.patientId } } });
}

describe("processes that an operator starts by hand", () => {
  it("serve with the file that env:init wrote, in any order, and end with code 0", async () => {
    const file = join(directory, "env");
    const init = () => run(process.execPath, [...argumentsOf("env:init"), "--file", file], { cwd: ROOT });
    await init();
    await expect(init()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("left as it is") });
    written = parseEnv(await readFile(file, "utf8")) as Record<string, string>;
    const env = { ...written, ...databaseVariables(), ...THROW_AWAY };
    await run(process.execPath, [...argumentsOf("db:migrate")], { cwd: ROOT, env: childEnvironment(env) });

    const subgraphs = await Promise.all(
      SUBGRAPHS.map(async (name) => [name, await start("start:subgraph", [name], env)] as const),
    );
    const addresses = subgraphs.map(([name, { url }]): [string, string] => [
      `CLINIC_${name.toUpperCase()}_URL`,
      url,
    ]);
    const router = await start("start:router", [], { ...env, ...Object.fromEntries<string>(addresses) });
    for (const { url } of processes) {
      expect((await fetch(`${url}/livez`)).status).toBe(200);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
    }
    await expectPatientHome(`http://localhost:${new URL(router.url).port}`);
    for (const process of processes) process.signal("SIGTERM");
    expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0, 0, 0, 0]);
  }, 120_000);

  it("are named when one is asked for that does not exist", async () => {
    const started = run(process.execPath, [...argumentsOf("start:subgraph"), "../router"], { cwd: ROOT });
    await expect(started).rejects.toMatchObject({
      code: 2,
      stderr: "Usage: start:subgraph -- NAME, one of appointments, audit, auth, users\n",
    });
  });
});

describe("start:all", () => {
  it("runs every process with one log, starts one again that was killed, and ends them all", async () => {
    const program = spawn(process.execPath, [...argumentsOf("start:all")], {
      cwd: ROOT,
      env: unmeasuredEnvironment({
        ...databaseVariables(),
        ...THROW_AWAY,
        LOG_LEVEL: "info",
        // Of the database that the test before has started on.
        CLINIC_SEALING_KEY: written["CLINIC_SEALING_KEY"] ?? "",
        CLINIC_DATA_DIRECTORY: directory,
      }),
    });
    running = program;
    let printed = "";
    for (const stream of [program.stdout, program.stderr]) {
      stream.on("data", (chunk) => (printed += String(chunk)));
    }
    const untilPrinted = (pattern: RegExp) =>
      vi.waitFor(() => pattern.exec(printed) ?? expect.fail(printed), { timeout: 100_000, interval: 20 });

    const [, url = ""] = await untilPrinted(/GraphQL {4}(\S+)\/graphql[^]*Ctrl\+C/);
    await expectPatientHome(url);
    await untilPrinted(/\d\d:\d\d:\d\d\.\d{3} info {3}users {10}request completed method=POST/);
    const [, pid] = await untilPrinted(/info {3}users {10}process (\d+) listens/);
    process.kill(Number(pid), "SIGKILL");
    await untilPrinted(/warn {3}users {10}process \d+ ended with null; it is started again/);
    await untilPrinted(/ended with null[^]*info {3}users {10}process \d+ listens/);
    await expectPatientHome(url);

    program.kill("SIGTERM");
    expect(await once(program, "exit")).toEqual([0, null]);
    await expect(fetch(`${url}/livez`)).rejects.toThrow("fetch failed");
  }, 240_000);
});
