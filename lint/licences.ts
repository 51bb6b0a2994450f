import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A package of the lockfile, installed on this platform or not. */
export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** Where it is installed, relative to the repository. */
  readonly path: string;
  /** SPDX expression; undefined when the package says nothing that is one. */
  readonly license: string | undefined;
  /** Whether it is left out of what runs. */
  readonly isDevelopmentOnly: boolean;
}

/** Licences (SPDX) that ask for no more than their text and the names of the authors. */
const PERMISSIVE = [
  "MIT",
  "MIT-0",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
  "Unlicense",
  "PostgreSQL",
];

/** Further ones for tools and data that are not part of what runs. */
const DEVELOPMENT_ONLY = ["MPL-2.0", "Python-2.0", "CC-BY-4.0"];

/** Further ones for one package each; NOTICE says what they mean for whoever runs the product. */
export const BY_NAME: Readonly<Record<string, string>> = {
  "@apollo/composition": "Elastic-2.0",
  "@apollo/federation-internals": "Elastic-2.0",
  "@apollo/gateway": "Elastic-2.0",
  "@apollo/query-graphs": "Elastic-2.0",
  "@apollo/query-planner": "Elastic-2.0",
};

const license = z.object({ license: z.string().min(1).optional().catch(undefined) });
const lockfile = z.object({
  packages: z.record(z.string(), license.extend({ version: z.string(), dev: z.boolean().default(false) })),
});

/**
 * Every package of the lockfile below `root`, with the licence that its own manifest states; for a package of another
 * platform, which is not installed, with what the lockfile repeats of it.
 */
export function readLicensedPackages(root: string): readonly LicensedPackage[] {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, { version, dev, license: repeated }]) => {
      const manifest = readManifest(join(root, path, "package.json"));
      return {
        name: path.replace(/^.*node_modules\//, ""),
        version,
        path,
        license: manifest === undefined ? repeated : manifest.license,
        isDevelopmentOnly: dev,
      };
    });
}

/** One line for each package whose licence we may not use it under, or do not know. */
export function licenseProblems(packages: readonly LicensedPackage[]): readonly string[] {
  return packages
    .filter((candidate) => !isAllowed(candidate))
    .map(({ name, version, path, license: stated = "no licence", isDevelopmentOnly }) => {
      const use = isDevelopmentOnly ? "for development" : "for what runs";
      return `${name}@${version}: ${stated} is not on the list ${use} (${path})`;
    });
}

function isAllowed({ name, license: stated, isDevelopmentOnly }: LicensedPackage): boolean {
  const allowed = [...PERMISSIVE, ...(isDevelopmentOnly ? DEVELOPMENT_ONLY : [])];
  return stated !== undefined && (BY_NAME[name] === stated || isSatisfied(stated, allowed));
}

/** Of an SPDX expression with one kind of operator; what mixes both, or nests, a person has to read. */
function isSatisfied(expression: string, allowed: readonly string[]): boolean {
  const flat = expression.replace(/^\((.*)\)$/, "$1");
  const alternatives = flat.split(" OR ");
  if (alternatives.length > 1)
    return !/[()]| AND /.test(flat) && alternatives.some((part) => allowed.includes(part));
  return flat.split(" AND ").every((part) => allowed.includes(part));
}

function readManifest(file: string): z.output<typeof license> | undefined {
  try {
    return license.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
