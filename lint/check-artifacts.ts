import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { hashArtifacts, staleArtifacts } from "./artifacts.ts";

// Fails when a committed artifact is not what its sources make today. What it has written stays, so that it can be
// looked at and committed.

const root = join(import.meta.dirname, "..");
const before = hashArtifacts(root);

for (const script of ["compose", "codegen", "docs:policies"]) {
  const { status } = spawnSync("npm", ["run", "--silent", script], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`npm run ${script} failed; whether the artifacts are fresh is not known.`);
    process.exit(1);
  }
}

const stale = staleArtifacts(before, hashArtifacts(root));
if (stale.length > 0) {
  console.error(`These files were out of date; they are fresh now, commit them:\n  ${stale.join("\n  ")}`);
  process.exitCode = 1;
} else {
  console.log(`All ${String(before.size)} composed and generated files are up to date.`);
}
