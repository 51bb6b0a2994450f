import { writeFile } from "node:fs/promises";
import { parseBenchCommand, type BenchCommand } from "./command-line.ts";
import { renderAuthorization } from "./authorization/report.ts";
import { measureAuthorization, type AuthorizationReport } from "./authorization/run.ts";
import { redisUrl } from "./config.ts";
import { renderDocuments } from "./documents/report.ts";
import { measureDocuments, type DocumentsReport } from "./documents/run.ts";
import { measureEndToEnd, type EndToEndReport } from "./end-to-end/run.ts";
import { ONE_PROCESS, STACKS } from "./end-to-end/stacks.ts";
import { renderIdentity } from "./identity/report.ts";
import { measureIdentity, type IdentityReport } from "./identity/run.ts";
import { measureLimits, type LimitsReport } from "./limits/run.ts";
import { describeMachine, renderEndToEnd, renderLimits, renderRouterAlone } from "./report.ts";
import { GATEWAYS } from "./router-alone/gateways.ts";
import { measureRouterAlone, type RouterAloneReport } from "./router-alone/run.ts";
import { renderScheduling } from "./scheduling/report.ts";
import { measureScheduling, type SchedulingReport } from "./scheduling/run.ts";

const FULL = {
  routerAlone: { rounds: 5, roundMs: 3_000, warmUpMs: 5_000, connections: 16 },
  endToEnd: { rounds: 5, roundMs: 2_000, bookingsPerRound: 100, connections: 8 },
  identity: { rounds: 15, roundMs: 2_000, warmUpMs: 3_000, connections: 8, passwordRounds: 25 },
  limits: { rounds: 5, checks: 4_000 },
  authorization: { rounds: 15, repetitions: 100, stackPages: 1_000 },
  documents: {
    ...{ rounds: 18, roundMs: 2_000, warmUpMs: 5_000, connections: 8, newTexts: 40 },
    ...{
      readyWith: [1, 100, 1_000],
      starts: 3,
      lookupAmong: [10, 1_000, 100_000],
      finds: 200_000,
      judged: 20_000,
    },
  },
  scheduling: {
    ...{ few: 10_000, many: 1_000_000, rounds: 5, roundMs: 5_000, bookingsPerRound: 200, clients: 8 },
  },
};
const QUICK = {
  routerAlone: { rounds: 1, roundMs: 100, warmUpMs: 100, connections: 2 },
  endToEnd: { rounds: 1, roundMs: 100, bookingsPerRound: 4, connections: 2 },
  identity: { rounds: 1, roundMs: 100, warmUpMs: 100, connections: 2, passwordRounds: 1 },
  limits: { rounds: 1, checks: 50 },
  authorization: { rounds: 1, repetitions: 1, stackPages: 1 },
  documents: {
    ...{ rounds: 1, roundMs: 100, warmUpMs: 100, connections: 2, newTexts: 4 },
    ...{ readyWith: [1, 10], starts: 1, lookupAmong: [10, 1_000], finds: 1_000, judged: 500 },
  },
  scheduling: {
    ...{ few: 1_000, many: 10_000, rounds: 1, roundMs: 500, bookingsPerRound: 16, clients: 8 },
  },
};

/** Everything that was measured. */
interface BenchReport {
  readonly machine: string;
  readonly routerAlone?: RouterAloneReport;
  readonly endToEnd?: EndToEndReport;
  readonly identity?: IdentityReport;
  readonly limits?: LimitsReport;
  readonly authorization?: AuthorizationReport;
  readonly documents?: DocumentsReport;
  readonly scheduling?: SchedulingReport;
}

/** Measures what the command asks for, printing each table when it is done. */
async function bench({ isQuick, parts, profileDirectory }: BenchCommand): Promise<BenchReport> {
  const settings = isQuick ? QUICK : FULL;
  const shared = {
    nodeOptions: profileDirectory === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileDirectory}`],
    onProgress: (text: string) => void process.stderr.write(`  ${text}\n`),
  };
  const machine = describeMachine(new Date());
  console.log(machine);
  let report: BenchReport = { machine };
  if (parts.includes("router-alone")) {
    const routerAlone = await measureRouterAlone({ gateways: GATEWAYS, ...settings.routerAlone, ...shared });
    console.log(`\n${renderRouterAlone(routerAlone)}`);
    report = { ...report, routerAlone };
  }
  if (parts.includes("end-to-end")) {
    const endToEnd = await measureEndToEnd({ stacks: STACKS, ...settings.endToEnd, ...shared });
    console.log(`\n${renderEndToEnd(endToEnd)}`);
    report = { ...report, endToEnd };
  }
  if (parts.includes("identity")) {
    const identity = await measureIdentity({ ...settings.identity, ...shared });
    console.log(`\n${renderIdentity(identity)}`);
    report = { ...report, identity };
  }
  if (parts.includes("limits")) {
    const limits = await measureLimits({ ...settings.limits, redisUrl: redisUrl() });
    console.log(`\n${renderLimits(limits)}`);
    report = { ...report, limits };
  }
  if (parts.includes("authorization")) {
    const authorization = await measureAuthorization({ ...settings.authorization, ...shared });
    console.log(`\n${renderAuthorization(authorization)}`);
    report = { ...report, authorization };
  }
  if (parts.includes("documents")) {
    const documents = await measureDocuments({ ...settings.documents, ...shared });
    console.log(`\n${renderDocuments(documents)}`);
    report = { ...report, documents };
  }
  if (parts.includes("scheduling")) {
    const scheduling = await measureScheduling({ stack: ONE_PROCESS, ...settings.scheduling, ...shared });
    console.log(`\n${renderScheduling(scheduling)}`);
    report = { ...report, scheduling };
  }
  return report;
}

// `npm run bench`. Ended early, it takes along what it has started.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  const command = parseBenchCommand(process.argv.slice(2));
  const report = await bench(command);
  if (command.jsonFile !== undefined)
    await writeFile(command.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
