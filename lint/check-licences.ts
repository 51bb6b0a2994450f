import { join } from "node:path";
import { licenseProblems, readLicensedPackages } from "./licences.ts";

// Fails when a package comes under a licence that nobody has agreed to. Needs no network.

const packages = readLicensedPackages(join(import.meta.dirname, ".."));
const problems = licenseProblems(packages);
if (problems.length > 0) {
  console.error(
    `Packages under a licence that is not on the list of lint/licences.ts:\n  ${problems.join("\n  ")}`,
  );
  process.exitCode = 1;
} else {
  console.log(`All ${String(packages.length)} packages come under a licence on the list.`);
}
