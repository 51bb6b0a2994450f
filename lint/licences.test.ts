import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BY_NAME, licenseProblems, readLicensedPackages, type LicensedPackage } from "./licences.ts";

function described(license: string | undefined, more: Partial<LicensedPackage> = {}): LicensedPackage {
  return {
    name: "x",
    version: "1.0.0",
    path: "node_modules/x",
    license,
    isDevelopmentOnly: false,
    ...more,
  };
}

describe("the licence gate", () => {
  it.each(["MIT", "PostgreSQL", "(MIT AND BSD-3-Clause)", "MIT OR GPL-3.0-only", "(GPL-3.0-only OR MIT)"])(
    "lets %s pass",
    (license) => {
      expect(licenseProblems([described(license)])).toEqual([]);
    },
  );

  it.each([
    "GPL-3.0-only",
    "UNLICENSED",
    "SEE LICENSE IN LICENSE.md",
    "(MIT AND GPL-3.0-only)",
    "(MIT OR GPL-3.0-only) AND (AGPL-3.0-only OR SSPL-1.0)",
    "GPL-3.0-only AND ISC OR MIT",
    "mit",
  ])("stops %s, naming the package and its path", (license) => {
    expect(licenseProblems([described(license)])).toEqual([
      `x@1.0.0: ${license} is not on the list for what runs (node_modules/x)`,
    ]);
  });

  it("stops a package that states none", () => {
    expect(licenseProblems([described(undefined)])).toEqual([
      "x@1.0.0: no licence is not on the list for what runs (node_modules/x)",
    ]);
  });

  it("takes MPL-2.0, Python-2.0 and CC-BY-4.0 for development only", () => {
    for (const license of ["MPL-2.0", "Python-2.0", "CC-BY-4.0"]) {
      expect(licenseProblems([described(license, { isDevelopmentOnly: true })])).toEqual([]);
      expect(licenseProblems([described(license)])).toHaveLength(1);
    }
  });

  it("takes Elastic-2.0 for the packages that NOTICE names, and for no other", () => {
    const notice = readFileSync(new URL("../NOTICE", import.meta.url), "utf8");
    const named = [...notice.matchAll(/^ {4}(@apollo\/\S+)/gm)].map(([, name]) => name);
    expect(Object.keys(BY_NAME).sort()).toEqual(named.sort());
    expect(licenseProblems([described("Elastic-2.0", { name: "@apollo/gateway" })])).toEqual([]);
    expect(licenseProblems([described("Elastic-2.0", { name: "@apollo/server" })])).toHaveLength(1);
  });
});

describe("readLicensedPackages", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "clinic-licences-"));
    write("package-lock.json", {
      packages: {
        "": { version: "0.1.0", license: "Apache-2.0" },
        "node_modules/a": { version: "1.0.0", license: "MIT" },
        "node_modules/a/node_modules/@b/c": { version: "2.0.0", dev: true, license: "MIT" },
        "node_modules/elsewhere": { version: "3.0.0", optional: true, license: "ISC" },
      },
    });
    write("node_modules/a/package.json", { license: "GPL-3.0-only" });
    write("node_modules/a/node_modules/@b/c/package.json", { licenses: [{ type: "MIT" }] });
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, content: unknown): void {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }

  it("believes the installed package, and the lockfile only where there is none", () => {
    expect(readLicensedPackages(root)).toEqual([
      described("GPL-3.0-only", { name: "a", path: "node_modules/a" }),
      described(undefined, {
        name: "@b/c",
        version: "2.0.0",
        path: "node_modules/a/node_modules/@b/c",
        isDevelopmentOnly: true,
      }),
      described("ISC", { name: "elsewhere", version: "3.0.0", path: "node_modules/elsewhere" }),
    ]);
  });
});
