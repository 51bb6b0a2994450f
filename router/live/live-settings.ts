/** How live updates are timed, and how many there may be. */
export interface LiveSettings {
  /** Streams of one router. */
  readonly connections: number;
  /** Streams of one account, or of one client that acts for itself, at one router. */
  readonly connectionsPerAccount: number;
  /** Something is sent at least so often. */
  readonly heartbeatMs: number;
  /** Who follows is looked at again so often. */
  readonly recheckMs: number;
  /** Ended when who follows could not be looked at for so long. */
  readonly longestUncheckedMs: number;
  /** What one client has not read yet, in bytes; who has more is let go. */
  readonly bufferBytes: number;
  /** After so long a client comes back that has lost its stream. */
  readonly retryMs: number;
}

/** What is right for a clinic's apps. */
export const DEFAULT_LIVE_SETTINGS: LiveSettings = {
  connections: 2_000,
  connectionsPerAccount: 20,
  heartbeatMs: 15_000,
  recheckMs: 30_000,
  longestUncheckedMs: 60_000,
  bufferBytes: 64 * 1024,
  retryMs: 3_000,
};
