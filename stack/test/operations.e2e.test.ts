import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv, promisify } from "node:util";
import { UnsecuredJWT } from "jose";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CONTEXTS, loginRole } from "#drizzle/contexts.ts";
import { newId } from "#shared/db/ids.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { SUBGRAPHS } from "../distributed/distributed.ts";
import { startStackProcess, type StackProcess } from "../distributed/child-process.ts";
import { THROW_AWAY, unmeasuredEnvironment } from "./config.ts";
import { createSeededDatabase } from "./seeded-database.ts";
import { signIn } from "./test-stack.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let directory: string;
let database: TestDatabase;
let admin: postgres.Sql;
let scripts: Record<string, string>;
/** What `env:init` wrote. */
let written: Record<string, string>;
const processes: StackProcess[] = [];
let running: ChildProcess | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "clinic-operations-"));
  database = await createSeededDatabase();
  admin = postgres(database.adminUrl, { max: 1 });
  ({ scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  });
});
afterAll(async () => {
  running?.kill("SIGKILL");
  for (const process of processes) process.signal("SIGKILL");
  await Promise.all(processes.map(({ ended }) => ended));
  await admin.end();
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

/** What an npm script gives to Node. */
function argumentsOf(script: string): readonly string[] {
  // What serves takes the shell's place, so that a signal to npm reaches it.
  const [program, text] = /^(?:exec )?(node) (.+)$/.exec(scripts[script] ?? "")?.slice(1) ?? [];
  expect(program).toBe("node");
  return text?.split(" ") ?? [];
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
    env,
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
  const byHand = new Map<string, StackProcess>();
  let env: NodeJS.ProcessEnv;
  let routerUrl: string;

  async function end(name: string): Promise<void> {
    const process = byHand.get(name);
    process?.signal("SIGTERM");
    expect(await process?.ended).toBe(0);
  }
  /** Where it was before, if it was. */
  async function startByHand(name: string): Promise<void> {
    const before = byHand.get(name);
    const port = before === undefined ? "0" : new URL(before.url).port;
    const settings = { ...env, [`CLINIC_${name.toUpperCase()}_PORT`]: port } as Record<string, string>;
    const words = name === "router" ? [] : [name];
    const script = name === "router" ? "start:router" : "start:subgraph";
    byHand.set(name, await start(script, words, unmeasuredEnvironment(settings)));
  }
  const migrate = () =>
    run(process.execPath, [...argumentsOf("db:migrate")], {
      cwd: ROOT,
      env: unmeasuredEnvironment(env as Record<string, string>),
    });

  it("serve with the file that env:init wrote, in any order", async () => {
    const file = join(directory, "env");
    const init = () => run(process.execPath, [...argumentsOf("env:init"), "--file", file], { cwd: ROOT });
    await init();
    await expect(init()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("left as it is") });
    written = parseEnv(await readFile(file, "utf8")) as Record<string, string>;
    env = { ...written, ...databaseVariables(), ...THROW_AWAY };
    await migrate();

    await Promise.all(SUBGRAPHS.map(startByHand));
    for (const name of SUBGRAPHS) env[`CLINIC_${name.toUpperCase()}_URL`] = byHand.get(name)?.url;
    await startByHand("router");
    for (const { url } of byHand.values()) {
      expect((await fetch(`${url}/livez`)).status).toBe(200);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
    }
    routerUrl = `http://localhost:${new URL(byHand.get("router")?.url ?? "").port}`;
    await expectPatientHome(routerUrl);
  }, 120_000);

  it("are upgraded behind the migrations, one after the other, audit first and the router last", async () => {
    await migrate();
    for (const name of [...SUBGRAPHS.toReversed(), "router"]) {
      await end(name);
      await startByHand(name);
      await expectPatientHome(routerUrl);
    }
  }, 120_000);

  it("find a new signing key by themselves, beside the one that still signs", async () => {
    const kids = async (): Promise<readonly string[]> => {
      const answer = await fetch(`${routerUrl}/.well-known/jwks.json`);
      const { keys } = (await answer.json()) as { readonly keys: readonly { readonly kid: string }[] };
      return keys.map(({ kid }) => kid);
    };
    const before = await kids();
    const settings = { cwd: ROOT, env: unmeasuredEnvironment(env as Record<string, string>) };
    const { stdout } = await run(process.execPath, [...argumentsOf("keys:rotate")], settings);
    const [, made = ""] = /^The key (\S+) is published and signs from \S+Z\./.exec(stdout) ?? [];
    expect(await kids()).toEqual([made, ...before]);
  }, 60_000);

  it("may start after the router, which uses them as they come", async () => {
    await end("router");
    await end("auth");
    await startByHand("router");
    expect((await fetch(`${routerUrl}/readyz`)).status).toBe(200);
    await startByHand("auth");
    await expectPatientHome(routerUrl);
  }, 120_000);

  it("all end with code 0", async () => {
    for (const process of byHand.values()) process.signal("SIGTERM");
    const codes = await Promise.all([...byHand.values()].map(({ ended }) => ended));
    expect(codes).toEqual(["router", ...SUBGRAPHS].map(() => 0));
  });

  it("are named when one is asked for that does not exist", async () => {
    const started = run(process.execPath, [...argumentsOf("start:subgraph"), "../router"], { cwd: ROOT });
    await expect(started).rejects.toMatchObject({
      code: 2,
      stderr: `Usage: start:subgraph -- NAME, one of ${SUBGRAPHS.toSorted().join(", ")}\n`,
    });
  });
});

