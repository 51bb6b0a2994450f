import fc from "fast-check";
import { hostileText, MARK, wrongShape } from "./hostile-values.ts";
import type { RawRequest } from "./raw-http.ts";

/** A request, with what the answer is judged by. */
export interface HostileHttp extends RawRequest {
  readonly method: string;
  readonly url: string;
  readonly acceptsGraphqlResponse: boolean;
}

const VALID = '{"query":"{ __typename }"}';
const METHODS = [
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "PATCH",
  "OPTIONS",
  "HEAD",
  "TRACE",
  "PROPFIND",
  "QUERY",
  "get",
  "FOO",
];

const graphqlQuery = fc.oneof(
  fc.constantFrom(
    ...[
      "",
      "?",
      "?query",
      "?query=",
      "?query={__typename}",
      "?query=%7B__typename%7D",
      "?query=%7B__typename",
    ],
    ...[
      "?query=%7B__typename%7D&query=%7Bviewer%7Broles%7D%7D",
      "?query=mutation%7BsignOut%7BisSignedOut%7D%7D",
    ],
    ...[
      "?query=%7B__typename%7D&variables=%7B",
      "?query=%7B__typename%7D&variables=%5B%5D&operationName=%00",
    ],
    ...[
      "?query[]=%7B__typename%7D",
      "?__proto__[x]=1",
      "?constructor=1&query=%7B__typename%7D",
      "?query=%FF%FE",
    ],
    ...[
      "?query=%E0%A4%A",
      "?%",
      "?extensions=%7B%22persistedQuery%22%3A1%7D",
      "?query=%7B__typename%7D#fragment",
    ],
    '?query=%7B__typename%7D&variables={"__proto__":{"x":1}}',
    `?query=${"a".repeat(9_000)}`,
  ),
  hostileText().map((text) => `?query=${encode(text)}`),
);
const path = fc.oneof(
  { weight: 10, arbitrary: fc.constant("/graphql") },
  { weight: 6, arbitrary: graphqlQuery.map((query) => `/graphql${query}`) },
  { weight: 3, arbitrary: fc.constant("/oauth2/token") },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        "/",
        "//",
        "/graphql/",
        "/GraphQL",
        "/graphql%00",
        "/%67raphql",
        "/graphql;a=b",
        "*",
        "/*",
        "/%",
        "/%zz",
      ],
      ...[
        "/.well-known/jwks.json",
        "/.well-known/oauth-authorization-server",
        "/.well-known/",
        "/.well-known/a",
      ],
      ...[
        "/.well-known/..%2f..%2finternal/denials",
        "/oauth2/",
        "/oauth2/../graphql",
        "/oauth2/%2e%2e/internal/denials",
      ],
      ...[
        "/oauth2/token?client_secret=x",
        "/oauth2/token/",
        "/oauth2/authorize",
        "/oauth2//token",
        "/oauth2/a%2fb",
      ],
      ...[
        "/internal/sessions/verify",
        "/internal/revocations",
        "/oauth2/authorize?client_id=northwind-app&redirect_uri=https%3A%2F%2Fevil.example",
        "/oauth2/authorize/decision",
        "/oauth2/revoke",
        "/internal/denials",
        "/livez",
        "/readyz",
        "/livez?x",
        "/metrics",
        "/.env",
      ],
      ...[
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/.git/config",
        "/__proto__",
      ],
      ...[
        "/constructor",
        "/graphql?\ud800",
        "http://localhost/graphql",
        "http://evil.example/graphql",
        "evil.example:80",
      ],
      `/${"a".repeat(200)}/${"b".repeat(3_000)}`,
    ),
  },
  { weight: 1, arbitrary: hostileText().map((text) => `/${encode(text)}`) },
);

const mediaType = fc.constantFrom(
  ...["application/json", "application/json", "application/json", "application/json; charset=utf-8"],
  ...[
    "application/json; charset=utf-16",
    'application/json;charset="utf-7"',
    "application/json; charset=klingon",
  ],
  ...[
    "application/graphql",
    "application/graphql-response+json",
    "text/plain",
    "text/html",
    "multipart/form-data",
  ],
  ...[
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/jsonx",
  ],
  ...[
    "application/json, text/plain",
    "application/json; ; =",
    "json",
    "",
    "/",
    "*/*",
    "application/__proto__",
    MARK,
  ],
  `application/json; x="${"a".repeat(5_000)}"`,
);
const accept = fc.constantFrom(
  ...[
    "application/graphql-response+json",
    "application/graphql-response+json, application/json;q=0.9",
    "*/*",
  ],
  ...["application/json", "text/html", "image/png", "", ";;;", "multipart/mixed; deferSpec=20220824", MARK],
);

