import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "..");

const packages = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: packages, devDependencies: packages, optionalDependencies: packages })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

/** Rows of docs/dependencies.md: a package and its reason. */
const rows = [
  ...readFileSync(join(ROOT, "docs/dependencies.md"), "utf8").matchAll(/^\| `([^`]+)` +\| (.+) \|$/gm),
];

describe("docs/dependencies.md", () => {
  it("gives every dependency one line of reason, and no line to anything else", () => {
    const declared = Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    expect(rows.map(([, name]) => name).sort()).toEqual(declared.sort());
  });

  it("names every direct dependency under the Elastic License", () => {
    const elastic = rows.filter(([, , reason]) => reason?.includes("Elastic-2.0")).map(([, name]) => name);
    const found = Object.keys(manifest.dependencies).filter((name) => licenseOf(name) === "Elastic-2.0");
    expect(elastic).toEqual(found);
  });
});

function licenseOf(name: string): string {
  const text = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  return z.object({ license: z.string() }).parse(JSON.parse(text)).license;
}
