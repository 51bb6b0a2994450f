import fc from "fast-check";
import { everyCall, withVariables } from "./api-calls.ts";
import { hostileText, MARK, wrongShape } from "./hostile-values.ts";

/** A GraphQL request as it stands in a JSON body; parts left out are undefined. */
export interface GraphqlRequest {
  readonly query: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

const PROTOTYPE_NAMES = ["__proto__", "constructor", "prototype", "hasOwnProperty", "__typename", "toString"];
const name = fc.constantFrom(...PROTOTYPE_NAMES, "a", "viewer", "Query", "input", "on", "true", "null");
/** Some are within the limits, some beyond, some far beyond. */
const count = fc.constantFrom(2, 9, 10, 11, 15, 16, 40, 200, 700);

function times(number: number, make: (index: number) => string): string {
  return Array.from({ length: number }, (_, index) => make(index)).join(" ");
}

const VALID: readonly string[] = [
  "{ viewer { account { id email } patient { name { display } } } }",
  "query A($n: Int = 5) { clinics(first: $n) { nodes { id name rooms { name } } pageInfo { endCursor } } }",
  "{ ...F } fragment F on Query { practitioners { nodes { ... on Practitioner { id name { ...N } } } } } fragment N on PersonName { family }",
  "mutation { signOut { isSignedOut userErrors { code } } }",
  'mutation { cancelAppointment(input: { appointmentId: "x" }) { appointment { id } userErrors { code } } }',
  ...everyCall().map(withVariables),
];

/** Documents that are too much of something. */
const excessive: fc.Arbitrary<string> = fc.oneof(
  count.map((n) => `{ clinic(id: "x") ${"{ rooms { clinic ".repeat(n)}{ id }${" } }".repeat(n)} }`),
  count.map((n) => "{".repeat(n)),
  count.map((n) => `{ ${times(n, (index) => `a${String(index)}: __typename`)} }`),
  count.map((n) => `{ ${times(n, () => "viewer { roles }")} }`),
  count.map((n) => `{ __typename ${times(n, () => "@skip(if: false)")} }`),
  count.map((n) => `query ${times(n, () => "@a")} { __typename }`),
  count.map((n) => `{ ${times(n, () => "...F")} } fragment F on Query { __typename }`),
  count.map(
    (n) =>
      `{ ...F0 } ${times(n, (i) => `fragment F${String(i)} on Query { ...F${String(i + 1)} ...F${String(i + 1)} }`)}`,
  ),
  count.map((n) => `query (${times(n, (index) => `$v${String(index)}: Int`)}) { __typename }`),
  count.map((n) => times(n, (index) => `query Q${String(index)} { __typename }`)),
  count.map((n) => `{ clinics(first: ${"[".repeat(n)}1${"]".repeat(n)}) { totalCount } }`),
  count.map((n) => `{ clinics(first: ${"9".repeat(n)}) { totalCount } }`),
  count.map((n) => `{ clinic(id: "${"x".repeat(n * 100)}") { id } }`),
  count.map((n) => `query ($v: ${"[".repeat(n)}Int${"]".repeat(n)}) { __typename }`),
  count.map((n) => `{ ${"x".repeat(n * 100)} }`),
  count.map((n) => `{ viewer { ${"... { ".repeat(n)}roles${" }".repeat(n)} } }`),
);

/** Fragments, variables, directives and operations put together in ways that make no sense. */
const senseless: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "{ ...F } fragment F on Query { ...F }",
    "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "{ viewer { ...F } } fragment F on Viewer { account { ...G } } fragment G on Account { ...F }",
    "fragment F on Query { ...F }",
    "{ __typename } fragment F on Query { __typename }",
    "{ ...F } fragment F on Query { __typename } fragment F on Query { viewer { roles } }",
    "{ ...F } fragment F on Int { x }",
    "{ ...F } fragment F on Nothing { x }",
    "{ ...Missing }",
    "{ viewer { ... on Patient { id } } }",
    "query ($a: Int, $a: Int) { __typename }",
    "query ($a: Int) { __typename }",
    "{ clinics(first: $a) { totalCount } }",
    "query ($a: Nothing) { clinics(first: $a) { totalCount } }",
    "query ($a: Viewer) { clinics(first: $a) { totalCount } }",
    'query ($a: Int = "x") { clinics(first: $a) { totalCount } }',
    "query ($a: Int! = null) { clinics(first: $a) { totalCount } }",
    "query ($a: Int = $b, $b: Int) { clinics(first: $a) { totalCount } }",
    "{ __typename @skip }",
    '{ __typename @skip(if: "yes") }',
    "{ __typename @skip(if: $no) }",
    "{ __typename @skip(if: true) @skip(if: true) }",
    "{ __typename @skip(if: true) @include(if: true) }",
    "query @skip(if: true) { __typename }",
    "{ viewer @deprecated { roles } }",
    '{ viewer @access(action: "patient:read") { roles } }',
    '{ __typename @specifiedBy(url: "file:///etc/passwd") }',
    "{ ... @defer { viewer { roles } } }",
    "{ clinics { nodes @stream { id } } }",
    "subscription { viewer { roles } }",
    "subscription S { appointmentChanged { id } }",
    "mutation { viewer { roles } }",
    "query { signOut { isSignedOut } }",
    "{ viewer } ",
    "{ viewer { account } }",
    "{ __typename { x } }",
    "{ viewer { roles } viewer: clinics { totalCount } }",
    "query A { __typename } query B { __typename }",
    "query A { __typename } query A { __typename }",
    "{ __typename } query A { __typename }",
    "{ __typename } mutation { signOut { isSignedOut } }",
    "",
    " ",
    "# nothing",
    ",,,",
    "fragment F on Query { __typename }",
    "type Query { x: Int }",
    "extend type Query { x: Int }",
    "schema { query: Query }",
    "{ __typename } type A { b: Int }",
    "directive @a on FIELD",
    "{ _service { sdl } }",
    '{ _entities(representations: [{ __typename: "Patient", id: "1" }]) { __typename } }',
    "{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }",
    '{ __type(name: "Patient") { fields { name } } }',
    '{ __type(name: "__proto__") { name } }',
    "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
    "\ufeff{ __typename }",
    "{ __typename }\0",
    "{ \ud800 }",
    '{ clinic(id: "\ud800") { id } }',
    '{ clinic(id: "\\uD800") { id } }',
    '{ clinic(id: "\\u{110000}") { id } }',
    '{ clinic(id: "\\u0000") { id } }',
    '{ clinic(id: """\n\0""") { id } }',
    '{ clinic(id: "unterminated) { id } }',
    `{ clinic(id: ${MARK}) { id } }`,
    `{ clinic(id: "${MARK}" "${MARK}") { id } }`,
    `{ clinic("${MARK}") { id } }`,
    "{ clinic(id: 1e999) { id } }",
    "{ clinics(first: 1e999) { totalCount } }",
    "{ clinics(first: -0) { totalCount } }",
    "{ clinics(first: 007) { totalCount } }",
    "{ clinics(first: [1]) { totalCount } }",
    "{ clinics(first: {a: 1}) { totalCount } }",
    "{ clinic(id: [null]) { id } }",
    "{ clinic(id: {}) { id } }",
    "{ clinic(id: null) { id } }",
    '{ clinic(id: "x", id: "y") { id } }',
    "{ patients(filter: { familyNamePrefix: 1, familyNamePrefix: 2 }) { totalCount } }",
    "{ patients(filter: { __proto__: 1 }) { totalCount } }",
    "{ auditEvents(filter: { categories: [READ, __proto__] }) { totalCount } }",
  ),
  name.map((word) => `{ ${word}: __typename }`),
  name.map((word) => `{ ${word} }`),
  name.map((word) => `query ${word} { __typename }`),
  name.map((word) => `query ($${word}: Int) { clinics(first: $${word}) { totalCount } }`),
  name.map((word) => `{ clinics(${word}: 1) { totalCount } }`),
  name.map((word) => `{ __typename @${word} }`),
  name.map((word) => `{ ...${word} } fragment ${word} on Query { __typename }`),
  name.map((word) => `{ ... on ${word} { __typename } }`),
  name.map((word) => `query ($a: ${word}) { __typename }`),
  hostileText().map((text) => `{ clinic(id: ${JSON.stringify(text)}) { id } }`),
  hostileText(),
);

