/* eslint-disable max-lines -- the whole table of who may do what, in one place for whoever reviews it */
import type { Grant, Policy } from "./policy.ts";

const everyone: Grant = { to: ["ANYONE"], when: [] };
const signedIn: Grant = { to: ["SIGNED_IN"], when: [] };
/** One of our own processes: the accounts whose list in `service-accounts.ts` has the action. */
const service: Grant = { to: ["SYSTEM"], when: [] };
const staff = ["ADMIN", "SUPPORT", "PRACTITIONER"] as const;

/**
 * The one table of who may do what. The action of every field stands in the SDL (`@access(action: …)`); each
 * subgraph only maps its rows to the attributes that the predicates read. A thing of another tenant is denied
 * before any grant is looked at.
 */
export const POLICIES = {
  "public:read": {
    description:
      "Values that carry no data of their own: reachable only through something the viewer may read.",
    concernsPatient: false,
    grants: [everyone],
  },
  "session:create": {
    description: "Sign up and sign in.",
    concernsPatient: false,
    grants: [everyone],
  },
  "session:end": {
    description: "Sign out of the session of the request.",
    concernsPatient: false,
    grants: [signedIn],
  },
  "session:revoke": {
    description: "End sessions of one's own account, wherever they are, and what apps may do for it.",
    concernsPatient: false,
    grants: [signedIn],
  },
  "session:read": {
    description: "In which browsers an account is signed in, and which apps act for it. One's own.",
    concernsPatient: false,
    grants: [{ to: ["SIGNED_IN"], when: ["ownAccount"] }],
  },
  "second-factor:enrol": {
    description: "Set up a second factor: signed in, or in a sign-in that waits for it.",
    concernsPatient: false,
    grants: [everyone],
  },
  "second-factor:read": {
    description: "What an account has beside its password. One's own.",
    concernsPatient: false,
    grants: [{ to: ["SIGNED_IN"], when: ["ownAccount"] }],
  },
  "second-factor:manage": {
    description:
      "Show the second factor again, replace recovery codes, name and remove passkeys, remove it. One's own.",
    concernsPatient: false,
    grants: [{ to: ["SIGNED_IN"], when: ["ownAccount"] }],
  },
  "document:adhoc": {
    description: "Send the text of a document that is not registered, in production.",
    concernsPatient: false,
    grants: [{ to: ["ANALYST", "ADMIN", "SUPPORT"], when: [] }],
  },
  "saved-query:read": {
    description: "Saved queries of the explorer: one's own, and those that others of the tenant share.",
    concernsPatient: false,
    grants: [signedIn],
  },
  "saved-query:write": {
    description: "Save, share, change and remove queries of one's own.",
    concernsPatient: false,
    grants: [{ to: ["SIGNED_IN"], when: ["ownAccount"] }],
  },
  "export:write": {
    description: "Have all that a query finds written into a file, fetch and remove it. One's own.",
    concernsPatient: false,
    grants: [{ to: ["SIGNED_IN"], when: ["ownAccount"] }],
  },
  "purpose:declare": {
    description: "Say what for personal data is looked at, in one's own session.",
    concernsPatient: false,
    grants: [{ to: ["SIGNED_IN"], when: ["ownAccount"] }],
  },
  "viewer:read": {
    description: "Ask who is signed in; the answer is nobody when signed out.",
    concernsPatient: false,
    grants: [everyone],
  },
  "tenant:read": {
    description: "The clinic network that one belongs to.",
    concernsPatient: false,
    grants: [everyone],
  },
  "account:read": {
    description: "An account: its e-mail and roles. One's own also in the request that signs in.",
    concernsPatient: false,
    grants: [
      { to: ["ANYONE"], when: ["ownAccount"] },
      { to: ["ADMIN"], when: [] },
    ],
  },
  "account:manage": {
    description:
      "The accounts of the tenant: look through them, say what each may do, disable and enable them.",
    concernsPatient: false,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
  "account:impersonate": {
    description: "Act in a patient's place for a short time, to help with what the patient sees.",
    concernsPatient: true,
    grants: [{ to: ["SUPPORT"], when: ["assignedRegion"] }],
  },
  "impersonation:end": {
    description: "Go back to one's own account.",
    concernsPatient: false,
    grants: [signedIn],
  },
  "app:authorize": {
    description: "Let an app act for one's own account.",
    concernsPatient: false,
    grants: [signedIn],
  },
  "account:recover": {
    description: "Ask for a mail to an account, and use what it brought: a new password, a verified address.",
    concernsPatient: false,
    grants: [everyone],
  },
  "account:secure": {
    description: "Change the password of an account, and have its address verified. One's own.",
    concernsPatient: false,
    grants: [{ to: ["SIGNED_IN"], when: ["ownAccount"] }],
  },
  "client:manage": {
    description: "Partners' programs of the tenant and their secrets.",
    concernsPatient: false,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
  "user:read": {
    description: "The person behind an account.",
    concernsPatient: false,
    grants: [
      { to: ["SIGNED_IN"], when: ["ownAccount"] },
      { to: ["ADMIN"], when: [] },
    ],
  },
  "patient:reference": {
    description: "That a patient exists, by id: what another context needs to point at one.",
    concernsPatient: false,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["USER"], when: ["guardianMayRead"] },
      { to: ["PRACTITIONER", "ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
      { to: ["PARTNER"], when: ["consentedToRead"] },
    ],
  },
  "patient:read": {
    description: "A patient's name and date of birth.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["USER"], when: ["guardianMayRead"] },
      { to: ["PRACTITIONER", "ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "patient:deidentified:read": {
    description: "What tells of a patient and not who it is: year of birth and region.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["PRACTITIONER", "ADMIN"], when: [] },
      { to: ["SUPPORT", "ANALYST"], when: ["assignedRegion"] },
    ],
  },
  "patient:pseudonym:read": {
    description:
      "What stands for a patient for who may not know who it is. Fields that tell it are masked for who may do this and not read them.",
    concernsPatient: true,
    grants: [
      { to: ["ADMIN"], when: [] },
      { to: ["ANALYST"], when: ["assignedRegion"] },
    ],
  },
  "patient:list": {
    description: "Look through the patients of the tenant.",
    concernsPatient: true,
    grants: [{ to: ["PRACTITIONER", "ADMIN", "SUPPORT", "ANALYST"], when: [] }],
  },
  "patient:contact:read": {
    description: "How to reach a patient.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "patient:update": {
    description: "Change a patient's demographics.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "consent:read": {
    description: "What a patient has let which partner's program do.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "consent:change": {
    description:
      "Let a partner's program act for oneself, and take that back: the patient's own, and nobody else's.",
    concernsPatient: true,
    grants: [{ to: ["USER"], when: ["ownPatient"] }],
  },
  "guardianship:read": {
    description: "Who acts for a patient: the patient's guardians, and for whom one acts oneself.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["USER"], when: ["ownAccount"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "guardianship:invite": {
    description:
      "Let somebody act for a patient who takes the invitation: the patient, and staff who have seen papers.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "guardianship:accept": {
    description: "Take an invitation to act for a patient, by the code that it came with.",
    concernsPatient: true,
    grants: [{ to: ["USER"], when: [] }],
  },
  "guardianship:end": {
    description: "End that somebody acts for a patient: the patient, the guardian, and staff.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["USER"], when: ["ownAccount"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "practitioner:read": {
    description: "The directory of practitioners.",
    concernsPatient: false,
    grants: [
      { to: ["USER", "PARTNER", ...staff], when: [] },
      { to: ["ANALYST"], when: ["assignedRegion"] },
    ],
  },
  "clinic:read": {
    description: "Clinics, rooms, services and working hours.",
    concernsPatient: false,
    grants: [
      { to: ["USER", "PARTNER", ...staff], when: [] },
      { to: ["ANALYST"], when: ["assignedRegion"] },
    ],
  },
  "working-hours:set": {
    description: "Say when practitioners work at a clinic, week by week.",
    concernsPatient: false,
    grants: [
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "schedule-exception:read": {
    description: "Leave, closures and extra hours.",
    concernsPatient: false,
    grants: [{ to: staff, when: [] }],
  },
  "schedule-exception:change": {
    description: "Add and take back leave, closures and extra hours; practitioners their own.",
    concernsPatient: false,
    grants: [
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
    ],
  },
  "clinic:policy:update": {
    description: "Change what a clinic asks of its patients: fees, overbooking, reminders.",
    concernsPatient: false,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
  "clinic:change": {
    description: "Open, change and close clinics, and what belongs to them: rooms, devices, services.",
    concernsPatient: false,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
  "import:write": {
    description:
      "Take in schedules and appointments from files, see what became of them, and remove the files.",
    concernsPatient: false,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
  "slot:read": {
    description: "Free times that can be booked.",
    concernsPatient: false,
    grants: [
      { to: ["USER", "PARTNER"], when: ["tierSuffices"] },
      { to: staff, when: [] },
    ],
  },
  "appointment:read": {
    description: "An appointment: when, where, with whom and its status.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["USER"], when: ["guardianMayRead"] },
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
      { to: ["PRACTITIONER"], when: ["brokeGlass"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
      { to: ["PARTNER"], when: ["consentedToRead"] },
    ],
  },
  "appointment:detail:read": {
    description: "Why an appointment was cancelled and how closely it is kept: no partner's program is told.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
      { to: ["PRACTITIONER"], when: ["brokeGlass"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "appointment:list": {
    description: "Look through the appointments of a patient; each is then judged by `appointment:read`.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["USER"], when: ["guardianMayRead"] },
      { to: ["PRACTITIONER", "ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
      { to: ["PARTNER"], when: ["consentedToRead"] },
    ],
  },
  "practitioner:appointment:list": {
    description:
      "Look through the appointments with a practitioner; each is then judged by `appointment:read`.",
    concernsPatient: true,
    grants: [
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
      { to: ["ADMIN", "SUPPORT"], when: [] },
    ],
  },
  "appointment:clinical:read": {
    description:
      "Why the patient comes and what was noted: seen by the patient, the treating practitioner, and who broke the glass for it.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
      { to: ["PRACTITIONER"], when: ["brokeGlass", "purposeReaches"] },
    ],
  },
  "appointment:clinical:write": {
    description: "Note what was found, and say how closely it is kept.",
    concernsPatient: true,
    grants: [{ to: ["PRACTITIONER"], when: ["ownPractitioner"] }],
  },
  "appointment:book": {
    description: "Book an appointment for a patient.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient", "tierSuffices"] },
      { to: ["USER"], when: ["guardianMayBook", "tierSuffices"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
      { to: ["PARTNER"], when: ["consentedToBook", "tierSuffices"] },
    ],
  },
  "waitlist:list": {
    description:
      "Look through who waits at a clinic; practitioners, who waits for them by name. Each is then judged by `appointment:read`.",
    concernsPatient: true,
    grants: [
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "appointment:attendance:record": {
    description: "Record that the patient came, was seen, or did not come.",
    concernsPatient: true,
    grants: [
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
    ],
  },
  "appointment:change": {
    description: "Reschedule or cancel an appointment.",
    concernsPatient: true,
    grants: [
      { to: ["USER"], when: ["ownPatient"] },
      { to: ["USER"], when: ["guardianMayChange"] },
      { to: ["PRACTITIONER"], when: ["ownPractitioner"] },
      { to: ["ADMIN"], when: [] },
      { to: ["SUPPORT"], when: ["assignedRegion"] },
      { to: ["PARTNER"], when: ["consentedToChange"] },
    ],
  },
  "statistics:read": {
    description:
      "Numbers of appointments, with what is told of few of them left out: of the tenant, or of assigned regions.",
    concernsPatient: false,
    grants: [
      { to: ["ADMIN"], when: [] },
      { to: ["ANALYST"], when: ["assignedRegion"] },
    ],
  },
  "calendar-feed:read": {
    description: "The addresses under which one's own appointments are read by calendar apps. One's own.",
    concernsPatient: false,
    grants: [{ to: ["USER", "PRACTITIONER"], when: ["ownAccount"] }],
  },
  "calendar-feed:change": {
    description: "Make and revoke such addresses: for one's own appointments, and for nobody else's.",
    concernsPatient: false,
    grants: [{ to: ["USER", "PRACTITIONER"], when: ["ownAccount"] }],
  },
  "calendar-feed:serve": {
    description: "Ask for the calendar that an address names.",
    concernsPatient: false,
    grants: [service],
  },
  "waitlist:offer": {
    description: "Offer free times to who waits for them, and note that offers have lapsed.",
    concernsPatient: false,
    grants: [service],
  },
  "session:verify": {
    description: "Learn whose session a cookie names.",
    concernsPatient: false,
    grants: [service],
  },
  "token:verify": {
    description: "Learn which access tokens are good no more.",
    concernsPatient: false,
    grants: [service],
  },
  "token:revoke": {
    description: "End tokens of whatever account or client, for an operator.",
    concernsPatient: false,
    grants: [service],
  },
  "signing-key:rotate": {
    description: "Make a new key for access tokens.",
    concernsPatient: false,
    grants: [service],
  },
  "document:publish": {
    description: "Let a client run a document by its id.",
    concernsPatient: false,
    grants: [service],
  },
  "document:retire": {
    description: "End a document that a client runs by its id.",
    concernsPatient: false,
    grants: [service],
  },
  "second-factor:reset": {
    description: "Take the second factor from an account whose owner has lost it.",
    concernsPatient: false,
    grants: [service],
  },
  "patient:register": {
    description: "Make the user and the patient of a new account.",
    concernsPatient: false,
    grants: [service],
  },
  "mail:make": {
    description: "Make the mail that an account was asked for.",
    concernsPatient: false,
    grants: [service],
  },
  "patient:project": {
    description: "Keep what another context must know of a patient.",
    concernsPatient: false,
    grants: [service],
  },
  "actor:project": {
    description: "Keep what accounts may do, to explain decisions.",
    concernsPatient: false,
    grants: [service],
  },
  "change:record": {
    description: "Keep what has changed for a while, to tell apps of it.",
    concernsPatient: false,
    grants: [service],
  },
  "audit:append": {
    description: "Add to the audit log.",
    concernsPatient: false,
    grants: [service],
  },
  "break-glass:open": {
    description: "Break the glass for a patient, and end that.",
    concernsPatient: true,
    grants: [{ to: ["PRACTITIONER"], when: [] }],
  },
  "break-glass:read": {
    description: "That and why the glass was broken. One's own.",
    concernsPatient: true,
    grants: [
      { to: ["PRACTITIONER"], when: ["ownAccount"] },
      { to: ["ADMIN"], when: [] },
    ],
  },
  "break-glass:review": {
    description: "Look through how the glass was broken in the tenant, and say whether rightly.",
    concernsPatient: true,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
  "access:explain": {
    description: "Ask whether an account may do something with a thing, and what decided.",
    concernsPatient: true,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
  "audit:read": {
    description: "The audit log of the tenant.",
    concernsPatient: false,
    grants: [{ to: ["ADMIN"], when: [] }],
  },
} as const satisfies Record<string, Policy>;

/** An action of {@link POLICIES}. */
export type Action = keyof typeof POLICIES;

/** True when `value` names an action of {@link POLICIES}. */
export function isAction(value: unknown): value is Action {
  return typeof value === "string" && Object.hasOwn(POLICIES, value);
}
