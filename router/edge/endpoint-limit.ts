import type { FastifyReply, FastifyRequest } from "fastify";
import { rateLimitHeaders } from "../rate-limit/rate-limit-headers.ts";
import { OAUTH_POINTS, WELL_KNOWN_POINTS } from "../rate-limit/rate-limit-settings.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { RequestBudget } from "../rate-limit/request-budget.ts";

/** Ours are shorter; nobody is looked up for more. */
const LONGEST_CLIENT_ID = 100;

/**
 * Charges a call of one of auth's public endpoints to the address it comes from. A client whose own budget is empty is
 * refused, too. Answers what to call once auth has accepted: only then the client is who it says, and is charged, so
 * that nobody can use up another's budget by its name.
 * @throws AppError `RATE_LIMIT_EXCEEDED`
 */
export async function enterEndpoint(
  request: FastifyRequest,
  reply: FastifyReply,
  limiter: RateLimiter,
): Promise<() => Promise<void>> {
  const isOAuth = request.url.startsWith("/oauth2/");
  const points = isOAuth ? OAUTH_POINTS : WELL_KNOWN_POINTS;
  const clientId = isOAuth ? claimedClient(request) : undefined;
  const byAddress = limiter.ofAddress(request.ip);
  const byClient = clientId === undefined ? undefined : limiter.ofClient(clientId);
  const tell = (budget: RequestBudget | undefined): void => {
    void reply.headers(rateLimitHeaders(budget?.balances() ?? [], limiter.settings.windowSeconds));
  };
  try {
    byAddress.assertNotEmpty();
    await Promise.all([byAddress.charge(points), byClient?.assertHolds(points)]);
  } catch (error) {
    tell(byAddress);
    tell(byClient);
    throw error;
  }
  tell(byAddress);
  return async () => byClient?.chargeAfterwards(points);
}

const BASIC = /^basic +([A-Za-z0-9+/]+=*)$/i;

/** The client that a request says it comes from (RFC 6749, section 2.3.1). */
function claimedClient({ headers, body }: FastifyRequest): string | undefined {
  const encoded = BASIC.exec(headers.authorization ?? "")?.[1];
  const form = new URLSearchParams(typeof body === "string" ? body : "");
  const claimed =
    encoded === undefined
      ? form.get("client_id")
      : // In the header the id is encoded as in a form.
        new URLSearchParams(
          `id=${Buffer.from(encoded, "base64").toString("utf8").split(":", 1)[0] ?? ""}`,
        ).get("id");
  return claimed !== null && claimed !== "" && claimed.length <= LONGEST_CLIENT_ID ? claimed : undefined;
}
