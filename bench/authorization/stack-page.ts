import { systemClock } from "#shared/time/clock.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import { LOCAL_EDGE, startOneProcess, type OneProcess } from "../../stack/one-process.ts";
import { startBenchDatabase, type BenchDatabase } from "../end-to-end/bench-database.ts";
import { signIn } from "../end-to-end/operations.ts";
import { median } from "../round.ts";
import { PAGES, ROWS, type Page } from "./page.ts";

/** A page asked of whole stacks; processor time of this process, Postgres left out. */
export interface StackPageReport {
  readonly enforcedMs: number;
  /** Router and services let everything pass; shield and row-level security stay. */
  readonly knockedOutMs: number;
  /** How long whoever asks the enforced one waits, of the clock on the wall. */
  readonly waitMs: number;
}

/**
 * Shield stays in both, because it is what notes each read for the audit log: what that costs is no part of deciding. What
 * shield costs is measured from memory.
 */
const KNOCKED_OUT: KnockOut = { router: () => true, service: () => true };
const WARM_UP_PAGES = 50;

type Stacks = Readonly<Record<"enforced" | "knockedOut", OneProcess>>;

/** Pages from two whole stacks on one database, one of which enforces less, taking turns page by page. */
export async function measureStackPages(pages: number): Promise<ReadonlyMap<Page, StackPageReport>> {
  const database = await startBenchDatabase();
  const stops = [() => database.stop()];
  try {
    const stacks = { enforced: await start(database), knockedOut: await start(database, KNOCKED_OUT) };
    stops.unshift(
      () => stacks.enforced.stop(),
      () => stacks.knockedOut.stop(),
    );
    await addPractitioners(database);
    const { cookieHeader } = await signIn(stacks.enforced.url, ACCOUNTS.admin.email);
    const reports = new Map<Page, StackPageReport>();
    for (const page of PAGES) reports.set(page, await compare(page, stacks, cookieHeader, pages));
    return reports;
  } finally {
    for (const stop of stops) await stop();
  }
}

async function compare(
  { query }: Page,
  stacks: Stacks,
  cookie: string,
  pages: number,
): Promise<StackPageReport> {
  const took = { enforced: [] as number[], knockedOut: [] as number[] };
  const waits: number[] = [];
  for (let count = -WARM_UP_PAGES; count < pages; count += 1) {
    for (const way of ["knockedOut", "enforced"] as const) {
      const { cpuMs, waitMs } = await timePage(stacks[way], query, cookie);
      if (count < 0) continue;
      took[way].push(cpuMs);
      if (way === "enforced") waits.push(waitMs);
    }
  }
  return {
    enforcedMs: median(took.enforced),
    knockedOutMs: median(took.knockedOut),
    waitMs: median(waits),
  };
}

/** The seeded ones of a tenant are fewer than a page has. */
async function addPractitioners({ admin }: BenchDatabase): Promise<void> {
  await admin`
    insert into users.practitioner (id, tenant_id, given_name, family_name, specialty, region)
    select gen_random_uuid(), ${ACCOUNTS.admin.tenantId}, 'Ada', 'Byron', 'Dermatology', 'eu-central'
    from generate_series(1, ${ROWS})`;
}

function start(database: BenchDatabase, knockOut?: KnockOut): Promise<OneProcess> {
  return startOneProcess({
    urlFor: (context) => database.urlFor(context),
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "error",
    auth: { issuer: "http://localhost:4000", sealingKey: database.sealingKey },
    ...(knockOut && { knockOut }),
  });
}

/** Without a socket, so that what a client does is not part of it. */
async function timePage(
  { router }: OneProcess,
  query: string,
  cookie: string,
): Promise<{ readonly cpuMs: number; readonly waitMs: number }> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const { statusCode, body } = await router.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { "content-type": "application/json", cookie },
    payload: JSON.stringify({ query }),
  });
  const waitMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  const rows = body.split('"display"').length - 1;
  if (statusCode !== 200 || rows !== ROWS) throw new Error(`A page was answered ${body.slice(0, 500)}`);
  return { cpuMs: (user + system) / 1000, waitMs };
}
