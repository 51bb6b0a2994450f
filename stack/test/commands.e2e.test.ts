import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { Browser } from "../browser.ts";
import { NODE_OPTIONS, unmeasuredEnvironment } from "./config.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let directory: string;
let dataDirectory: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "clinic-commands-"));
  dataDirectory = join(directory, "data");
});
afterAll(async () => {
  running?.kill("SIGKILL");
  await rm(directory, { recursive: true, force: true });
});

async function environment(port?: number): Promise<NodeJS.ProcessEnv> {
  const routerPort = port ?? (await freePort());
  return unmeasuredEnvironment({
    CLINIC_DATA_DIRECTORY: dataDirectory,
    CLINIC_ROUTER_PORT: String(routerPort),
    CLINIC_METRICS_PORT: "0",
  });
}

async function npmRun(...words: readonly string[]): Promise<string> {
  const { stdout } = await run("npm", ["run", "--silent", ...words], { cwd: ROOT, env: await environment() });
  return stdout;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Runs `npm start` until it serves. */
async function start(): Promise<{ url: string; printed: string }> {
  const port = await freePort();
  const program = spawn("npm", ["start"], { cwd: ROOT, env: await environment(port) });
  running = program;
  let printed = "";
  for await (const chunk of program.stdout) {
    printed += String(chunk);
    if (printed.includes("Ctrl+C")) break;
  }
  return { url: `http://localhost:${String(port)}`, printed };
}

/** Tells npm to end, which hands it on. */
async function stop(): Promise<unknown> {
  const program = running;
  if (program === undefined) return undefined;
  program.kill("SIGTERM");
  const [code] = await once(program, "exit");
  running = undefined;
  return code;
}

describe("the commands in README and documents", () => {
  it("all exist", async () => {
    const documents = globSync("**/*.md", { cwd: ROOT, exclude: ["**/node_modules", ".data"] });
    const texts = await Promise.all(documents.map((file) => readFile(join(ROOT, file), "utf8")));
    const named = texts.flatMap(
      (text) =>
        text.match(/(?<=npm run |npm run --silent )[a-z][a-z0-9:-]*|(?<=npm )(?:start|test)\b/g) ?? [],
    );
    const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
    const files = Object.values(scripts).flatMap(
      (script) => script.match(/\b(?:stack|router|subgraphs|drizzle|schema|lint)\/\S+\.ts\b/g) ?? [],
    );
    await Promise.all(files.map((file) => access(join(ROOT, file))));
  });

  it("keep a stack: migrate, seed, seed again, start, stop, start again with what was there, reset", async () => {
    expect(await npmRun("db:migrate")).toMatch(/migrate: \d/);
    expect(await npmRun("db:seed")).toMatch(/seed: \d/);
    await npmRun("db:seed");
    expect(await npmRun("messages:parked", "--", "list")).toBe("");
    await expect(checkPublished()).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^No program runs the Postgres of .+ and this command starts none: /),
    });
    expect(await readdir(dataDirectory)).not.toContain("document-signing-key");

    const lockedOut = ACCOUNTS.lakesideAdmin.email;
    expect(await npmRun("accounts:reset-second-factor", "--", "--email", lockedOut)).toBe(
      "The second factor was removed; sessions ended: 0, apps: 0. It is on record.\n",
    );
    await expect(
      npmRun("accounts:reset-second-factor", "--", "--email", "nobody@lakeside.example"),
    ).rejects.toMatchObject({ code: 1, stderr: "No account has the address nobody@lakeside.example.\n" });

    const first = await start();
    for (const { email } of Object.values(ACCOUNTS)) expect(first.printed).toContain(email);
    const patientId = await patientOf(first.url);
    expect(patientId).toBe(ACCOUNTS.patient.patientId);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await expectReadmeQueryAnswers(first.url);
    await expectAdminSignsIn(first);
    await expect(npmRun("db:reset")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/already in use by a running program \(pid \d+\)/),
    });
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await expectDocumentsComeAndGo(first.url);
    expect(await stop()).toBe(0);

    const second = await start();
    expect(await patientOf(second.url)).toBe(patientId);
    expect(await stop()).toBe(0);

    expect(await npmRun("db:reset")).toContain("Removed");
    expect(await readdir(directory)).toEqual(["cookies.txt", "roles.graphql"]);
  }, 120_000);

  it("tell which port is taken, and leave no server behind", async () => {
    const taken = createServer().listen(0, "localhost");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const program = run(process.execPath, [...NODE_OPTIONS, "stack/start.ts"], {
      cwd: ROOT,
      env: await environment(port),
    });
    await expect(program).rejects.toMatchObject({
      code: 1,
      stderr: `Port ${String(port)} is in use by another program: end it, or choose another (variables that end in _PORT).\n`,
    });
    taken.close();
    await expect(access(join(dataDirectory, "cluster", "postmaster.pid"))).rejects.toMatchObject({
      code: "ENOENT",
    });
  }, 60_000);
});

