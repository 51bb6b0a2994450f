import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS, DEMO_PASSWORD, seededServiceTypeId, TENANTS } from "#drizzle/seed/world.ts";
import {
  MATRIX_ROLES,
  OWNERSHIPS,
  PERMISSION_MATRIX,
  type MatrixRole,
  type Ownership,
} from "./permission-matrix.ts";
import { ask, type Question } from "./permission-outcome.ts";
import {
  everyCoordinate,
  fieldOf,
  PROBES,
  TOMORROW,
  withDescendants,
  type Probe,
} from "./permission-probes.ts";
import { createPermissionWorld, type PermissionWorld, type Things } from "./permission-world.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

/** Roots that are about nobody's things in particular. */
const WITHOUT_OWNER: ReadonlySet<string> = new Set([
  "viewer",
  "accounts",
  "signUp",
  "signIn",
  "signOut",
  "signOutEverywhere",
]);
/** Roots whose pages hold only what their arguments name. */
const WITHOUT_IDS: ReadonlySet<string> = new Set(["accounts", "auditEvents", "availableSlots"]);

let stack: TestStack;
let world: PermissionWorld;
beforeAll(async () => {
  stack = await startTestStack();
  world = await createPermissionWorld(stack);
});
afterAll(() => stack.stop());

describe("the permission matrix", () => {
  it("has a way to every field of every type, and a row for every field on each way", () => {
    const asked = PROBES.flatMap((probe) => withDescendants(fieldOf(probe)));
    const covered = new Set(asked.map(({ coordinate }) => coordinate));
    expect(everyCoordinate().filter((coordinate) => !covered.has(coordinate))).toEqual([]);
    expect(Object.keys(PERMISSION_MATRIX)).toEqual(asked.map(({ path }) => path));
  });

  it.each(MATRIX_ROLES)("holds for the %s", async (role) => {
    const client = await world.client(role);
    const actual: Record<string, string> = {};
    for (const probe of PROBES) {
      for (const [path, letters] of await outcomesOf(probe, role, client)) actual[path] = letters;
    }
    const column = MATRIX_ROLES.indexOf(role);
    const expected = Object.entries(PERMISSION_MATRIX).map(([path, row]) => [path, row.split(" ")[column]]);
    expect(actual).toEqual(Object.fromEntries(expected));
  });
});

describe("what belongs to another tenant", () => {
  const MISSING = "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b";
  const DOCUMENTS: readonly (readonly [string, (things: Things) => string])[] = [
    ["{ patient(id: $) { name { display } } }", ({ patientId }) => patientId],
    ["{ practitioner(id: $) { name { display } } }", ({ practitionerId }) => practitionerId],
    ["{ clinic(id: $) { name } }", ({ clinicId }) => clinicId],
    ["{ appointment(id: $) { status } }", ({ appointmentId }) => appointmentId],
    [
      "mutation { cancelAppointment(input: { appointmentId: $ }) { userErrors { code message field } } }",
      ({ appointmentId }) => appointmentId,
    ],
    [
      `mutation { rescheduleAppointment(input: { appointmentId: $, startsAt: "${TOMORROW}T09:00:00Z" }) {
        userErrors { code message field } } }`,
      ({ appointmentId }) => appointmentId,
    ],
    [
      "mutation { changePatientContact(input: { patientId: $, phone: null }) { userErrors { code message field } } }",
      ({ patientId }) => patientId,
    ],
    [booking({ clinicId: "$" }), ({ clinicId }) => clinicId],
    [booking({ serviceTypeId: "$" }), ({ serviceTypeId }) => serviceTypeId],
    [booking({ practitionerId: "$" }), ({ practitionerId }) => practitionerId],
    [booking({ patientId: "$" }), ({ patientId }) => patientId],
  ];

  /** A booking in which all is right but what is replaced. */
  function booking(replaced: Record<string, string>): string {
    const right = {
      clinicId: CLINICS.northwindBerlin.id,
      serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
      practitionerId: ACCOUNTS.practitioner.practitionerId,
      patientId: ACCOUNTS.patient.patientId,
      startsAt: `${TOMORROW}T23:59:00Z`,
    };
    const input = JSON.stringify({ ...right, ...replaced })
      .replaceAll(/"(\w+)":/g, "$1: ")
      .replace('"$"', "$");
    return `mutation { bookAppointment(input: ${input}) { userErrors { code message field } } }`;
  }

  it.each(MATRIX_ROLES)("answers the %s exactly as what does not exist", async (role) => {
    const client = await world.client(role);
    const send = async (document: string, id: string) => {
      const { status, data, errors } = await client(document.replace("$", `"${id}"`));
      const known = errors.map(({ message, path, extensions: { code } }) => ({ message, path, code }));
      return { status, data, errors: known };
    };
    for (const [document, idOf] of DOCUMENTS) {
      const foreign = await send(document, idOf(world.things(role, "foreign")));
      expect(foreign, document).toEqual(await send(document, MISSING));
      expect(foreign.errors.map(({ code }) => code)).not.toContain("VALIDATION_ERROR");
    }
  });
});

