import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A key for signatures under the name of its owner: Ed25519 (RFC 8410), private or public. */
export interface NamedKey {
  /** Letters, digits, `_` and `-`. */
  readonly name: string;
  readonly key: KeyObject;
}

const NAME = /^[A-Za-z0-9_-]{1,32}$/;
const FORMS = {
  private: { format: "der", type: "pkcs8" },
  public: { format: "der", type: "spki" },
} as const;

/** Reads `name:base64`, of PKCS #8 for a private key and SPKI for a public one, DER; undefined when it is none. */
export function decodeNamedKey(text: string, kind: keyof typeof FORMS): NamedKey | undefined {
  const [name = "", encoded = "", ...rest] = text.trim().split(":");
  if (rest.length > 0 || !NAME.test(name)) return undefined;
  const der = Buffer.from(encoded, "base64");
  try {
    const key =
      kind === "private"
        ? createPrivateKey({ key: der, ...FORMS.private })
        : createPublicKey({ key: der, ...FORMS.public });
    return key.asymmetricKeyType === "ed25519" ? { name, key } : undefined;
  } catch {
    return undefined;
  }
}

/** What {@link decodeNamedKey} reads. */
export function encodeNamedKey({ name, key }: NamedKey): string {
  const der = key.type === "private" ? key.export(FORMS.private) : key.export(FORMS.public);
  return `${name}:${der.toString("base64")}`;
}

/** The public key of a private one. */
export function publicKeyOf({ name, key }: NamedKey): NamedKey {
  return { name, key: createPublicKey(key) };
}

/** A new private key. */
export function newPrivateKey(name: string): NamedKey {
  return { name, key: generateKeyPairSync("ed25519").privateKey };
}
