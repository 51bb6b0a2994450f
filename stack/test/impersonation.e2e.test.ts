import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  parse,
  type GraphQLInputType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { allowsImpersonation } from "#shared/auth/impersonation.ts";
import type { Action } from "#shared/auth/policies.ts";
import type { Browser } from "../browser.ts";
import { dataOf } from "./booking-client.ts";
import { PERMISSION_MATRIX } from "./permission-matrix.ts";
import { prepare } from "./permission-operations.ts";
import { ask } from "./permission-outcome.ts";
import { fieldOf, PROBES, withDescendants, type ProbeField } from "./permission-probes.ts";
import { createPermissionWorld, type Things } from "./permission-world.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const PATIENT = ACCOUNTS.patient;
const IMPERSONATE = `mutation ($input: ImpersonateInput!) {
  impersonate(input: $input) { viewer { account { id } impersonator { accountId } } userErrors { code } }
}`;

const supergraph = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");
const api = buildSchema(readFileSync(new URL("../../schema/api.graphql", import.meta.url), "utf8"));
const access = readAccessMap(parse(supergraph));

const none = (): never => {
  throw new Error("No query is about it.");
};
const OWN_THINGS = {
  ownAccountId: async () => PATIENT.id,
  newAccountId: none,
  sessionId: none,
  grantId: none,
  clientId: none,
  appId: none,
  // Nobody sees one in the patient's place.
  passkeyId: async () => "",
  calendarFeedId: async () => "",
};

let stack: TestStack;
let things: Things;
/** Somebody of support who only reads in the patient's place. */
let reader: Browser;
beforeAll(async () => {
  stack = await startTestStack();
  things = (await createPermissionWorld(stack)).things("patient", "own");
  reader = await impersonatePatient();
}, 180_000);
afterAll(() => stack.stop());

/** Support, in the place of the seeded patient. */
async function impersonatePatient(): Promise<Browser> {
  const browser = await stack.browser(ACCOUNTS.support.email);
  const { impersonate } = dataOf(
    await browser.send<{ impersonate: unknown }>(IMPERSONATE, {
      input: { patientId: PATIENT.patientId, reason: "Ticket 4711." },
    }),
  );
  expect(impersonate).toEqual({
    viewer: { account: { id: PATIENT.id }, impersonator: { accountId: ACCOUNTS.support.id } },
    userErrors: [],
  });
  return browser;
}

function actionOf(coordinate: string): Action {
  const [type = "", field = ""] = coordinate.split(".");
  const action = access.get(type)?.get(field)?.action;
  if (action === undefined) throw new Error(`${coordinate} has no action.`);
  return action;
}

/** What a patient gets of each field, but for what is kept from impersonators: that is refused, and all below it. */
function expected(field: ProbeField, isRefusedAbove = false): readonly (readonly [string, string])[] {
  const isRefused = isRefusedAbove || !allowsImpersonation(actionOf(field.coordinate));
  const own = PERMISSION_MATRIX[field.path]?.at(0) ?? "?";
  const letter = isRefused ? "x" : field.path.startsWith("viewer.impersonator") ? "v" : own;
  return [[field.path, letter], ...(field.children ?? []).flatMap((child) => expected(child, isRefused))];
}

