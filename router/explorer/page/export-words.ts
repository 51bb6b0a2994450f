import type { ExportJob } from "../export-api.ts";
import { formatNumber, plural } from "./messages.ts";
import { savedOn } from "./saved-on.ts";

/** Whether somebody works on it, so that it changes by itself. */
export function isUnderWay({ state }: ExportJob): boolean {
  return state === "QUEUED" || state === "RUNNING" || state === "WAITING";
}

/** How far an export is, in a sentence. */
export function progressOf(job: ExportJob): string {
  const { rows, total, bytes, waitingUntil, error, expiresAt } = job;
  const soFar = total === null ? plural(rows, "row") : `${formatNumber(rows)} of ${plural(total, "row")}`;
  const because = error === null ? "" : ` ${error.reason} (${error.code})`;
  switch (job.state) {
    case "QUEUED":
      return "Waits for its turn.";
    case "RUNNING":
      return `${soFar}.`;
    case "WAITING":
      return `${soFar}; waits for your budget until ${timeOf(waitingUntil)}.`;
    case "INTERRUPTED":
      return `Interrupted after ${soFar}.${because}`;
    case "COMPLETED":
      return `${plural(rows, "row")}, ${sizeOf(bytes)}; there until ${savedOn(expiresAt)}.`;
    case "FAILED":
      return `Failed.${because}`;
    case "CANCELLED":
      return `Cancelled after ${soFar}.`;
  }
}

/** A size as people read it: 340 bytes, 2.1 MB. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, "byte");
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function timeOf(instant: string | null): string {
  return instant === null ? "" : new Date(instant).toLocaleTimeString("en-GB");
}
