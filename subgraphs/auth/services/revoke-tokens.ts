import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { RevocationRepository } from "../repositories/revocation-repository.ts";
import { TOKEN_LIFETIME_SECONDS } from "./signing-key-service.ts";

/** What a revocation is about: a token by `jti`, a family by `sid`, all of an account by `sub` or of a client by `client_id`. */
export interface Revoked {
  readonly kind: "TOKEN" | "FAMILY" | "ACCOUNT" | "CLIENT";
  readonly subject: string;
  readonly tenantId: string;
}

/** A token may be used so long after its end by a machine whose clock is late. */
const CLOCK_TOLERANCE_MS = 60_000;
/** Kept for so long after it mattered, for whoever looks into what happened. */
const REMEMBERED_MS = 60 * 60 * 1000;

/**
 * Makes access tokens good for nothing: every router knows within a second of the commit. Of an account or client those
 * that were issued until `now` are meant. Needs `SystemScope`.
 */
export async function revokeTokens(tx: Tx, revoked: readonly Revoked[], now: Date): Promise<void> {
  const revocations = new RevocationRepository(tx);
  await revocations.forgetEnded(new Date(now.getTime() - REMEMBERED_MS));
  const endsAt = new Date(now.getTime() + TOKEN_LIFETIME_SECONDS * 1000 + CLOCK_TOLERANCE_MS);
  await revocations.insert(
    revoked.map((each) => ({
      ...{ id: newId(), createdAt: now, updatedAt: now },
      ...{ ...each, revokedAt: now, endsAt },
    })),
  );
}