/** The query that README shows is the registered one, and two pages of it follow each other. */
async function expectReadmeQueryAnswers(url: string): Promise<void> {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const shown = /```graphql\n([\s\S]*?)```/.exec(readme)?.[1];
  const registered = await readFile(join(ROOT, "schema/operations/web/patient-home.graphql"), "utf8");
  expect(shown).toBe(registered);
  const browser = await signIn(url);
  const page = async (after: string | null) => {
    const { data, errors } = await browser.send<PatientHome>(registered, {
      first: 2,
      after,
      from: "2020-01-01T00:00:00Z",
    });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data?.viewer.patient.appointments ?? {
      nodes: [],
      pageInfo: { endCursor: null },
    };
    return { starts: nodes.map(({ startsAt }) => startsAt), endCursor: pageInfo.endCursor };
  };
  const first = await page(null);
  const second = await page(first.endCursor);
  const starts = [...first.starts, ...second.starts];
  expect(new Set(starts).size).toBe(4);
  expect(starts.toSorted()).toEqual(starts);
}

/** What the start prints is a code and its secret, and what README shows signs an admin in, by the code of a command. */
async function expectAdminSignsIn({
  url,
  printed,
}: {
  readonly url: string;
  readonly printed: string;
}): Promise<void> {
  const { email, totpSecret } = ACCOUNTS.admin;
  expect(printed).toMatch(new RegExp(`${email} +\\d{6} for \\d+ s {3}secret ${totpSecret}`));
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const shown = /```sh\n(send\(\) [\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const script = shown
    .replaceAll("http://localhost:4000", url)
    .replaceAll("cookies.txt", join(directory, "cookies.txt"));
  const { stdout } = await run("bash", ["-c", script.replaceAll('}"; }', '}"; echo; }')], {
    cwd: ROOT,
    env: await environment(),
  });
  const answers = stdout.trim().split(/\n+/);
  expect(answers.map((answer): unknown => JSON.parse(answer))).toMatchObject([
    { data: { signIn: { nextStep: "SECOND_FACTOR" } } },
    { data: { completeSignIn: { viewer: { roles: ["ADMIN"] } } } },
    { data: { viewer: { roles: ["ADMIN"], secondFactor: { hasTotp: true, recoveryCodesLeft: 0 } } } },
  ]);
}

/** While everything serves: what is published runs, what was used is shown, what is retired is refused. */
async function expectDocumentsComeAndGo(url: string): Promise<void> {
  const file = join(directory, "roles.graphql");
  await writeFile(file, "query Roles { viewer { ...Held } } fragment Held on Viewer { roles }");
  const printed = await npmRun("documents:publish", "--", "--client", "web", "--file", file);
  expect(printed).toMatch(/viewer:read: ANYONE\n\nPublished 1 for web, as its publication 1/);
  const [id = ""] = /sha256:[0-9a-f]{64}/.exec(printed) ?? [];
  const ask = async (): Promise<unknown> =>
    (await fetch(`${url}/graphql?${new URLSearchParams({ documentId: id }).toString()}`)).json();
  expect(await ask()).toMatchObject({ data: { viewer: null } });
  await expectCheckToKnowPublished();
  await npmRun("documents:retire", "--", "--client", "web", "--id", id, "--now");
  await vi.waitFor(
    async () =>
      expect(await ask()).toMatchObject({ errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }] }),
    { timeout: 3_000 },
  );
  expect(await npmRun("documents:usage")).toMatch(
    / {2}Roles {2}sha256:\w+ {2}published \S+ by local \(1\), ends /,
  );
}

function checkPublished(): Promise<string> {
  return npmRun("schema:check", "--", "--against", "HEAD", "--published", "--no-answers");
}

/** Whatever the working tree changes, which may fail the check: it comes to an end, and what is published is no difference. */
async function expectCheckToKnowPublished(): Promise<void> {
  const told = await checkPublished().catch((error: unknown) => {
    expect(error).toMatchObject({ code: 1 });
    return (error as { readonly stdout: string }).stdout;
  });
  expect(told).toContain("\n1 of them were published and are in no manifest.\n");
  expect(told).not.toContain("Roles (");
}

interface PatientHome {
  readonly viewer: {
    readonly patient: {
      readonly appointments: {
        readonly nodes: readonly { readonly startsAt: string }[];
        readonly pageInfo: { readonly endCursor: string | null };
      };
    };
  };
}

async function signIn(url: string): Promise<Browser> {
  const browser = new Browser(url);
  await browser.send("mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }", {
    input: { email: ACCOUNTS.patient.email, password: DEMO_PASSWORD },
  });
  return browser;
}

async function patientOf(url: string): Promise<string | undefined> {
  const browser = await signIn(url);
  const { data } = await browser.send<{ viewer: { patient: { id: string } } }>(
    "{ viewer { patient { id } } }",
  );
  return data?.viewer.patient.id;
}
