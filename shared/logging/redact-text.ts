import { redactNumbers } from "./redact-numbers.ts";

/** Longer texts are cut before they are searched. */
export const LONGEST_TEXT = 8_192;

/** One kind of personal or secret text. */
interface Detector {
  /** A cheap test without which `redact` need not run. */
  readonly mayOccur: (text: string) => boolean;
  readonly redact: (text: string) => string;
}

// Every pattern is linear: no two neighbouring parts can match the same character, and none can start over at each
// character of its own match. `(?!\[redacted:)` keeps a second pass from renaming what the first one did.
const AUTHORIZATION =
  /(authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?)(?!\[redacted:)((?:bearer|basic|digest|dpop)\s{1,4})?([^\s"',;\\]+)/gi;
const SCHEME = /\b(bearer|basic|dpop)(\s{1,8}|%20|\+)([\w.~+/-]+=*)/gi;
const PREFIXED_COOKIE = /(__(?:Host|Secure)-[\w.-]+=)(?!\[redacted:)[^\s;,"'\\]+/g;
const COOKIE_HEADER =
  /(\b(?:set-)?cookie\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?)([\w.-]+=)(?!\[redacted:)[^\r\n"'\\]+/gi;
const URL_CREDENTIALS = /:\/\/[^\s/?#]+@/g;
const SECRET_NAME = "password|passwd|passphrase|secret|token|api[_-]?key|session[_-]?id";
const ASSIGNED_SECRET = new RegExp(String.raw`(${SECRET_NAME})=(?!\[redacted:)[^\s&;,"'<>\\]+`, "gi");
const QUOTED_SECRET = new RegExp(
  String.raw`((?:${SECRET_NAME})\\{0,2}["']?\s{0,4}:\s{0,4})(?!["']\[redacted:)` +
    String.raw`(?:\\{1,2}"[^"]*|"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*)["']?`,
  "gis",
);
/** Whoever has the address of a calendar reads it. The pattern of the route stays. */
const CALENDAR = /((?:\/|%2f)v1(?:\/|%2f)calendars(?:\/|%2f))(?!\[redacted:|\*)[^\s"'<>\\?#]+/gi;
const EMAIL =
  /(?<![\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-])[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]+(?:@|%40)(?:[\p{L}\p{M}\p{N}-]+\.)+\p{L}[\p{L}\p{M}\p{N}-]*/giu;
// What a local part could hold by RFC 5322, but what in a log is a path, a parameter name or punctuation.
const AFTER_PREFIX = /^((?:[^@]*\/)?(?:[^@]*[?&])?(?:[\w.-]+=)?[!#$%&'*+=?^`{|}~-]*).*$/;
const PAN = /(?<![a-z0-9])[a-z]{5}\d{4}[a-z](?![a-z0-9])/gi;

const DETECTORS: readonly Detector[] = [
  {
    mayOccur: (text) => text.includes("Failed query:"),
    // drizzle-orm puts the statement and its parameters into the message, and people copy messages.
    redact: (text) => `${text.slice(0, text.indexOf("Failed query:"))}Failed query: [redacted:sql]`,
  },
  { mayOccur: (text) => text.includes("eyJ"), redact: redactJwts },
  {
    mayOccur: (text) => /uthorization|earer|asic|dpop/i.test(text),
    redact: (text) => text.replace(AUTHORIZATION, redactAuthorization).replace(SCHEME, redactScheme),
  },
  {
    mayOccur: (text) => text.includes("=") && /__|cookie/i.test(text),
    redact: (text) =>
      text.replace(COOKIE_HEADER, "$1$2[redacted:cookie]").replace(PREFIXED_COOKIE, "$1[redacted:cookie]"),
  },
  {
    mayOccur: (text) => text.includes("://") && text.includes("@"),
    redact: (text) => text.replace(URL_CREDENTIALS, "://[redacted:credentials]@"),
  },
  {
    mayOccur: (text) => /[=:]/.test(text) && /passw|passphrase|secret|token|api.?key|session.?id/i.test(text),
    redact: (text) =>
      text.replace(ASSIGNED_SECRET, "$1=[redacted:secret]").replace(QUOTED_SECRET, '$1"[redacted:secret]"'),
  },
  {
    mayOccur: (text) => /v1.{1,3}calendars/i.test(text),
    redact: (text) => text.replace(CALENDAR, "$1[redacted:calendar]"),
  },
  {
    mayOccur: (text) => text.includes("@") || text.includes("%40"),
    redact: (text) => text.replace(EMAIL, (found) => found.replace(AFTER_PREFIX, "$1[redacted:email]")),
  },
  {
    mayOccur: (text) => /[a-z]\d{4}[a-z]/i.test(text),
    redact: (text) => text.replace(PAN, "[redacted:pan]"),
  },
  { mayOccur: (text) => /\d/.test(text), redact: redactNumbers },
];

/** No text shorter than this holds anything to redact (`a@b.co`). */
const SHORTEST_TEXT = 6;

/**
 * Replaces what identifies a person or opens a door, wherever it stands in `text`, by `[redacted:<kind>]`: JWT,
 * authorization values, cookies, credentials in addresses, addresses of calendars, `password=…` and its like, e-mail addresses, PAN, payment
 * cards, Aadhaar and telephone numbers. UUIDs, dates and numbers within identifiers stay. Texts are cut at
 * {@link LONGEST_TEXT} characters. Takes time linear in the length; never throws.
 */
export function redactText(text: string): string {
  if (text.length < SHORTEST_TEXT) return text;
  let result = text.length > LONGEST_TEXT ? cut(text) : text;
  for (const detector of DETECTORS) {
    if (detector.mayOccur(result)) result = detector.redact(result);
  }
  return result;
}

const LONGEST_TAIL = 1_024;

/** Cuts before the last word and number, so that no half of a secret escapes the search. */
function cut(text: string): string {
  const head = text.slice(0, LONGEST_TEXT);
  let end = head.length;
  while (end > LONGEST_TEXT - LONGEST_TAIL && /\S/.test(head.charAt(end - 1))) end -= 1;
  while (end > 0 && /[\s\d().+-]/.test(head.charAt(end - 1))) end -= 1;
  return `${head.slice(0, end)}… [${String(text.length - end)} characters cut]`;
}

/**
 * A JWT begins with `{"` in base64url. Found by search and not by a pattern: a long text of `eyJeyJ…` would make a
 * pattern start over at each of them.
 */
function redactJwts(text: string): string {
  const word = /[\w.-]+/y;
  let result = "";
  let copied = 0;
  let start = text.indexOf("eyJ");
  while (start >= 0) {
    word.lastIndex = start;
    word.test(text);
    const token = text.slice(start, word.lastIndex).replace(/\.+$/, "");
    const end = start + token.length;
    if (/^[\w-]{10,}\.[\w-]/.test(token)) {
      result += `${text.slice(copied, start)}[redacted:jwt]`;
      copied = end;
    }
    start = text.indexOf("eyJ", end);
  }
  return result + text.slice(copied);
}

function redactAuthorization(
  found: string,
  header: string,
  scheme: string | undefined,
  credential: string,
): string {
  return scheme === undefined && !looksRandom(credential) ? found : `${header}[redacted:authorization]`;
}

function redactScheme(found: string, scheme: string, gap: string, credential: string): string {
  // RFC 7617: the credential of Basic is `user:password` in base64.
  const isCredential =
    scheme.toLowerCase() === "basic"
      ? Buffer.from(credential, "base64").includes(":")
      : looksRandom(credential);
  return isCredential ? `${scheme}${gap}[redacted:authorization]` : found;
}

/** True for what a machine made; false for a word of a sentence ("bearer authentication"). */
function looksRandom(text: string): boolean {
  return text.length >= 16 || (text.length >= 6 && (/\d/.test(text) || /[a-z][A-Z]/.test(text)));
}
