import { createLocalJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { readAnswer } from "./read-answer.ts";

const JWKS_PATH = "/.well-known/jwks.json";
/** Keys are fetched again after this time, so that a withdrawn key is forgotten. */
export const KEYS_LIFETIME_MS = 300_000;
/** An unknown key id makes us look again, but not more often than this. */
export const KEYS_COOLDOWN_MS = 10_000;

/** Auth's public signing keys. */
export interface SigningKeys {
  /**
   * The keys known now, fetched when there are none or they are too old.
   * @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` when they cannot be fetched
   */
  current(deadline: Deadline): Promise<JWTVerifyGetKey>;
  /** Newer keys than {@link current} gave, or null when it is too early to look again. Throws likewise. */
  refreshed(deadline: Deadline): Promise<JWTVerifyGetKey | null>;
}

interface FetchedKeys {
  readonly find: JWTVerifyGetKey;
  readonly atMs: number;
}

const jwksSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * Fetches the keys from auth's JWKS (RFC 7517) through its service handler and keeps them. Those who wait for the same
 * fetch wait until their own deadlines; the fetch itself has `timeoutMs`.
 */
export function createSigningKeys(options: {
  readonly callAuth: ServiceCaller;
  /** Default: that of the process. */
  readonly now?: MonotonicClock;
  readonly timeoutMs: number;
}): SigningKeys {
  const { now = monotonicClock } = options;
  let fetched: FetchedKeys | undefined;
  let pending: Promise<FetchedKeys> | undefined;

  async function fetchKeys(): Promise<FetchedKeys> {
    const deadline = new Deadline(options.timeoutMs);
    const atMs = now();
    const call = { method: "GET", path: JWKS_PATH, body: "", viewer: ANONYMOUS, deadline } as const;
    const response = await options.callAuth({ ...call, headers: { accept: "application/json" } });
    fetched = { find: createLocalJWKSet(readAnswer(response, jwksSchema)), atMs };
    return fetched;
  }

  async function fetchOnce(deadline: Deadline): Promise<JWTVerifyGetKey> {
    pending ??= fetchKeys().finally(() => (pending = undefined));
    return (await deadline.race(pending)).find;
  }

  function isYoungerThan(lifetimeMs: number): boolean {
    return fetched !== undefined && now() - fetched.atMs < lifetimeMs;
  }

  return {
    async current(deadline) {
      return fetched !== undefined && isYoungerThan(KEYS_LIFETIME_MS) ? fetched.find : fetchOnce(deadline);
    },
    async refreshed(deadline) {
      return isYoungerThan(KEYS_COOLDOWN_MS) ? null : fetchOnce(deadline);
    },
  };
}
