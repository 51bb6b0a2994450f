import { createHash } from "node:crypto";
import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/appointments/schema.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Database } from "#shared/db/database.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import type { Clock } from "#shared/time/clock.ts";
import { workOnImports } from "../services/import-work.ts";

/** An import as the subgraph shows it. */
export interface ImportShown {
  readonly id: string;
  readonly status: string;
  readonly isDryRun: boolean;
  readonly bytes: number;
  readonly rows: {
    readonly read: number;
    readonly checked: number;
    readonly applied: number;
    readonly refused: number;
  };
  readonly counts: Readonly<Record<string, number>>;
}

/** What came back of one of the signed routes. */
export interface RouteAnswer<T> {
  readonly status: number;
  readonly body: T & { readonly errors?: readonly { readonly extensions: { readonly code: string } }[] };
}

/** Sends files and asks what became of them, as the router does. */
export class ImportClient {
  readonly #harness: SubgraphHarness;

  constructor(harness: SubgraphHarness) {
    this.#harness = harness;
  }

  async call<T = ImportShown>(viewer: Viewer, path: string, input: unknown): Promise<RouteAnswer<T>> {
    const { status, body } = await this.#harness.post(
      viewer,
      `/internal/imports/${path}`,
      JSON.stringify(input),
    );
    return { status, body: JSON.parse(body) as RouteAnswer<T>["body"] };
  }

  /** Sends a whole file; answers the import's id. */
  async send(
    viewer: Viewer,
    kind: "SCHEDULES" | "APPOINTMENTS",
    file: string | Buffer,
    { isDryRun = false, partBytes = 512 * 1024 }: { isDryRun?: boolean; partBytes?: number } = {},
  ): Promise<string> {
    const bytes = Buffer.from(file);
    const { body } = await this.call<{ id: string }>(viewer, "begin", { kind, isDryRun });
    let position = 0;
    for (let at = 0; at < bytes.length; at += partBytes) {
      const part = bytes.subarray(at, at + partBytes).toString("base64");
      const { status } = await this.call(viewer, "receive", { id: body.id, position, bytes: part });
      if (status !== 200) throw new Error("A part was refused.");
      position += 1;
    }
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const completed = await this.call(viewer, "complete", { id: body.id, sha256, parts: position });
    if (completed.status !== 200) throw new Error("The file was refused.");
    return body.id;
  }

  async shown(viewer: Viewer, id: string): Promise<ImportShown> {
    return (await this.call(viewer, "find", { id })).body;
  }

  /** Line, outcome, code, column and other line of each row, in order. */
  async report(viewer: Viewer, id: string): Promise<string[]> {
    const { body } = await this.call<{ rows: Record<string, unknown>[] }>(viewer, "report", {
      ...{ id, afterLine: 0, limit: 5_000, onlyRefused: false },
    });
    return body.rows.map(({ line, outcome, code, column, otherLine }) =>
      [line, outcome, code, column, otherLine]
        .filter((part) => part !== null)
        .map(String)
        .join(" "),
    );
  }
}

const tables = { inbox, outbox, outboxSequence, parkedMessage };

/** Works on imports until nothing is left to do, as a process does by itself. */
export async function workItOff(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<void> {
  while (await workOnImports({ ...options, tables }));
}
