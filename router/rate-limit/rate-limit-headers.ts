import { wholeSeconds, type NamedBalance } from "./request-budget.ts";

/** Names of the headers of {@link rateLimitHeaders}. */
export const RATE_LIMIT_HEADERS = ["ratelimit", "ratelimit-policy", "retry-after"] as const;

/**
 * `RateLimit-Policy`, `RateLimit` and, when the request was refused, `Retry-After`
 * (https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-11.html). The draft's registry has no unit for
 * points, so a parameter of our own names it.
 */
export function rateLimitHeaders(
  balances: readonly NamedBalance[],
  windowSeconds: number,
): Readonly<Record<string, string>> {
  if (balances.length === 0) return {};
  const policies = balances.map(({ policy, quota }) => {
    const unit = policy === "credentials" ? "" : ';clinic-unit="points"';
    return `"${policy}";q=${String(quota)};w=${String(windowSeconds)}${unit}`;
  });
  const limits = balances.map(
    ({ policy, remaining, resetMs }) =>
      `"${policy}";r=${String(remaining)};t=${String(wholeSeconds(resetMs))}`,
  );
  const short = balances.filter(({ isShort }) => isShort).map(({ resetMs }) => wholeSeconds(resetMs));
  return {
    "ratelimit-policy": policies.join(", "),
    ratelimit: limits.join(", "),
    ...(short.length > 0 && { "retry-after": String(Math.max(1, ...short)) }),
  };
}
