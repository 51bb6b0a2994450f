import type { CanaryMint } from "./canary-mint.ts";

/** A request that is not made from the schema. */
export interface CanaryHttp {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const JSON_TYPE = { "content-type": "application/json" } as const;
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" } as const;

/**
 * Headers that a client may send, each with a secret or an identifier in it. `x-correlation-id` and `traceparent` are
 * not among them: they are made to be written down.
 */
const HEADERS: readonly (readonly [name: string, write: (canary: string) => string])[] = [
  ["authorization", (canary) => `Bearer ${canary}`],
  ["authorization", (canary) => `Basic ${Buffer.from(`partner-lab:${canary}`).toString("base64")}`],
  ["authorization", (canary) => canary],
  ["cookie", (canary) => `__Host-session=${canary}`],
  ["cookie", (canary) => `other=${canary}`],
  ["proxy-authorization", (canary) => `Basic ${canary}`],
  ["user-agent", (canary) => `Browser/1.0 (${canary})`],
  ["referer", (canary) => `https://app.example/?patient=${canary}`],
  ["origin", (canary) => `https://${canary}.example`],
  ["accept", (canary) => `application/json; canary=${canary}`],
  ["accept-language", (canary) => canary],
  ["forwarded", (canary) => `for="${canary}"`],
  ["x-forwarded-for", (canary) => canary],
  ["x-forwarded-host", (canary) => `${canary}.example`],
  ["x-real-ip", (canary) => canary],
  ["x-api-key", (canary) => canary],
  ["x-clinic-viewer", (canary) => canary],
  ["apollo-require-preflight", (canary) => canary],
  ["apollographql-client-name", (canary) => canary],
  ["idempotency-key", (canary) => canary],
  ["if-none-match", (canary) => `"${canary}"`],
  ["tracestate", (canary) => `clinic=${canary}`],
  ["baggage", (canary) => `userId=${canary}`],
  ["content-type", (canary) => `application/json; canary=${canary}`],
  ["content-encoding", (canary) => canary],
];

/** Bodies that are refused before they are an operation, or by its check, with a canary in what is wrong. */
const BODIES: readonly (readonly [what: string, write: (canary: string) => string])[] = [
  ["JSON that breaks off", (canary) => `{"query":"{ viewer { roles } }","variables":{"a":"${canary}`],
  ["JSON followed by text", (canary) => `{"query":"{ __typename }"} ${canary}`],
  ["no JSON", (canary) => canary],
  ["a key that nobody knows", (canary) => JSON.stringify({ query: "{ __typename }", [canary]: canary })],
  ["an extension", (canary) => JSON.stringify({ query: "{ __typename }", extensions: { token: canary } })],
  [
    "a variable that is not declared",
    (canary) => JSON.stringify({ query: "{ __typename }", variables: { password: canary } }),
  ],
  [
    "a variable of another type",
    (canary) =>
      JSON.stringify({
        query: "query ($first: Int) { clinics(first: $first) { totalCount } }",
        variables: { first: canary },
      }),
  ],
  [
    "an id that is a list",
    (canary) =>
      JSON.stringify({ query: "query ($id: ID!) { patient(id: $id) { id } }", variables: { id: [canary] } }),
  ],
  [
    "an enum value",
    (canary) =>
      JSON.stringify({
        query: "query ($f: AppointmentFilter) { viewer { roles } }",
        variables: { f: canary },
      }),
  ],
  [
    "a date",
    (canary) =>
      JSON.stringify({
        query:
          'query ($from: LocalDate!) { availableSlots(clinicId: "x", serviceTypeId: "y", from: $from) { nodes { startsAt } } }',
        variables: { from: canary },
      }),
  ],
  ["a literal", (canary) => JSON.stringify({ query: `{ patient(id: "${canary}") { id } }` })],
  [
    "a literal of another type",
    (canary) => JSON.stringify({ query: `{ clinics(first: "${canary}") { totalCount } }` }),
  ],
  [
    "a block string",
    (canary) =>
      JSON.stringify({
        query: `mutation { signIn(input: { email: """${canary}""", password: """x""" }) { userErrors { code } } }`,
      }),
  ],
  ["a comment", (canary) => JSON.stringify({ query: `{ __typename } # ${canary}` })],
  ["a text that does not end", (canary) => JSON.stringify({ query: `{ patient(id: "${canary}) { id } }` })],
  [
    "two literals",
    (canary) =>
      JSON.stringify({
        query: `mutation { signIn(input: { email: "a", password: "x" "${canary}" }) { userErrors { code } } }`,
      }),
  ],
  ["a document id", (canary) => JSON.stringify({ documentId: canary })],
  [
    "a hash of a document",
    (canary) => JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: canary } } }),
  ],
];

