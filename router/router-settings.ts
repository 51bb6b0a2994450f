/** Times after which nobody waits any longer. */
export interface RouterTimeouts {
  /** For a whole request of a client. */
  readonly requestMs: number;
  /** For one call to a subgraph. */
  readonly subgraphMs: number;
}

/** Times that suit the clinic's operations. */
export const DEFAULT_TIMEOUTS: RouterTimeouts = { requestMs: 10_000, subgraphMs: 5_000 };

/** What access tokens must say. */
export interface TokenExpectations {
  /** Must equal `iss`. */
  readonly issuer: string;
  /** Must be in `aud`. */
  readonly audience: string;
}

/** What access tokens say on a developer's machine. */
export const DEFAULT_TOKENS: TokenExpectations = { issuer: "http://localhost:4000", audience: "clinic-api" };

/** Bytes of an imported file at most, when nothing else is said: 200 MiB. */
export const DEFAULT_LARGEST_IMPORT = 200 * 1024 * 1024;
