import { ACCOUNTS, PARTNER_LAB } from "#drizzle/seed/world.ts";
import type { ServiceHandler, ServiceRequest, ServiceResponse } from "#shared/http/service-call.ts";
import { isObject, rewriting } from "../schema-check/behaviours.ts";
import type { Canaries, Owner } from "./canaries.ts";
import type { Excess, Observed } from "./examination.ts";

/** Calls a subgraph as the router does. */
export type CallService = (name: string, request: ServiceRequest) => Promise<ServiceResponse>;

/** What a widening changes in how an operation is answered. */
export interface Change {
  /** Another behaviour of all subgraphs. */
  readonly answer?: (
    request: ServiceRequest,
    handle: ServiceHandler,
    call: CallService,
  ) => Promise<ServiceResponse>;
  /** Another behaviour of the router: what leaves it. */
  readonly leave?: (observed: Observed) => Observed;
  /** The router takes the caller for somebody else: their name. */
  readonly takenFor?: string;
  /** The router runs another text under the document's id. */
  readonly text?: (text: string) => string;
}

/** A way in which the stack answers a document with more than its certificate says. */
export interface AnswerWidening {
  readonly name: string;
  /** Of the document; with the example of this name, else with the first. */
  readonly operation: string;
  readonly example?: string;
  /** Name of the caller. */
  readonly as: string;
  readonly change: (canaries: Canaries) => Change;
  /** What has to be found. */
  readonly excess: Excess;
}

const { patient, patient2, lakesidePatient, practitioner, admin } = ACCOUNTS;

/** A canary of a column, of the owner who is meant. @throws Error when there is none */
function valueOf(canaries: Canaries, column: string, isMeant: (owner: Owner) => boolean): string {
  for (const [value, canary] of canaries) if (canary.column === column && isMeant(canary.owner)) return value;
  throw new Error(`Nobody who is meant has a canary in ${column}.`);
}

const of =
  (account: { readonly patientId: string }) =>
  ({ patientId }: Owner): boolean =>
    patientId === account.patientId;

const BIRTH_DATE = "users.patient.birth_date";
const FAMILY_NAME = "users.patient.family_name";
const REASON = "appointments.appointment_clinical.reason";
const STARTS_AT = "appointments.appointment.starts_at";

/** Replaces the values of a field, whatever they are. */
function saying(field: string, value: (canaries: Canaries) => unknown): AnswerWidening["change"] {
  return (canaries) => {
    const planted = value(canaries);
    return { answer: (request, handle) => rewriting(field, () => planted)(request, handle) };
  };
}

/** Answers an operation with an error instead. */
function failing(error: (value: string) => Readonly<Record<string, unknown>>): AnswerWidening["change"] {
  return (canaries) => {
    const errors = [error(valueOf(canaries, FAMILY_NAME, of(patient2)))];
    return {
      answer: async (request, handle) => ({
        ...(await handle(request)),
        body: JSON.stringify({ data: null, errors }),
      }),
    };
  };
}

/** Changes what leaves the router beside the data. */
function leaving(
  change: (answer: Observed["answer"], value: string) => Partial<Observed["answer"]>,
): AnswerWidening["change"] {
  return (canaries) => {
    const value = valueOf(canaries, BIRTH_DATE, of(patient));
    return {
      leave: (observed) => ({
        ...observed,
        answer: { ...observed.answer, ...change(observed.answer, value) },
      }),
    };
  };
}

