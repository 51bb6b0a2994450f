import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const QUICK_IMPORTS = fileURLToPath(new URL("quick-imports.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Tells which packages were loaded as CommonJS, and where compiled code is kept. */
const REPORT = `
  const { createRequire, getCompileCacheDir } = await import("node:module");
  for (const name of ["@apollo/gateway", "drizzle-orm"]) await import(name);
  const require = createRequire(import.meta.url);
  require("graphql-shield");
  const files = Object.keys(require.cache).filter((file) => file.includes("/node_modules/"));
  const packageOf = (file) => file.split("/node_modules/").at(-1).match(/^(?:@[^/]+\\/)?[^/]+/)?.[0];
  console.log(JSON.stringify({ packages: [...new Set(files.map(packageOf))], kept: getCompileCacheDir() ?? null }));
`;

const reportSchema = z.object({ packages: z.array(z.string()), kept: z.string().nullable() });

function report(env: NodeJS.ProcessEnv): z.infer<typeof reportSchema> {
  const args = ["--import", QUICK_IMPORTS, "--input-type=module", "-e", REPORT];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: "utf8" });
  expect(stderr).toBe("");
  return reportSchema.parse(JSON.parse(stdout));
}

describe("a program with quick imports", () => {
  it("loads none of what is never used, and drizzle as CommonJS", () => {
    const { packages, kept } = report({ NODE_V8_COVERAGE: undefined });
    expect(packages).toEqual(expect.arrayContaining(["@apollo/gateway", "graphql-shield", "drizzle-orm"]));
    expect(
      packages.filter((name) =>
        /^(yup|make-fetch-happen|@apollo\/composition)$|^@opentelemetry\/(resource|exporter|sdk-metrics|semantic-)/.test(
          name,
        ),
      ),
    ).toEqual([]);
    expect(kept).toContain("/node_modules/.cache/compiled-code/");
  });

  it("takes no code from a cache while coverage is measured", async () => {
    const directory = await mkdtemp(join(tmpdir(), "clinic-coverage-"));
    try {
      expect(report({ NODE_V8_COVERAGE: directory }).kept).toBeNull();
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
