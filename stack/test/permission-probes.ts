import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isIntrospectionType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from "graphql";
import { ACCOUNTS } from "#drizzle/seed/world.ts";

const schema = buildSchema(readFileSync(new URL("../../schema/api.graphql", import.meta.url), "utf8"));

const DAY_MS = 24 * 60 * 60 * 1000;

/** Tomorrow, as a date: where the things of the test begin. */
export const TOMORROW = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);

/** The last month that is over everywhere on earth. */
export const LAST_MONTH = monthBefore(new Date(Date.now() - DAY_MS / 2));
/** The one before it. */
export const MONTH_BEFORE_LAST = monthBefore(new Date(LAST_MONTH));

/** A busy practitioner has more appointments behind than fit on a page. */
const UPCOMING = `(first: 100, filter: { from: "${TOMORROW}T00:00:00Z" })`;

/** A field that a probe asks for, with what it asks of it. Made from the schema: a new field is asked for at once. */
export interface ProbeField {
  /** Response keys from the root, joined by dots; the row of the matrix. */
  readonly path: string;
  /** For example `Patient.name`. */
  readonly coordinate: string;
  /** The field as it is written, with its arguments. */
  readonly text: string;
  /** Undefined for scalars and enums. */
  readonly children: readonly ProbeField[] | undefined;
  /** Written when no child is left: whether there is something. */
  readonly marker: string;
}

/** A way to things of some types. */
export interface Probe {
  readonly operation: "query" | "mutation";
  readonly root: string;
  /** Types whose fields are asked for on this way; of other types it is asked only whether there is something. */
  readonly types: readonly string[];
}

/** The ways by which every field of every type is reached at least once. */
export const PROBES: readonly Probe[] = [
  query(
    "viewer",
    "Viewer",
    "Impersonator",
    "Account",
    "Tenant",
    "User",
    "PersonName",
    "AuthorizedApp",
    "Session",
    "SecondFactor",
    "Passkey",
  ),
  query(
    "patient",
    ...[
      "Patient",
      "PersonName",
      "PatientContact",
      "Consent",
      "Guardianship",
      "AccessDecision",
      "AccessCondition",
    ],
    ...["AppointmentConnection", "AppointmentEdge"],
    ...["WaitlistEntryConnection", "WaitlistEntryEdge", "WaitlistEntry", "WaitlistOffer"],
  ),
  query("practitioner", "Practitioner", "PersonName", "AppointmentConnection", "AppointmentEdge"),
  query("clinic", "Clinic", "Room", "Device", "ServiceType", "Money", "Schedule", "ClinicPolicy"),
  query("appointment", "Appointment", "AppointmentFee", "Patient", "PatientContact"),
  query("clinics", "ClinicConnection", "ClinicEdge", "PageInfo"),
  query("availableSlots", "SlotConnection", "SlotEdge", "PageInfo", "Slot"),
  query(
    "scheduleExceptions",
    ...["ScheduleExceptionConnection", "ScheduleExceptionEdge", "ScheduleException", "PageInfo"],
  ),
  query("waitlist", "WaitlistEntryConnection", "WaitlistEntryEdge", "WaitlistEntry"),
  query(
    "appointmentStatistics",
    ...[
      "AppointmentStatisticsConnection",
      "AppointmentStatisticsEdge",
      "AppointmentStatisticsCell",
      "PageInfo",
    ],
  ),
  query(
    "auditEvents",
    "AuditEventConnection",
    "AuditEventEdge",
    "AuditEvent",
    "AuditAgent",
    "AuditEntity",
    "AuditDetail",
  ),
  query(
    "breakGlassGrants",
    ...["BreakGlassGrantConnection", "BreakGlassGrantEdge", "BreakGlassGrant", "BreakGlassReview"],
  ),
  query("calendarFeeds", "CalendarFeed"),
  query("patients", "PatientConnection", "PatientEdge", "PageInfo"),
  query("practitioners", "PractitionerConnection", "PractitionerEdge", "PageInfo"),
  query("account", "Account"),
  query("accounts", "AccountConnection", "AccountEdge", "PageInfo"),
  mutation("bookAppointment"),
  mutation("bookAppointments", "BookAppointmentsResult"),
  mutation("bookAppointmentSeries", "SeriesOccurrence"),
  mutation("holdSlot", "SlotHold"),
  mutation("bookHold"),
  mutation("releaseHold", "SlotHold"),
  ...["joinWaitlist", "leaveWaitlist", "acceptWaitlistOffer", "declineWaitlistOffer"].map((root) =>
    mutation(root),
  ),
  mutation("rescheduleAppointment"),
  mutation("cancelAppointment"),
  mutation("recordAttendance"),
  mutation("recordAppointmentNotes"),
  mutation("setWorkingHours"),
  mutation("addScheduleException"),
  mutation("removeScheduleException"),
  mutation("updateClinicPolicy"),
  ...["addClinic", "updateClinic", "closeClinic", "addRoom", "updateRoom", "removeRoom"].map((root) =>
    mutation(root),
  ),
  ...["addDevice", "updateDevice", "removeDevice"].map((root) => mutation(root)),
  ...["addServiceType", "updateServiceType", "removeServiceType"].map((root) => mutation(root)),
  mutation("createCalendarFeed"),
  mutation("revokeCalendarFeed"),
  mutation("changePatientContact"),
  mutation("grantConsent"),
  mutation("withdrawConsent"),
  mutation("inviteGuardian"),
  mutation("acceptGuardianship"),
  mutation("endGuardianship"),
  mutation("signUp"),
  mutation("signIn"),
  mutation("completeSignIn"),
  mutation("beginTotpEnrolment", "TotpEnrolment"),
  mutation("confirmTotpEnrolment"),
  mutation("stepUp"),
  mutation("replaceRecoveryCodes"),
  mutation("removeSecondFactor"),
  mutation("beginPasskeyRegistration"),
  mutation("finishPasskeyRegistration"),
  mutation("beginPasskeyAuthentication"),
  mutation("signInWithPasskey"),
  mutation("completeSignInWithPasskey"),
  mutation("stepUpWithPasskey"),
  mutation("renamePasskey", "Passkey"),
  mutation("removePasskey"),
  mutation("signOut"),
  mutation("revokeSession"),
  mutation("revokeApp"),
  mutation("breakGlass"),
  mutation("endBreakGlass"),
  mutation("reviewBreakGlass"),
  mutation("endPreviousClientSecret"),
  mutation("rotateClientSecret"),
  mutation("changeAccountAccess"),
  mutation("disableAccount"),
  mutation("enableAccount"),
  mutation("impersonate"),
  mutation("endImpersonation"),
  mutation("requestPasswordReset"),
  mutation("resetPassword"),
  mutation("changePassword"),
  mutation("verifyEmail"),
  mutation("requestEmailVerification"),
  // The last one: nobody is signed in after it.
  mutation("signOutEverywhere"),
];

