import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CONFIDENTIALITIES, BREAK_GLASS_PURPOSES, glassReaches } from "#shared/auth/confidentiality.ts";
import type { BreakGlassPurpose } from "#shared/auth/confidentiality.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, NOW, type World } from "./world.ts";

const GRANT_ID = newId();
const RECORD = `mutation ($input: RecordAppointmentNotesInput!) {
  recordAppointmentNotes(input: $input) {
    appointment { id version confidentiality reason notes }
    userErrors { code message field }
  }
}`;
const READ = "query ($id: ID!) { appointment(id: $id) { id confidentiality reason notes } }";

let harness: SubgraphHarness;
/** The same database without the shield. */
let bare: SubgraphHarness;
let world: World;
let appointmentId: string;

beforeAll(async () => {
  const options = {
    ...{ name: "appointments", create: createAppointmentsSubgraph, startsBackgroundWork: false },
    clock: () => NOW,
  };
  harness = await startSubgraph(options);
  bare = await startSubgraph({ ...options, database: harness.database, knockOut: { shield: () => true } });
  world = await createWorld(harness.admin);
});
afterAll(async () => {
  await bare.stop();
  await harness.stop();
});
beforeEach(async () => {
  await clearAppointments(harness);
  appointmentId = await insertAppointment(harness.admin, world, {
    startsAt: "2026-03-09T09:00:00Z",
    reason: "Cough",
    notes: "Rest",
    confidentiality: "RESTRICTED",
  });
});

function record(viewer: Viewer, input: Record<string, unknown>): Promise<GraphqlAnswer> {
  return harness.execute(viewer, RECORD, { input: { appointmentId, version: 1, ...input } });
}

async function stored(): Promise<Record<string, unknown> | undefined> {
  const [row] = await harness.admin`select version, confidentiality, c.reason, c.notes
    from appointments.appointment a join appointments.appointment_clinical c using (id) where id = ${appointmentId}`;
  return row && { ...row };
}

function codesOf({ errors }: GraphqlAnswer): unknown {
  return errors?.map(({ path, extensions }) => [path?.at(-1), extensions["code"]]);
}

/** A practitioner who does not treat the patient, with the glass broken. */
function underGrant(
  purpose: BreakGlassPurpose,
  changes: Partial<NonNullable<Viewer["breakGlass"]>> = {},
): Viewer {
  const expiresAt = new Date(NOW.getTime() + 60_000).toISOString();
  const breakGlass = { grantId: GRANT_ID, patientId: world.patientId, purpose, expiresAt, ...changes };
  return { ...world.viewers.otherPractitioner, breakGlass };
}

