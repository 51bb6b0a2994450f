import { hasHash } from "./secret-hash.ts";

/** A secret that was replaced is good for so long, unless somebody ends it. */
export const PREVIOUS_SECRET_DAYS = 30;

/** The secrets of a program, as hashes. */
export interface ClientSecrets {
  /** Null: it has none, and no secret is right. */
  readonly secretHash: string | null;
  readonly previousSecretHash: string | null;
  readonly previousSecretEndsAt: Date | null;
}

/** True when a program has a second secret that is good at `now`. */
export function hasPreviousSecret(
  { previousSecretHash, previousSecretEndsAt }: ClientSecrets,
  now: Date,
): boolean {
  return previousSecretHash !== null && previousSecretEndsAt !== null && previousSecretEndsAt > now;
}

/** True when `secret` is one of those that are good at `now`. */
export function isClientSecret(secret: string, client: ClientSecrets, now: Date): boolean {
  const isCurrent = hasHash(secret, client.secretHash ?? "");
  // Compared in any case: how long it takes must not tell which of them is right.
  const isPrevious = hasHash(secret, client.previousSecretHash ?? "");
  return isCurrent || (isPrevious && hasPreviousSecret(client, now));
}
