import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasLuhnCheckDigit, hasVerhoeffCheckDigit } from "./identifiers.ts";
import { LONGEST_TEXT, redactText } from "./redact-text.ts";

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(digit, { minLength: length, maxLength: length }).map((list) => list.join(""));
const base64url = (minLength: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64url"));

function withCheckDigit(body: string, isValid: (candidate: string) => boolean): string {
  return Array.from({ length: 10 }, (_, last) => body + String(last)).find(isValid) ?? "";
}

function inGroups(number: string, lengths: readonly number[], separator: string): string {
  let rest = number;
  return lengths
    .map((length) => {
      const group = rest.slice(0, length);
      rest = rest.slice(length);
      return group;
    })
    .join(separator);
}

const separator = fc.constantFrom("", " ", "-", "\u00a0");

const card = fc
  .tuple(fc.constantFrom("4", "51", "2221", "6011", "65", "8172"), digits(15), separator)
  .map(([prefix, rest, between]) =>
    inGroups(withCheckDigit((prefix + rest).slice(0, 15), hasLuhnCheckDigit), [4, 4, 4, 4], between),
  );
const amex = fc
  .tuple(digits(12), separator)
  .map(([rest, between]) => inGroups(withCheckDigit(`37${rest}`, hasLuhnCheckDigit), [4, 6, 5], between));
const aadhaar = fc
  .tuple(fc.integer({ min: 2, max: 9 }), digits(10), separator)
  .map(([first, rest, between]) =>
    inGroups(withCheckDigit(String(first) + rest, hasVerhoeffCheckDigit), [4, 4, 4], between),
  );
const indianMobile = fc
  .tuple(
    fc.constantFrom("", "0", "91 ", "+91 ", "+91-", "0091 ", "(+91) "),
    fc.integer({ min: 6, max: 9 }),
    digits(9),
    fc.constantFrom([10], [5, 5], [4, 3, 3], [3, 3, 4]),
    fc.constantFrom(" ", "-"),
  )
  .map(([prefix, first, rest, groups, between]) => prefix + inGroups(String(first) + rest, groups, between));
const internationalPhone = fc
  .tuple(fc.constantFrom("1", "44", "49", "65", "971"), digits(9), fc.constantFrom("", " ", ".", "-"))
  .map(([country, rest, between]) => `+${country}${between}${inGroups(rest, [2, 3, 4], between)}`);
const pan = fc
  .tuple(fc.stringMatching(/^[A-Z]{5}$/), digits(4), fc.stringMatching(/^[A-Z]$/))
  .map((parts) => parts.join(""));
const jwt = fc
  .tuple(fc.constantFrom("ES256", "RS256", "HS256"), base64url(20), base64url(32))
  .map(
    ([alg, payload, signature]) =>
      `${Buffer.from(JSON.stringify({ alg, typ: "JWT" })).toString("base64url")}.${payload}.${signature}`,
  );
const bearer = base64url(18).map((token) => `Bearer ${token}`);
const basic = fc
  .tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }))
  .map(([user, password]) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`);
const cookie = base64url(12).map((value) => `__Host-session=${value}`);

// Any text, set apart from the secret by what sets things apart in sentences, JSON and addresses.
const anyText = fc.string({ unit: "binary", maxLength: 40 });
const gap = fc.constantFrom(" ", "\n", '"', "'", "(", ",", ";", "<", "|", "=");
const surrounded = (secret: fc.Arbitrary<string>): fc.Arbitrary<{ secret: string; text: string }> =>
  fc
    .tuple(anyText, gap, secret, fc.constantFrom(" ", "\n", '"', ",", ";", ")", ">", "|"), anyText)
    .map(([before, open, value, close, after]) => ({
      secret: value,
      text: before + open + value + close + after,
    }));

describe("redactText, for any text around it", () => {
  it.each([
    ["an e-mail address", fc.emailAddress()],
    ["a payment card", card],
    ["an American Express card", amex],
    ["an Aadhaar number", aadhaar],
    ["an Indian mobile number", indianMobile],
    ["an international telephone number", internationalPhone],
    ["a PAN", pan],
    ["a JWT", jwt],
    ["a bearer token", bearer],
    ["a basic credential", basic],
    ["a session cookie", cookie],
  ])("removes %s", (_, arbitrary) => {
    fc.assert(
      fc.property(surrounded(arbitrary), ({ secret, text }) => {
        const redacted = redactText(text);
        expect(redacted).not.toContain(secret);
        expect(redacted).toContain("[redacted:");
      }),
      { numRuns: 300 },
    );
  });

  it("changes nothing when applied again", () => {
    fc.assert(
      fc.property(
        fc.oneof(...[jwt, bearer, cookie, pan, card, fc.emailAddress()].map(surrounded)),
        ({ text }) => {
          const once = redactText(text);
          expect(redactText(once)).toBe(once);
        },
      ),
    );
  });
});

describe("redactText leaves alone", () => {
  const word = fc.constantFrom(
    "the", "appointment", "was", "booked", "in", "room", "12", "for", "45", "minutes", "basic", "token", "at", "09:30",
    "bearer", "authorization:", "denied", "by", "policy", "2,000", "v5.12.8", "10.0.0.1", "1764000000000", "0.1234567890123",
    "order_9876543210", "inv-9876543210", "9876543210-b", "a9876543210", "user@localhost", "fastify@5.12.8", "3.14", "#42",
  ); // prettier-ignore

  it("ordinary sentences", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        // Two numbers side by side may look like one telephone number: sentences have words between them.
        const sentence = words.join(" and ");
        expect(redactText(sentence)).toBe(sentence);
      }),
    );
  });

  it("UUIDs and ISO timestamps, also beside numbers", () => {
    const instant = fc
      .date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString());
    const neutral = fc.oneof(fc.uuid(), instant, fc.integer({ min: 0, max: 99 }).map(String));
    fc.assert(
      fc.property(
        fc.array(neutral, { maxLength: 8 }),
        fc.constantFrom(" ", ", ", "/", ":"),
        (parts, between) => {
          const text = parts.join(between);
          expect(redactText(text)).toBe(text);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    "2026-03-01T09:00:00+05:30",
    "2026-03-01 09:00:00.123456+00",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "took 9876.543210 ms",
    "1.9876543210",
    "0000123456",
    "at async Object.<anonymous> (/srv/app/router.ts:118:25)",
    "npm:@fastify/helmet@13.2.0",
    "http://localhost:4000/graphql?first=10",
    "maxTokens=1500, tokens: 12",
    "basic auth and Basic JavaScript",
    "+05:30",
    "eyJ",
    "eyJust a word",
  ])("%s", (text) => {
    expect(redactText(text)).toBe(text);
  });
});

describe("redactText", () => {
  it.each([
    ["mail patient@northwind.example now", "mail [redacted:email] now"],
    ["/verify?email=patient@northwind.example&x=1", "/verify?email=[redacted:email]&x=1"],
    ["/verify?email=patient%40northwind.example", "/verify?email=[redacted:email]"],
    ["https://x.example/people/a@b.co", "https://x.example/people/[redacted:email]"],
    ["'o'brien@clinic.example'", "'[redacted:email]'"],
    ["राम@उदाहरण.भारत", "[redacted:email]"],
    ["card 4111 1111 1111 1111, exp 12/30", "card [redacted:card], exp 12/30"],
    ["5 4111111111111111 6", "5 [redacted:card] 6"],
    ["(3782 822463 10005)", "([redacted:card])"],
    ["INV-2026-4111111111111111", "INV-2026-[redacted:card]"],
    ["4111111111111111a and a4111111111111111", "4111111111111111a and a4111111111111111"],
    ["Aadhaar 2341 2341 2346.", "Aadhaar [redacted:aadhaar]."],
    ["call +91 98765 43210 today", "call [redacted:phone] today"],
    ["call +1 (555) 123-4567", "call [redacted:phone]"],
    ["call 0044 20 7946 0958", "call [redacted:phone]"],
    ["call 98765-43210.", "call [redacted:phone]."],
    ["call 022-12345678 or (080) 2345 6789", "call [redacted:phone] or [redacted:phone]"],
    ["room 12 98765 43210", "room 12 [redacted:phone]"],
    ["INV-2026-9876543210", "INV-2026-9876543210"],
    ["_(6000000000)", "_[redacted:phone])"],
    ["call (415) 555-2671", "call [redacted:phone]"],
    ["phone=9876543210&x", "phone=[redacted:phone]&x"],
    ["+919876543210123456", "+919876543210123456"],
    ["PAN ABCPD1234E given", "PAN [redacted:pan] given"],
    ["Authorization: Bearer abc", "Authorization: [redacted:authorization]"],
    ['{"authorization":"s3cr3tvalue"}', '{"authorization":"[redacted:authorization]"}'],
    ["authorization: denied", "authorization: denied"],
    ["got bearer sk-1234567890abcdef", "got bearer [redacted:authorization]"],
    ["cookie: a=1; b=2", "cookie: a=[redacted:cookie]"],
    ["set-cookie: __Host-session=abc; Path=/", "set-cookie: __Host-session=[redacted:cookie]"],
    ["sent __Secure-id=abc; rest", "sent __Secure-id=[redacted:cookie]; rest"],
    [
      "postgres://users:hunter2@localhost:5432/clinic",
      "postgres://[redacted:credentials]@localhost:5432/clinic",
    ],
    [
      "'/v1/calendars/s2MlYrktf2hghxKrqji1Wb-z_VFA30oTVdsnAFVMMGg.ics%' is no path",
      "'/v1/calendars/[redacted:calendar]' is no path",
    ],
    [
      "at https://api.example/v1/calendars/s2MlYrktf2hghxKrqji1Wb-z_VFA30oTVdsnAFVMMGg?x=1",
      "at https://api.example/v1/calendars/[redacted:calendar]?x=1",
    ],
    ["u=%2Fv1%2Fcalendars%2Fs2MlYrktf2.ics&v=1", "u=%2Fv1%2Fcalendars%2F[redacted:calendar]"],
    ["/v1/calendars/*", "/v1/calendars/*"],
    ["/login?password=hunter2&x=1", "/login?password=[redacted:secret]&x=1"],
    ['signIn(input: { password: "hun\\"ter2" })', 'signIn(input: { password: "[redacted:secret]" })'],
    ['"{\\"password\\":\\"hunter2\\"}"', '"{\\"password\\":"[redacted:secret]"}"'],
    ["{ token: 'abc' }", '{ token: "[redacted:secret]" }'],
    ["no: Failed query: select 1\nparams: x", "no: Failed query: [redacted:sql]"],
    ["see eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln. Done", "see [redacted:jwt]. Done"],
    ["a@b.c", "a@b.c"],
  ])("turns %s into %s", (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it("cuts long texts, and never through a secret", () => {
    const filler = "word ".repeat(LONGEST_TEXT / 5 - 4);
    const redacted = redactText(`${filler}card 4111 1111 1111 1111 ${"x".repeat(100)}`);
    expect(redacted).toBe(`${filler}card… [121 characters cut]`);
    expect(redactText("x".repeat(LONGEST_TEXT + 1))).toHaveLength(
      LONGEST_TEXT - 1_024 + "… [1025 characters cut]".length,
    );
    expect(redactText("1 ".repeat(LONGEST_TEXT))).toBe("… [16384 characters cut]");
  });

  it.each([
    "eyJ", "a", "1 ", "1", "@", "a%40", "a@a", "://a", "bearer ", "authorization:", "cookie:a=", 'password:"', "password=",
    "123-", "+(", "a/=?&", 'token\\"', "4111 ", "__Host-", "a.", "authorization ", "a1234", "12345678-", "%", "\\",
  ])("takes linear time on a text of %s", (unit) => {
    const text = unit.repeat(LONGEST_TEXT / unit.length);
    const roundsMs = Array.from({ length: 5 }, () => {
      const startedAt = performance.now();
      redactText(text);
      return performance.now() - startedAt;
    });
    // A quadratic pattern took hundreds of milliseconds here; the bound leaves room for a busy machine.
    expect(Math.min(...roundsMs)).toBeLessThan(100);
  }); // prettier-ignore
});
