import { createHmac, createSecretKey, hkdfSync } from "node:crypto";

/** Makes 43 characters of a text, the same each time, from which nobody without the key can tell or try the text. */
export type KeyedHash = (text: string) => string;

const KEY_BYTES = 32;

/**
 * HMAC-SHA256 in base64url, under a key derived (HKDF, RFC 5869) from one of the configuration. For texts that are known
 * by their kind and so could be tried one after the other against a plain hash: e-mail and IP addresses.
 * @param purpose makes hashes for one purpose useless for another, e.g. `attempt limit`
 */
export function createKeyedHash(key: Uint8Array, purpose: string): KeyedHash {
  const derived = createSecretKey(
    new Uint8Array(hkdfSync("sha256", key, "", `clinic hash ${purpose}`, KEY_BYTES)),
  );
  return (text) => createHmac("sha256", derived).update(text).digest("base64url");
}
