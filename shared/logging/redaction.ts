import { isAadhaarNumber, isPaymentCardNumber } from "./identifiers.ts";
import { redactText } from "./redact-text.ts";
import { isError, serializeError } from "./serialize-error.ts";

export { redactText } from "./redact-text.ts";

/** Objects are followed this deep; what lies deeper becomes `[too deep]`. */
const DEEPEST = 10;
/** Values in one log line; further ones become `[cut]`. */
const MOST_VALUES = 1_000;
/** Characters in all texts of one log line. */
const MOST_CHARACTERS = 65_536;
const LONGEST_KEY = 128;
const MOST_CACHED_KEYS = 2_000;

// Keys in lower case without punctuation: `x-clinic-viewer`, `xClinicViewer` and `X_CLINIC_VIEWER` are the same.
const SECRET_KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    authorization: "authorization",
    proxyauthorization: "authorization",
    cookie: "cookie",
    cookies: "cookie",
    setcookie: "cookie",
    setcookies: "cookie",
    rawheaders: "headers",
    xclinicviewer: "viewer",
    sessionid: "session",
    sid: "session",
    pwd: "secret",
    pin: "secret",
    otp: "secret",
    totp: "secret",
    mfacode: "secret",
    recoverycodes: "secret",
    credential: "secret",
    credentials: "secret",
    clientassertion: "secret",
    codeverifier: "secret",
    cvc: "card",
    cvv: "card",
    cardnumber: "card",
    aadhaar: "aadhaar",
    aadhaarnumber: "aadhaar",
    pan: "pan",
    pannumber: "pan",
  }),
);
const SECRET_KEY_ENDING =
  /(?:password|passwd|passphrase|secret|token|apikey|privatekey|secretkey|signingkey)$/;

/** How much of one log line has been seen. */
interface Walk {
  values: number;
  characters: number;
  /** The objects between the root and the current one, for cycles. */
  readonly path: object[];
}

/**
 * A copy of `record` that may be logged: what stands under a secret key is replaced, every text and every key goes
 * through {@link redactText}, errors through `serializeError`, and depth, number and length are bounded. Cycles,
 * throwing getters and keys such as `__proto__` are safe. The result is plain JSON data.
 */
export function redactRecord(record: object): Record<string, unknown> {
  return redactEntries(record, { values: 0, characters: 0, path: [] });
}

/** {@link redactRecord} for a value of any type. */
export function redactValue(value: unknown): unknown {
  return redact(value, { values: 0, characters: 0, path: [] });
}

function redact(value: unknown, walk: Walk): unknown {
  walk.values += 1;
  if (walk.values > MOST_VALUES) return "[cut]";
  switch (typeof value) {
    case "string":
      return redactString(value, walk);
    case "number":
      return redactNumber(value);
    case "bigint":
      return redactText(value.toString());
    case "object":
      return value === null ? null : redactObject(value, walk);
    case "boolean":
      return value;
    default:
      // Functions, symbols and undefined have no place in JSON.
      return undefined;
  }
}

function redactString(text: string, walk: Walk): string {
  if (walk.characters >= MOST_CHARACTERS) return "[cut]";
  const redacted = redactText(text);
  walk.characters += redacted.length;
  return redacted;
}

function redactNumber(value: number): unknown {
  // A card or Aadhaar number need not come as a text. No telephone numbers: they have no check digit.
  if (!Number.isSafeInteger(value) || value < 1e11) return value;
  const digits = String(value);
  if (isPaymentCardNumber(digits)) return "[redacted:card]";
  return isAadhaarNumber(digits) ? "[redacted:aadhaar]" : value;
}

function redactObject(value: object, walk: Walk): unknown {
  if (walk.path.includes(value)) return "[circular]";
  if (walk.path.length >= DEEPEST) return "[too deep]";
  walk.path.push(value);
  try {
    return redactByType(value, walk);
  } catch {
    // A proxy or a `toJSON` that throws: a log line must not fail the work it tells of.
    return "[unreadable]";
  } finally {
    walk.path.pop();
  }
}

function redactByType(value: object, walk: Walk): unknown {
  if (isError(value)) return redactEntries(serializeError(value), walk);
  if (Array.isArray(value)) return redactList(value, walk);
  if (value instanceof Map) return redactEntries(recordOf(value), walk);
  if (value instanceof Set) return redactList([...value], walk);
  if (ArrayBuffer.isView(value)) return `[${String(value.byteLength)} bytes]`;
  if ("toJSON" in value && typeof value.toJSON === "function")
    return redact(Reflect.apply(value.toJSON, value, []), walk);
  if (isHttpMessage(value)) return redactEntries({ method: value.method, url: value.url }, walk);
  return redactEntries(value, walk);
}

function recordOf(map: ReadonlyMap<unknown, unknown>): Record<string, unknown> {
  return Object.fromEntries(Array.from(map, ([key, value]) => [String(key), value]));
}

/** Requests of node:http and of Fastify, which hold bodies, sockets and each other. */
function isHttpMessage(value: object): value is { readonly method: string; readonly url: string } {
  const isRecord = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
  return !isRecord && "method" in value && "url" in value && "headers" in value;
}

function redactList(list: readonly unknown[], walk: Walk): unknown[] {
  const result: unknown[] = [];
  for (const item of list) {
    result.push(redact(item, walk) ?? null);
    if (walk.values > MOST_VALUES) break;
  }
  return result;
}

function redactEntries(record: object, walk: Walk): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(record)) {
    const value = redactUnderKey(key, readProperty(record, key), walk);
    if (value !== undefined) entries.push([redactText(key.slice(0, LONGEST_KEY)), value]);
    if (walk.values > MOST_VALUES) break;
  }
  // `fromEntries` defines properties and never calls a setter: a key such as `__proto__` stays a key.
  return Object.fromEntries(entries);
}

function readProperty(record: object, key: string): unknown {
  try {
    return Reflect.get(record, key);
  } catch {
    return "[unreadable]";
  }
}

function redactUnderKey(key: string, value: unknown, walk: Walk): unknown {
  const kind = secretKind(key);
  // Whether there is a secret may be known: null and booleans say no more than that.
  if (kind === undefined || value === null || value === undefined || typeof value === "boolean") {
    return redact(value, walk);
  }
  walk.values += 1;
  return `[redacted:${kind}]`;
}

const kindsByKey = new Map<string, string | undefined>();

function secretKind(key: string): string | undefined {
  if (kindsByKey.has(key)) return kindsByKey.get(key);
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, "");
  const kind = SECRET_KEYS.get(plain) ?? (SECRET_KEY_ENDING.test(plain) ? "secret" : undefined);
  if (kindsByKey.size < MOST_CACHED_KEYS) kindsByKey.set(key, kind);
  return kind;
}
