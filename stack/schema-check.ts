import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkContract, composed } from "#schema/check/check.ts";
import { readCommitted } from "#schema/check/contract.ts";
import { mustFail } from "#schema/check/finding.ts";
import { reportOf } from "#schema/check/report.ts";
import { grantedActions } from "#shared/auth/granted-to.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { createCertifier } from "../router/documents/certificate.ts";
import { replayOf } from "./golden/replay.ts";

// `npm run schema:check -- --against <rev>`: who notices when the working tree takes the place of a revision. Ends with code 1
// when something is found that is not approved, and with 2 when it cannot be told.

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Compares with the contract that was unpacked into `directory`. @returns true when nothing has to be done */
async function check(against: string, directory: string): Promise<boolean> {
  const archive = join(directory, "schema.tar");
  execFileSync("git", ["archive", "--output", archive, against, "schema"], { cwd: ROOT });
  execFileSync("tar", ["-xf", archive, "-C", directory]);
  const before = join(directory, "schema/");
  const contract = composed(readCommitted(before));
  const answers = contract.documents.flatMap((document) => Object.keys(document.answers)).length;
  process.stdout.write(
    `${against} has ${String(contract.documents.length)} live documents and ${String(answers)} recorded answers.\n`,
  );
  const findings = await checkContract({
    before: contract,
    now: { ...readCommitted(join(ROOT, "schema/")), policies: grantedActions() },
    certifierOf: (supergraphSdl) => {
      const { certify } = createCertifier(supergraphSdl);
      return ({ text }) => certify(text);
    },
    replay: replayOf(join(before, "operations")),
    today: systemClock().toISOString().slice(0, 10),
  });
  process.stdout.write(reportOf(findings, against));
  return !mustFail(findings);
}

const directory = mkdtempSync(join(tmpdir(), "clinic-schema-check-"));
try {
  const { against } = parseArgs({ options: { against: { type: "string" } } }).values;
  if (against === undefined) throw new Error("Usage: schema:check -- --against REVISION");
  process.exitCode = (await check(against, directory)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 2;
} finally {
  rmSync(directory, { recursive: true });
}
