import { hash } from "node:crypto";
import { z } from "zod";
import { viewerSchema, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { RecentAnswers } from "./recent-answers.ts";
import { ROUTER_VIEWER } from "./router-viewer.ts";

/** A positive answer is used again for this long, so an ended session is refused this much later at most. */
export const SESSION_ANSWER_LIFETIME_MS = 500;
const REMEMBERED_SESSIONS = 10_000;
const VERIFY_PATH = "/internal/sessions/verify";

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
export class SessionMemory {
  readonly #recent: RecentAnswers<Viewer>;
  /** Questions under way, so that those who come at the same time share one. */
  readonly #pending = new Map<string, Promise<SessionAnswer>>();
  readonly #now: MonotonicClock;

  constructor(now: MonotonicClock = monotonicClock) {
    this.#now = now;
    this.#recent = new RecentAnswers({
      capacity: REMEMBERED_SESSIONS,
      lifetimeMs: SESSION_ANSWER_LIFETIME_MS,
      now,
    });
  }

  /** What is known, or else what `ask` finds out. */
  async answer(key: string, ask: () => Promise<SessionAnswer>): Promise<SessionAnswer> {
    const known = this.#recent.get(key);
    if (known !== undefined) return { viewer: known, setCookies: [] };
    const shared = this.#pending.get(key) ?? this.#ask(key, ask);
    this.#pending.set(key, shared);
    return shared;
  }

  /** Lets go of a session: what is asked for from now on is asked of auth, whatever is under way. */
  forget(key: string): void {
    this.#recent.delete(key);
    this.#pending.delete(key);
  }

  #ask(key: string, ask: () => Promise<SessionAnswer>): Promise<SessionAnswer> {
    const askedAtMs = this.#now();
    const asked: Promise<SessionAnswer> = ask()
      .then((answer) => {
        // Not when it was let go of in between: the answer is of before.
        if (this.#pending.get(key) === asked && answer.viewer !== null)
          this.#recent.set(key, answer.viewer, askedAtMs);
        return answer;
      })
      .finally(() => {
        if (this.#pending.get(key) === asked) this.#pending.delete(key);
      });
    return asked;
  }
}

const answerSchema = z.object({ viewer: viewerSchema.nullable() });

/**
 * A verifier that remembers positive answers for {@link SESSION_ANSWER_LIFETIME_MS} by the SHA-256 of the id, and
 * asks once for requests that come at the same time. Each of them waits until its own deadline; the question itself
 * has `timeoutMs`, because the first to ask may have less time left than the others.
 */
export function createSessionVerifier(options: {
  readonly callAuth: ServiceCaller;
  /** Default: one of its own. */
  readonly memory?: SessionMemory;
  readonly timeoutMs: number;
}): SessionVerifier {
  const { callAuth, timeoutMs, memory = new SessionMemory() } = options;

  async function ask(sessionId: string): Promise<SessionAnswer> {
    const body = JSON.stringify({ sessionId });
    const response = await callAuth({
      method: "POST",
      path: VERIFY_PATH,
      body,
      viewer: ROUTER_VIEWER,
      deadline: new Deadline(timeoutMs),
    });
    return { viewer: readViewer(response), setCookies: response.setCookies };
  }

  return async (sessionId, deadline) => {
    const key = hash("sha256", sessionId, "base64url");
    return deadline.race(memory.answer(key, () => ask(sessionId)));
  };
}

function readViewer(response: ServiceResponse): Viewer | null {
  if (response.status !== 200) throw unusable({ status: response.status });
  let body: unknown;
  try {
    body = JSON.parse(response.body);
  } catch (error) {
    throw unusable(error);
  }
  const answer = answerSchema.safeParse(body);
  if (!answer.success) throw unusable(answer.error);
  return answer.data.viewer;
}

function unusable(cause: unknown): AppError {
  return new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause });
}
