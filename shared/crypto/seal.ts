import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** A value that was not sealed with this key for this purpose, or is no sealed value. */
export class SealError extends Error {
  override readonly name = "SealError";
}

/** Encrypts what must not be readable in a copy of the database. */
export interface Sealer {
  /**
   * Encrypts `text`. `purpose` says what and whose the value is, e.g. `signing-key:<kid>`: it is not secret, not
   * stored, and must be named again to open the value, so that a sealed value cannot be moved to another row.
   */
  seal(text: string, purpose: string): string;
  /** Decrypts what {@link seal} made. @throws Error when it was changed, moved or sealed with another key */
  open(sealed: string, purpose: string): string;
}

const VERSION = "v1";
const ALGORITHM = "aes-256-gcm";
/** NIST SP 800-38D, section 8.2: 96 bits. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SHORTEST_KEY_BYTES = 32;

/**
 * A sealer under one key from the configuration, of at least 32 random bytes. A sealed value is
 * `v1.<iv>.<ciphertext and tag>`, both base64url.
 * @throws RangeError when the key is too short
 */
export function createSealer(key: Uint8Array): Sealer {
  if (key.byteLength < SHORTEST_KEY_BYTES) throw new RangeError("A sealing key has at least 32 bytes.");
  // Keys of any length fit, and one used for something else by mistake as well makes another cipher key.
  const cipherKey = new Uint8Array(hkdfSync("sha256", key, "", `clinic seal ${VERSION}`, 32));
  return {
    seal: (text, purpose) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, cipherKey, iv).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${iv.toString("base64url")}.${sealed.toString("base64url")}`;
    },
    open: (sealed, purpose) => {
      const [version, iv, payload, ...rest] = sealed.split(".");
      if (version !== VERSION || iv === undefined || payload === undefined || rest.length > 0) {
        throw new SealError("The sealed value has an unknown form.");
      }
      const bytes = Buffer.from(payload, "base64url");
      try {
        const decipher = createDecipheriv(ALGORITHM, cipherKey, Buffer.from(iv, "base64url"), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
          "utf8",
        );
      } catch (cause) {
        throw new SealError("The sealed value cannot be opened with this key for this purpose.", { cause });
      }
    },
  };
}
