import type { Edit } from "./edits.ts";
import { addSdl, replaceIn, together } from "./edits.ts";

/** A change that breaks somebody or lets somebody see more. */
export interface ContractRegression {
  readonly kind: "type" | "nullability" | "access" | "cost";
  readonly name: string;
  readonly edit: Edit;
  /** What the finding has to name. */
  readonly tells: string;
}

function regrant(action: string, change: (granted: readonly string[]) => readonly string[]): Edit {
  return (contract) => ({
    ...contract,
    policies: { ...contract.policies, [action]: change(contract.policies[action] ?? []) },
  });
}

const TYPE: readonly (readonly [name: string, edit: Edit, tells: string])[] = [
  [
    "minutes may be broken",
    replaceIn("appointments", "ServiceType", "durationMinutes: Int!", "durationMinutes: Float!"),
    "ServiceType.durationMinutes",
  ],
  [
    "a number is text",
    replaceIn("appointments", "Appointment", "version: Int!", "version: String!"),
    "Appointment.version",
  ],
  [
    "a field has another name",
    replaceIn("appointments", "Clinic", "timeZone: String!", "zone: String!"),
    "timeZone",
  ],
  ["a status is gone", replaceIn("appointments", "AppointmentStatus", "  CHECKED_IN\n", ""), "CHECKED_IN"],
  [
    "an argument is of another type",
    replaceIn("appointments", "Query", "days: Int = 7", 'days: String = "7"'),
    "'days'",
  ],
  [
    "an input is of another type",
    replaceIn("appointments", "BookAppointmentInput", "startsAt: DateTime!", "startsAt: LocalDate!"),
    "BookAppointmentInput.startsAt",
  ],
  [
    "a list is one",
    replaceIn(
      "audit",
      "AuditEvent",
      'fields: [String!]! @access(action: "audit:read") @listSize(assumedSize: 20)',
      'fields: String! @access(action: "audit:read")',
    ),
    "AuditEvent.fields",
  ],
];

const NULLABILITY: typeof TYPE = [
  [
    "a name may be missing",
    replaceIn("appointments", "Clinic", "name: String!", "name: String"),
    "Clinic.name",
  ],
  [
    "a start may be missing",
    replaceIn("appointments", "Appointment", "startsAt: DateTime!", "startsAt: DateTime"),
    "Appointment.startsAt",
  ],
  [
    "a list has holes",
    replaceIn("appointments", "AppointmentConnection", "nodes: [Appointment!]!", "nodes: [Appointment]!"),
    "AppointmentConnection.nodes",
  ],
  [
    "a reason must be given",
    replaceIn("appointments", "CancelAppointmentInput", "reason: String", "reason: String!"),
    "CancelAppointmentInput.reason",
  ],
  [
    "something new must be given",
    replaceIn("appointments", "BookAppointmentInput", "clinicId: ID!", "clinicId: ID!\n  referralId: ID!"),
    "referralId",
  ],
  ["an argument must be given", replaceIn("appointments", "Query", "days: Int = 7", "days: Int!"), "'days'"],
  [
    "there may be no list of problems",
    replaceIn("auth", "SignInPayload", "userErrors: [SignInUserError!]!", "userErrors: [SignInUserError!]"),
    "SignInPayload.userErrors",
  ],
];

const ACCESS: typeof TYPE = [
  [
    "reasons are read by whoever reads appointments",
    replaceIn(
      "appointments",
      "Appointment",
      'cancellationReason: String @access(action: "appointment:detail:read")',
      'cancellationReason: String @access(action: "appointment:read")',
    ),
    "Appointment.cancellationReason",
  ],
  [
    "contacts are for everybody, which no live document asks for",
    replaceIn(
      "users",
      "Patient",
      '@access(action: "patient:contact:read", maskedFor: "patient:pseudonym:read")',
      '@access(action: "public:read")',
    ),
    "Patient.contact",
  ],
  [
    "a status is no health data any more",
    replaceIn(
      "appointments",
      "Appointment",
      'status: AppointmentStatus! @access(action: "appointment:read") @classified(as: "PHI")',
      'status: AppointmentStatus! @access(action: "appointment:read")',
    ),
    "Appointment.status",
  ],
  [
    "an address is of another class",
    replaceIn(
      "auth",
      "Account",
      'email: String! @access(action: "account:read") @classified(as: "PII")',
      'email: String! @access(action: "account:read") @classified(as: "SECURITY")',
    ),
    "Account.email",
  ],
  [
    "whoever is signed in reads the audit log",
    replaceIn("audit", "Query", '@access(action: "audit:read")', '@access(action: "viewer:read")'),
    "Query.auditEvents",
  ],
  [
    "anybody reads appointments",
    regrant("appointment:read", (granted) => [...granted, "ANYONE"]),
    "appointment:read is granted to ANYONE",
  ],
  [
    "support changes appointments of every region",
    regrant("appointment:change", (granted) =>
      granted.map((audience) => (audience.startsWith("SUPPORT") ? "SUPPORT" : audience)),
    ),
    "appointment:change is granted to SUPPORT",
  ],
];

const COST: typeof TYPE = [
  [
    "signing in costs more",
    replaceIn(
      "auth",
      "Mutation",
      'SignInPayload! @access(action: "session:create") @cost(weight: 200)',
      'SignInPayload! @access(action: "session:create") @cost(weight: 300)',
    ),
    "SignIn: cost",
  ],
  [
    "a clinic has more services",
    replaceIn(
      "appointments",
      "Clinic",
      'serviceTypes: [ServiceType!]! @access(action: "clinic:read") @listSize(assumedSize: 20)',
      'serviceTypes: [ServiceType!]! @access(action: "clinic:read") @listSize(assumedSize: 40)',
    ),
    "LabClinics: cost",
  ],
  [
    "free times cost more",
    replaceIn("appointments", "Query", "@cost(weight: 50)", "@cost(weight: 80)"),
    "LabAvailability: cost",
  ],
  [
    "who acted is dear to tell",
    replaceIn(
      "audit",
      "AuditAgent",
      'kind: String! @access(action: "audit:read")',
      'kind: String! @access(action: "audit:read") @cost(weight: 3)',
    ),
    "AuditTrail: cost",
  ],
  [
    "prices are told by another subgraph",
    together([
      replaceIn("appointments", "ServiceType", '  price: Money! @access(action: "clinic:read")\n', ""),
      addSdl(
        "users",
        'type ServiceType @key(fields: "id") { id: ID! @access(action: "clinic:read") price: Money! @access(action: "clinic:read") }',
      ),
    ]),
    "Clinics: calls",
  ],
];

/** Twenty-six changes of SDL and policies. */
export const CONTRACT_REGRESSIONS: readonly ContractRegression[] = (
  [
    ["type", TYPE],
    ["nullability", NULLABILITY],
    ["access", ACCESS],
    ["cost", COST],
  ] as const
).flatMap(([kind, list]) => list.map(([name, edit, tells]) => ({ kind, name, edit, tells })));
