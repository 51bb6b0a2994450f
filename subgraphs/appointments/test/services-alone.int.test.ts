import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { createWorld, insertAppointment, NOW, type ViewerName, type World } from "./world.ts";

// The subgraph without its shield, and nobody before it: what the services refuse by themselves.

/** `+` a list, `-` AUTH_FORBIDDEN, `?` AUTH_UNAUTHENTICATED, `0` the owner of the list is not there for this viewer. */
type Outcome = "+" | "-" | "?" | "0";

const VIEWERS = [
  "ownPatient",
  "otherPatient",
  "practitioner",
  "otherPractitioner",
  "supportInRegion",
  "supportElsewhere",
  "admin",
  "analyst",
  "partner",
  "foreignAdmin",
] as const satisfies readonly ViewerName[];

/** Path of the list → document and outcome: columns in the order of VIEWERS, then a person without a role, and nobody. */
const LISTS: Readonly<Record<string, readonly [document: () => string, outcomes: string]>> = {
  clinics: [() => "{ clinics { nodes { id } } }", "+ + + + + + + + + + - ?"],
  clinic: [() => `{ clinic(id: "${world.clinicId}") { id } }`, "+ + + + + + + + + 0 - ?"],
  "Clinic.rooms": [() => entity("Clinic", world.clinicId, "rooms { id }"), "+ + + + + + + + + 0 0 0"],
  "Clinic.serviceTypes": [
    () => entity("Clinic", world.clinicId, "serviceTypes { id }"),
    "+ + + + + + + + + 0 0 0",
  ],
  "Clinic.schedules": [
    () => entity("Clinic", world.clinicId, "schedules { opensAt }"),
    "+ + + + + + + + + 0 0 0",
  ],
  availableSlots: [
    () =>
      `{ availableSlots(clinicId: "${world.clinicId}", serviceTypeId: "${world.checkId}", from: "2026-03-09") {
        nodes { startsAt } } }`,
    "+ + + + + + + - + + - ?",
  ],
  "Patient.appointments": [
    () => entity("Patient", world.patientId, "appointments { edges { cursor } totalCount }"),
    "+ 0 + + + 0 + 0 0 0 0 0",
  ],
  "Practitioner.appointments": [
    () => entity("Practitioner", world.practitionerId, "appointments { edges { cursor } totalCount }"),
    "- - + - + + + - - 0 0 0",
  ],
};

let bare: SubgraphHarness;
let world: World;
let appointmentId: string;

beforeAll(async () => {
  bare = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
    knockOut: { shield: () => true },
  });
  world = await createWorld(bare.admin);
  appointmentId = await insertAppointment(bare.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
});
afterAll(() => bare.stop());

function entity(typeName: string, id: string, selection: string): string {
  return `{ _entities(representations: [{ __typename: "${typeName}", id: "${id}" }]) { ... on ${typeName} { ${selection} } } }`;
}

async function outcomeFor(viewer: Viewer, document: string): Promise<Outcome | "unexpected"> {
  const { data, errors } = await bare.execute(viewer, document);
  const codes = new Set(errors?.map(({ extensions }) => extensions["code"]));
  if (codes.size > 1) return "unexpected";
  if (codes.has("AUTH_FORBIDDEN")) return "-";
  if (codes.has("AUTH_UNAUTHENTICATED")) return "?";
  const [value] = Object.values<unknown>(data ?? {}).flat();
  if (codes.size > 0 || value === undefined) return "unexpected";
  return value === null ? "0" : "+";
}

describe("a list, by the services alone", () => {
  it.each(Object.keys(LISTS))("%s is for those who may read it", async (name) => {
    const [document, expected] = LISTS[name] ?? [String, ""];
    const viewers = [
      ...VIEWERS.map((viewer) => world.viewers[viewer]),
      viewerOf({ tenantId: world.tenantId, roles: [] }),
      ANONYMOUS,
    ];
    const outcomes: string[] = [];
    for (const viewer of viewers) outcomes.push(await outcomeFor(viewer, document()));
    expect(outcomes.join(" ")).toBe(expected);
  });

  it.each(Object.keys(LISTS))(
    "%s is refused to a token that was narrowed to something else",
    async (name) => {
      const [document] = LISTS[name] ?? [String];
      const viewer = viewerOf({ tenantId: world.tenantId, roles: ["ADMIN"], scopes: ["audit:read"] });
      expect(await outcomeFor(viewer, document())).toBe("-");
    },
  );

  it("tells an analyst of no free time", async () => {
    const [document] = LISTS["availableSlots"] ?? [String];
    const answer = await bare.execute(world.viewers.analyst, document());
    expect(answer.data).toBeNull();
  });

  it("tells of no free time for a service of a higher tier", async () => {
    await bare.admin`update appointments.service_type set minimum_tier = 'PREMIUM' where id = ${world.surgeryId}`;
    const slots = `{ availableSlots(clinicId: "${world.clinicId}", serviceTypeId: "${world.surgeryId}",
      from: "2026-03-09") { nodes { startsAt } } }`;
    const premium: Viewer = { ...world.viewers.ownPatient, tier: "PREMIUM" };
    expect(await outcomeFor(world.viewers.ownPatient, slots)).toBe("-");
    expect(await outcomeFor(premium, slots)).toBe("+");
  });
});

