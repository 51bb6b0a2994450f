import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS, DEMO_PASSWORD, seededServiceTypeId } from "#drizzle/seed/world.ts";
import {
  MATRIX_ROLES,
  OWNERSHIPS,
  PERMISSION_MATRIX,
  type MatrixRole,
  type Ownership,
} from "./permission-matrix.ts";
import { prepare, WITHOUT_IDS, WITHOUT_OWNER } from "./permission-operations.ts";
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

/** Roots after which the one who asked is somebody else, or nobody, or may read more: each is asked in a session of its own. */
const CHANGES_HANDS = /^sign|impersonat|^(end)?breakGlass$/i;

let stack: TestStack;
let world: PermissionWorld;
let foreignFeedId: string;
beforeAll(async () => {
  stack = await startTestStack();
  world = await createPermissionWorld(stack);
  foreignFeedId = await world.calendarFeedId("patient", "foreign");
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
    const asker = await askerOf(() => world.client(role));
    const actual: Record<string, string> = {};
    for (const probe of PROBES) {
      for (const [path, letters] of await outcomesOf(probe, role, asker)) actual[path] = letters;
    }
    const column = MATRIX_ROLES.indexOf(role);
    const expected = Object.entries(PERMISSION_MATRIX).map(([path, row]) => [path, row.split(" ")[column]]);
    expect(actual).toEqual(Object.fromEntries(expected));
  });
});

describe("somebody who has shown the password of an admin, and no second factor yet", () => {
  it("gets what somebody who is signed out gets, of every field", async () => {
    const halfWay = async (): Promise<Client> => {
      const browser = await stack.browser();
      const { data } = await browser.send<{ signIn: { nextStep: string } }>(
        "mutation ($input: SignInInput!) { signIn(input: $input) { nextStep userErrors { code } } }",
        { input: { email: ACCOUNTS.lakesideAdmin.email, password: DEMO_PASSWORD } },
      );
      expect(data?.signIn.nextStep).toBe("SECOND_FACTOR");
      return (document, variables) => browser.send(document, variables);
    };
    const asker = await askerOf(halfWay);
    const actual: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const probe of PROBES) {
      for (const [path, letters] of await outcomesOf(probe, "nobody", asker)) {
        actual[path] = letters;
        expected[path] = PERMISSION_MATRIX[path]?.split(" ")[MATRIX_ROLES.indexOf("nobody")] ?? "";
      }
    }
    // It has a code to type, or a passkey to show, which is told as one that is wrong.
    expect(actual).toEqual({
      ...expected,
      "completeSignIn.userErrors.field": "v--",
      "completeSignInWithPasskey.userErrors.field": "v--",
    });
    expect((await (await asker("viewer"))("{ viewer { roles } }")).data).toEqual({ viewer: null });
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
      `mutation { recordAppointmentNotes(input: { appointmentId: $, version: 1, notes: "Seen" }) {
        userErrors { code message field } } }`,
      ({ appointmentId }) => appointmentId,
    ],
    [
      "mutation { changePatientContact(input: { patientId: $, phone: null }) { userErrors { code message field } } }",
      ({ patientId }) => patientId,
    ],
    [
      `mutation { updateClinicPolicy(input: { clinicId: $, noShowFeePercent: 1 }) {
        userErrors { code message field } } }`,
      ({ clinicId }) => clinicId,
    ],
    [
      "mutation { revokeCalendarFeed(input: { calendarFeedId: $ }) { userErrors { code message field } } }",
      () => foreignFeedId,
    ],
    [
      "mutation { closeClinic(input: { clinicId: $ }) { userErrors { code message field } } }",
      ({ clinicId }) => clinicId,
    ],
    [
      "mutation { removeServiceType(input: { serviceTypeId: $ }) { userErrors { code message field } } }",
      ({ serviceTypeId }) => serviceTypeId,
    ],
    [
      "mutation { leaveWaitlist(input: { waitlistEntryId: $ }) { userErrors { code message field } } }",
      ({ waitlistEntryId }) => waitlistEntryId,
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
type Asker = (root: string) => Promise<Client>;

/** One session for all roots, but one of its own for each that {@link CHANGES_HANDS}. */
async function askerOf(fresh: () => Promise<Client>): Promise<Asker> {
  const client = await fresh();
  return async (root) => (CHANGES_HANDS.test(root) ? fresh() : client);
}

/** Three letters for each field of a probe: own, another's of the same tenant, another tenant's. */
async function outcomesOf(probe: Probe, role: MatrixRole, asker: Asker): Promise<Map<string, string>> {
  const field = fieldOf(probe);
  const letters = new Map(withDescendants(field).map(({ path }) => [path, ""]));
  for (const ownership of OWNERSHIPS) {
    const isAsked = ownership === "own" || !WITHOUT_OWNER.has(probe.root);
    const outcomes = isAsked ? await askAbout(probe, role, ownership, asker) : undefined;
    for (const [path, known] of letters) letters.set(path, known + (outcomes?.get(path) ?? "-"));
  }
  return letters;
}

async function askAbout(probe: Probe, role: MatrixRole, ownership: Ownership, asker: Asker) {
  const things = world.things(role, ownership);
  const client = await asker(probe.root);
  const { rootArguments, hasHappened, toldBy } = await prepare(stack.admin, probe.root, things, {
    sessionId: () => world.sessionId(role, ownership),
    appId: () => world.appId(role, ownership),
    clientId: () => world.clientId(ownership),
    ownAccountId: () => world.accountId(role, ownership),
    newAccountId: () => world.newAccountId(ownership),
    grantId: () => world.grantId(ownership),
    passkeyId: () => world.passkeyId(role, ownership),
    calendarFeedId: () => world.calendarFeedId(role, ownership),
  });
  const question: Question = {
    operation: probe.operation,
    field: fieldOf(probe),
    rootArguments,
    ids: WITHOUT_IDS.has(probe.root)
      ? new Set()
      : new Set([
          ...[things.patientId, things.practitionerId, things.clinicId, things.appointmentId],
          things.waitlistEntryId,
        ]),
    refusal:
      role === "nobody"
        ? { status: 401, code: "AUTH_UNAUTHENTICATED" }
        : { status: 403, code: "AUTH_FORBIDDEN" },
  };
  const outcomes = await ask(client, question);
  // Who has one is asked for it at the next sign-in.
  await stack.admin`delete from auth.passkey`;
  if (hasHappened !== undefined) {
    const result = toldBy ?? withDescendants(question.field)[1]?.path ?? "";
    expect(await hasHappened(), `${role} ${probe.root} ${ownership}`).toBe(outcomes.get(result) === "v");
  }
  return outcomes;
}