describe("what an operator asks and does by the documents", () => {
  it("the questions in SQL are answered", async () => {
    const guide = await readFile(join(ROOT, "docs/operations.md"), "utf8");
    const questions = [...guide.matchAll(/`(select [^`]+)`/g)].map(([, question = ""]) => question);
    expect(questions.length).toBeGreaterThanOrEqual(2);
    for (const question of questions) await admin.unsafe(question);
  });

  it("a token that has leaked is ended, with all of its family, its account or its client", async () => {
    const guide = await readFile(join(ROOT, "docs/operations.md"), "utf8");
    const commands = [...guide.matchAll(/^npm run tokens:revoke -- (.+)$/gm)].map(([, words = ""]) => words);
    expect(commands).toHaveLength(3);
    const claims = { jti: newId(), tenant_id: ACCOUNTS.patient.tenantId };
    await writeFile(join(directory, "leaked-token.txt"), `${new UnsecuredJWT(claims).encode()}\n`);
    const script = argumentsOf("tokens:revoke").map((word) =>
      word.endsWith(".ts") ? join(ROOT, word) : word,
    );
    const env = unmeasuredEnvironment({ ...written, ...databaseVariables() });
    for (const words of commands) {
      const [file, program] = ["bash", `exec "$@" ${words}`];
      const args = ["-c", program, "revoke", process.execPath, ...script];
      const { stdout } = await run(file, args, { cwd: directory, env });
      expect(stdout).toMatch(
        /^(The access token|All tokens of the (account|client)) \S+: refused by every router/,
      );
    }
    const revoked = await admin`select kind, subject from auth.revocation order by position`;
    expect([...revoked]).toEqual([
      { kind: "TOKEN", subject: claims.jti },
      { kind: "ACCOUNT", subject: ACCOUNTS.patient.id },
      { kind: "CLIENT", subject: "partner-lab" },
    ]);
    const wrong = run(process.execPath, [...script, "--client", "nobody"], { cwd: ROOT, env });
    await expect(wrong).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("nothing of this name"),
    });
  }, 60_000);

  it("a parked message is listed, and is delivered again or skipped", async () => {
    const [aggregateId, correlationId] = [newId(), newId()];
    await admin`insert into users.parked_message
        (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent, reason)
      select ${newId()}, tenant_id, 'users', ${newId()}, 'account.registered.v1', ${aggregateId}, 1, ${JSON.stringify(
        {
          ...{ accountId: newId(), patientId: aggregateId, givenName: "Parked", familyName: "Patient" },
          ...{
            email: "parked@northwind.example",
            phone: null,
            birthDate: "1990-01-01",
            region: "eu-central",
          },
        },
      )}::text::jsonb, ${correlationId}, ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`}, 'failed too often'
      from users.patient where id = ${ACCOUNTS.patient.patientId}`;
    const parked = async (...words: readonly string[]): Promise<string> => {
      const args = [...argumentsOf("messages:parked"), ...words];
      const env = unmeasuredEnvironment({ ...written, ...databaseVariables() });
      return (await run(process.execPath, args, { cwd: ROOT, env })).stdout;
    };
    const listed = await parked("list");
    expect(listed.trim().split("\n")).toHaveLength(1);
    for (const fact of ["users", aggregateId, "failed too often", correlationId])
      expect(listed).toContain(fact);
    expect(await parked("skip", "users", newId())).toBe("0 skipped\n");
    expect(await parked("replay", "users", aggregateId)).toBe("1 replayed\n");
    expect(await admin`select given_name from users.patient where id = ${aggregateId}`).toEqual([
      { given_name: "Parked" },
    ]);
    expect(await parked("list")).toBe("");
  }, 60_000);
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
    await untilPrinted(/warn {3}users {10}process \d+ was killed; it is started again/);
    await untilPrinted(/was killed[^]*info {3}users {10}process \d+ listens/);
    await expectPatientHome(url);

    program.kill("SIGTERM");
    expect(await once(program, "exit")).toEqual([0, null]);
    await expect(fetch(`${url}/livez`)).rejects.toThrow("fetch failed");
  }, 240_000);
});
