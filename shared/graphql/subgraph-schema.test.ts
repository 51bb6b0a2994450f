import { graphql, parse, type ExecutionResult } from "graphql";
import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { AccessAudit, AuditEntryFactory } from "../audit/access-audit.ts";
import type { KnockOut } from "../auth/knock-out.ts";
import { RequestAccess } from "../auth/request-access.ts";
import { createSubgraphSchema } from "./subgraph-schema.ts";

const SDL = parse(`
  directive @access(action: String!) on FIELD_DEFINITION
  scalar DateTime
  scalar LocalDate
  scalar SafeInt
  scalar CurrencyCode
  type Query {
    secret: String @access(action: "audit:read")
    at(instant: DateTime): DateTime @access(action: "public:read")
    day: LocalDate @access(action: "public:read")
    bytes: SafeInt @access(action: "public:read")
    currency: CurrencyCode @access(action: "public:read")
    wrong: SafeInt @access(action: "public:read")
  }
`);
const RESOLVERS = {
  Query: {
    secret: () => "known",
    at: (_parent: unknown, { instant }: { instant?: Date }) => instant ?? new Date("2026-03-09T14:30:00Z"),
    day: () => "1987-02-14",
    bytes: () => Number.MAX_SAFE_INTEGER,
    currency: () => "EUR",
    wrong: () => 2 ** 53,
  },
};
const viewer = viewerOf({ tenantId: "0197a000-0000-7000-8000-000000000001", roles: ["USER"] });

async function run(source: string, knockOut?: KnockOut): Promise<ExecutionResult> {
  const schema = createSubgraphSchema({ sdl: SDL, resolvers: RESOLVERS, attributes: {}, knockOut });
  const audit = new AccessAudit(new AuditEntryFactory(viewer, "users", () => new Date(0)));
  return graphql({ schema, source, contextValue: { access: new RequestAccess(viewer, audit) } });
}

describe("subgraph schema", () => {
  it("stands behind the shield", async () => {
    const { data, errors } = await run("{ secret }");
    expect(data?.["secret"]).toBeNull();
    expect(errors?.map(({ extensions }) => extensions["code"])).toStrictEqual(["AUTH_FORBIDDEN"]);
  });

  it("lets pass what a test of the other enforcers says", async () => {
    const { data, errors } = await run("{ secret }", {
      shield: (coordinate) => coordinate === "Query.secret",
    });
    expect(data?.["secret"]).toBe("known");
    expect(errors).toBeUndefined();
  });

  it("is not built when a field has no rule", () => {
    const sdl = parse(`type Query { open: String }`);
    expect(() => createSubgraphSchema({ sdl, resolvers: {}, attributes: {} })).toThrow(
      "Query.open has no @access.",
    );
  });

  it("knows the shared scalars", async () => {
    const { data, errors } = await run("{ at day bytes currency }");
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual({
      at: "2026-03-09T14:30:00.000Z",
      day: "1987-02-14",
      bytes: 9_007_199_254_740_991,
      currency: "EUR",
    });
    expect((await run("{ wrong }")).errors).toHaveLength(1);
  });

  it("gives instants to resolvers as dates, and refuses what is none", async () => {
    const { data } = await run(`{ at(instant: "2026-07-01T00:00:00.000Z") }`);
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual({ at: "2026-07-01T00:00:00.000Z" });
    expect((await run(`{ at(instant: "tomorrow") }`)).errors).toHaveLength(1);
  });
});
