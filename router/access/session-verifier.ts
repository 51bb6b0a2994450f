import { hash } from "node:crypto";
import { z } from "zod";
import { viewerSchema, type Viewer } from "#shared/auth/viewer.ts";
import { Deadline } from "#shared/http/deadline.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { readAnswer } from "./read-answer.ts";
import { ROUTER_VIEWER } from "./router-viewer.ts";
import { SharedAnswers } from "./shared-answers.ts";

/** A positive answer is used again for this long, so an ended session is refused this much later at most. */
export const SESSION_ANSWER_LIFETIME_MS = 500;
const REMEMBERED_SESSIONS = 10_000;
/** Where auth says whose session an id is. */
export const VERIFY_PATH = "/internal/sessions/verify";

/** What auth says of a session id. */
export interface SessionAnswer {
  /** Null: no such session, or it has ended. */
  readonly viewer: Viewer | null;
  /** Complete `Set-Cookie` values of a renewed session. */
  readonly setCookies: readonly string[];
}

/**
 * Asks auth whose session an id is.
 * @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` when auth gives no usable answer
 */
export type SessionVerifier = (sessionId: string, deadline: Deadline) => Promise<SessionAnswer>;

/** What is remembered of sessions, by the SHA-256 of the id. */
export class SessionMemory extends SharedAnswers<SessionAnswer, Viewer> {
  constructor(now: MonotonicClock = monotonicClock) {
    super({
      capacity: REMEMBERED_SESSIONS,
      lifetimeMs: SESSION_ANSWER_LIFETIME_MS,
      now,
      keep: ({ viewer }) => viewer ?? undefined,
    });
  }
}

const answerSchema = z.object({ viewer: viewerSchema.nullable() });

/** What auth answered. @throws AppError `DEPENDENCY_UNAVAILABLE` when it is no answer */
export function readSessionAnswer(response: ServiceResponse): SessionAnswer {
  return { viewer: readAnswer(response, answerSchema).viewer, setCookies: response.setCookies };
}

/**
 * A verifier that remembers positive answers for {@link SESSION_ANSWER_LIFETIME_MS} by the SHA-256 of the id, and
 * asks once for requests that come at the same time. Each of them waits until its own deadline; the question itself
 * has `timeoutMs`, because the first to ask may have less time left than the others.
 */
export function createSessionVerifier(options: {
  readonly callAuth: ServiceCaller;
  readonly memory: SessionMemory;
  readonly timeoutMs: number;
}): SessionVerifier {
  const { callAuth, timeoutMs, memory } = options;

  async function ask(sessionId: string): Promise<SessionAnswer> {
    const response = await callAuth({
      method: "POST",
      path: VERIFY_PATH,
      body: JSON.stringify({ sessionId }),
      viewer: ROUTER_VIEWER,
      deadline: new Deadline(timeoutMs),
    });
    return readSessionAnswer(response);
  }

  return async (sessionId, deadline) => {
    const key = hash("sha256", sessionId, "base64url");
    const viewer = memory.recent(key);
    if (viewer !== undefined) return { viewer, setCookies: [] };
    return deadline.race(memory.ask(key, () => ask(sessionId)));
  };
}
