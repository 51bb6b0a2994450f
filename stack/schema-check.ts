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
import { readPublished } from "../router/documents/publishing/read-published.ts";
import { readStackConfig } from "./config.ts";
import { replayOf } from "./golden/replay.ts";
import { servedStackDatabase, withStackDatabase } from "./open-database.ts";
import { withPublished, type States } from "./schema-check-published.ts";
import { trustOf } from "./with-publisher.ts";

// `npm run schema:check -- --against <rev> [--published] [--no-answers]`: who notices when the working tree takes the place of a
// revision; with --published also who runs documents that were published to the configured deployment, with --no-answers as far as it
// can be told without running examples. Ends with code 1 when something is found that is not approved, and with 2 when it cannot be
// told.

const ROOT = fileURLToPath(new URL("../", import.meta.url));

interface Wanted {
  readonly against: string;
  readonly includesPublished: boolean;
  readonly comparesAnswers: boolean;
}

/** Compares with the contract that was unpacked into `directory`. @returns true when nothing has to be done */
async function check(
  { against, includesPublished, comparesAnswers }: Wanted,
  directory: string,
): Promise<boolean> {
  const archive = join(directory, "schema.tar");
  execFileSync("git", ["archive", "--output", archive, against, "schema"], { cwd: ROOT });
  execFileSync("tar", ["-xf", archive, "-C", directory]);
  const before = join(directory, "schema/");
  const committed = composed(readCommitted(before));
  const states = {
    before: committed,
    now: { ...readCommitted(join(ROOT, "schema/")), policies: grantedActions() },
  };
  const { added, ...compared } = includesPublished ? await withDeployment(states) : { added: [], ...states };
  const { documents } = compared.before;
  const answers = documents.flatMap((document) => Object.keys(document.answers)).length;
  process.stdout.write(
    `${against} has ${String(documents.length)} live documents and ${String(answers)} recorded answers.\n` +
      (includesPublished ? `${String(added.length)} of them were published and are in no manifest.\n` : ""),
  );
  const findings = await checkContract({
    ...compared,
    certifierOf: (supergraphSdl) => {
      const certifier = createCertifier(supergraphSdl);
      return ({ text }) => certifier.certify(text);
    },
    ...(comparesAnswers && { replay: replayOf(join(before, "operations")) }),
    today: systemClock().toISOString().slice(0, 10),
  });
  process.stdout.write(reportOf(findings, against));
  return !mustFail(findings);
}

/** Both states with what the configured deployment runs beside manifests, which is looked at and not touched. */
async function withDeployment(states: States): Promise<ReturnType<typeof withPublished>> {
  const config = readStackConfig();
  const trust = await trustOf(config);
  const published = await withStackDatabase(
    config,
    { context: "platform", name: "schema-check" },
    (database) => readPublished(database, trust, systemClock()),
    servedStackDatabase,
  );
  const { supergraphSdl, policies } = states.before;
  return withPublished(states, published, createCertifier(supergraphSdl, policies).examine);
}

const directory = mkdtempSync(join(tmpdir(), "clinic-schema-check-"));
try {
  const { against, ...flags } = parseArgs({
    options: {
      against: { type: "string" },
      published: { type: "boolean", default: false },
      "no-answers": { type: "boolean", default: false },
    },
  }).values;
  if (against === undefined)
    throw new Error("Usage: schema:check -- --against REVISION [--published] [--no-answers]");
  const wanted = { against, includesPublished: flags.published, comparesAnswers: !flags["no-answers"] };
  process.exitCode = (await check(wanted, directory)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 2;
} finally {
  rmSync(directory, { recursive: true });
}
