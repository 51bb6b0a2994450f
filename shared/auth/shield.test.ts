import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse, type ExecutionResult, type GraphQLError, type GraphQLSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { AccessAudit, AuditEntryFactory } from "../audit/access-audit.ts";
import { AppError } from "../errors/app-error.ts";
import { readAccessMap } from "./access-directives.ts";
import type { Attributes } from "./predicates.ts";
import { RequestAccess } from "./request-access.ts";
import { applyShield, type AttributeMappers } from "./shield.ts";
import { ANONYMOUS, type Viewer } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const OWN = "0197a000-0000-7000-8000-000000000002";
const OTHER = "0197a000-0000-7000-8000-000000000003";

const HEAD = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
  directive @access(action: String!) on FIELD_DEFINITION
  directive @classified(as: String!) on FIELD_DEFINITION
`;
const SDL = `${HEAD}
  interface Named { name: String @access(action: "patient:read") }
  type Patient implements Named @key(fields: "id") {
    id: ID! @access(action: "patient:reference")
    name: String @access(action: "patient:read")
    phone: String @access(action: "patient:contact:read")
    broken: String @access(action: "patient:read")
    contact: Contact @access(action: "patient:contact:read")
  }
  type Contact { email: String @access(action: "public:read") }
  type Report { total: Int @access(action: "audit:read"), title: String @access(action: "clinic:read") }
  type Query {
    patients: [Patient!] @access(action: "patient:reference")
    named: [Named!] @access(action: "public:read")
    report: Report @access(action: "public:read")
    audit: String @access(action: "audit:read")
    crash: String @access(action: "public:read")
  }
  type Mutation { purge: String @access(action: "audit:read") }
