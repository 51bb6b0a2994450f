import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import * as operations from "../operations.ts";
import { bundleWith, MEASURED } from "./bundle.ts";

// An app that has the package installed, and nothing of this repository but packages of others.
const app = mkdtempSync(join(tmpdir(), "clinic-client-"));
const directory = join(app, "node_modules/@clinic/client");

let said: string;

beforeAll(() => {
  const command = [resolve("client/build/index.ts"), directory];
  const built = spawnSync(process.execPath, command, { encoding: "utf8" });
  expect([built.status, built.stderr]).toEqual([0, ""]);
  said = built.stdout;
  for (const name of ["graphql", "msw", "@graphql-typed-document-node"])
    symlinkSync(resolve("node_modules", name), join(app, "node_modules", name));
});
afterAll(() => {
  rmSync(app, { recursive: true });
});

const OTHERS = Object.values(operations).filter(({ name }) => name !== "PatientHome");

describe("a bundle", () => {
  it("of one operation holds neither id nor name of another, and no text", async () => {
    expect(OTHERS.length).toBeGreaterThan(5);
    const { text } = await bundleWith(
      directory,
      `import { createClinicClient } from "@clinic/client";
       import { PatientHome } from "@clinic/client/operations";
       createClinicClient({ url: "/graphql" }).execute(PatientHome, { from: "" });`,
    );
    expect(text).toContain(operations.PatientHome.id);
    for (const part of ["timeZone", "SelectionSet", ...OTHERS.flatMap(({ id, name }) => [id, `"${name}"`])])
      expect(text).not.toContain(part);
  });

  it("of one document holds no other", async () => {
    const { text } = await bundleWith(
      directory,
      'import { PatientHomeDocument } from "@clinic/client/documents"; console.log(PatientHomeDocument);',
    );
    expect(text).toContain(operations.PatientHome.id);
    for (const { id, name } of OTHERS) {
      expect(text).not.toContain(id);
      expect(text).not.toContain(`"${name}"`);
    }
  });

  it("of the client needs no other package, and what is imported without being used leaves nothing", async () => {
    const { modules } = await bundleWith(directory, 'export * from "@clinic/client";');
    expect(modules.map((name) => name.replace(/^.*\//, "")).toSorted()).toEqual([
      "clinic-client.js",
      "read-answer.js",
    ]);
    const { text } = await bundleWith(
      directory,
      ["", "/operations", "/documents"].map((entry) => `import "@clinic/client${entry}";`).join("\n"),
    );
    expect(text).toBe("");
  });

  it.each(Object.entries(MEASURED))("weighs what the guide says: %s", async (name, source) => {
    const rows = readFileSync("client/README.md", "utf8").split("\n");
    const row = rows.find((line) => line.includes(name) && line.includes(" bytes "));
    const stated = Number(/([\d,]+) bytes/.exec(row ?? "")?.[1]?.replace(",", ""));
    const { gzipBytes } = await bundleWith(directory, source);
    expect(stated).toBeGreaterThanOrEqual(gzipBytes * 0.98);
    expect(stated).toBeLessThanOrEqual(gzipBytes * 1.02);
    expect(said).toContain(`${String(gzipBytes)} bytes  ${name}\n`);
  });
});

const manifestSchema = z.looseObject({
  sideEffects: z.literal(false),
  type: z.literal("module"),
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
});

describe("the package", () => {
  it("has every file that it exports, and no dependency that everybody would install", () => {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(directory, "package.json"), "utf8")));
    const files = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === "string" ? [entry] : Object.values(entry),
    );
    expect(files).toHaveLength(12);
    expect(manifest["dependencies"]).toBeUndefined();
    expect(files.filter((file) => !existsSync(join(directory, file)))).toEqual([]);
    expect(existsSync(join(directory, "LICENSE"))).toBe(true);
  });

  it("brings its guide, without links to what is not there", () => {
    const guide = readFileSync(join(directory, "README.md"), "utf8");
    expect(guide).toContain("# Client for front ends");
    expect(guide).not.toContain("](");
  });

  it("brings the SDL", () => {
    expect(readFileSync(join(directory, "schema.graphql"), "utf8")).toBe(
      readFileSync("schema/api.graphql", "utf8"),
    );
  });

  it("is typed and runs in an app of its own, and what its guide shows compiles there", () => {
    mkdirSync(join(app, "src"));
    writeFileSync(join(app, "package.json"), '{ "type": "module" }');
    writeFileSync(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["src"] }));
    writeFileSync(join(app, "src/app.ts"), APP);
    writeFileSync(join(app, "src/of-the-guide.d.ts"), NAMED_BY_THE_GUIDE);
    const snippets = [...readFileSync("client/README.md", "utf8").matchAll(/```ts\n(.*?)```/gs)];
    expect(snippets).toHaveLength(2);
    for (const [index, [, code = ""]] of snippets.entries())
      writeFileSync(join(app, `src/guide-${String(index)}.ts`), code);
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const compiled = spawnSync(process.execPath, [tsc, "-p", app]);
    expect(String(compiled.stdout)).toBe("");
    const { status, stdout, stderr } = spawnSync(process.execPath, ["src/app.js"], { cwd: app });
    expect(String(stderr)).toBe("");
    expect([status, String(stdout)]).toEqual([0, "Northwind,SLOT_TAKEN\n"]);
  });
});

/** What an app and its test runner have. */
const NAMED_BY_THE_GUIDE = `
declare function showSignIn(): void;
declare function show(viewer: object | null): void;
declare function explain(...parts: unknown[]): void;
declare function beforeAll(work: () => void): void;
declare function afterEach(work: () => void): void;
declare function afterAll(work: () => void): void;
`;

const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: "nodenext",
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  types: [],
  skipLibCheck: true,
};

const APP = `
import { createClinicClient, type ErrorCode, type UserErrorCode } from "@clinic/client";
import { registeredHash, WhoAmIDocument } from "@clinic/client/documents";
import { mockedStack } from "@clinic/client/mocked-stack";
import { WhoAmI } from "@clinic/client/operations";
import type { Tenant } from "@clinic/client/schema-types";
import { setupServer } from "msw/node";

const stack = mockedStack();
const server = setupServer(...stack.handlers);
server.listen({ onUnhandledFrame: "error" });
const code: ErrorCode = "DOCUMENT_NOT_TRUSTED";
const taken: UserErrorCode<"bookAppointment"> = "SLOT_TAKEN";
// @ts-expect-error -- no such code
const wrong: UserErrorCode<"bookAppointment"> = "NOTHING";
const { data } = await createClinicClient({ url: "http://clinic.example/graphql" }).execute(WhoAmI);
const name: Tenant["name"] | undefined = data?.viewer?.tenant.name;
if (!WhoAmI.id.endsWith(registeredHash(WhoAmIDocument)) || code === undefined) throw new Error("ids differ");
console.log([name, taken].join());
server.close();
void wrong;
`;