/** A valid document with some of its tokens lost, doubled, swapped or replaced. */
const mutilated: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...VALID),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fc.nat()), { minLength: 1, maxLength: 4 }),
  )
  .map(([document, changes]) => {
    const tokens = document.match(/\w+|"[^"]*"|\.\.\.|[^\s\w]/g) ?? [];
    for (const [at, kind, other] of changes) mutilate(tokens, at, kind, other);
    return tokens.join(" ");
  });

const STRANGERS = [
  "__proto__",
  "{",
  "}",
  "(",
  "$",
  "@skip(if: 1)",
  "!",
  "null",
  "1.5e",
  `"${MARK}"`,
  "...",
  "&",
  "|",
  "\0",
];

function mutilate(tokens: string[], at: number, kind: number, other: number): void {
  const index = at % Math.max(1, tokens.length);
  const stranger = STRANGERS[other % STRANGERS.length] ?? "";
  const own = tokens[other % Math.max(1, tokens.length)] ?? "";
  if (kind === 0) tokens.splice(index, 1);
  else if (kind === 1) tokens.splice(index, 0, tokens[index] ?? "");
  else if (kind === 2) tokens.splice(index, 1, own);
  else if (kind === 3) tokens.splice(index, 0, stranger);
  else if (kind === 4) tokens.splice(index, 1, stranger);
  else if (kind === 5) tokens.splice(index);
  else tokens.splice(0, index);
}

/** Documents that should be refused, with variables, operation names and extensions that may not fit either. */
export function hostileDocument(): fc.Arbitrary<GraphqlRequest> {
  const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
  return fc.record({
    query: fc.oneof(
      { weight: 20, arbitrary: excessive },
      { weight: 40, arbitrary: senseless },
      { weight: 40, arbitrary: mutilated },
      { weight: 5, arbitrary: fc.constantFrom(...VALID) },
      { weight: 1, arbitrary: wrongShape() },
    ),
    variables: rarely(wrongShape()),
    operationName: rarely(fc.oneof(name, hostileText(), wrongShape())),
    extensions: rarely(
      fc.oneof(
        wrongShape(),
        fc.constant({ persistedQuery: { version: 1, sha256Hash: MARK } }),
        fc.constant({ persistedQuery: MARK }),
      ),
    ),
  });
}
