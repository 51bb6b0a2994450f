import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { RecentAnswers } from "./recent-answers.ts";
import type { RevocationList, TokenIdentity } from "./revocation-list.ts";
import type { RevocationStream } from "./revocation-stream.ts";
import { ROUTER_VIEWER } from "./router-viewer.ts";

/** While auth is silent about revocations, its word that a token is good is believed for so long. */
export const STATUS_LIFETIME_MS = 500;
const REMEMBERED_TOKENS = 10_000;
const PATH = "/internal/tokens/introspect";

/**
 * Whether a token that is valid in itself was revoked.
 * @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` when nobody can say so
 */
export type RevocationCheck = (token: TokenIdentity, deadline: Deadline) => Promise<boolean>;

const answerSchema = z.object({ isActive: z.boolean() });

/**
 * Looks into the list of revocations while it is up to date, and asks auth when it is not. Nothing is taken for good
 * because nobody has said otherwise.
 */
export function createRevocationCheck(options: {
  readonly list: RevocationList;
  readonly stream: Pick<RevocationStream, "isHeard">;
  readonly callAuth: ServiceCaller;
  readonly timeoutMs: number;
  /** Default: that of the process. */
  readonly now?: MonotonicClock;
}): RevocationCheck {
  const { list, stream, callAuth, timeoutMs, now = monotonicClock } = options;
  const active = new RecentAnswers<true>({
    capacity: REMEMBERED_TOKENS,
    lifetimeMs: STATUS_LIFETIME_MS,
    now,
  });
  const pending = new Map<string, Promise<boolean>>();

  async function ask(token: TokenIdentity): Promise<boolean> {
    const askedAtMs = now();
    const response = await callAuth({
      method: "POST",
      path: PATH,
      body: JSON.stringify(token),
      viewer: ROUTER_VIEWER,
      deadline: new Deadline(timeoutMs),
    });
    const { isActive } = readAnswer(response);
    if (isActive) active.set(token.jti, true, askedAtMs);
    return !isActive;
  }

  return async (token, deadline) => {
    // What is known to be revoked is so, however old the list.
    if (list.covers(token)) return true;
    if (stream.isHeard || active.get(token.jti) === true) return false;
    const shared = pending.get(token.jti) ?? ask(token).finally(() => pending.delete(token.jti));
    pending.set(token.jti, shared);
    return deadline.race(shared);
  };
}

function readAnswer(response: ServiceResponse): z.infer<typeof answerSchema> {
  try {
    if (response.status !== 200) throw new Error(`answered ${String(response.status)}`);
    return answerSchema.parse(JSON.parse(response.body));
  } catch (error) {
    throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: error });
  }
}
