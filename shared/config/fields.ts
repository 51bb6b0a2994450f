import { z } from "zod";
import { decodeNamedKey, type NamedKey } from "../crypto/named-key.ts";
import { LOG_LEVELS, type LogLevel } from "../logging/logger.ts";

/**
 * Building blocks of the configuration schemas. Each takes the text of an environment variable; what is wrong with it
 * is said without repeating it, because it may be a secret. `meta.example` is what `loadConfig` shows.
 */

/** Fields that are secrets, or hold one. */
export const SECRETS = z.registry<{
  /** Says what is wrong with one that is well-formed and may still be guessed; never the secret. */
  readonly weakness: (text: string) => string | undefined;
}>();

/** A TCP port, 0 to 65535; with 0 the operating system chooses one. */
export function port(): z.ZodType<number> {
  return wholeNumber(0, 65_535, "a port").meta({ example: "4000" });
}

/** Whole milliseconds between `minimumMs` and `maximumMs`, both included. */
export function durationMs(bounds: {
  readonly minimumMs: number;
  readonly maximumMs: number;
}): z.ZodType<number> {
  const { minimumMs, maximumMs } = bounds;
  return wholeNumber(minimumMs, maximumMs, "a number of milliseconds").meta({ example: String(minimumMs) });
}

/** A whole number between `minimum` and `maximum`, both included. */
export function count(bounds: { readonly minimum: number; readonly maximum: number }): z.ZodType<number> {
  return wholeNumber(bounds.minimum, bounds.maximum, "a number").meta({ example: String(bounds.minimum) });
}

const URL_SCHEMES = {
  postgres: {
    protocols: ["postgres:", "postgresql:"],
    example: "postgres://role:password@localhost:5432/clinic",
  },
  http: { protocols: ["http:", "https:"], example: "http://localhost:4000" },
  smtp: { protocols: ["smtp:", "smtps:"], example: "smtp://user:password@localhost:587" },
  redis: { protocols: ["redis:", "rediss:"], example: "redis://localhost:6379" },
  amqp: { protocols: ["amqp:", "amqps:"], example: "amqp://user:password@localhost:5672" },
} as const;

/** An absolute address of the given kind with a host, as it was written. */
export function url(kind: keyof typeof URL_SCHEMES): z.ZodType<string> {
  const { protocols, example } = URL_SCHEMES[kind];
  const names = protocols.map((protocol) => `${protocol}//`).join(" or ");
  return z
    .string()
    .refine((text) => isUrl(text, protocols), `must be an address that begins with ${names}`)
    .meta({ example })
    .register(SECRETS, { weakness: weaknessOfUrl });
}

/** Origins parted by commas, each as a browser sends it. */
export function origins(): z.ZodType<string[]> {
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .refine(
      (parts) => parts.every(isOrigin),
      "must be origins parted by commas, without path or slash at the end",
    )
    .meta({ example: "http://localhost:3000,http://localhost:5173" });
}

function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text;
}

/** Secrets shorter than this can be guessed: RFC 2104 asks for at least the length of the hash, here SHA-256. */
const SHORTEST_SECRET_BYTES = 32;
const SECRET_SIZE = `${String(SHORTEST_SECRET_BYTES)} bytes`;
const SECRET_EXAMPLE = "the output of: openssl rand -base64 32";

/** At least 32 bytes in base64. */
export function secretKey(): z.ZodType<Uint8Array> {
  return z
    .string()
    .transform((text, context) => {
      const bytes = decodeSecret(text);
      if (bytes !== undefined) return bytes;
      context.addIssue(`must be at least ${SECRET_SIZE} in base64`);
      return z.NEVER;
    })
    .meta({ example: SECRET_EXAMPLE })
    .register(SECRETS, { weakness: weaknessOfKeys });
}

/** One key of a {@link keyRing}. */
export interface RingKey {
  /** Names the key where it was used; letters, digits, `_` and `-`. */
  readonly kid: string;
  readonly secret: Uint8Array;
}

/**
 * Keys written `kid:base64,kid2:base64`, each of at least 32 bytes. The first signs, all verify: to rotate, put the new
 * key last everywhere, then first everywhere, then drop the old one.
 */
export function keyRing(): z.ZodType<readonly [RingKey, ...RingKey[]]> {
  return z
    .string()
    .transform((text, context) => {
      const keys = text.split(",").map(decodeRingKey);
      const kids = new Set(keys.map((key) => key?.kid));
      const [first, ...others] = keys.filter((key) => key !== undefined);
      if (first !== undefined && kids.size === others.length + 1 && kids.size === keys.length) {
        return Object.freeze([first, ...others] as const);
      }
      context.addIssue(
        `must be kid:key pairs parted by commas, each kid once and each key at least ${SECRET_SIZE} in base64`,
      );
      return z.NEVER;
    })
    .meta({ example: `2026-03:<${SECRET_EXAMPLE}>` })
    .register(SECRETS, { weakness: weaknessOfKeys });
}

