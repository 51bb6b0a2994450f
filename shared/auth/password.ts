import { channel } from "node:diagnostics_channel";
import { hash, verify } from "@node-rs/argon2";

/** Told of each hash that is made or compared, for who measures or counts: `hash` or `verify`, and never of what. */
export const PASSWORD_WORK = channel("clinic.password-work");

/**
 * The first choice of the OWASP Password Storage Cheat Sheet for argon2id, which is the algorithm the library takes
 * when none is named: 19 MiB of memory, two passes, one lane.
 */
export const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hash of 32 random bytes that nobody kept, made with the same parameters as every other. Verifying against it takes
 * as long as against an account's hash, and never succeeds: for sign-in attempts that have no account.
 */
export const NOBODYS_PASSWORD_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$rNa9GaEEFWUI18CI0gViXA$VkGpzv24ceGOGSI9Hkr2TzuJlFbg2sO3hvfm6ANC38Y";

/** Hashes a password; the answer is in PHC string format and about 100 characters long. */
export async function hashPassword(password: string): Promise<string> {
  PASSWORD_WORK.publish("hash");
  return hash(normalize(password), ARGON2ID);
}

/** True when `passwordHash` was made of this password. @throws Error when the hash is not in PHC string format */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  PASSWORD_WORK.publish("verify");
  return verify(passwordHash, normalize(password));
}

/** Keyboards write the same letter in different ways (NIST SP 800-63B, section 3.1.1.2). */
function normalize(password: string): string {
  return password.normalize("NFKC");
}
