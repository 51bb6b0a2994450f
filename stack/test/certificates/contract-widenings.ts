import { certificateChanges } from "#schema/check/certificate-changes.ts";
import type { ComposedContract } from "#schema/check/check.ts";
import { composed } from "#schema/check/check.ts";
import type { Contract } from "#schema/check/contract.ts";
import { createCertifier, type Certifier } from "../../../router/documents/certificate.ts";
import { replaceIn, addSdl, together, type Edit } from "../schema-check/edits.ts";

/** A change of a document, the schema or the policies by which a document reaches more than its certificate says. */
export interface ContractWidening {
  readonly name: string;
  readonly edit: Edit;
  /** What has to be found when the certificate is issued anew. */
  readonly tells: string;
}

/** Rewrites a registered document under the id that it has. @throws Error when that changes nothing */
function rewrite(operation: string, from: string, to: string): Edit {
  return (contract) => {
    const before = contract.documents.find(({ name }) => name === operation);
    const text = before?.text.replace(from, to);
    if (before === undefined || text === undefined || text === before.text)
      throw new Error(`${operation} has no "${from}".`);
    const documents = contract.documents.map((one) => (one === before ? { ...one, text } : one));
    return { ...contract, documents };
  };
}

function regrant(action: string, change: (granted: readonly string[]) => readonly string[]): Edit {
  return (contract) => ({
    ...contract,
    policies: { ...contract.policies, [action]: change(contract.policies[action] ?? []) },
  });
}

/** Twelve, in the order of who makes them: an author of documents, of the schema, of the policies. */
export const CONTRACT_WIDENINGS: readonly ContractWidening[] = [
  {
    name: "a document asks for one field more",
    edit: rewrite("PatientHome", " } id name {", " } id birthDate name {"),
    tells: "PatientHome: field added: Patient.birthDate",
  },
  {
    name: "a fragment of a document has one field more",
    edit: rewrite("LabAppointmentStatus", "startsAt status", "reason startsAt status"),
    tells: "LabAppointmentStatus: personal data added: PHI Appointment.reason",
  },
  {
    name: "a document asks again by an alias",
    edit: rewrite("WhoAmI", "{ account {", "{ again: account { email } account {"),
    tells: "WhoAmI: cost 24 →",
  },
  {
    name: "a document goes on to another entity",
    edit: rewrite("LabAppointmentStatus", "patient { id }", "patient { id contact { phone } }"),
    tells: "LabAppointmentStatus: action added: patient:contact:read",
  },
  {
    name: "a document asks for a longer page",
    edit: rewrite("FreeSlots", "first: 50", "first: 100"),
    tells: "FreeSlots: cost 1000 →",
  },
  {
    name: "a document has what is left out for now",
    edit: rewrite("AuditTrail", "recordedAt", "patient @include(if: false) { name { display } } recordedAt"),
    tells: "AuditTrail: subgraph added: users",
  },
  {
    name: "a field takes less to be read",
    edit: replaceIn(
      "appointments",
      "Appointment",
      'reason: String @access(action: "appointment:clinical:read")',
      'reason: String @access(action: "appointment:read")',
    ),
    tells: "PractitionerDay: action gone: appointment:clinical:read",
  },
  {
    name: "a field is no personal data any more",
    edit: replaceIn(
      "auth",
      "Account",
      'email: String! @access(action: "account:read") @classified(as: "PII")',
      'email: String! @access(action: "account:read")',
    ),
    tells: "WhoAmI: personal data gone: PII Account.email",
  },
  {
    name: "a field is computed from what another subgraph has",
    edit: together([
      replaceIn(
        "appointments",
        "Practitioner",
        'id: ID! @access(action: "practitioner:read")',
        'id: ID! @access(action: "practitioner:read")\n  specialty: String! @external @access(action: "practitioner:read")',
      ),
      replaceIn(
        "appointments",
        "Practitioner",
        '@access(action: "practitioner:appointment:list")',
        '@access(action: "practitioner:appointment:list") @requires(fields: "specialty")',
      ),
    ]),
    tells: "PractitionerDay: calls 3 → 4",
  },
  {
    name: "a field moves to another subgraph",
    edit: together([
      replaceIn("appointments", "Clinic", '  timeZone: String! @access(action: "clinic:read")\n', ""),
      addSdl(
        "users",
        `type Clinic @key(fields: "id") {
          id: ID! @access(action: "clinic:read")
          timeZone: String! @access(action: "clinic:read")
        }`,
      ),
    ]),
    tells: "LabClinics: subgraph added: users",
  },
  {
    name: "an action is granted to one more role",
    edit: regrant("appointment:read", (granted) => [...granted, "ANALYST"]),
    tells: "PatientHome: who may added: appointment:read ANALYST",
  },
  {
    name: "a grant loses its condition",
    edit: regrant("patient:read", (granted) =>
      granted.map((grant) => (grant === "USER when ownPatient" ? "USER" : grant)),
    ),
    tells: "PatientHome: who may added: patient:read USER",
  },
];

/**
 * Issues the certificates of every document anew after a change, as `check-artifacts` and `schema:check` do, and compares them
 * with those that are committed.
 */
export class Recertification {
  readonly #committed: ComposedContract;
  readonly #certifier: Certifier;

  constructor(committed: ComposedContract) {
    this.#committed = committed;
    this.#certifier = createCertifier(committed.supergraphSdl);
  }

  /** What is found after a change; nothing when it widens no document. */
  findings(edit: Edit): readonly string[] {
    const before = this.#committed;
    const now = edit(before);
    const { certify } =
      now.subgraphs === before.subgraphs ? this.#certifier : createCertifier(composed(now).supergraphSdl);
    const certified = before.documents.map((document, index) => {
      const { actions, ...rest } = certify(now.documents[index]?.text ?? document.text);
      return {
        before: document,
        now: {
          ...rest,
          actions: regranted(now, actions),
          sqlStatements: document.certificate?.sqlStatements,
        },
        committed: undefined,
      };
    });
    return certificateChanges(certified).map(({ change }) => change);
  }
}

/** The grants of a policy table that is another one than that of the code. */
function regranted(
  { policies }: Contract,
  actions: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(actions).map(([action, granted]) => [action, policies[action] ?? granted]),
  );
}
