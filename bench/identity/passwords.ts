import { hash, verify } from "@node-rs/argon2";
import { ARGON2ID } from "#shared/auth/password.ts";
import { median } from "../round.ts";

/** What one way to hash passwords costs. */
export interface PasswordCost {
  readonly name: string;
  /** Median time to hash one, which is that to verify one. */
  readonly hashMs: number;
  readonly verifyMs: number;
  readonly memoryMiB: number;
}

/**
 * Ours, and the others among which the OWASP Password Storage Cheat Sheet leaves the choice, which takes all of them to be
 * equally strong; the last one is the second recommendation of RFC 9106, section 4.
 */
const WAYS = [
  { name: "ours: 19 MiB, 2 passes", ...ARGON2ID },
  { name: "46 MiB, 1 pass", memoryCost: 47_104, timeCost: 1, parallelism: 1 },
  { name: "12 MiB, 3 passes", memoryCost: 12_288, timeCost: 3, parallelism: 1 },
  { name: "7 MiB, 5 passes", memoryCost: 7_168, timeCost: 5, parallelism: 1 },
  { name: "64 MiB, 3 passes, 4 lanes", memoryCost: 65_536, timeCost: 3, parallelism: 4 },
] as const;

const PASSWORD = "correct horse battery staple";
const KIB_PER_MIB = 1_024;

/** Hashes and verifies in alternating rounds, one at a time. */
export async function measurePasswords(rounds: number): Promise<readonly PasswordCost[]> {
  const samples = WAYS.map((way) => ({ way, hashMs: [] as number[], verifyMs: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { way, hashMs, verifyMs } of samples) {
      const startedAt = performance.now();
      const made = await hash(PASSWORD, way);
      const hashedAt = performance.now();
      if (!(await verify(made, PASSWORD))) throw new Error("A password is not the one that was hashed.");
      hashMs.push(hashedAt - startedAt);
      verifyMs.push(performance.now() - hashedAt);
    }
  }
  return samples.map(({ way, hashMs, verifyMs }) => ({
    name: way.name,
    hashMs: median(hashMs),
    verifyMs: median(verifyMs),
    memoryMiB: way.memoryCost / KIB_PER_MIB,
  }));
}
