import fc from "fast-check";

/** Stands in every hostile text, so that an answer that repeats one is found. */
export const MARK = "Zq9Mark";

/** What is asked of whatever takes text. Each is marked, but for those that a mark would make harmless. */
export const HOSTILE_TEXTS: readonly string[] = [
  // SQL
  `${MARK}'; drop table users.patient; --`,
  `${MARK}' or '1'='1`,
  `${MARK}' union select password_hash from auth.account --`,
  `${MARK}\\'; select pg_sleep(30); --`,
  `${MARK}$$; truncate audit.entry; $$`,
  `%${MARK}_%`,
  // shell
  `$(touch ${MARK})`,
  `\`id ${MARK}\``,
  `${MARK} | cat /etc/passwd`,
  `${MARK} && rm -rf / #`,
  // script
  `<script>alert("${MARK}")</script>`,
  `"><img src=x onerror=alert("${MARK}")>`,
  `javascript:alert("${MARK}")//`,
  `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;${MARK}</a>`,
  // templates, look-ups and format strings
  `{{constructor.constructor("return '${MARK}'")()}}`,
  `\${7*7}${MARK}<%= 7*7 %>#{7*7}`,
  `\${jndi:ldap://${MARK}.example/a}`,
  `%s%d%n%x%o%j%c${MARK}`,
  `{"$ne":"${MARK}"}`,
  `*)(uid=*${MARK}))(|(uid=*`,
  // paths and addresses
  `../../../../etc/passwd${MARK}`,
  `..%2f..%2f${MARK}%00`,
  `C:\\Windows\\${MARK}`,
  `file:///etc/${MARK}`,
  `http://169.254.169.254/${MARK}`,
  // lines and characters
  `${MARK}\r\nSet-Cookie: __Host-session=stolen`,
  `${MARK}\n{"level":"fatal"}`,
  `${MARK}\0`,
  `\0${MARK}`,
  `${MARK}\ud800`,
  `\udfff\ud800${MARK}`,
  `${MARK}\u202etxt.exe`,
  `${MARK}\u200b\u200d\ufeff`,
  `\ufdd0${MARK}\uffff`,
  `${MARK}${"\u0301".repeat(200)}`,
  `${MARK}\u{1f468}\u200d\u{1f469}\u200d\u{1f467}`,
  `\x1b[31m${MARK}\x07\x7f\x80`,
  // words with a meaning somewhere
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "null",
    "undefined",
    "NaN",
    "true",
    "[object Object]",
  ],
  // little, and much
  ...["", " ", "\t\r\n", "\u00a0\u3000", "'", '"', "\\", "%", "_", "-1", "0"],
  `${MARK}${"a".repeat(101)}`,
  `${MARK}${"ß".repeat(1_000)}`,
  `${MARK}${"\u{10ffff}".repeat(2_000)}`,
];

/**
 * Texts of up to a million characters: more than any field takes, and still less than a whole request may have. They
 * are what expressions with backtracking, and the normal forms of Unicode, take longest for.
 */
const HUGE_TEXTS: readonly string[] = [
  `${MARK}${"a".repeat(1_000_000 - MARK.length)}`,
  `${MARK}a${"\u0301\u0316".repeat(100_000)}`,
  `${MARK}${" ".repeat(200_000)}x`,
  `${MARK}@${"a.".repeat(200_000)}`,
  `${MARK}${"-".repeat(200_000)}@`,
  `+${"(1) ".repeat(100_000)}${MARK}`,
];

/** Days and instants that do not exist, lie where calendars and databases disagree, or are written in another way. */
export const HOSTILE_DATES: readonly string[] = [
  ...[
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-1-1",
    "20260101",
    "2026-W10-1",
  ],
  ...["0000-01-01", "0001-01-01", "-0001-01-01", "-000001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"],
  ...["+010000-01-01", "+275760-09-14", "294277-01-01", "99999999-01-01", "-4714-11-23"],
];

/** Times of day and zones with the same faults, to be put after a day. */
const HOSTILE_TIMES: readonly string[] = [
  ...["T10:00:00Z", "T24:00:00Z", "T23:59:60Z", "T25:00:00Z", "T10:60:00Z", "T10:00Z", "T10Z", "T10:00:00"],
  ...["T10:00:00+25:00", "T10:00:00-99:99", "T10:00:00+14:00", "T10:00:00-12:00", "T10:00:00+0530"],
  ...["T10:00:00 Europe/Berlin", "T10:00:00[Europe/Nowhere]", "T10:00:00+01:00[Europe/Berlin]", " 10:00:00Z"],
  ...[
    "T10:00:00.123456789Z",
    "T10:00:00.Z",
    "t10:00:00z",
    "T10:00:00UTC",
    "T00:00:00.0000000000000000000001Z",
  ],
];

