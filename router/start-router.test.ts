import { EventEmitter, once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startRouter, type StartOptions } from "./start-router.ts";
import type { RunningRouter } from "./running-router.ts";
import { startHttpServices, type HttpServices } from "./test/http-services.ts";
import { composeTestSupergraph } from "./test/test-graph.ts";
import { keyRing } from "./test/test-viewers.ts";

const SERVICES = ["auth", "users", "appointments", "audit"];

let folder: string;
let file: string;
let services: HttpServices;
let running: RunningRouter | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "router-"));
  file = join(folder, "supergraph.graphql");
  services = await startHttpServices();
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await services.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: StartOptions): Promise<RunningRouter> {
  running = await startRouter({ signals: new EventEmitter(), ...options });
  return running;
}

function environment(): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const name of SERVICES) {
    variables[`CLINIC_${name.toUpperCase()}_URL`] = services.urls.get(name) ?? "";
    variables[`CLINIC_VIEWER_KEYS_${name.toUpperCase()}`] = keyRing(name)
      .map(({ kid, secret }) => `${kid}:${Buffer.from(secret).toString("base64")}`)
      .join(",");
  }
  return {
    ...variables,
    CLINIC_ROUTER_PORT: "0",
    CLINIC_METRICS_PORT: "off",
    CLINIC_ROUTER_HOST: "127.0.0.1",
    CLINIC_SUPERGRAPH_FILE: file,
    LOG_LEVEL: "silent",
  };
}

async function ask(query: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${running?.url ?? ""}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: "__Host-session=s1" },
    body: JSON.stringify({ query }),
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

describe("the clinic's router as a process of its own", () => {
  it("joins subgraphs over HTTP, and says when it is ready", async () => {
    await writeFile(file, composeTestSupergraph());
    const { url } = await start({ args: [], env: environment() });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await ask("{ greeting appointments { patient { name } } }")).toEqual({
      status: 200,
      body: {
        data: {
          greeting: "hello",
          appointments: [{ patient: { name: "Name of p1" } }, { patient: { name: "Name of p2" } }],
        },
        extensions: { cost: { requested: 221, actual: 23, remaining: 99_977, resetSeconds: 60 } },
      },
    });
  });

  it("costs a subgraph that is gone exactly its fields", async () => {
    await writeFile(file, composeTestSupergraph());
    await start({ args: [], env: { ...environment(), CLINIC_USERS_URL: "http://127.0.0.1:9" } });
    const { status, body } = await ask('{ greeting patient(id: "p1") { name } }');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { greeting: "hello", patient: null },
      errors: [{ path: ["patient"], extensions: { code: "DEPENDENCY_UNAVAILABLE" } }],
    });
  });

  it("uses a new supergraph file without a restart", async () => {
    const sdl = composeTestSupergraph();
    await writeFile(file, sdl);
    await start({ args: [], env: environment() });
    expect((await ask("{ greeting }")).status).toBe(200);
    await writeFile(file, sdl.replaceAll("greeting: String", "salutation: String"));
    await vi.waitFor(async () => expect((await ask("{ greeting }")).status).toBe(400), { timeout: 20_000 });
  });

  it("does not start without the keys of a subgraph that the supergraph names", async () => {
    await writeFile(file, composeTestSupergraph().replace('name: "users"', 'name: "billing"'));
    await expect(start({ args: [], env: environment() })).rejects.toThrow(
      "The supergraph needs CLINIC_VIEWER_KEYS_BILLING.",
    );
  });

  it("stops when it is told to", async () => {
    await writeFile(file, composeTestSupergraph());
    const signals = new EventEmitter();
    const exited = Promise.withResolvers<number>();
    const { url } = await start({ args: [], env: environment(), signals, exit: exited.resolve });
    signals.emit("SIGTERM");
    expect(await exited.promise).toBe(0);
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
    running = undefined;
  });
});

describe("the open profile", () => {
  const OPEN = (): string[] => ["--supergraph", file, "--port", "0", "--open"];
  let server: Server;

  beforeEach(async () => {
    server = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data: { greeting: request.url } }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  afterEach(() => {
    server.close();
  });

  it("serves any supergraph, its subgraphs being where it says", async () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const sdl = composeTestSupergraph()
      .replaceAll(/@access\(action: "[a-z:]+"\)/g, "")
      .replaceAll("http://auth.invalid/graphql", `http://127.0.0.1:${String(port)}/deep/path?x=1`);
    await writeFile(file, sdl);
    await start({ args: OPEN(), env: { LOG_LEVEL: "silent" } });
    expect(await ask("{ greeting }")).toEqual({
      status: 200,
      body: { data: { greeting: "/deep/path?x=1" } },
    });
  });

  it("does not start when the supergraph hides where a subgraph is", async () => {
    await writeFile(file, composeTestSupergraph().replaceAll("http://auth.invalid/graphql", ""));
    await expect(start({ args: OPEN(), env: { LOG_LEVEL: "silent" } })).rejects.toThrow(
      'does not say where the subgraph "auth" is',
    );
  });

  it.each([
    ["a file that is not there", undefined, /^The supergraph file .+ cannot be read\.$/],
    [
      "text that is not GraphQL",
      "type {",
      /^The supergraph file .+ is not GraphQL: Syntax Error: Expected Name/,
    ],
    [
      "a schema that was not composed",
      "type Query { a: Int }",
      /is not the composed supergraph of a Federation 2/,
    ],
    [
      "a supergraph of Federation 1",
      'schema @core(feature: "https://specs.apollo.dev/core/v0.2") { query: Query } enum join__Graph { A @join__graph(name: "a", url: "http://a.invalid") } type Query { a: Int }',
      /is not the composed supergraph of a Federation 2/,
    ],
  ])("says in one sentence what is wrong with %s", async (_name, text, message) => {
    if (text !== undefined) await writeFile(file, text);
    await expect(start({ args: OPEN(), env: { LOG_LEVEL: "silent" } })).rejects.toThrow(message);
  });

  it("does not start in production", async () => {
    await expect(start({ args: OPEN(), env: { NODE_ENV: "production" } })).rejects.toThrow(
      "not for production",
    );
  });
});
