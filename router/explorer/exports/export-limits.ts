/** How large exports may be, and how many of them. */
export interface ExportLimits {
  /** Of an account, at work at one time: one is looked at while another runs, and whoever needs more asks for the same again. */
  readonly liveJobs: number;
  /** Of an account, finished ones included, so that nobody fills the database. */
  readonly keptJobs: number;
  /** More than a spreadsheet shows anybody; whole tables are for operators. */
  readonly rows: number;
  /** Of a file: what a spreadsheet opens without complaint, and a database holds a few hundred of. */
  readonly bytes: number;
}

/** Limits that suit the clinic. */
export const EXPORT_LIMITS: ExportLimits = {
  liveJobs: 3,
  keptJobs: 20,
  rows: 100_000,
  bytes: 50_000_000,
};

/** So long after the last page of an export there is a file, or something to be resumed. */
export const EXPORT_LIFETIME_MS = 24 * 60 * 60 * 1_000;

/** How often whoever works on an export says so. */
export const HEARTBEAT_MS = 10_000;
/** Whoever has not said so for this long is gone: three times were missed. */
export const HEARTBEAT_TIMEOUT_MS = 30_000;

/** Pages that one router asks for at once, of all exports: few, so that exports take no time from those who wait for an answer. */
export const PAGES_AT_ONCE = 4;
/** What an export leaves of a full budget, so that its owner can go on working meanwhile. */
export const SHARE_LEFT = 0.25;