/** Words that a database takes for a time. */
const TIME_WORDS: readonly string[] = [
  "now",
  "today",
  "infinity",
  "-infinity",
  "epoch",
  "allballs",
  "tomorrow",
];

/** Numbers at and beyond what an `Int`, a double and a `bigint` hold. */
export const HOSTILE_NUMBERS: readonly number[] = [
  ...[0, -0, 1, -1, 100, 101, 0.5, -0.5, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1],
  ...[
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    2 ** 63,
    -(2 ** 63),
    2 ** 64,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    1e-320,
  ],
];

/** Ids that are nobody's, or no ids. */
export const HOSTILE_IDS: readonly string[] = [
  ...["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  ...["0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b", "0190A3B2-7C4D-7E5F-8A6B-1C2D3E4F5A6B"],
  ...["{0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b}", "urn:uuid:0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b"],
  ...["0190a3b27c4d7e5f8a6b1c2d3e4f5a6b", "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6", "1", "-1", "1e9"],
  ...["0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b'", "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b\0", "id", "null"],
];

/** Any hostile text; now and then one that is nothing but odd characters, or very long. */
export function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
    { weight: 10, arbitrary: fc.string({ unit: "binary", maxLength: 60 }).map((text) => MARK + text) },
    { weight: 10, arbitrary: fc.array(codeUnit(), { maxLength: 20 }).map((units) => MARK + units.join("")) },
    { weight: 1, arbitrary: fc.constantFrom(...HUGE_TEXTS) },
  );
}

/** Any UTF-16 code unit, halves of surrogate pairs among them. */
function codeUnit(): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
}

/** A calendar date that is none, or is one where nobody expects it. */
export function hostileDate(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...HOSTILE_DATES), fc.constantFrom(...TIME_WORDS), hostileText());
}

/** An instant that is none, is past, or is one where nobody expects it. */
export function hostileInstant(): fc.Arbitrary<string> {
  const days = fc.constantFrom(...HOSTILE_DATES, "2026-06-30", "2016-12-31", "1970-01-01");
  return fc.oneof(
    fc.tuple(days, fc.constantFrom(...HOSTILE_TIMES)).map(([day, time]) => day + time),
    fc.constantFrom(...TIME_WORDS),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    hostileText(),
  );
}

/** A number as JSON may hold it. */
export function hostileNumber(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(...HOSTILE_NUMBERS), fc.double({ noNaN: true, noDefaultInfinity: true }));
}

/** An id that does not name what it should. */
export function hostileId(ids: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ids) },
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_IDS) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 2, arbitrary: hostileText() },
  );
}

/** A cursor as ours look, of a place that is none. */
export function hostileCursor(): fc.Arbitrary<string> {
  const part = fc.oneof(hostileNumber(), hostileText(), fc.constantFrom(...HOSTILE_IDS), fc.constant(null));
  return fc.oneof(
    fc
      .array(part, { maxLength: 4 })
      .map((keyset) => Buffer.from(JSON.stringify(keyset)).toString("base64url")),
    fc
      .constantFrom("[".repeat(20_000), "{}", "[[]]", `["${MARK}"`)
      .map((text) => Buffer.from(text).toString("base64url")),
    hostileText(),
  );
}

/** JSON that stands where another type is expected: prototype keys and deep nesting among it. */
export function wrongShape(): fc.Arbitrary<unknown> {
  return fc.oneof(
    hostileNumber(),
    fc.boolean(),
    fc.constant(null),
    fc.constant([]),
    fc.constant({}),
    fc.constant([[MARK]]),
    fc.constant({ constructor: { prototype: { [MARK]: true } } }),
    fc.constantFrom("__proto__", "prototype", "constructor", "toString").map((key) => ownKey(key, MARK)),
    fc.array(hostileText(), { minLength: 1, maxLength: 3 }),
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(10, 100, 800).map(nested),
  );
}

/** An object with `key` of its own, whatever it is called. */
export function ownKey(key: string, value: unknown): unknown {
  return Object.defineProperty({}, key, { value, enumerable: true, configurable: true, writable: true });
}

function nested(depth: number): unknown {
  return JSON.parse("[".repeat(depth) + "]".repeat(depth));
}