function monthBefore(instant: Date): string {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

function query(root: string, ...types: readonly string[]): Probe {
  return { operation: "query", root, types };
}

/** With the payload and the user error that every mutation has, and other types below them. */
function mutation(root: string, ...types: readonly string[]): Probe {
  const name = root.charAt(0).toUpperCase() + root.slice(1);
  return { operation: "mutation", root, types: [`${name}Payload`, `${name}UserError`, ...types] };
}

/** `Type.field` of every object type of the API. */
export function everyCoordinate(): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !isIntrospectionType(type))
    .flatMap((type) =>
      Object.keys((type as GraphQLObjectType).getFields()).map((field) => `${type.name}.${field}`),
    );
}

/** Everything that a probe asks for. */
export function fieldOf(probe: Probe): ProbeField {
  const rootType = probe.operation === "query" ? schema.getQueryType() : schema.getMutationType();
  const field = rootType?.getFields()[probe.root];
  if (rootType == null || field === undefined)
    throw new Error(`There is no ${probe.operation} ${probe.root}.`);
  return expand(rootType, field, "", new Set(probe.types));
}

function expand(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  parentPath: string,
  types: ReadonlySet<string>,
): ProbeField {
  const path = parentPath === "" ? field.name : `${parentPath}.${field.name}`;
  const type = getNamedType(field.type);
  // An edge is asked for its node, the node itself once: as one of `nodes`. No type is entered twice on one way.
  const isEntered = isObjectType(type) && types.has(type.name) && !parent.name.endsWith("Edge");
  const others = isObjectType(type) ? new Set([...types].filter((name) => name !== type.name)) : types;
  return {
    path,
    coordinate: `${parent.name}.${field.name}`,
    text: field.name + argumentsOf(parent.name, type.name),
    marker: isObjectType(type) && "id" in type.getFields() && isNode(field.name) ? "id" : "__typename",
    children: !isObjectType(type)
      ? undefined
      : isEntered
        ? Object.values(type.getFields()).map((child) => expand(type, child, path, others))
        : [],
  };
}

/** Of a field below the root, by what has it and what it gives. */
function argumentsOf(parentName: string, typeName: string): string {
  if (typeName === "AppointmentConnection") return UPCOMING;
  if (`${parentName}.${typeName}` === "Patient.WaitlistEntryConnection") return "(first: 5, isLive: true)";
  if (typeName !== "AccessDecision") return "";
  // Support may read a patient under a condition, so there is one to be told of.
  const action = parentName === "Patient" ? "patient:read" : "public:read";
  return `(action: "${action}", actorId: "${ACCOUNTS.support.id}")`;
}

function isNode(fieldName: string): boolean {
  return fieldName === "nodes" || fieldName === "node";
}

/** A field and everything below it. */
export function withDescendants(field: ProbeField): readonly ProbeField[] {
  return [field, ...(field.children ?? []).flatMap(withDescendants)];
}

/** Writes the field with those below it that are left; `rootArguments` belong to the root. */
export function render(field: ProbeField, left: ReadonlySet<string>, rootArguments = ""): string {
  if (field.children === undefined) return field.text + rootArguments;
  const children = field.children.filter(({ path }) => left.has(path)).map((child) => render(child, left));
  return `${field.text}${rootArguments} { ${[field.marker, ...children].join(" ")} }`;
}