describe("support in a patient's place", () => {
  it.each(
    PROBES.filter(({ operation }) => operation === "query").map((probe) => [probe.root, probe] as const),
  )("reads of %s what the patient reads and an impersonator may, field by field", async (root, probe) => {
    const field = fieldOf(probe);
    const { rootArguments } = await prepare(stack.admin, root, things, OWN_THINGS);
    const outcomes = await ask((document, variables) => reader.send(document, variables), {
      operation: "query",
      field,
      rootArguments,
      ids:
        root === "availableSlots"
          ? new Set()
          : new Set([
              ...[things.patientId, things.practitionerId, things.clinicId, things.appointmentId],
              things.waitlistEntryId,
            ]),
      refusal: { status: 403, code: "AUTH_FORBIDDEN" },
    });
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(expected(field)));
    expect([...outcomes.keys()]).toHaveLength(withDescendants(field).length);
  });

  it("changes nothing but to book, hold and wait, sign out and go back: every other mutation is refused before it begins", async () => {
    const browser = await impersonatePatient();
    const mutations = Object.values(api.getMutationType()?.getFields() ?? {});
    const allowed: string[] = [];
    for (const { name, args } of mutations) {
      if (allowsImpersonation(actionOf(`Mutation.${name}`))) {
        allowed.push(name);
        continue;
      }
      const input = args.find((argument) => argument.name === "input");
      const document =
        input === undefined
          ? `mutation { ${name} { __typename } }`
          : `mutation ($input: ${input.type.toString()}) { ${name}(input: $input) { __typename } }`;
      const { status, errors } = await browser.send(document, {
        input: input === undefined ? undefined : leastValue(input.type),
      });
      expect([name, status, errors[0]?.extensions.code]).toEqual([name, 403, "AUTH_FORBIDDEN"]);
    }
    expect(allowed.toSorted()).toEqual([
      ...["acceptWaitlistOffer", "bookAppointment", "bookAppointmentSeries", "bookAppointments"],
      ...["bookHold", "declineWaitlistOffer", "endImpersonation", "holdSlot", "joinWaitlist"],
      ...["leaveWaitlist", "releaseHold", "signOut"],
    ]);
  });

  it("leaves both identities in the audit log, of reads, refusals and the beginning and end, for the admin to see", async () => {
    const began = new Date();
    const browser = await impersonatePatient();
    await browser.send(`{ appointment(id: "${things.appointmentId}") { status } }`);
    expect((await browser.send(`{ appointment(id: "${things.appointmentId}") { reason } }`)).status).toBe(
      403,
    );
    await browser.send("mutation { endImpersonation { viewer { account { id } } } }");
    const admin = await stack.browser(ACCOUNTS.admin.email);
    const read = async (): Promise<readonly Entry[]> => {
      const { auditEvents } = dataOf(
        await admin.send<{ auditEvents: { nodes: Entry[] } }>(
          `{ auditEvents(first: 100) { nodes {
            action category recordedAt agent { accountId onBehalfOf } details { name value }
          } } }`,
        ),
      );
      return auditEvents.nodes.filter(
        ({ agent, recordedAt }) => agent.accountId === ACCOUNTS.support.id && new Date(recordedAt) >= began,
      );
    };
    const entries = await vi.waitFor(
      async () => {
        const found = await read();
        expect(found.map(({ action }) => action)).toContain("impersonation:end");
        return found;
      },
      { timeout: 10_000, interval: 100 },
    );
    const told = entries.map(({ category, action, agent }) => [category, action, agent.onBehalfOf]);
    expect(told).toContainEqual(["SIGN_IN", "account:impersonate", null]);
    expect(told).toContainEqual(["READ", "appointment:read", PATIENT.id]);
    expect(told).toContainEqual(["DENIAL", "appointment:clinical:read", PATIENT.id]);
    expect(told).toContainEqual(["SIGN_OUT", "impersonation:end", PATIENT.id]);
    expect(entries.find(({ action }) => action === "account:impersonate")?.details).toContainEqual({
      name: "reason",
      value: "Ticket 4711.",
    });
  });
});

interface Entry {
  readonly action: string;
  readonly category: string;
  readonly recordedAt: string;
  readonly agent: { readonly accountId: string | null; readonly onBehalfOf: string | null };
  readonly details: readonly { readonly name: string; readonly value: string | null }[];
}

/** The least that fits a type, so that an operation is refused for nothing but who asks. */
function leastValue(type: GraphQLInputType): unknown {
  const named = getNamedType(type);
  if (isListType("ofType" in type ? type.ofType : type)) return [];
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, leastValue(field.type)]));
  }
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (named.name === "Boolean") return false;
  if (named.name === "Int") return 1;
  if (named.name === "DateTime") return "2030-01-01T00:00:00Z";
  return named.name === "LocalDate" ? "2030-01-01" : "x";
}
