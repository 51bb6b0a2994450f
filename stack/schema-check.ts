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
import type { RegisteredDocument } from "../router/documents/trusted-documents.ts";
import { readStackConfig } from "./config.ts";
import { replayOf } from "./golden/replay.ts";
import { withStackDatabase } from "./open-database.ts";
import { liveOf } from "./schema-check-published.ts";
import { trustOf } from "./with-publisher.ts";

// `npm run schema:check -- --against <rev> [--published]`: who notices when the working tree takes the place of a revision; with
// --published also who runs documents that were published to the configured deployment. Ends with code 1 when something is found that
// is not approved, and with 2 when it cannot be told.

const ROOT = fileURLToPath(new URL("../", import.meta.url));

interface Wanted {
  readonly against: string;
  readonly withPublished: boolean;
}

/** Compares with the contract that was unpacked into `directory`. @returns true when nothing has to be done */
async function check({ against, withPublished }: Wanted, directory: string): Promise<boolean> {
  const archive = join(directory, "schema.tar");
  execFileSync("git", ["archive", "--output", archive, against, "schema"], { cwd: ROOT });
  execFileSync("tar", ["-xf", archive, "-C", directory]);
  const before = join(directory, "schema/");
  const committed = composed(readCommitted(before));
  const { certify } = createCertifier(committed.supergraphSdl);
  const published = withPublished ? liveOf(await publishedNow(), committed.documents, certify) : [];
  const contract = { ...committed, documents: [...committed.documents, ...published] };
  const now = readCommitted(join(ROOT, "schema/"));
  const answers = contract.documents.flatMap((document) => Object.keys(document.answers)).length;
  process.stdout.write(
    `${against} has ${String(contract.documents.length)} live documents and ${String(answers)} recorded answers.\n` +
      (withPublished ? `${String(published.length)} of them were published and are in no manifest.\n` : ""),
  );
  const findings = await checkContract({
    before: contract,
    now: { ...now, documents: [...now.documents, ...published], policies: grantedActions() },
    certifierOf: (supergraphSdl) => {
      const certifier = createCertifier(supergraphSdl);
      return ({ text }) => certifier.certify(text);
    },
    replay: replayOf(join(before, "operations")),
    today: systemClock().toISOString().slice(0, 10),
  });
  process.stdout.write(reportOf(findings, against));
  return !mustFail(findings);
}

/** What the configured deployment runs beside manifests. */
async function publishedNow(): Promise<readonly RegisteredDocument[]> {
  const config = readStackConfig();
  const trust = await trustOf(config);
  const visitor = { context: "platform", name: "schema-check" } as const;
  return withStackDatabase(config, visitor, (database) => readPublished(database, trust, systemClock()));
}

const directory = mkdtempSync(join(tmpdir(), "clinic-schema-check-"));
try {
  const { against, published: withPublished } = parseArgs({
    options: { against: { type: "string" }, published: { type: "boolean", default: false } },
  }).values;
  if (against === undefined) throw new Error("Usage: schema:check -- --against REVISION [--published]");
  process.exitCode = (await check({ against, withPublished }, directory)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 2;
} finally {
  rmSync(directory, { recursive: true });
}
