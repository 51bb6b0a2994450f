import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isObjectType,
  Kind,
  parse,
  type FieldNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { AccessAudit, AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { decideByRole } from "#shared/auth/decide.ts";
import { POLICIES, type Action } from "#shared/auth/policies.ts";
import type { Grant, Policy } from "#shared/auth/policy.ts";
import { RequestAccess } from "#shared/auth/request-access.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { systemClock } from "#shared/time/clock.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { assertFieldAccess } from "../../router/access/field-access.ts";
import { readFieldRequirements } from "../../router/access/field-requirements.ts";
import { maskedFor, readMaskableFields } from "../../router/access/masked-fields.ts";
import { ATTRIBUTES as ofAppointments } from "../../subgraphs/appointments/policies.ts";
import { resolvers as appointments } from "../../subgraphs/appointments/resolvers/index.ts";
import { ATTRIBUTES as ofUsers } from "../../subgraphs/users/policies.ts";
import { resolvers as users } from "../../subgraphs/users/resolvers/index.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const OTHER = "0197a000-0000-7000-8000-000000000004";
/** In the region of every thing below, and the person of none. */
const analyst = viewerOf({ tenantId: TENANT, roles: ["ANALYST"], regions: ["eu-north"] });

const supergraph = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");
const access = readAccessMap(parse(supergraph));
const api = buildSchema(readFileSync(new URL("../../schema/api.graphql", import.meta.url), "utf8"));

/** What an ANALYST may read of the own account, like everybody else. */
const isOfOwnAccount = (action: Action): boolean => {
  const grants: readonly Grant[] = (POLICIES[action] as Policy).grants;
  const open = grants.filter(({ to }) =>
    to.some((member) => ["ANYONE", "SIGNED_IN", "ANALYST"].includes(member)),
  );
  return open.length > 0 && open.every(({ when }) => when.includes("ownAccount"));
};

/** What whoever sets up a second factor is told of it: the own one, in the answer that makes it. */
const TOLD_ONCE = new Set([
  "TotpEnrolment.secret",
  "TotpEnrolment.uri",
  "ConfirmTotpEnrolmentPayload.recoveryCodes",
  "FinishPasskeyRegistrationPayload.recoveryCodes",
  "ReplaceRecoveryCodesPayload.recoveryCodes",
]);

/** Every field to which fields lead that an ANALYST may ask for; nobody gets past one that is refused. */
function reachableFields(schema: GraphQLSchema): Map<string, Action> {
  const reached = new Map<string, Action>();
  const entered = new Set<string>();
  const queue = ["Query", "Mutation"];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const type = schema.getType(name);
    if (entered.has(name) || !isObjectType(type)) continue;
    entered.add(name);
    for (const field of Object.values(type.getFields())) {
      const action = access.get(name)?.get(field.name)?.action;
      if (action === undefined || decideByRole(action, analyst) !== "ALLOW") continue;
      reached.set(`${name}.${field.name}`, action);
      queue.push(getNamedType(field.type).name);
    }
  }
  return reached;
}

const classified = [...access].flatMap(([typeName, fields]) =>
  [...fields]
    .filter(([, { dataClass }]) => dataClass !== null)
    .map(([fieldName, { action }]) => ({
      coordinate: `${typeName}.${fieldName}`,
      typeName,
      fieldName,
      action,
    })),
);
/** What is told of a patient and not who it is. */
const DEIDENTIFIED = ["Patient.birthYear", "Patient.pseudonym"];
/** `public:read` below something that is refused. */
const refusedByThemselves = classified.filter(
  ({ action, coordinate }) =>
    action !== "public:read" && !isOfOwnAccount(action) && !DEIDENTIFIED.includes(coordinate),
);

describe("an ANALYST", () => {
  it("reaches fields, and of those that are classified only the ones of the own account and what tells nobody's identity", () => {
    const reached = reachableFields(api);
    expect([...reached.keys()]).toContain("Clinic.serviceTypes");
    const found = classified.filter(
      ({ coordinate }) => reached.has(coordinate) && !TOLD_ONCE.has(coordinate),
    );
    const ofOthers = found.filter(({ action }) => !isOfOwnAccount(action));
    expect(ofOthers.map(({ coordinate }) => coordinate).sort()).toStrictEqual(DEIDENTIFIED);
    expect(classified.length).toBeGreaterThan(15);
  });

  it("reaches of a patient what tells nobody's identity, and gets null for what does", () => {
    const ofPatient = [...reachableFields(api).keys()].filter((coordinate) =>
      coordinate.startsWith("Patient."),
    );
    expect(ofPatient.sort()).toStrictEqual([...DEIDENTIFIED, "Patient.region"]);
    expect([...maskedFor(analyst, readMaskableFields(parse(supergraph)))].sort()).toStrictEqual([
      "Patient.birthDate",
      "Patient.contact",
      "Patient.id",
      "Patient.name",
    ]);
  });

  it.each(refusedByThemselves)(
    "is refused $coordinate by the router, before anything is planned",
    async ({ typeName, fieldName }) => {
      const node: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: fieldName } };
      const refused = assertFieldAccess(
        { viewer: analyst, fields: [{ node, typeName, path: fieldName }], deadline: new Deadline(1_000) },
        readFieldRequirements(parse(supergraph)),
        { record: () => Promise.resolve() },
      );
      await expect(refused).rejects.toMatchObject({ code: "AUTH_FORBIDDEN" });
    },
  );

  const schemas = {
    users: createSubgraphSchema({
      sdl: loadSubgraphSdl("users"),
      resolvers: users,
      attributes: ofUsers,
    }),
    appointments: createSubgraphSchema({
      sdl: loadSubgraphSdl("appointments"),
      resolvers: appointments,
      attributes: ofAppointments,
    }),
  };
  const shielded = Object.entries(schemas).flatMap(([subgraph, schema]) =>
    refusedByThemselves.flatMap(({ coordinate, typeName, fieldName }) => {
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      return field === undefined ? [] : [{ subgraph, coordinate, field }];
    }),
  );

  it.each(shielded)("is refused $coordinate by the shield of $subgraph", async ({ field }) => {
    const row = { id: OTHER, tenantId: TENANT, region: "eu-north", patientId: OTHER, practitionerId: OTHER };
    const audit = new AccessAudit(new AuditEntryFactory(analyst, "test", systemClock));
    const context = { access: new RequestAccess(analyst, audit) };
    const info = { fieldName: field.name, path: { key: field.name } } as unknown as GraphQLResolveInfo;
    // What hangs on an entry of the waitlist is judged by it.
    const model = { ...row, entry: row };
    const answer: unknown = await Promise.resolve(field.resolve?.(model, {}, context, info)).catch(
      (error: unknown) => error,
    );
    expect(answer).toMatchObject({ extensions: { code: "AUTH_FORBIDDEN" } });
  });

  it("has the shields of all classified fields of people looked at", () => {
    expect(shielded.length).toBeGreaterThan(10);
  });
});
