import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AuditEntry } from "#shared/messaging/contracts.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  NOW,
  type ViewerName,
  type World,
} from "./world.ts";

let harness: SubgraphHarness;
let world: World;
let appointmentId: string;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await clearAppointments(harness);
  appointmentId = await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
});

const APPOINTMENT_DOCUMENTS = {
  "appointment:read": "query ($id: ID!) { appointment(id: $id) { id } }",
  cancel:
    "mutation ($id: ID!) { cancelAppointment(input: { appointmentId: $id }) { appointment { id } userErrors { code message field } } }",
  reschedule: `mutation ($id: ID!) { rescheduleAppointment(input: { appointmentId: $id, startsAt: "2026-03-09T10:00:00Z" }) {
    appointment { id } userErrors { code message field } } }`,
} as const;

/** The answer, and the entries that asking left. */
async function ask(
  viewer: ViewerName,
  document: string,
  variables: Record<string, unknown>,
): Promise<[GraphqlAnswer, readonly AuditEntry[]]> {
  await harness.admin`truncate appointments.outbox`;
  const answer = await harness.execute(world.viewers[viewer], document, variables);
  return [answer, await recordedAudit(harness.admin, "appointments")];
}

function denial(entity: Record<string, unknown>): Record<string, unknown> {
  return { category: "DENIAL", outcome: "DENIED", patientId: null, fields: [], ...entity };
}

describe("an id that is hidden or missing", () => {
  it.each([
    ["appointment(id)", APPOINTMENT_DOCUMENTS["appointment:read"], "appointment:read", "otherPatient"],
    ["appointment(id)", APPOINTMENT_DOCUMENTS["appointment:read"], "appointment:read", "foreignAdmin"],
    ["cancelAppointment", APPOINTMENT_DOCUMENTS.cancel, "appointment:change", "otherPatient"],
    ["cancelAppointment", APPOINTMENT_DOCUMENTS.cancel, "appointment:change", "foreignAdmin"],
    ["rescheduleAppointment", APPOINTMENT_DOCUMENTS.reschedule, "appointment:change", "supportElsewhere"],
    ["rescheduleAppointment", APPOINTMENT_DOCUMENTS.reschedule, "appointment:change", "foreignAdmin"],
  ] as const)(
    "leaves one denial by %s, and the same answer (%#)",
    async (_name, document, action, viewer) => {
      const missingId = newId();
      const [hidden, entriesOfHidden] = await ask(viewer, document, { id: appointmentId });
      const [missing, entriesOfMissing] = await ask(viewer, document, { id: missingId });
      expect(hidden).toEqual(missing);
      const entityType = "Appointment";
      expect(entriesOfHidden).toMatchObject([denial({ action, entityType, entityId: appointmentId })]);
      expect(entriesOfMissing).toMatchObject([denial({ action, entityType, entityId: missingId })]);
      const [{ tenant_id: tenantId } = { tenant_id: null }] =
        await harness.admin`select tenant_id from appointments.outbox`;
      expect(tenantId).toBe(world.viewers[viewer].tenantId);
    },
  );

  it("leaves a denial without what was sent as id when that is none", async () => {
    const [answer, entries] = await ask("otherPatient", APPOINTMENT_DOCUMENTS["appointment:read"], {
      id: "1' or '1'='1",
    });
    expect(answer).toEqual({ data: { appointment: null }, setCookies: [] });
    expect(entries).toMatchObject([
      denial({ action: "appointment:read", entityType: "Appointment", entityId: null }),
    ]);
    expect(JSON.stringify(entries)).not.toContain("or '1'");
  });

  it("leaves a denial by bookAppointment that names the patient, and the same answer", async () => {
    const document = `mutation ($id: ID!) { bookAppointment(input: { clinicId: "${world.clinicId}", patientId: $id,
      serviceTypeId: "${world.checkId}", practitionerId: "${world.practitionerId}", startsAt: "2026-03-09T08:00:00Z" }) {
      appointment { id } userErrors { code message field } } }`;
    const missingId = newId();
    const answers: GraphqlAnswer[] = [];
    for (const id of [world.otherPatientId, world.foreignPatientId, missingId]) {
      const [answer, entries] = await ask("ownPatient", document, { id });
      answers.push(answer);
      const action = "appointment:book";
      expect(entries).toMatchObject([denial({ action, entityType: "Patient", entityId: id, patientId: id })]);
    }
    expect(answers[0]?.data.bookAppointment.userErrors).toMatchObject([{ code: "PATIENT_NOT_FOUND" }]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe("a list of which only cursors are asked for", () => {
  it.each([
    ["Patient", "appointments { edges { cursor } }", "appointment:list", () => world.patientId],
    ["Patient", "appointments { pageInfo { endCursor } }", "appointment:list", () => world.patientId],
    ["Patient", "appointments { totalCount }", "appointment:list", () => world.patientId],
    [
      "Practitioner",
      "appointments { edges { cursor } }",
      "practitioner:appointment:list",
      () => world.practitionerId,
    ],
  ] as const)("of a %s (%s) is written down as read", async (typeName, selection, action, ownerId) => {
    const id = ownerId();
    const [answer, entries] = await ask(
      "admin",
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${typeName} { ${selection} } } }`,
      { representations: [{ __typename: typeName, id }] },
    );
    expect(answer.errors).toBeUndefined();
    expect(entries).toMatchObject([
      {
        ...{ category: "READ", outcome: "SUCCESS", action, entityType: typeName, entityId: id },
        ...{ patientId: typeName === "Patient" ? id : null, fields: ["appointments"] },
      },
    ]);
  });
});

describe("a list that may be looked through, of appointments that may not be read", () => {
  it("tells neither cursors nor how many there are", async () => {
    const narrowed = viewerOf({
      ...{ tenantId: world.tenantId, roles: ["USER"], patientId: world.patientId },
      scopes: ["patient:reference", "appointment:list"],
    });
    const answer = await harness.execute(
      narrowed,
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Patient { id
        appointments { edges { cursor } pageInfo { startCursor endCursor hasNextPage } totalCount } } } }`,
      { representations: [{ __typename: "Patient", id: world.patientId }] },
    );
    expect(answer.data).toEqual({ _entities: [{ id: world.patientId, appointments: null }] });
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    const entries = await recordedAudit(harness.admin, "appointments");
    expect(entries.filter(({ category }) => category === "DENIAL")).toMatchObject([
      { action: "appointment:read", entityId: appointmentId, patientId: world.patientId },
    ]);
  });
});