/** Headers that mean something to us, with values that they should not have. */
const oddHeader = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      ...[
        "X-Correlation-Id",
        "traceparent",
        "tracestate",
        "Cookie",
        "Authorization",
        "X-Clinic-Viewer",
        "X-Deadline-Ms",
      ],
      ...[
        "Origin",
        "Referer",
        "Content-Encoding",
        "Accept-Encoding",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "Range",
      ],
      ...[
        "X-HTTP-Method-Override",
        "Apollo-Require-Preflight",
        "X-Apollo-Operation-Name",
        "If-None-Match",
        "Via",
      ],
      ...[
        "apollo-federation-include-trace",
        "apollo-query-plan-experimental",
        "Access-Control-Request-Method",
      ],
      ...["__proto__", "constructor", "Forwarded", "Accept-Language", "Sec-Fetch-Site", "Upgrade", "Expect"],
    ),
    hostileText().map(headerText),
  ),
  fc.constantFrom<[string, string]>(
    ["X-Correlation-Id", "a".repeat(129)],
    ["X-Correlation-Id", "00000000-0000-4000-8000-000000000000"],
    ["traceparent", "00-00000000000000000000000000000000-0000000000000000-00"],
    ["traceparent", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    ["Cookie", `__Host-session=${MARK}`],
    ["Cookie", "__Host-session=; __Host-session=a; __proto__=b; =c; d"],
    ["Cookie", `__Host-session=${"%".repeat(3_000)}`],
    ["Cookie", "__Host-session=%E0%A4%A"],
    ["Cookie", '__Host-session="a b\\"c"'],
    ["Authorization", "Bearer"],
    ["Authorization", `Bearer ${MARK}.e30.e30`],
    ["Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."],
    ["Authorization", "Basic cGFydG5lci1sYWI6d3Jvbmc="],
    ["Authorization", "Basic ====, Bearer x"],
    ["Authorization", `Bearer ${"a".repeat(7_000)}`],
    ["Origin", "null"],
    ["Origin", "http://localhost:3000"],
    ["Origin", "http://localhost:3000.evil.example"],
    ["Content-Encoding", "gzip"],
    ["Content-Encoding", "br, gzip, identity"],
    ["X-Deadline-Ms", "-1"],
    ["Upgrade", "websocket"],
    ["Upgrade", "h2c"],
    ["Expect", "100-continue"],
    ["Expect", "200-ok"],
    ["Apollo-Require-Preflight", "1"],
    ["apollo-federation-include-trace", "ftv1"],
    ["apollo-query-plan-experimental", "1"],
    ["X-Filler", "a".repeat(17_000)],
  ),
);

/** Texts and bytes that are no GraphQL request. */
const body: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.constantFrom<string | Buffer>(
    ...[
      VALID,
      VALID,
      "",
      " ",
      "{",
      "}",
      "[",
      "[]",
      "{}",
      "null",
      "true",
      "0",
      '""',
      "NaN",
      "undefined",
      "'{}'",
    ],
    ...[
      '{"query":}',
      '{"query":"{ __typename }",}',
      "{query:'a'}",
      '{"query":"\ud800"}',
      "\0",
      "\ufeff{}",
      "//a\n{}",
    ],
    ...[
      '{"query":null}',
      '{"query":1}',
      '{"query":["{ __typename }"]}',
      '{"query":{}}',
      '{"querry":"{ a }"}',
    ],
    ...['{"query":"{ __typename }","variables":"{}"}', '{"query":"{ __typename }","variables":[]}'],
    ...['{"query":"{ __typename }","operationName":{}}', '{"query":"{ __typename }","extensions":"a"}'],
    ...[
      '{"query":"{ __typename }","__proto__":{"x":1}}',
      '{"query":"{ __typename }","variables":{"__proto__":1}}',
    ],
    ...['{"constructor":{"prototype":{"x":1}},"query":"{ __typename }"}', '{"__proto__":null}'],
    ...['{"query":"{ __typename }","query":"{ viewer { roles } }"}', `${VALID}${VALID}`, `${VALID}x`],
    ...[`[${VALID}]`, `[${VALID},${VALID}]`, "[[]]", "[null]", '"{ __typename }"', "{ __typename }"],
    ...["grant_type=client_credentials", "grant_type=client_credentials&client_id=%00&client_secret=%00"],
    ...[
      "grant_type=password&username=a&password=b",
      "grant_type=client_credentials&scope=%22",
      "%",
      "a=1&a=2",
    ],
    ...[
      `grant_type=client_credentials&client_id=${MARK}&client_secret=${MARK}`,
      "grant_type[]=client_credentials",
    ],
    Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
    Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
    Buffer.concat([
      Buffer.from('{"query":"'),
      Buffer.from([0xc3, 0x28, 0xf0, 0x82, 0x82, 0xac]),
      Buffer.from('"}'),
    ]),
    Buffer.from(VALID, "utf16le"),
    "[".repeat(50_000),
    `{"query":"{ __typename }","variables":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
    `{"query":"{ __typename }","variables":{"a":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}}`,
    `{"query":"{ __typename }","x":"${"a".repeat(20_000)}"}`,
  ),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  wrongShape().map((value) => JSON.stringify({ query: "{ __typename }", variables: value })),
  hostileText().map((text) => JSON.stringify({ query: text })),
  hostileText(),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
);

/** Well-formed HTTP whose parts are not what we expect. */
const oddRequest: fc.Arbitrary<HostileHttp> = fc
  .record({
    method: fc.oneof(
      { weight: 3, arbitrary: fc.constant("POST") },
      { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
    ),
    url: path,
    mediaType,
    accept: fc.option(accept),
    headers: fc.array(oddHeader, { maxLength: 3 }),
    body,
  })
  .map(({ method, url, headers, ...request }) => {
    const content = Buffer.from(request.body);
    const lines = [
      `${method} ${url} HTTP/1.1`,
      "Host: localhost",
      "Connection: close",
      `Content-Type: ${request.mediaType}`,
      ...(request.accept === null ? [] : [`Accept: ${request.accept}`]),
      ...headers.map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${String(content.length)}`,
    ];
    return toHttp(lines, content, { method, url, isWhole: true });
  });