type Client = Awaited<ReturnType<PermissionWorld["client"]>>;

/** Three letters for each field of a probe: own, another's of the same tenant, another tenant's. */
async function outcomesOf(probe: Probe, role: MatrixRole, client: Client): Promise<Map<string, string>> {
  const field = fieldOf(probe);
  const letters = new Map(withDescendants(field).map(({ path }) => [path, ""]));
  for (const ownership of OWNERSHIPS) {
    const isAsked = ownership === "own" || !WITHOUT_OWNER.has(probe.root);
    const outcomes = isAsked ? await askAbout(probe, role, ownership, client) : undefined;
    for (const [path, known] of letters) letters.set(path, known + (outcomes?.get(path) ?? "-"));
  }
  return letters;
}

async function askAbout(probe: Probe, role: MatrixRole, ownership: Ownership, client: Client) {
  const things = world.things(role, ownership);
  const asker = probe.root.startsWith("sign") ? await world.client(role) : client;
  const { rootArguments, hasHappened } = await prepare(probe.root, things, {
    sessionId: () => world.sessionId(role, ownership),
    clientId: () => world.clientId(ownership),
    ownAccountId: () => world.accountId(role, ownership),
    newAccountId: () => world.newAccountId(ownership),
  });
  const question: Question = {
    operation: probe.operation,
    field: fieldOf(probe),
    rootArguments,
    ids: WITHOUT_IDS.has(probe.root)
      ? new Set()
      : new Set([things.patientId, things.practitionerId, things.clinicId, things.appointmentId]),
    refusal:
      role === "nobody"
        ? { status: 401, code: "AUTH_UNAUTHENTICATED" }
        : { status: 403, code: "AUTH_FORBIDDEN" },
  };
  const outcomes = await ask(asker, question);
  if (hasHappened !== undefined) {
    const result = withDescendants(question.field)[1]?.path ?? "";
    expect(await hasHappened(), `${role} ${probe.root} ${ownership}`).toBe(outcomes.get(result) === "v");
  }
  return outcomes;
}

interface Preparation {
  readonly rootArguments: string;
  /** Whether a mutation has done what it says, as the database has it. */
  readonly hasHappened?: () => Promise<boolean>;
}

