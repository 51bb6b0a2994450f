import type { ExplorerOperation } from "./explorer-api.ts";

// Exports of the explorer, below /explorer/api as everything of `explorer-api.ts`. A query with one connection is followed to its end
// in the background, as whoever asked for it and within their budget; what comes of it is a file, at `GET /v1/files/<id>`.

/** Of what a file is made: CSV (RFC 4180), or a JSON object a line. */
export const EXPORT_FORMATS = ["CSV", "NDJSON"] as const;

/** A format of {@link EXPORT_FORMATS}. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `POST exports`. Answered 202 with the {@link ExportJob}, whose address is in `Location`. */
export interface ExportInput extends ExplorerOperation {
  readonly format: ExportFormat;
}

/**
 * How far an export is. `WAITING`: for points of the owner's budget. `INTERRUPTED`: nobody works on it any more; `POST
 * exports/<id>/resume` goes on with it. `COMPLETED`, `FAILED` and `CANCELLED` are final.
 */
export type ExportState =
  "QUEUED" | "RUNNING" | "WAITING" | "INTERRUPTED" | "COMPLETED" | "FAILED" | "CANCELLED";

/** An export of the caller's own. `GET exports` answers all, newest first, `GET exports/<id>` one; `DELETE` removes it. */
export interface ExportJob {
  readonly id: string;
  /** Name of the operation, or `export`. */
  readonly name: string;
  readonly format: ExportFormat;
  readonly state: ExportState;
  /** So far. */
  readonly rows: number;
  /** In all, counted when it began; null where that is not known. */
  readonly total: number | null;
  readonly pages: number;
  /** Of the file, so far. */
  readonly bytes: number;
  /** Coordinates of fields that are null in every row, since they are not for the owner; empty before the first page. */
  readonly redacted: readonly string[];
  /** While it is `WAITING`: when it goes on. */
  readonly waitingUntil: string | null;
  /** Why it has failed, or was interrupted by itself: a code of the error catalogue, and a sentence. */
  readonly error: { readonly code: string; readonly reason: string } | null;
  readonly createdAt: string;
  /** From then on there is neither export nor file. */
  readonly expiresAt: string;
}
