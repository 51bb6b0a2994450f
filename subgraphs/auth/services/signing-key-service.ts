import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importJWK,
  importPKCS8,
  type CryptoKey,
} from "jose";
import { z } from "zod";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Sealer } from "#shared/crypto/seal.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { SigningKeyRepository, type SigningKeyRow } from "../repositories/signing-key-repository.ts";

/** The algorithm of every access token: ECDSA on P-256 with SHA-256 (RFC 7518, section 3.4). */
export const SIGNING_ALGORITHM = "ES256";

/** How long an access token is valid, and so how long a retired key must still be published. */
export const TOKEN_LIFETIME_SECONDS = 600;

/**
 * So long a new key is published before it signs: longer than whoever verifies may keep an older list of keys without
 * looking again (a minute, see `routes/well-known.ts`; the router looks again after ten seconds).
 */
export const PUBLISHED_BEFORE_SECONDS = 90;

/** What a rotation did. */
export interface Rotation {
  readonly kid: string;
  /** From then on tokens are signed by the new key. */
  readonly signsFrom: Date;
  /** From then on no token that an older key has signed is valid. */
  readonly olderEndAt: Date;
}

/** The key that signs, ready for use. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

/** A public key as clients get it (RFC 7517). */
export type PublicJwk = z.infer<typeof publicJwkSchema>;

/** Strict, so that nothing of a private key could pass. */
const publicJwkSchema = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal(SIGNING_ALGORITHM),
  use: z.literal("sig"),
});

/** What {@link SigningKeyService} needs. */
export interface SigningKeyServiceOptions {
  readonly scope: SystemScope;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** The keys of access tokens. Private halves are in the database sealed, and open only in this process's memory. */
export class SigningKeyService {
  readonly #options: SigningKeyServiceOptions;
  #opened: SigningKey | undefined;
  /** By `kid`: what a key is never changes. */
  readonly #verifying = new Map<string, CryptoKey>();

  constructor(options: SigningKeyServiceOptions) {
    this.#options = options;
  }

  /**
   * Makes the first key when there is none; of several processes that start at once, one does.
   * @throws Error when there is a key that the configured sealing key does not open
   */
  async ensureKey(): Promise<void> {
    await this.#options.scope.run(async (tx) => {
      const keys = new SigningKeyRepository(tx);
      await keys.lockCreation();
      const now = this.#options.clock();
      if ((await keys.findCurrent(now)) === undefined) await keys.insert(await this.#makeKey(now));
      await this.currentKey(tx);
    });
  }

  /**
   * Publishes a new key, which signs in {@link PUBLISHED_BEFORE_SECONDS}. The older ones sign until then and stay
   * published until their last token has ended, so that no request fails meanwhile.
   */
  async rotate(tx: Tx): Promise<Rotation> {
    const keys = new SigningKeyRepository(tx);
    await keys.lockCreation();
    const signsFrom = new Date(this.#options.clock().getTime() + PUBLISHED_BEFORE_SECONDS * 1000);
    await keys.retireAll(signsFrom);
    const key = await this.#makeKey(signsFrom);
    await keys.insert(key);
    const olderEndAt = new Date(signsFrom.getTime() + TOKEN_LIFETIME_SECONDS * 1000);
    return { kid: key.kid, signsFrom, olderEndAt };
  }

  /** The key that signs now. Needs `SystemScope`. */
  async currentKey(tx: Tx): Promise<SigningKey> {
    const row = await new SigningKeyRepository(tx).findCurrent(this.#options.clock());
    if (row === undefined) throw new Error("There is no signing key.");
    if (this.#opened?.kid !== row.kid) this.#opened = await this.#open(row);
    return this.#opened;
  }

  /** The public halves of all keys by which a token in use may be signed. */
  async publicKeys(): Promise<readonly PublicJwk[]> {
    const since = this.#firstInUse();
    const rows = await this.#options.scope.run((tx) => new SigningKeyRepository(tx).listVerifying(since));
    return rows.map(readPublicJwk);
  }

  /** The public half of this key, when a token in use may be signed by it. Needs `SystemScope`. */
  async verifyingKey(tx: Tx, kid: string): Promise<CryptoKey | undefined> {
    const row = await new SigningKeyRepository(tx).findVerifying(kid, this.#firstInUse());
    if (row === undefined) return undefined;
    const key = this.#verifying.get(kid) ?? (await importKey(row));
    this.#verifying.set(kid, key);
    return key;
  }

  /** A key that was retired before has signed no token that is in use. */
  #firstInUse(): Date {
    return new Date(this.#options.clock().getTime() - TOKEN_LIFETIME_SECONDS * 1000);
  }

  async #makeKey(signsFrom: Date): Promise<Parameters<SigningKeyRepository["insert"]>[0]> {
    const { publicKey, privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
    const half = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(half);
    const jwk: PublicJwk = publicJwkSchema.parse({ ...half, kid, alg: SIGNING_ALGORITHM, use: "sig" });
    return {
      id: newId(),
      tenantId: PLATFORM_TENANT_ID,
      signsFrom,
      kid,
      publicJwk: JSON.stringify(jwk),
      sealedPrivateKey: this.#options.sealer.seal(await exportPKCS8(privateKey), purposeOf(kid)),
    };
  }

  async #open({ kid, sealedPrivateKey }: SigningKeyRow): Promise<SigningKey> {
    const pkcs8 = this.#options.sealer.open(sealedPrivateKey, purposeOf(kid));
    return { kid, privateKey: await importPKCS8(pkcs8, SIGNING_ALGORITHM) };
  }
}

function readPublicJwk({ publicJwk }: SigningKeyRow): PublicJwk {
  return publicJwkSchema.parse(JSON.parse(publicJwk));
}

async function importKey(row: SigningKeyRow): Promise<CryptoKey> {
  const key = await importJWK(readPublicJwk(row), SIGNING_ALGORITHM);
  if (key instanceof Uint8Array) throw new Error("A public key is no secret.");
  return key;
}

function purposeOf(kid: string): string {
  return `signing-key:${kid}`;
}
