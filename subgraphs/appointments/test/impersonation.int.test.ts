import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, NOW, type World } from "./world.ts";

let harness: SubgraphHarness;
let world: World;
let appointmentId: string;
/** A patient, and the support account in the patient's place. */
let patient: Viewer;
let impersonated: Viewer;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  patient = world.viewers.ownPatient;
  const impersonator = {
    accountId: newId(),
    roles: ["SUPPORT" as const],
    endsAt: "2026-03-09T10:30:00.000Z",
  };
  impersonated = { ...patient, impersonator };
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await clearAppointments(harness);
  appointmentId = await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
  await harness.admin`update appointments.appointment_clinical set reason = 'Cough' where id = ${appointmentId}`;
  await harness.admin`truncate appointments.outbox`;
});

const READ = "query ($id: ID!) { appointment(id: $id) { status } }";
const WHY = "query ($id: ID!) { appointment(id: $id) { reason } }";
const CANCEL = `mutation ($id: ID!) {
  cancelAppointment(input: { appointmentId: $id }) { appointment { id } userErrors { code } }
}`;

function codesOf(answer: {
  readonly errors?: readonly { readonly extensions: object }[] | undefined;
}): unknown {
  return answer.errors?.map(({ extensions }) => ("code" in extensions ? extensions.code : undefined));
}

function agents(): Promise<unknown> {
  return recordedAudit(harness.admin, "appointments").then((entries) => entries.map(({ agent }) => agent));
}

function bothIdentities(): Readonly<Record<string, unknown>> {
  const accountId = impersonated.impersonator?.accountId;
  return { kind: "ACCOUNT", accountId, clientId: null, roles: ["SUPPORT"], onBehalfOf: patient.accountId };
}

describe("support in a patient's place", () => {
  it("reads what the patient reads, and each read names both", async () => {
    const { data } = await harness.execute(impersonated, READ, { id: appointmentId });
    expect(data).toEqual({ appointment: { status: "BOOKED" } });
    expect(await agents()).toEqual([bothIdentities()]);
  });

  it("does not see why the patient comes, which the patient does; the refusal names both", async () => {
    expect((await harness.execute(patient, WHY, { id: appointmentId })).data).toEqual({
      appointment: { reason: "Cough" },
    });
    await harness.admin`truncate appointments.outbox`;
    const answer = await harness.execute(impersonated, WHY, { id: appointmentId });
    expect(codesOf(answer)).toEqual(["AUTH_FORBIDDEN"]);
    expect(JSON.stringify(answer)).not.toContain("Cough");
    expect(await recordedAudit(harness.admin, "appointments")).toMatchObject([
      { category: "DENIAL", action: "appointment:clinical:read", agent: bothIdentities() },
    ]);
  });

  it("does not see it either where only row-level security is left", async () => {
    const login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
    const seenBy = async (viewer: Viewer): Promise<number> => {
      const { text, parameters } = viewerSettings(viewer, 5_000);
      return login.begin(async (tx) => {
        await tx.unsafe(text, [...parameters]);
        return (await tx`select reason from appointments.appointment_clinical`).count;
      });
    };
    expect([await seenBy(impersonated), await seenBy(patient)]).toEqual([0, 1]);
    await login.end();
  });

  it("books, and the booking names both", async () => {
    const { data } = await harness.execute(
      impersonated,
      `mutation ($id: ID!) { bookAppointment(input: { clinicId: "${world.clinicId}", patientId: $id,
        serviceTypeId: "${world.checkId}", practitionerId: "${world.practitionerId}", startsAt: "2026-03-09T08:00:00Z" }) {
        appointment { status } userErrors { code } } }`,
      { id: patient.patientId },
    );
    expect(data.bookAppointment).toEqual({ appointment: { status: "BOOKED" }, userErrors: [] });
    const entries = await recordedAudit(harness.admin, "appointments");
    expect(entries).toContainEqual(
      expect.objectContaining({ category: "CHANGE", action: "appointment:book", agent: bothIdentities() }),
    );
    expect(entries.map(({ agent }) => agent)).toEqual(entries.map(() => bothIdentities()));
  });

  it("cancels nothing, which the patient could", async () => {
    expect(codesOf(await harness.execute(impersonated, CANCEL, { id: appointmentId }))).toEqual([
      "AUTH_FORBIDDEN",
    ]);
    const [row] =
      await harness.admin`select status from appointments.appointment where id = ${appointmentId}`;
    expect(row).toEqual({ status: "BOOKED" });
    expect(
      (await harness.execute(patient, CANCEL, { id: appointmentId })).data.cancelAppointment.userErrors,
    ).toEqual([]);
  });

  it("changes nothing either where only row-level security is left", async () => {
    const login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
    const changedAs = async (viewer: Viewer): Promise<number> => {
      const { text, parameters } = viewerSettings(viewer, 5_000);
      return login.begin(async (tx) => {
        await tx.unsafe(text, [...parameters]);
        const rows =
          await tx`update appointments.appointment set version = version where id = ${appointmentId}`;
        return rows.count;
      });
    };
    expect([await changedAs(impersonated), await changedAs(patient)]).toEqual([0, 1]);
    await login.end();
  });
});