const BY_SUBGRAPHS: readonly AnswerWidening[] = [
  {
    name: "a patient has another one's name",
    ...{ operation: "PatientHome", as: patient.email },
    change: saying("display", (canaries) => valueOf(canaries, FAMILY_NAME, of(patient2))),
    excess: "a value of somebody else",
  },
  {
    name: "a patient has the name of one of another tenant",
    ...{ operation: "PractitionerDay", as: practitioner.email },
    change: saying("display", (canaries) => valueOf(canaries, FAMILY_NAME, of(lakesidePatient))),
    excess: "a value of somebody else",
  },
  {
    name: "a list has one more, which is another patient's",
    ...{ operation: "PatientHome", as: patient.email },
    change: (canaries) => {
      const startsAt = valueOf(canaries, STARTS_AT, of(patient2));
      const longer = (nodes: unknown): unknown =>
        Array.isArray(nodes)
          ? [...nodes.filter(isObject), { ...nodes.filter(isObject)[0], startsAt }]
          : nodes;
      return { answer: (request, handle) => rewriting("nodes", longer)(request, handle) };
    },
    excess: "a value of somebody else",
  },
  {
    name: "a field gives the value of another one",
    ...{ operation: "PatientHome", as: patient.email },
    change: saying("display", (canaries) => valueOf(canaries, BIRTH_DATE, of(patient))),
    excess: "a value of another field",
  },
  {
    name: "a field that is nobody's has an address in its text",
    ...{ operation: "Clinics", as: admin.email },
    change: saying(
      "city",
      (canaries) => `Berlin (${valueOf(canaries, "users.patient.email", of(patient2))})`,
    ),
    excess: "a value of another field",
  },
  {
    name: "a cursor has what the document does not ask for",
    ...{ operation: "PatientHome", as: patient.email },
    change: saying("endCursor", (canaries) =>
      Buffer.from(JSON.stringify([valueOf(canaries, REASON, of(patient))])).toString("base64url"),
    ),
    excess: "a value of another field",
  },
  {
    name: "the message of an error has a name",
    ...{ operation: "WhoAmI", as: admin.email },
    change: failing((name) => ({
      message: `There is no ${name}.`,
      extensions: { code: "RESOURCE_NOT_FOUND" },
    })),
    excess: "a value in what is no data",
  },
  {
    name: "an error says of an input what it has to be",
    ...{ operation: "WhoAmI", as: admin.email },
    change: failing((name) => ({
      message: "The input is not right.",
      extensions: { code: "VALIDATION_ERROR", fields: [{ field: "name", message: `Not ${name}.` }] },
    })),
    excess: "a value in what is no data",
  },
  {
    name: "a subgraph looks everything up twice",
    ...{ operation: "WhoAmI", as: patient.email },
    change: () => ({
      answer: async (request, handle) => {
        await handle(request);
        return handle(request);
      },
    }),
    excess: "more SQL statements",
  },
];

const BY_ROUTER: readonly AnswerWidening[] = [
  {
    name: "a subgraph is asked once more",
    ...{ operation: "WhoAmI", as: patient.email },
    change: () => ({
      answer: async (request, handle, call) => {
        await call("auth", request);
        return handle(request);
      },
    }),
    excess: "more calls",
  },
  {
    name: "another subgraph is asked",
    ...{ operation: "PatientHome", as: patient.email },
    change: () => ({
      answer: async (request, handle, call) => {
        await call("audit", request);
        return handle(request);
      },
    }),
    excess: "another subgraph",
  },
  {
    name: "a key is answered that nobody asked for",
    ...{ operation: "WhoAmI", as: patient.email },
    change: leaving((answer, birthDate) => ({ data: { ...toObject(answer.data), birthDate } })),
    excess: "a key that is not asked for",
  },
  {
    name: "the extensions of an answer have a value",
    ...{ operation: "WhoAmI", as: patient.email },
    change: leaving(({ extensions }, seen) => ({ extensions: { ...extensions, trace: { seen } } })),
    excess: "a value in what is no data",
  },
  {
    name: "an answer cost more than it may",
    ...{ operation: "WhoAmI", as: patient.email },
    change: leaving(({ extensions }) => ({
      extensions: { ...extensions, cost: { requested: 24, actual: 25 } },
    })),
    excess: "more points",
  },
  {
    name: "another text is run under the id",
    ...{ operation: "PatientHome", as: patient.email },
    change: () => ({ text: (text) => text.replace(" } id name {", " } id birthDate name {") }),
    excess: "a field of no certificate",
  },
  {
    name: "somebody who is signed out is answered as a patient",
    ...{ operation: "PatientHome", as: "nobody" },
    change: () => ({ takenFor: patient.email }),
    excess: "a role without a grant",
  },
  {
    name: "a patient is answered as another account",
    ...{ operation: "WhoAmI", as: patient.email },
    change: () => ({ takenFor: patient2.email }),
    excess: "a value of somebody else",
  },
  {
    name: "a partner's program is answered without the patient's consent",
    ...{ operation: "LabAppointmentStatus", example: "of a patient who has taken the consent back" },
    as: PARTNER_LAB.clientId,
    change: () => ({ takenFor: admin.email }),
    excess: "a value of somebody else",
  },
];

function toObject(data: unknown): Readonly<Record<string, unknown>> {
  return isObject(data) ? data : {};
}

/** Eighteen: half of them of subgraphs, half of the router. */
export const ANSWER_WIDENINGS: readonly AnswerWidening[] = [...BY_SUBGRAPHS, ...BY_ROUTER];
