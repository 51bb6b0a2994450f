import { z } from "zod";
import { Deadline } from "#shared/http/deadline.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { readAnswer } from "./read-answer.ts";
import type { RevocationList, TokenIdentity } from "./revocation-list.ts";
import type { RevocationStream } from "./revocation-stream.ts";
import { ROUTER_VIEWER } from "./router-viewer.ts";
import { SharedAnswers } from "./shared-answers.ts";

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
  const answers = new SharedAnswers<boolean, true>({
    capacity: REMEMBERED_TOKENS,
    lifetimeMs: STATUS_LIFETIME_MS,
    now,
    keep: (isActive) => isActive || undefined,
  });

  async function isActive(token: TokenIdentity): Promise<boolean> {
    const response = await callAuth({
      method: "POST",
      path: PATH,
      body: JSON.stringify(token),
      viewer: ROUTER_VIEWER,
      deadline: new Deadline(timeoutMs),
    });
    return readAnswer(response, answerSchema).isActive;
  }

  return async (token, deadline) => {
    // What is known to be revoked is so, however old the list.
    if (list.covers(token)) return true;
    if (stream.isHeard || answers.recent(token.jti) === true) return false;
    return !(await deadline.race(answers.ask(token.jti, () => isActive(token))));
  };
}