describe("recordAppointmentNotes", () => {
  it("notes what was found, which the patient reads, and tells the audit log of it without a word of it", async () => {
    const answer = await record(world.viewers.practitioner, {
      notes: " Pneumonia ",
      confidentiality: "VERY_RESTRICTED",
    });
    const appointment = {
      ...{ id: appointmentId, version: 2, confidentiality: "VERY_RESTRICTED", reason: "Cough" },
      notes: "Pneumonia",
    };
    expect(answer.data.recordAppointmentNotes).toEqual({ appointment, userErrors: [] });
    const { version: _version, ...read } = appointment;
    const seen = await harness.execute(world.viewers.ownPatient, READ, { id: appointmentId });
    expect(seen.data).toEqual({ appointment: read });
    const entries = await recordedAudit(harness.admin, "appointments");
    expect(entries.filter(({ category }) => category === "CHANGE")).toMatchObject([
      {
        ...{ action: "appointment:notes", entityId: appointmentId, patientId: world.patientId },
        fields: ["notes", "confidentiality"],
        detail: { version: 2, confidentiality: "VERY_RESTRICTED" },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Pneumonia|Cough|Rest"/);
  });

  it("keeps what is left out, and removes notes that are null", async () => {
    await record(world.viewers.practitioner, {});
    expect(await stored()).toEqual({
      version: 2,
      confidentiality: "RESTRICTED",
      reason: "Cough",
      notes: "Rest",
    });
    await record(world.viewers.practitioner, { version: 2, notes: null, confidentiality: null });
    expect(await stored()).toEqual({
      version: 3,
      confidentiality: "RESTRICTED",
      reason: "Cough",
      notes: null,
    });
  });

  it("notes where no reason was told", async () => {
    await harness.admin`delete from appointments.appointment_clinical`;
    await record(world.viewers.practitioner, { notes: "Rest" });
    expect(await stored()).toEqual({
      version: 2,
      confidentiality: "RESTRICTED",
      reason: null,
      notes: "Rest",
    });
  });

  it.each([
    ["a version that has passed", { version: 7 }, "VERSION_CONFLICT", "input.version"],
    [
      "an appointment that is not there",
      { appointmentId: newId() },
      "APPOINTMENT_NOT_FOUND",
      "input.appointmentId",
    ],
  ])("refuses %s and changes nothing", async (_case, input, code, field) => {
    const before = await stored();
    const answer = await record(world.viewers.practitioner, { notes: "Other", ...input });
    expect(answer.data.recordAppointmentNotes).toMatchObject({
      appointment: null,
      userErrors: [{ code, field }],
    });
    expect(answer.data.recordAppointmentNotes.userErrors).toHaveLength(1);
    expect(await stored()).toEqual(before);
  });

  it("refuses an appointment that was entered in error", async () => {
    await harness.admin`update appointments.appointment set status = 'ENTERED_IN_ERROR'`;
    const answer = await record(world.viewers.practitioner, { notes: "Other" });
    expect(answer.data.recordAppointmentNotes.userErrors).toMatchObject([
      { code: "APPOINTMENT_NOT_CHANGEABLE" },
    ]);
  });

  it.each([
    ["input.notes", { notes: " " }],
    ["input.notes", { notes: "x".repeat(4_001) }],
    ["input.notes", { notes: "a\0b" }],
    ["input.appointmentId", { appointmentId: "x" }],
  ])("takes no %s that is malformed", async (field, input) => {
    const answer = await record(world.viewers.practitioner, input);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
  });

  it("is for who treats: to others there is no such appointment, or it is refused", async () => {
    const before = await stored();
    for (const name of ["ownPatient", "admin", "supportInRegion", "analyst"] as const) {
      expect(codesOf(await record(world.viewers[name], { notes: "x" }))).toEqual([
        ["recordAppointmentNotes", "AUTH_FORBIDDEN"],
      ]);
      // Without the shield, too: who sees the appointment is refused, to the others it is not there.
      const alone = await bare.execute(world.viewers[name], RECORD, {
        input: { appointmentId, version: 1, notes: "x" },
      });
      const isRefused = codesOf(alone) !== undefined;
      expect(
        isRefused || alone.data.recordAppointmentNotes.userErrors[0].code === "APPOINTMENT_NOT_FOUND",
      ).toBe(true);
    }
    for (const viewer of [world.viewers.otherPractitioner, underGrant("EMERGENCY_TREATMENT")]) {
      const answer = await record(viewer, { notes: "x" });
      expect(answer.data.recordAppointmentNotes.userErrors).toMatchObject([
        { code: "APPOINTMENT_NOT_FOUND" },
      ]);
    }
    expect(await stored()).toEqual(before);
  });

  it("lets one of two who saw the same version note", async () => {
    const answers = await Promise.all(
      ["One", "Two"].map((notes) => record(world.viewers.practitioner, { notes })),
    );
    const codes = answers.map(({ data }): unknown =>
      data.recordAppointmentNotes.userErrors.length === 0
        ? "RECORDED"
        : data.recordAppointmentNotes.userErrors[0].code,
    );
    expect(codes.sort()).toEqual(["RECORDED", "VERSION_CONFLICT"]);
  });
});

describe("a practitioner who does not treat the patient", () => {
  it.each(
    BREAK_GLASS_PURPOSES.flatMap((purpose) => CONFIDENTIALITIES.map((level) => [purpose, level] as const)),
  )("with the glass broken for %s reads what is kept %s only if that reaches it", async (purpose, level) => {
    await harness.admin`update appointments.appointment set confidentiality = ${level}`;
    const answer = await harness.execute(underGrant(purpose), READ, { id: appointmentId });
    const appointment = { id: appointmentId, confidentiality: level };
    if (glassReaches(purpose, level)) {
      expect(answer).toEqual({
        data: { appointment: { ...appointment, reason: "Cough", notes: "Rest" } },
        setCookies: [],
      });
    } else {
      expect(answer.data).toEqual({ appointment: { ...appointment, reason: null, notes: null } });
      expect(codesOf(answer)).toEqual([
        ["reason", "AUTH_FORBIDDEN"],
        ["notes", "AUTH_FORBIDDEN"],
      ]);
    }
    const alone = await bare.execute(underGrant(purpose), READ, { id: appointmentId });
    expect(codesOf(alone)).toEqual(codesOf(answer));
  });

  it("sees no appointment without a grant, after its end, of another patient, and in another tenant", async () => {
    const { otherPractitioner } = world.viewers;
    const cases: Record<string, Viewer> = {
      "no grant": otherPractitioner,
      "its end": underGrant("EMERGENCY_TREATMENT", { expiresAt: NOW.toISOString() }),
      "another patient": underGrant("EMERGENCY_TREATMENT", { patientId: world.otherPatientId }),
      "another tenant": { ...underGrant("EMERGENCY_TREATMENT"), tenantId: world.foreignTenantId },
    };
    for (const [name, viewer] of Object.entries(cases)) {
      for (const each of [harness, bare]) {
        const answer = await each.execute(viewer, READ, { id: appointmentId });
        expect([name, answer]).toEqual([name, { data: { appointment: null }, setCookies: [] }]);
      }
    }
  });

  it.each(["SUPPORT", "ADMIN", "ANALYST"] as const)(
    "is a practitioner: %s opens nothing with a grant",
    async (role) => {
      const viewer: Viewer = { ...underGrant("EMERGENCY_TREATMENT"), roles: [role], regions: ["eu-central"] };
      const answer = await harness.execute(viewer, READ, { id: appointmentId });
      expect(JSON.stringify(answer)).not.toMatch(/Cough|Rest"/);
      expect(JSON.stringify(await bare.execute(viewer, READ, { id: appointmentId }))).not.toMatch(
        /Cough|Rest"/,
      );
    },
  );

  it("finds the patient's list with the glass broken, which without is empty", async () => {
    const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Patient { appointments { nodes { reason } totalCount } } } }`;
    const representations = [{ __typename: "Patient", id: world.patientId }];
    const listOf = async (viewer: Viewer): Promise<unknown> => {
      const { data } = await harness.execute(viewer, document, { representations });
      const found: unknown = data._entities[0].appointments;
      return found;
    };
    expect(await listOf(world.viewers.otherPractitioner)).toEqual({ nodes: [], totalCount: 0 });
    expect(await listOf(underGrant("SAFEGUARDING"))).toEqual({ nodes: [{ reason: "Cough" }], totalCount: 1 });
  });

  it("leaves the grant and its purpose in every entry of what was read, and of what was refused", async () => {
    await harness.execute(underGrant("SAFEGUARDING"), READ, { id: appointmentId });
    await harness.admin`update appointments.appointment set confidentiality = 'VERY_RESTRICTED'`;
    await harness.execute(underGrant("SAFEGUARDING"), READ, { id: appointmentId });
    const entries = await recordedAudit(harness.admin, "appointments");
    const detail = { breakGlassGrantId: GRANT_ID, breakGlassPurpose: "SAFEGUARDING" };
    expect(
      entries.map(({ category, action, fields, detail: found }) => [category, action, fields, found]),
    ).toEqual([
      ["READ", "appointment:read", ["id"], detail],
      ["READ", "appointment:detail:read", ["confidentiality"], detail],
      ["READ", "appointment:clinical:read", ["notes", "reason"], detail],
      ["READ", "appointment:read", ["id"], detail],
      ["READ", "appointment:detail:read", ["confidentiality"], detail],
      ["DENIAL", "appointment:clinical:read", ["notes", "reason"], detail],
    ]);
  });

  it("leaves no grant in entries about another patient", async () => {
    const id = await insertAppointment(harness.admin, world, {
      ...{ startsAt: "2026-03-09T10:00:00Z", patientId: world.otherPatientId },
      practitionerId: world.otherPractitionerId,
    });
    await harness.execute(underGrant("SAFEGUARDING"), "query ($id: ID!) { appointment(id: $id) { id } }", {
      id,
    });
    expect(await recordedAudit(harness.admin, "appointments")).toMatchObject([
      { category: "READ", detail: {} },
    ]);
    expect((await recordedAudit(harness.admin, "appointments"))[0]?.detail).toEqual({});
  });
});

describe("the clinical parts of a list", () => {
  it("are one statement more, and none when nobody asks for them", async () => {
    for (const minute of ["10", "20", "30"]) {
      await insertAppointment(harness.admin, world, {
        ...{ startsAt: `2026-03-10T10:${minute}:00Z`, roomId: newRoom(minute), reason: minute },
        ...{ practitionerId: newId(), patientId: world.patientId, status: "CANCELLED" },
      });
    }
    const count = async (fields: string): Promise<number> => {
      harness.statements.clear();
      const answer = await harness.execute(
        world.viewers.ownPatient,
        `query ($representations: [_Any!]!) { _entities(representations: $representations) {
          ... on Patient { appointments { nodes { ${fields} } } } } }`,
        { representations: [{ __typename: "Patient", id: world.patientId }] },
      );
      expect(answer.errors).toBeUndefined();
      return harness.statements.list.length;
    };
    const without = await count("id confidentiality");
    expect(await count("id confidentiality reason notes")).toBe(without + 1);
  });

  function newRoom(minute: string): string {
    return world.roomIds[minute === "10" ? 0 : 1];
  }
});