describe("what decides, by the services alone", () => {
  it.each([
    ["practitioner", "-"],
    ["supportInRegion", "-"],
    ["admin", "+"],
  ] as const)("is told to admins: %s %s", async (viewer, expected) => {
    const decision = `accessDecision(action: "appointment:read", actorId: "${world.patientId}") { rule }`;
    expect(await outcomeFor(world.viewers[viewer], entity("Appointment", appointmentId, decision))).toBe(
      expected,
    );
  });
});

describe("a change, by the services alone", () => {
  it.each(["analyst", "partner", "practitioner"] as const)("%s cannot book", async (viewer) => {
    const answer = await bare.execute(
      world.viewers[viewer],
      `mutation { bookAppointment(input: { clinicId: "${world.clinicId}", serviceTypeId: "${world.checkId}",
        practitionerId: "${world.otherPractitionerId}", patientId: "${world.patientId}",
        startsAt: "2026-03-09T08:00:00Z" }) { userErrors { code } } }`,
    );
    // Whom row-level security shows the patient is refused; to the others there is no such patient.
    const expected = viewer === "practitioner" ? ["AUTH_FORBIDDEN"] : undefined;
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(expected);
    expect(answer.data?.bookAppointment.userErrors ?? []).toEqual(
      viewer === "practitioner" ? [] : [{ code: "PATIENT_NOT_FOUND" }],
    );
  });
});

describe("appointment(id), by the services alone", () => {
  it("is refused to nobody in particular before anything is looked up", async () => {
    const answer = await bare.execute(ANONYMOUS, `{ appointment(id: "${world.patientId}") { id } }`);
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_UNAUTHENTICATED"]);
  });
});

describe("row-level security out of the way as well", () => {
  const HOLES = ["appointment", "known_patient"] as const;
  beforeAll(async () => {
    for (const table of HOLES)
      await bare.admin.unsafe(`create policy hole on appointments.${table} for select using (true)`);
    const { practitionerId, otherPractitionerId } = world;
    await insertAppointment(bare.admin, world, { practitionerId, startsAt: "2026-03-10T09:00:00Z" });
    await insertAppointment(bare.admin, world, {
      practitionerId: otherPractitionerId,
      startsAt: "2026-03-10T10:00:00Z",
    });
  });
  afterAll(async () => {
    for (const table of HOLES) await bare.admin.unsafe(`drop policy hole on appointments.${table}`);
  });

  it.each(["ownPatient", "practitioner", "supportInRegion", "admin"] as const)(
    "counts for %s what may be seen, and nothing else",
    async (viewer) => {
      const answer = await bare.execute(
        world.viewers[viewer],
        entity("Patient", world.patientId, "appointments(first: 1) { totalCount }"),
      );
      // Two of the three are with the practitioner who asks.
      const total = viewer === "practitioner" ? 2 : 3;
      expect(answer.errors).toBeUndefined();
      expect(answer.data?._entities).toEqual([{ appointments: { totalCount: total } }]);
    },
  );

  it("does not let support book for a patient of a region it is not assigned to", async () => {
    const answer = await bare.execute(
      world.viewers.supportInRegion,
      `mutation { bookAppointment(input: { clinicId: "${world.clinicId}", serviceTypeId: "${world.checkId}",
        practitionerId: "${world.practitionerId}", patientId: "${world.otherPatientId}",
        startsAt: "2026-03-11T08:00:00Z" }) { userErrors { code } } }`,
    );
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    const booked = await bare.admin`
      select from appointments.appointment where patient_id = ${world.otherPatientId}`;
    expect(booked).toHaveLength(0);
  });
});
