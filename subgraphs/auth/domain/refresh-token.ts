import { createHmac, hkdfSync } from "node:crypto";
import { newSecret } from "./secret-hash.ts";

const SECRET_BYTES = 32;

/** Makes refresh tokens: 32 bytes in base64url, of which nothing but their hashes is kept. */
export interface RefreshTokens {
  /** The first of a family: random. */
  first(): string;
  /**
   * The one that comes `steps` after `token`. Whoever refreshes with the same token gets the same next one, however
   * often and wherever it is asked for, so a family stays one line and no token need be kept to be told again. Nobody
   * can make it of `token` who has not the key.
   */
  after(token: string, steps: number): string;
}

/** @param sealingKey the key from the configuration, of which one for this purpose is made (HKDF, RFC 5869) */
export function createRefreshTokens(sealingKey: Uint8Array): RefreshTokens {
  const key = new Uint8Array(hkdfSync("sha256", sealingKey, "", "clinic refresh token v1", SECRET_BYTES));
  return {
    first: newSecret,
    after: (token, steps) => {
      let next = token;
      for (let step = 0; step < steps; step += 1) {
        next = createHmac("sha256", key).update(next).digest("base64url");
      }
      return next;
    },
  };
}