async function prepare(
  root: string,
  things: Things,
  ids: Record<"sessionId" | "clientId" | "ownAccountId" | "newAccountId", () => Promise<string>>,
): Promise<Preparation> {
  const { patientId, practitionerId, clinicId, serviceTypeId, appointmentId, familyName } = things;
  const { sessionId, clientId, ownAccountId, newAccountId } = ids;
  switch (root) {
    case "viewer":
    case "signOut":
      return { rootArguments: "" };
    case "signOutEverywhere":
      return { rootArguments: "(input: {})" };
    case "endPreviousClientSecret":
    case "rotateClientSecret":
      return { rootArguments: `(input: { clientId: "${await clientId()}" })` };
    case "account":
      return { rootArguments: `(id: "${await ownAccountId()}")` };
    case "accounts":
      return { rootArguments: "(first: 1)" };
    case "changeAccountAccess":
    case "disableAccount":
    case "enableAccount":
      return prepareAccountChange(root, await newAccountId());
    case "revokeSession":
      return { rootArguments: `(input: { sessionId: "${await sessionId()}" })` };
    case "patient":
      return { rootArguments: `(id: "${patientId}")` };
    case "practitioner":
      return { rootArguments: `(id: "${practitionerId}")` };
    case "clinic":
      return { rootArguments: `(id: "${clinicId}")` };
    case "appointment":
      return { rootArguments: `(id: "${appointmentId}")` };
    case "clinics":
    case "practitioners":
      return { rootArguments: "(first: 100)" };
    case "patients":
      return { rootArguments: `(first: 100, filter: { familyNamePrefix: "${familyName}" })` };
    case "auditEvents":
      // Changes only: a look for another tenant's patient is on record in the tenant of whoever looked.
      return { rootArguments: `(first: 1, filter: { patientId: "${patientId}", categories: [CHANGE] })` };
    case "availableSlots":
      return {
        rootArguments: `(clinicId: "${clinicId}", serviceTypeId: "${serviceTypeId}", from: "${TOMORROW}", days: 31, first: 1)`,
      };
    case "signUp":
      return {
        rootArguments: `(input: { tenant: "${TENANTS.northwind.slug}", email: "${randomUUID()}@post.example",
          password: "a password nobody guesses", givenName: "Ada", familyName: "Byron", birthDate: "1990-12-10" })`,
      };
    case "signIn":
      return {
        rootArguments: `(input: { email: "${ACCOUNTS.patient2.email}", password: "${DEMO_PASSWORD}" })`,
      };
    default:
      return prepareChange(root, things);
  }
}

async function prepareAccountChange(root: string, id: string): Promise<Preparation> {
  if (root === "changeAccountAccess") {
    return {
      rootArguments: `(input: { accountId: "${id}", roles: [SUPPORT], regions: [], tier: PREMIUM })`,
      hasHappened: () =>
        exists`select from auth.account where id = ${id} and roles = '{SUPPORT}' and version = 2`,
    };
  }
  if (root === "disableAccount") {
    return {
      rootArguments: `(input: { accountId: "${id}", reason: "Left." })`,
      hasHappened: () => exists`select from auth.account where id = ${id} and disabled_at is not null`,
    };
  }
  await stack.admin`update auth.account set disabled_at = now() where id = ${id}`;
  return {
    rootArguments: `(input: { accountId: "${id}" })`,
    hasHappened: () => exists`select from auth.account where id = ${id} and disabled_at is null`,
  };
}

async function prepareChange(root: string, things: Things): Promise<Preparation> {
  const { patientId, practitionerId, clinicId, serviceTypeId } = things;
  switch (root) {
    case "bookAppointment": {
      const { startsAt } = things.takeSlot();
      return {
        rootArguments: `(input: { clinicId: "${clinicId}", serviceTypeId: "${serviceTypeId}",
          practitionerId: "${practitionerId}", patientId: "${patientId}", startsAt: "${startsAt}" })`,
        hasHappened: () => exists`select from appointments.appointment
          where patient_id = ${patientId} and starts_at = ${startsAt}::timestamptz`,
      };
    }
    case "rescheduleAppointment": {
      const id = await things.makeAppointment();
      const { startsAt } = things.takeSlot();
      return {
        rootArguments: `(input: { appointmentId: "${id}", startsAt: "${startsAt}" })`,
        hasHappened: () => exists`select from appointments.appointment
          where id = ${id} and version = 2 and starts_at = ${startsAt}::timestamptz`,
      };
    }
    case "cancelAppointment": {
      const id = await things.makeAppointment();
      return {
        rootArguments: `(input: { appointmentId: "${id}" })`,
        hasHappened: () =>
          exists`select from appointments.appointment where id = ${id} and status = 'CANCELLED'`,
      };
    }
    case "changePatientContact": {
      const phone = `+4930${String(Math.floor(Math.random() * 1e8)).padStart(8, "1")}`;
      return {
        rootArguments: `(input: { patientId: "${patientId}", phone: "${phone}" })`,
        hasHappened: () => exists`select from users.patient where id = ${patientId} and phone = ${phone}`,
      };
    }
    default:
      throw new Error(`Nobody has told how to ask for ${root}.`);
  }
}

async function exists(text: TemplateStringsArray, ...values: readonly string[]): Promise<boolean> {
  return (await stack.admin(text, ...values)).length > 0;
}