/** Fields of the forms that the endpoints of OAuth take. */
const FORM_FIELDS = [
  "client_id",
  "client_secret",
  "code",
  "code_verifier",
  "refresh_token",
  "token",
  "scope",
  "redirect_uri",
  "username",
  "password",
];
const GRANTS = ["client_credentials", "authorization_code", "refresh_token", "password", ""];
const FORM_PATHS = ["/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"];

/** Paths, and parameters behind them: of addresses that are there and that are not. */
const PATHS: readonly ((canary: string) => string)[] = [
  (canary) => `/${canary}`,
  (canary) => `/v1/patients/${canary}`,
  (canary) => `/graphql/${canary}`,
  (canary) => `/graphql?token=${canary}`,
  (canary) => `/graphql?query=${encodeURIComponent(`{ patient(id: "${canary}") { id } }`)}`,
  (canary) => `/oauth2/${canary}`,
  (canary) => `/oauth2/token?client_secret=${canary}`,
  (canary) => `/oauth2/authorize?client_id=${canary}`,
  (canary) => `/.well-known/${canary}`,
  (canary) => `/.well-known/jwks.json?key=${canary}`,
  (canary) => `/livez?${canary}`,
  (canary) => `/readyz?${canary}`,
  (canary) => `/internal/sessions/verify?session=${canary}`,
];

/** Everything that can be said to the router besides an operation of the API, a canary in each place. */
export function canaryRequests(mint: CanaryMint): readonly CanaryHttp[] {
  const graphql = (headers: Readonly<Record<string, string>>, body: string): CanaryHttp => ({
    method: "POST",
    path: "/graphql",
    headers: { ...JSON_TYPE, ...headers },
    body,
  });
  const token = (place: string): string => mint.make(place, "token");
  return [
    ...HEADERS.map(([name, write]) =>
      graphql({ [name]: write(token(`header ${name}`)) }, JSON.stringify({ query: "{ viewer { roles } }" })),
    ),
    ...HEADERS.map(([name, write]) => ({
      method: "GET",
      path: "/nowhere",
      headers: { [name]: write(token(`header ${name} of a path that is not there`)) },
      body: undefined,
    })),
    ...BODIES.map(([what, write]) => graphql({}, write(token(`body: ${what}`)))),
    ...PATHS.map((write) => ({
      method: "GET",
      path: write(token("path")),
      headers: { "apollo-require-preflight": "1" },
      body: undefined,
    })),
    ...FORM_PATHS.flatMap((path) => [
      ...GRANTS.flatMap((grant) =>
        FORM_FIELDS.map((field) => ({
          method: "POST",
          path,
          headers: FORM_TYPE,
          body: new URLSearchParams({
            grant_type: grant,
            client_id: "partner-lab",
            [field]: token(`${path} ${grant} ${field}`),
          }).toString(),
        })),
      ),
      {
        method: "POST",
        path,
        headers: JSON_TYPE,
        body: JSON.stringify({ client_secret: token(`${path} JSON`) }),
      },
      { method: "POST", path, headers: FORM_TYPE, body: `grant_type=${token(`${path} grant`)}` },
    ]),
  ];
}