const PRIVATE_KEY_EXAMPLE = "the output of: openssl genpkey -algorithm ed25519 -outform der | base64 -w0";
const PUBLIC_KEY_EXAMPLE = "the output of: openssl pkey -in key.der -pubout -outform der | base64 -w0";

/** One private Ed25519 key, written `name:base64` of its PKCS #8 form. */
export function privateKey(): z.ZodType<NamedKey> {
  return z
    .string()
    .transform((text, context) => {
      const key = decodeNamedKey(text, "private");
      if (key !== undefined) return key;
      context.addIssue("must be name:key with an Ed25519 private key, PKCS #8 in base64");
      return z.NEVER;
    })
    .meta({ example: `release-team:<${PRIVATE_KEY_EXAMPLE}>` })
    .register(SECRETS, { weakness: () => undefined });
}

/** Public Ed25519 keys, written `name:base64,name2:base64` of their SPKI forms, each name once. */
export function publicKeys(): z.ZodType<readonly NamedKey[]> {
  return z
    .string()
    .transform((text, context) => {
      const pairs = text.split(",");
      const keys = pairs.map((pair) => decodeNamedKey(pair, "public")).filter((key) => key !== undefined);
      if (keys.length === pairs.length && new Set(keys.map(({ name }) => name)).size === keys.length)
        return Object.freeze(keys);
      context.addIssue(
        "must be name:key pairs parted by commas, each name once and each an Ed25519 public key, SPKI in base64",
      );
      return z.NEVER;
    })
    .meta({ example: `release-team:<${PUBLIC_KEY_EXAMPLE}>` });
}

/** Of 32 random bytes 30 differ; that fewer than this do happens to nobody. */
const FEWEST_DIFFERENT_BYTES = 16;
const SHORTEST_PASSWORD = 16;

/** Of a key, or of one of a ring: words and repetitions are not random. */
function weaknessOfKeys(text: string): string | undefined {
  const isWeak = text.split(",").some((pair) => {
    const bytes = Buffer.from(pair.slice(pair.lastIndexOf(":") + 1), "base64");
    const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
    return isText || new Set(bytes).size < FEWEST_DIFFERENT_BYTES;
  });
  return isWeak ? "must be random" : undefined;
}

/** Of the password in an address, if there is one. */
function weaknessOfUrl(text: string): string | undefined {
  const password = URL.parse(text)?.password ?? "";
  const isWeak = password !== "" && password.length < SHORTEST_PASSWORD;
  return isWeak ? `must have a password of at least ${String(SHORTEST_PASSWORD)} characters` : undefined;
}

/** A level of the log. */
export function logLevel(): z.ZodType<LogLevel> {
  return oneOf(LOG_LEVELS, "info");
}

/** What the process runs for. */
export function nodeEnv(): z.ZodType<"development" | "test" | "production"> {
  return oneOf(["development", "test", "production"], "production");
}

/** `true` or `false`. */
export function booleanFlag(): z.ZodType<boolean> {
  return oneOf(["true", "false"], "true")
    .transform((text) => text === "true")
    .meta({ example: "true" });
}

/** One of a few words. */
export function oneOf<const T extends string>(
  words: readonly [T, ...T[]],
  example: NoInfer<T>,
): z.ZodType<T> {
  return z.enum(words, `must be one of ${words.join(", ")}`).meta({ example });
}

function wholeNumber(minimum: number, maximum: number, what: string): z.ZodType<number> {
  const rule = `must be ${what} from ${String(minimum)} to ${String(maximum)}, in digits only`;
  return z
    .string()
    .regex(/^\d{1,15}$/, rule)
    .transform(Number)
    .refine((number) => number >= minimum && number <= maximum, rule);
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  const address = URL.parse(text);
  return address !== null && protocols.includes(address.protocol) && address.hostname !== "";
}

/** The bytes of a secret, or undefined when it is not base64 or too short. */
function decodeSecret(text: string): Uint8Array | undefined {
  // Buffer skips what is not base64, which would make a mistyped key a short one without a word.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = new Uint8Array(Buffer.from(text, "base64"));
  return bytes.byteLength >= SHORTEST_SECRET_BYTES ? bytes : undefined;
}

function decodeRingKey(pair: string): RingKey | undefined {
  const [kid, encoded, ...rest] = pair.trim().split(":");
  if (kid === undefined || encoded === undefined || rest.length > 0) return undefined;
  const secret = decodeSecret(encoded);
  return secret !== undefined && /^[A-Za-z0-9_-]{1,32}$/.test(kid) ? { kid, secret } : undefined;
}
