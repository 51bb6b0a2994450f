import { readFileSync } from "node:fs";
import fc from "fast-check";
import { buildSchema, getOperationAST, parse, validate, type GraphQLSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { assertAffordable, DEFAULT_LIMITS } from "../execution/limits.ts";
import { coerceVariables } from "../execution/operation-checks.ts";
import { countedSelection, operationCost, type OperationRun } from "./operation-cost.ts";

const schema = buildSchema(`
  interface Node { id: ID! }
  type Patient implements Node { id: ID! tags: [String!]! visits(first: Int = 20): VisitConnection }
  type VisitConnection { edges: [VisitEdge!]! nodes: [Visit!]! totalCount: Int }
  type VisitEdge { cursor: ID! node: Visit! }
  type Visit implements Node { id: ID! rooms: [Room!]! patient: Patient }
  type Room { id: ID! }
  union Thing = Visit | Room
  type Query {
    patient: Patient
    things: [Thing!]
    newest(first: Int): [Visit!]
    full(first: Int! = 100): VisitConnection
    open(first: Int): VisitConnection
    node: Node
  }
`);
const clinic = buildSchema(readFileSync(new URL("../../schema/api.graphql", import.meta.url), "utf8"));

function run(
  source: string,
  variables: Record<string, unknown> = {},
  of: GraphQLSchema = schema,
): OperationRun {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error("no operation");
  const selection = countedSelection({ schema: of, document, operation });
  return { selection, variables: coerceVariables(of, operation, variables) };
}

function cost(source: string, variables?: Record<string, unknown>): number {
  return operationCost(run(source, variables));
}

describe("operationCost", () => {
  it.each([
    ["5 for an object and 1 for a leaf", "{ patient { id __typename } }", 7],
    ["10 for a list of unknown length", "{ patient { tags } }", 15],
    ["10 for a list of objects, for each of them", "{ things { __typename } }", 60],
    ["the lists within lists for each item", "{ newest(first: 3) { rooms { id } } }", 195],
    ["a connection once, and all it selects `first` times", "{ full(first: 3) { totalCount } }", 8],
    ["`nodes` as long as the page, not longer", "{ full(first: 3) { nodes { id } } }", 23],
    ["`edges` as long as the page, not longer", "{ full(first: 3) { edges { cursor node { id } } } }", 41],
    ["lists further down again", "{ full(first: 3) { nodes { rooms { id } } } }", 200],
    ["the schema's default for a missing `first`", "{ patient { visits { totalCount } } }", 30],
    ["the schema's default where null is not allowed", "{ full { totalCount } }", 105],
    ["the schema's default for null", "{ patient { visits(first: null) { totalCount } } }", 30],
    ["10 without `first` and default", "{ open { nodes { id } } }", 65],
    ["10 without `first` and default, of a plain list too", "{ newest { id } }", 60],
    ["100 for more", "{ newest(first: 2000000000) { id } }", 600],
    ["1 for less", "{ newest(first: -5) { id } }", 6],
    ["each alias", "{ a: patient { id } b: patient { id } }", 12],
    [
      "each branch of a union",
      "{ things { ... on Visit { id } ... on Room { id } ... { __typename } } }",
      80,
    ],
    ["fields of an interface", "{ node { id ... on Patient { tags } } }", 16],
    ["what @skip leaves out", "{ patient @skip(if: true) { id @include(if: false) } }", 6],
    ["introspection as one", "{ __schema { types { fields { name } } } }", 1],
  ])("counts %s", (_rule, source, expected) => {
    expect(cost(source)).toBe(expected);
  });

  it("counts a fragment at each place, by what is there", () => {
    const fragment = "fragment N on VisitConnection { nodes { id } }";
    expect(cost(`{ full(first: 3) { ...N ...N } patient { visits(first: 2) { ...N } } } ${fragment}`)).toBe(
      5 + 2 * 3 * 6 + 5 + 5 + 2 * 6,
    );
    const page = "fragment L on Query { newest { id } }";
    expect(cost(`{ ...L ... on Query { ...L } } ${page}`)).toBe(120);
  });

  it("counts fragments that multiply, in no time", () => {
    const levels = Array.from({ length: 60 }, (_, index) => {
      const next = `F${String(index + 1)}`;
      return `fragment F${String(index)} on Query { ...${next} ...${next} }`;
    });
    const source = `{ ...F0 } ${levels.join(" ")} fragment F60 on Query { patient { id } }`;
    expect(cost(source)).toBe(6 * 2 ** 60);
  });

  it("counts what a variable says, or its default, or the schema's", () => {
    const bare = "query ($n: Int) { patient { visits(first: $n) { totalCount } } }";
    const preset = "query ($n: Int = 7) { patient { visits(first: $n) { totalCount } } }";
    expect(cost(bare, { n: 100 })).toBe(110);
    expect(cost(bare)).toBe(30);
    expect(cost(bare, { n: null })).toBe(30);
    expect(cost(preset)).toBe(17);
    expect(cost(preset, { n: 3 })).toBe(13);
    expect(cost(preset, { n: null })).toBe(30);
  });
});

/** How one document writes its page sizes. */
type Writing = "literal" | "variable" | "default";

interface Page {
  readonly first: number;
  readonly isSpread: boolean;
  readonly within: readonly Page[];
}

const pages = fc.letrec<{ page: Page; pages: Page[] }>((tie) => ({
  page: fc.record({
    first: fc.integer({ min: -3, max: 250 }),
    isSpread: fc.boolean(),
    within: tie("pages"),
  }),
  pages: fc.oneof({ maxDepth: 3 }, fc.constant<Page[]>([]), fc.array(tie("page"), { maxLength: 3 })),
})).pages;

interface Written {
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

function write(forest: readonly Page[], writing: Writing): Written {
  const sizes: number[] = [];
  const fragments: string[] = [];

  function all(within: readonly Page[]): string {
    return ["id", ...within.map(one)].join(" ");
  }

  function one({ first, isSpread, within }: Page): string {
    const number = String(sizes.push(first));
    const size = writing === "literal" ? String(first) : `$v${number}`;
    const visits = `p${number}: visits(first: ${size}) { totalCount nodes { patient { ${all(within)} } } }`;
    if (!isSpread) return visits;
    fragments.push(`fragment F${number} on Patient { ${visits} }`);
    return `...F${number}`;
  }

  const body = all(forest);
  const definitions = sizes.map((size, index) => {
    const preset = writing === "default" ? ` = ${String(size)}` : "";
    return `$v${String(index + 1)}: Int${preset}`;
  });
  const head = writing === "literal" || sizes.length === 0 ? "query" : `query (${definitions.join(" ")})`;
  const source = `${head} { patient { ${body} } } ${fragments.join(" ")}`;
  const given = sizes.map((size, index) => [`v${String(index + 1)}`, size] as const);
  return { source, variables: writing === "variable" ? Object.fromEntries(given) : {} };
}

const costOfWritten = ({ source, variables }: Written): number => cost(source, variables);

describe("the cost of a page", () => {
  it("is the same however its size is written", () => {
    fc.assert(
      fc.property(pages, (forest) => {
        const written = write(forest, "literal");
        expect(validate(schema, parse(written.source))).toEqual([]);
        const literal = costOfWritten(written);
        expect(costOfWritten(write(forest, "variable"))).toBe(literal);
        expect(costOfWritten(write(forest, "default"))).toBe(literal);
      }),
    );
  });

  it("is never less when more is asked for", () => {
    fc.assert(
      fc.property(pages, pages, (some, more) => {
        const cheaper = costOfWritten(write(some, "literal"));
        expect(costOfWritten(write([...some, ...more], "literal"))).toBeGreaterThanOrEqual(cheaper);
      }),
    );
  });
});

describe("assertAffordable, with the clinic's schema and limits", () => {
  const NODES = `nodes { id status startsAt endsAt reason version clinic { name timeZone } serviceType { name }
    room { name } practitioner { name { display } } patient { id name { display } } }`;

  const judge = (source: string, variables?: Record<string, unknown>) => (): void => {
    assertAffordable(operationCost(run(source, variables, clinic)), DEFAULT_LIMITS);
  };

  it("lets a page of a hundred appointments pass, with everything one shows of them", () => {
    const page = `viewer { practitioner { appointments(first: 100) { ${NODES} pageInfo { endCursor } totalCount } } }`;
    expect(judge(`{ ${page} }`)).not.toThrow();
    const edges = page.replace("nodes {", "edges { cursor node {").replace(" pageInfo", "} pageInfo");
    expect(judge(`{ ${edges} }`)).not.toThrow();
    expect(operationCost(run(`{ ${page} }`, {}, clinic))).toBeLessThan(DEFAULT_LIMITS.maxCost / 5);
  });

  it.each([
    ["literal", "{ patients(first: 100) { nodes { appointments(first: 100) { nodes { id } } } } }", {}],
    [
      "by variables",
      "query ($n: Int!) { patients(first: $n) { nodes { appointments(first: $n) { nodes { id } } } } }",
      { n: 100 },
    ],
    [
      "by default values",
      "query ($n: Int = 100) { patients(first: $n) { nodes { appointments(first: $n) { nodes { id } } } } }",
      {},
    ],
    [
      "in edges",
      "{ patients(first: 100) { edges { node { appointments(first: 100) { edges { cursor } } } } } }",
      {},
    ],
    [
      "under aliases",
      `query ($n: Int) { ${Array.from(
        { length: 15 },
        (_, index) => `a${String(index)}: patients(first: $n)
        { nodes { appointments { nodes { id } } } }`,
      ).join(" ")} }`,
      { n: 100 },
    ],
  ])("refuses a hundred appointments of each of a hundred patients, %s", (_name, source, variables) => {
    expect(judge(source, variables)).toThrow(
      expect.objectContaining({ code: "COST_LIMIT_EXCEEDED", message: "The document asks for too much." }),
    );
  });

  it("is exceeded above the limit, not at it", () => {
    expect(() => assertAffordable(cost("{ patient { id } }"), { maxCost: 6 })).not.toThrow();
    expect(() => assertAffordable(cost("{ patient { id } }"), { maxCost: 5 })).toThrow();
  });
});
