import { AppError } from "#shared/errors/app-error.ts";
import { isErrorCode } from "#shared/errors/catalogue.ts";
import type { ExportJob } from "../export-api.ts";
import type { ChangeEntry } from "../recorded-changes.ts";
import { HEARTBEAT_TIMEOUT_MS } from "./export-limits.ts";
import type { ExportRow } from "./export-repository.ts";

/** What everything done with an export is judged by. */
export const EXPORT_ACTION = "export:write";
export const NOT_INTERRUPTED = "The export was not interrupted.";
/** Of what nobody works on any more. */
export const ENDED = { heartbeatAt: null, waitingUntil: null, cursor: null } as const;

/** As its owner is shown it at a moment. */
export function jobOf(row: ExportRow, now: Date): ExportJob {
  const { id, name, format, rows, total, pages, bytes, redacted, errorCode, errorReason } = row;
  return {
    ...{ id, name, format, state: isInterrupted(row, now) ? "INTERRUPTED" : row.state },
    ...{ rows, total, pages, bytes, redacted },
    waitingUntil: row.state === "WAITING" ? (row.waitingUntil?.toISOString() ?? null) : null,
    error: isErrorCode(errorCode) ? { code: errorCode, reason: errorReason ?? "" } : null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

function isInterrupted({ state, heartbeatAt }: ExportRow, now: Date): boolean {
  const hasEnded = state === "COMPLETED" || state === "FAILED" || state === "CANCELLED";
  return !hasEnded && (heartbeatAt === null || heartbeatAt < aliveSince(now));
}

/** @throws AppError `CONFLICT` when somebody works on it, or it has ended */
export function assertInterrupted(row: ExportRow, now: Date): void {
  if (!isInterrupted(row, now)) throw new AppError("CONFLICT", NOT_INTERRUPTED);
}

/** Whoever was last alive before this is gone. */
export function aliveSince(now: Date): Date {
  return new Date(now.getTime() - HEARTBEAT_TIMEOUT_MS);
}

/** What is put on record of a step: the name of an operation is a name of GraphQL, and no text of somebody's. */
export function entryOf(
  { id, name, format, rows, bytes, purpose, errorCode }: ExportRow,
  step: string,
): ChangeEntry {
  return {
    entityType: "Export",
    entityId: id,
    detail: {
      ...{ step, name, format, rows, bytes },
      ...(purpose !== null && { purposeOfUse: purpose }),
      ...(errorCode !== null && { code: errorCode }),
    },
  };
}