`;

interface PatientRow {
  readonly id: string;
  readonly name: string;
}

const ROWS: readonly PatientRow[] = [
  { id: OWN, name: "Ada" },
  { id: OTHER, name: "Grace" },
  { id: OWN, name: "Ada again" },
];
const patientAttributes = (row: PatientRow): Attributes => ({
  type: "Patient",
  id: row.id,
  tenantId: TENANT,
  patientId: row.id,
});
const ATTRIBUTES: AttributeMappers = { Patient: patientAttributes };

const effects: string[] = [];
const RESOLVERS = {
  Named: { __resolveType: () => "Patient" },
  Patient: {
    __resolveReference: ({ id }: { id: string }) => ROWS.find((row) => row.id === id) ?? null,
    phone: () => "+4930901820",
    contact: () => ({ email: "ada@example.org" }),
    broken: () => {
      throw new AppError("CONFLICT", "The patient is being merged.");
    },
  },
  Query: {
    patients: () => ROWS,
    named: () => ROWS,
    report: () => ({ total: 3, title: "Visits" }),
    audit: () => "everything",
    crash: () => {
      throw new TypeError("cannot read x of undefined");
    },
  },
  Mutation: {
    purge: () => {
      effects.push("purged");
      return "gone";
    },
  },
};

const shielded = (
  sdl: string,
  resolvers: object = RESOLVERS,
  attributes: AttributeMappers = ATTRIBUTES,
): GraphQLSchema => {
  const document = parse(sdl);
  return applyShield(
    buildSubgraphSchema([{ typeDefs: document, resolvers: resolvers as typeof RESOLVERS }]),
    readAccessMap(document),
    attributes,
  );
};
const shieldedSchema = shielded(SDL);

interface Run extends ExecutionResult {
  readonly audit: AccessAudit;
  readonly refusals: unknown[];
}

async function run(viewer: Viewer, source: string, schema = shieldedSchema): Promise<Run> {
  const audit = new AccessAudit(new AuditEntryFactory(viewer, "users", () => new Date(0)));
  const contextValue = { access: new RequestAccess(viewer, audit) };
  const result = await graphql({ schema, source, contextValue });
  // Without the prototypes GraphQL leaves out, so that exact comparison works.
  const plain = JSON.parse(JSON.stringify({ data: result.data ?? null })) as Pick<ExecutionResult, "data">;
  const refusals = (result.errors ?? []).map(({ path, extensions }) => [path?.join("."), extensions["code"]]);
  return { ...result, ...plain, audit, refusals };
}

const patient = viewerOf({ tenantId: TENANT, roles: ["USER"], patientId: OWN });
const admin = viewerOf({ tenantId: TENANT, roles: ["ADMIN"] });

describe("shield", () => {
  it("judges a field of an entity per row: no verdict leaks to the next row", async () => {
    const { data, refusals } = await run(patient, "{ patients { id name } }");
    expect(data).toStrictEqual({ patients: null });
    expect(refusals).toContainEqual(["patients.1.id", "AUTH_FORBIDDEN"]);

    const names = await run(patient, "{ patients { name } }");
    expect(names.data).toStrictEqual({ patients: [{ name: "Ada" }, { name: null }, { name: "Ada again" }] });
    expect(names.refusals).toStrictEqual([["patients.1.name", "AUTH_FORBIDDEN"]]);
  });

  it("answers a denied field with null and AUTH_FORBIDDEN, and leaves its siblings alone", async () => {
    const practitioner = viewerOf({ tenantId: TENANT, roles: ["PRACTITIONER"] });
    const { data, refusals, errors } = await run(
      practitioner,
      "{ patients { id name phone } report { title total } }",
    );
    expect(data).toStrictEqual({
      patients: ROWS.map(({ id, name }) => ({ id, name, phone: null })),
      report: { title: "Visits", total: null },
    });
    expect(refusals.sort()).toStrictEqual([
      ["patients.0.phone", "AUTH_FORBIDDEN"],
      ["patients.1.phone", "AUTH_FORBIDDEN"],
      ["patients.2.phone", "AUTH_FORBIDDEN"],
      ["report.total", "AUTH_FORBIDDEN"],
    ]);
    expect(errors?.[0]?.message).toBe("You may not do this.");
    expect(errors?.[0]?.extensions).toStrictEqual({ code: "AUTH_FORBIDDEN", retryable: false });
  });

  it("tells nobody signed in to sign in", async () => {
    const { data, refusals } = await run(ANONYMOUS, "{ patients { id } audit report { title } }");
    expect(data).toStrictEqual({ patients: null, audit: null, report: { title: null } });
    expect(refusals.sort()).toStrictEqual([
      ["audit", "AUTH_UNAUTHENTICATED"],
      ["patients", "AUTH_UNAUTHENTICATED"],
      ["report.title", "AUTH_UNAUTHENTICATED"],
    ]);
  });

  it("does not run the resolver of a denied mutation", async () => {
    effects.length = 0;
    expect((await run(patient, "mutation { purge }")).refusals).toStrictEqual([["purge", "AUTH_FORBIDDEN"]]);
    expect(effects).toStrictEqual([]);
    expect((await run(admin, "mutation { purge }")).data).toStrictEqual({ purge: "gone" });
    expect(effects).toStrictEqual(["purged"]);
  });

  it("lets errors of resolvers pass as they were thrown", async () => {
    const { data, errors } = await run(admin, "{ patients { id broken } crash }");
    expect(data).toMatchObject({ crash: null, patients: [{ id: OWN, broken: null }, {}, {}] });
    const thrown = errors?.map(({ originalError }) => originalError) ?? [];
    expect(thrown).toHaveLength(4);
    expect(thrown.filter((error) => error instanceof AppError && error.code === "CONFLICT")).toHaveLength(3);
    expect(thrown.filter((error) => error instanceof TypeError)).toHaveLength(1);
    expect(errors?.map(({ message }) => message)).not.toContain("Not Authorised!");
  });

  it("leaves _service and _entities reachable, and judges the fields of the entities", async () => {
    const service = await run(ANONYMOUS, "{ _service { sdl } }");
    expect(service.refusals).toStrictEqual([]);
    expect(service.data).toMatchObject({
      _service: { sdl: expect.stringContaining("type Patient") as string },
    });

    const entities = `{ _entities(representations: [
      { __typename: "Patient", id: "${OWN}" }, { __typename: "Patient", id: "${OTHER}" },
      { __typename: "Patient", id: "0197a000-0000-7000-8000-00000000000f" }
    ]) { ... on Patient { name } } }`;
    const { data, refusals } = await run(patient, entities);
    expect(data).toStrictEqual({ _entities: [{ name: "Ada" }, { name: null }, null] });
    expect(refusals).toStrictEqual([["_entities.1.name", "AUTH_FORBIDDEN"]]);
  });

  it("judges a field asked for by an interface as the field of the type behind it", async () => {
    const { data, refusals } = await run(patient, "{ named { __typename name } }");
    expect(data).toStrictEqual({
      named: [
        { __typename: "Patient", name: "Ada" },
        { __typename: "Patient", name: null },
        { __typename: "Patient", name: "Ada again" },
      ],
    });
    expect(refusals).toStrictEqual([["named.1.name", "AUTH_FORBIDDEN"]]);
  });

  it("answers INTERNAL, not a refusal, when a rule itself is at fault", async () => {
    const broken = shielded(SDL, RESOLVERS, {
      Patient: () => {
        throw new TypeError("cannot read tenantId of undefined");
      },
    });
    const { data, refusals, errors } = await run(admin, "{ patients { name } }", broken);
    expect(data).toStrictEqual({ patients: [{ name: null }, { name: null }, { name: null }] });
    expect(refusals[0]).toStrictEqual(["patients.0.name", "INTERNAL"]);
    const rule = errors?.[0]?.originalError as GraphQLError | undefined;
    expect(rule?.originalError?.cause).toBeInstanceOf(TypeError);
  });

  it("notes what was read and denied of a patient for the audit log", async () => {
    const { audit } = await run(patient, "{ patients { name contact { email } } }");
    const seen = audit
      .drain()
      .map(({ category, action, entityId, fields }) => [category, action, entityId, fields]);
    expect(seen).toStrictEqual([
      ["READ", "patient:read", OWN, ["name"]],
      ["READ", "patient:contact:read", OWN, ["contact"]],
      ["DENIAL", "patient:read", OTHER, ["name"]],
      ["DENIAL", "patient:contact:read", OTHER, ["contact"]],
    ]);
  });
});

describe("start-up", () => {
  const build = (types: string): (() => GraphQLSchema) => {
    return () => shielded(`${HEAD} ${types}`, {});
  };

  it("fails for a field without a rule, object or interface, and names each", () => {
    const document = parse(`${HEAD}
      interface Named { name: String }
      type A implements Named { name: String, size: Int }
      type Query { a: A @access(action: "public:read") }
    `);
    const access = readAccessMap(parse(`type Query { a: A @access(action: "public:read") }`));
    expect(() => applyShield(buildSubgraphSchema([{ typeDefs: document }]), access, {})).toThrow(
      "These fields have no access rule: Named.name, A.name, A.size.",
    );
  });

  it("fails for a field whose name looks like federation's own and carries no @access", () => {
    expect(build(`type Query { a: String @access(action: "public:read"), _hidden: String }`)).toThrow(
      "These fields have no access rule: Query._hidden.",
    );
  });

  it("fails for a field without @access", () => {
    expect(build(`type Query { a: String }`)).toThrow("Query.a has no @access.");
  });

  it("fails for an unknown action, naming the field", () => {
    expect(build(`type Query { a: String @access(action: "moon:land") }`)).toThrow(
      'Query.a names the unknown action "moon:land".',
    );
  });

  it("asks no rule of inputs, enums and introspection", () => {
    expect(
      build(
        `enum Kind { A } input Filter { kind: Kind } type Query { a(filter: Filter): String @access(action: "public:read") }`,
      ),
    ).not.toThrow();
  });
});