const HOST = ["Host: localhost", "Connection: close"];
const JSON_TYPE = "Content-Type: application/json";

/** What is no HTTP, or not quite: `lines` of the head, the rest, and whether it is whole. */
const BROKEN: readonly (readonly [readonly string[], string, boolean])[] = [
  [["GET /graphql"], "", false],
  [["GET /graphql HTTP/9.9", ...HOST], "", true],
  [["GET  /graphql  HTTP/1.1", ...HOST], "", true],
  [["GET /a b HTTP/1.1", ...HOST], "", true],
  [["GET /graphql HTTP/1.1", "Connection: close"], "", true],
  [["GET /graphql HTTP/1.1", "Host: a", "Host: b", "Connection: close"], "", true],
  [["GET /graphql HTTP/1.0", "Connection: close"], "", true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Content-Length: abc"], VALID, true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Content-Length: -1"], VALID, true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Content-Length: 5", "Content-Length: 6"], VALID, true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Content-Length: 500"], VALID, false],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Content-Length: 99999999999999999999"], VALID, true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Content-Length: 2000000"], VALID, true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Content-Length: 10"], VALID, true],
  [
    ["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding: chunked", "Content-Length: 5"],
    "0\r\n\r\n",
    true,
  ],
  [
    ["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding: chunked"],
    "zz\r\n{}\r\n0\r\n\r\n",
    true,
  ],
  [
    ["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding: chunked"],
    "2\r\n{}\r\n0\r\n\r\n",
    true,
  ],
  [
    ["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding: chunked"],
    "2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n",
    true,
  ],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding: chunked"], "2\r\n{}", false],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding: gzip, chunked"], "0\r\n\r\n", true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding: xchunked"], "0\r\n\r\n", true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE, "Transfer-Encoding : chunked"], "0\r\n\r\n", true],
  [["POST /graphql HTTP/1.1", ...HOST, JSON_TYPE], VALID, true],
  [["POST /graphql HTTP/1.1", ...HOST, "Content-Length: 26"], VALID, true],
  [["GET /graphql HTTP/1.1", ...HOST, "X-\0: a"], "", true],
  [["GET /graphql HTTP/1.1", ...HOST, "X: a\0b"], "", true],
  [["GET /graphql HTTP/1.1", ...HOST, "no colon"], "", true],
  [["GET /graphql HTTP/1.1", ...HOST, ": no name"], "", true],
  [["GET /graphql HTTP/1.1", ...HOST, " folded: line"], "", true],
  [
    [
      "GET /graphql HTTP/1.1",
      ...HOST,
      ...Array.from({ length: 300 }, (_, at) => `X-${String(at)}: ${"a".repeat(70)}`),
    ],
    "",
    true,
  ],
  [["GET /graphql HTTP/1.1", ...HOST, ...Array.from({ length: 2_500 }, () => "A: b")], "", true],
  [[`GET /${"a".repeat(20_000)} HTTP/1.1`, ...HOST], "", true],
  [["OPTIONS * HTTP/1.1", ...HOST], "", true],
  [["CONNECT evil.example:443 HTTP/1.1", ...HOST], "", true],
  [["PRI * HTTP/2.0", "", "SM"], "", false],
  [["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"], "", false],
  [["SSH-2.0-OpenSSH_9.9"], "", false],
  [["EHLO evil.example"], "", false],
  [["*1\r\n$4\r\nPING"], "", false],
];
const brokenRequest: fc.Arbitrary<HostileHttp> = fc
  .constantFrom(...BROKEN)
  .map(([lines, content, isWhole]) => {
    const [method = "", url = ""] = (lines[0] ?? "").split(" ");
    return toHttp(lines, Buffer.from(content), { method, url, isWhole });
  });

function toHttp(
  lines: readonly string[],
  content: Buffer,
  request: Pick<HostileHttp, "method" | "url" | "isWhole">,
): HostileHttp {
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  return {
    ...request,
    acceptsGraphqlResponse: lines.some((line) => /^accept:.*graphql-response/i.test(line)),
    bytes: Buffer.concat([head, content]),
  };
}

/** Requests of every kind but good ones. */
export function hostileHttp(): fc.Arbitrary<HostileHttp> {
  return fc.oneof({ weight: 6, arbitrary: oddRequest }, { weight: 1, arbitrary: brokenRequest });
}

function headerText(text: string): string {
  return text.replace(/[\r\n]/g, " ").slice(0, 9_000);
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 9_000);
}
