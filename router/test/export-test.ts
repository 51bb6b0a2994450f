import postgres from "postgres";
import { createSealer } from "#shared/crypto/seal.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import type { ExportJob } from "../explorer/export-api.ts";
import { EXPORT_LIMITS, type ExportLimits } from "../explorer/exports/export-limits.ts";
import { ExportRun } from "../explorer/exports/export-run.ts";
import { ExportStore } from "../explorer/exports/export-store.ts";
import type { PageOutcome, PageSource } from "../explorer/exports/page-source.ts";
import type { ExplorerUser } from "../explorer/recorded-changes.ts";

const OPERATION = { query: "query Names { patients { nodes { name } } }", variables: { prefix: "Okafor" } };
/** An export as somebody asks for it. */
export const NEW_EXPORT = {
  name: "Names",
  format: "NDJSON",
  operation: OPERATION,
  purpose: "TREAT",
} as const;
const KEY = Buffer.alloc(32, 7);
/** Nobody reads it. */
export const SILENT = createLogger({ service: "test", level: "silent" });

/** Exports in a database of their own, whose clock and faults a test decides on. */
export class ExportTest {
  readonly #testDatabase: TestDatabase;
  readonly admin: postgres.Sql;
  readonly database: Database;
  readonly exports: ExportStore;
  now = new Date();
  /** SQL that was sent. */
  statements: string[] = [];
  /** What becomes of the next transaction: it fails, or is committed and nobody is told. */
  fault: "is lost" | "is not answered" | undefined;

  private constructor(testDatabase: TestDatabase) {
    this.#testDatabase = testDatabase;
    this.admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
    this.database = openDatabase({
      url: testDatabase.urlFor("platform_app"),
      maxConnections: 3,
      applicationName: "test-exports",
      onStatement: (text) => this.statements.push(text),
    });
    this.exports = this.storeWith();
  }

  static async open(): Promise<ExportTest> {
    return new ExportTest(await createTestDatabase());
  }

  storeWith(limits: Partial<ExportLimits> = {}): ExportStore {
    const transaction: Database["transaction"] = async (...given) => {
      const { fault } = this;
      this.fault = undefined;
      if (fault === "is lost") throw new AppError("DEPENDENCY_UNAVAILABLE");
      const done = await this.database.transaction(...given);
      if (fault === "is not answered") throw new AppError("DEPENDENCY_UNAVAILABLE");
      return done;
    };
    const database = { ...this.database, transaction };
    return new ExportStore(database, createSealer(KEY), () => this.now, { ...EXPORT_LIMITS, ...limits });
  }

  /** An export when nobody works on it any more. */
  async finished(
    user: ExplorerUser,
    source: PageSource,
    limits: Partial<ExportLimits> = {},
  ): Promise<Pick<ExportJob, "id" | "state" | "error" | "rows">> {
    const store = this.storeWith(limits);
    const { job, work } = await store.create(user, NEW_EXPORT);
    await new ExportRun({
      ...{ store, work, columns: ["name"], source, first: 100, user },
      ...{ inTurn: (act) => act(), logger: SILENT, retryPausesMs: [1, 1] },
    }).run();
    const { id, state, error, rows } = await store.find(user, job.id);
    return { id, state, error, rows };
  }

  /** Pages of its file. */
  async fileOf(user: ExplorerUser, id: string): Promise<readonly string[]> {
    const { files } = this.exports;
    const pages: string[] = [];
    for await (const page of files.read(user, await files.open(user, id))) pages.push(page);
    return pages;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.admin.end();
    await this.#testDatabase.drop();
  }
}

/** Somebody new. */
export function someone(tenantId = newId()): ExplorerUser {
  const accountId = newId();
  const viewer = viewerOf({ tenantId, accountId, roles: ["ADMIN"] });
  return { viewer, accountId, tenantId, sessionHash: accountId, deadline: new Deadline(60_000) };
}

/** The page of a user. */
export function pageOf(
  user: ExplorerUser,
  page: Partial<Extract<PageOutcome, { readonly kind: "page" }>>,
): PageOutcome {
  return { kind: "page", user, rows: [], next: null, total: null, redacted: [], ...page };
}

/** Pages one after another, each of so many rows; what comes after the last one is the end. */
export function pagesOf(user: ExplorerUser, ...pages: readonly (number | PageOutcome)[]): PageSource {
  let at = 0;
  return async ({ onAsk }) => {
    const page = pages[at] ?? 0;
    at += 1;
    if (typeof page === "object") return page;
    if (!(await onAsk())) return { kind: "unwanted" };
    const rows = Array.from({ length: page }, (_, index) => ({ name: `${at}.${index}` }));
    return pageOf(user, { rows, next: at < pages.length ? `cursor ${at}` : null });
  };
}
