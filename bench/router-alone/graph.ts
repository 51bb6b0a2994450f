import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import type { buildSubgraphSchema } from "@apollo/subgraph";

type SubgraphModule = Exclude<
  Parameters<typeof buildSubgraphSchema>[0],
  readonly unknown[] | { kind: unknown }
>;

/** SDL and resolvers of one subgraph of the measured graph. */
export interface GraphPart {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: NonNullable<SubgraphModule["resolvers"]>;
}

const APPOINTMENTS_PER_PATIENT = 4;
const PRACTITIONERS = 7;

const HEADER = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@composeDirective"])
    @link(url: "https://clinic-supergraph.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")
  directive @access(action: String!) on FIELD_DEFINITION
`;

interface Reference {
  readonly id: string;
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
interface Page {
  readonly first: number;
}

const lastNumber = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1));
const patientRef = (id: string): { __typename: string; id: string } => ({ __typename: "Patient", id });

function instant(day: number): string {
  return new Date(Date.UTC(2026, 0, 1 + day, 8, 30)).toISOString();
}

const USERS: GraphPart = {
  name: "users",
  sdl: `${HEADER}
    type Query { patients(first: Int!): [Patient!]! @access(action: "patient:list") }
    type Patient @key(fields: "id") {
      id: ID! @access(action: "patient:reference")
      name: PersonName! @access(action: "patient:read")
      birthDate: String! @access(action: "patient:read")
      phone: String @access(action: "patient:contact:read")
      region: String! @access(action: "patient:read")
    }
    type Practitioner @key(fields: "id") {
      id: ID! @access(action: "practitioner:read")
      name: PersonName! @access(action: "practitioner:read")
      specialty: String! @access(action: "practitioner:read")
    }
    type PersonName {
      given: String! @access(action: "public:read")
      family: String! @access(action: "public:read")
      display: String! @access(action: "public:read")
    }
  `,
  resolvers: {
    Query: {
      patients: (_parent: unknown, { first }: Page) =>
        range(first).map((index) => ({ id: `patient-${String(index)}` })),
    },
    Patient: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      name: ({ id }: Reference) => personName("Patient", id),
      birthDate: ({ id }: Reference) => `19${String(50 + (lastNumber(id) % 50))}-03-14`,
      phone: ({ id }: Reference) => `+4930231259${String(lastNumber(id)).padStart(2, "0")}`,
      region: () => "eu-central",
    },
    Practitioner: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      name: ({ id }: Reference) => personName("Practitioner", id),
      specialty: () => "General practice",
    },
  },
};

const APPOINTMENTS: GraphPart = {
  name: "appointments",
  sdl: `${HEADER}
    type Patient @key(fields: "id") {
      id: ID! @access(action: "patient:reference")
      appointments(first: Int!): [Appointment!]! @access(action: "appointment:list")
    }
    type Appointment @key(fields: "id") {
      id: ID! @access(action: "appointment:read")
      status: String! @access(action: "appointment:read")
      startsAt: String! @access(action: "appointment:read")
      endsAt: String! @access(action: "appointment:read")
      reason: String @access(action: "appointment:clinical:read")
      clinic: Clinic! @access(action: "appointment:read")
      patient: Patient @access(action: "appointment:read")
      practitioner: Practitioner @access(action: "appointment:read")
    }
    type Clinic {
      name: String! @access(action: "clinic:read")
      timeZone: String! @access(action: "clinic:read")
    }
    type Practitioner @key(fields: "id") {
      id: ID! @access(action: "practitioner:read")
      nextAppointments(first: Int!): [Appointment!]! @access(action: "practitioner:appointment:list")
    }
  `,
  resolvers: {
    Patient: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      appointments: ({ id }: Reference, { first }: Page) =>
        range(first).map((index) => ({
          id: `appointment-${String(lastNumber(id) * APPOINTMENTS_PER_PATIENT + index)}`,
        })),
    },
    Practitioner: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      nextAppointments: ({ id }: Reference, { first }: Page) =>
        range(first).map((index) => ({
          id: `appointment-${String(lastNumber(id) + PRACTITIONERS * index)}`,
        })),
    },
    Appointment: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      status: () => "BOOKED",
      startsAt: ({ id }: Reference) => instant(lastNumber(id)),
      endsAt: ({ id }: Reference) => instant(lastNumber(id)),
      reason: ({ id }: Reference) => `A check-up that was agreed on by telephone, number ${id}`,
      clinic: () => ({ name: "Clinic of the measured graph", timeZone: "Europe/Berlin" }),
      patient: ({ id }: Reference) => patientRef(patientOf(id)),
      practitioner: ({ id }: Reference) => ({ id: `practitioner-${String(lastNumber(id) % PRACTITIONERS)}` }),
    },
  },
};

const BILLING: GraphPart = {
  name: "billing",
  sdl: `${HEADER}
    type Appointment @key(fields: "id") {
      id: ID! @access(action: "appointment:read")
      invoice: Invoice @access(action: "appointment:read")
    }
    type Invoice @key(fields: "id") {
      id: ID! @access(action: "appointment:read")
      number: String! @access(action: "appointment:read")
      totalMinor: Int! @access(action: "appointment:read")
      currency: String! @access(action: "appointment:read")
      lines(first: Int!): [InvoiceLine!]! @access(action: "appointment:read")
      payer: Patient @access(action: "appointment:read")
    }
    type InvoiceLine {
      text: String! @access(action: "appointment:read")
      amountMinor: Int! @access(action: "appointment:read")
    }
    type Patient @key(fields: "id", resolvable: false) {
      id: ID! @access(action: "patient:reference")
    }
  `,
  resolvers: {
    Appointment: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      invoice: ({ id }: Reference) => ({ id: `invoice-${String(lastNumber(id))}` }),
    },
    Invoice: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      number: ({ id }: Reference) => `2026-${String(lastNumber(id)).padStart(6, "0")}`,
      totalMinor: ({ id }: Reference) => 4_500 + lastNumber(id),
      currency: () => "EUR",
      lines: ({ id }: Reference, { first }: Page) =>
        range(first).map((line) => ({
          text: `Service ${String(line + 1)} of invoice ${id}`,
          amountMinor: 1_500 * (line + 1),
        })),
      payer: ({ id }: Reference) => patientRef(patientOf(id)),
    },
  },
};

const NOTIFICATIONS: GraphPart = {
  name: "notifications",
  sdl: `${HEADER}
    type Patient @key(fields: "id") {
      id: ID! @access(action: "patient:reference")
      messages(first: Int!): [Message!]! @access(action: "appointment:read")
    }
    type Invoice @key(fields: "id") {
      id: ID! @access(action: "appointment:read")
      notice: Message @access(action: "appointment:read")
    }
    type Message {
      subject: String! @access(action: "appointment:read")
      text: String! @access(action: "appointment:read")
      channel: String! @access(action: "public:read")
      sentAt: String! @access(action: "appointment:read")
      recipient: Patient @access(action: "appointment:read")
    }
  `,
  resolvers: {
    Patient: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      messages: ({ id }: Reference, { first }: Page) =>
        range(first).map((index) => message(index, patientRef(id))),
    },
    Invoice: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      notice: ({ id }: Reference) => message(lastNumber(id), patientRef(patientOf(id))),
    },
  },
};

/** The subgraphs of the measured graph: entities of each are extended by the others. */
export const GRAPH: readonly GraphPart[] = [USERS, APPOINTMENTS, BILLING, NOTIFICATIONS];

/** The same graph, open to everybody: what a request costs signed in and signed out can be compared on it. */
export const PUBLIC_GRAPH: readonly GraphPart[] = GRAPH.map((part) => ({
  ...part,
  sdl: part.sdl.replaceAll(/@access\(action: "[^"]+"\)/g, '@access(action: "public:read")'),
}));

/** Entities that lead from each subgraph to the others, several times over. */
export const DEEP_QUERY = `query Deep {
  patients(first: 8) {
    ...Person
    birthDate
    phone
    region
    messages(first: 3) { subject text channel sentAt recipient { ...Person } }
    appointments(first: 4) {
      ...Visit
      reason
      clinic { name timeZone }
      practitioner {
        ...Doctor
        nextAppointments(first: 3) {
          ...Visit
          patient { ...Person messages(first: 1) { subject sentAt } }
          invoice { ...Bill }
        }
      }
      invoice {
        ...Bill
        lines(first: 2) { text amountMinor }
        payer {
          ...Person
          region
          appointments(first: 2) { ...Visit practitioner { ...Doctor } invoice { ...Bill } }
        }
      }
    }
  }
}
fragment Person on Patient { id name { display } }
fragment Doctor on Practitioner { id name { given family } specialty }
fragment Visit on Appointment { id status startsAt endsAt }
fragment Bill on Invoice { id number totalMinor currency notice { subject channel recipient { ...Person } } }
`;

/**
 * The supergraph of {@link GRAPH}, or of another.
 * @param urlOf the endpoint of a subgraph, by its name
 */
export function composeGraph(urlOf: (name: string) => string, graph = GRAPH): string {
  const parts = graph.map(({ name, sdl }) => ({ name, url: urlOf(name), typeDefs: parse(sdl) }));
  const { errors, supergraphSdl } = composeServices(parts);
  if (errors !== undefined) throw new AggregateError(errors, "The measured graph does not compose.");
  return supergraphSdl;
}

/** The patient of an appointment or of its invoice. */
function patientOf(id: string): string {
  return `patient-${String(Math.floor(lastNumber(id) / APPOINTMENTS_PER_PATIENT))}`;
}

function personName(role: string, id: string): { given: string; family: string; display: string } {
  const given = `${role}${String(lastNumber(id))}`;
  return { given, family: "Measured", display: `${given} Measured` };
}

function message(index: number, recipient: Reference): object {
  return {
    subject: `Message ${String(index)}`,
    text: "This is to remind you of your appointment; please come ten minutes early and bring your card.",
    channel: "EMAIL",
    sentAt: instant(index),
    recipient,
  };
}
