/**
 * Whose budget a request draws on. `address`: who is not signed in, by where the request comes from. `account` and
 * `client`: who is signed in, and the OAuth client it uses, if any. `credentials`: not points, but credentials that were
 * none, by where they come from.
 */
export const POLICIES = ["address", "account", "client", "credentials"] as const;

/** A policy of {@link POLICIES}. */
export type Policy = (typeof POLICIES)[number];

/** How much each may ask for. */
export interface RateLimitSettings {
  /** Budgets are full again so long after the first request that drew on them. */
  readonly windowSeconds: number;
  /** Points in a window, see `operationCost`; whole and positive. */
  readonly points: Readonly<Record<Policy, number>>;
}

/**
 * Per minute, what people and programs need, many times over: a page of a patient's app costs some 200 points, a list of 100
 * appointments with all about them 6,000, a sign-in 200. Behind one address may be a whole clinic.
 */
export const DEFAULT_RATE_LIMITS: RateLimitSettings = {
  windowSeconds: 60,
  points: { address: 20_000, account: 100_000, client: 300_000, credentials: 300 },
};

/** Of an operation that is refused before it is executed: it was read, checked, and maybe written down as a refusal. */
export const REFUSAL_POINTS = 10;
/** Of a call of `/oauth2/*`: a secret is checked, a token signed. */
export const OAUTH_POINTS = 50;
/** Of a call of `/.well-known/*`. */
export const WELL_KNOWN_POINTS = 5;
/** Of a call of `/v1/calendars/*`. */
export const CALENDAR_POINTS = 50;
