import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { decide, decideByRole } from "./decide.ts";
import { isAction, POLICIES, type Action } from "./policies.ts";
import { CONSENT_SCOPES, type ConsentScope } from "./consent.ts";
import type { Attributes } from "./predicates.ts";
import { SERVICE_ACCOUNTS, systemViewer, type ServiceAccountName } from "./service-accounts.ts";
import { ANONYMOUS, ROLES, type Role, type Viewer } from "./viewer.ts";

/**
 * Who may do what, written out, so that a change of the policy table shows in review. `all`: with every thing of the
 * tenant. `patient`, `account`, `practitioner`, `region`: with things whose attribute of that name is the viewer's.
 * `glass`: with a patient's for whom the glass is broken; what is not the viewer's is kept as closely as the purpose reaches.
 * `read`, `book`, `change`: with things of patients who have consented to that; `ward-read`, `ward-book`, `ward-change`: with those of
 * patients for whom the viewer's account may do that.
 * `-`: with none. `sign-in`: with none, but signing in may change that. SYSTEM is the service account that lists the
 * action, if one does.
 */
const TABLE = `
  action                         ANONYMOUS  USER     PRACTITIONER  SUPPORT  ADMIN    ANALYST  PARTNER  SYSTEM
  public:read                    all        all      all           all      all      all      all      all
  session:create                 all        all      all           all      all      all      all      all
  session:end                    sign-in    all      all           all      all      all      all      -
  session:revoke                 sign-in    all      all           all      all      all      all      -
  session:read                   sign-in    account  account       account  account  account  account  -
  second-factor:enrol            all        all      all           all      all      all      all      all
  second-factor:read             sign-in    account  account       account  account  account  account  -
  second-factor:manage           sign-in    account  account       account  account  account  account  -
  document:adhoc                 sign-in    -        -             all      all      all      -        -
  saved-query:read               sign-in    all      all           all      all      all      all      -
  saved-query:write              sign-in    account  account       account  account  account  account  -
  export:write                   sign-in    account  account       account  account  account  account  -
  purpose:declare                sign-in    account  account       account  account  account  account  -
  viewer:read                    all        all      all           all      all      all      all      all
  tenant:read                    all        all      all           all      all      all      all      all
  account:read                   account    account  account       account  all      account  account  account
  account:manage                 sign-in    -        -             -        all      -        -        -
  account:impersonate            sign-in    -        -             region   -        -        -        -
  impersonation:end              sign-in    all      all           all      all      all      all      -
  app:authorize                  sign-in    all      all           all      all      all      all      -
  account:recover                all        all      all           all      all      all      all      all
  account:secure                 sign-in    account  account       account  account  account  account  -
  client:manage                  sign-in    -        -             -        all      -        -        -
  user:read                      sign-in    account  account       account  all      account  account  -
  patient:reference              sign-in    patient|ward-read all           region   all      -        read     -
  patient:read                   sign-in    patient|ward-read all           region   all      -        -        -
  patient:deidentified:read      sign-in    patient  all           region   all      region   -        -
  patient:pseudonym:read         sign-in    -        -             -        all      region   -        -
  patient:list                   sign-in    -        all           all      all      all      -        -
  patient:contact:read           sign-in    patient  -             region   all      -        -        -
  patient:update                 sign-in    patient  -             region   all      -        -        -
  consent:read                   sign-in    patient  -             region   all      -        -        -
  consent:change                 sign-in    patient  -             -        -        -        -        -
  guardianship:read              sign-in    patient|account -        region   all      -        -        -
  guardianship:invite            sign-in    patient  -             region   all      -        -        -
  guardianship:accept            sign-in    all      -             -        -        -        -        -
  guardianship:end               sign-in    patient|account -        region   all      -        -        -
  practitioner:read              sign-in    all      all           all      all      region   all      -
  clinic:read                    sign-in    all      all           all      all      region   all      -
  working-hours:set              sign-in    -        -             region   all      -        -        -
  schedule-exception:read        sign-in    -        all           all      all      -        -        -
  schedule-exception:change      sign-in    -        practitioner  region   all      -        -        -
  clinic:policy:update           sign-in    -        -             -        all      -        -        -
  clinic:change                  sign-in    -        -             -        all      -        -        -
  import:write                   sign-in    -        -             -        all      -        -        -
  slot:read                      sign-in    all      all           all      all      -        all      -
  appointment:read               sign-in    patient|ward-read practitioner|glass region   all      -        read     -
  appointment:detail:read        sign-in    patient  practitioner|glass region   all      -        -        -
  appointment:list               sign-in    patient|ward-read all           region   all      -        read     -
  practitioner:appointment:list  sign-in    -        practitioner  all      all      -        -        -
  appointment:clinical:read      sign-in    patient  practitioner|glass -        -        -        -        -
  appointment:clinical:write     sign-in    -        practitioner  -        -        -        -        -
  appointment:book               sign-in    patient|ward-book -             region   all      -        book     -
  waitlist:list                  sign-in    -        practitioner  region   all      -        -        -
  appointment:attendance:record  sign-in    -        practitioner  region   all      -        -        -
  appointment:change             sign-in    patient|ward-change practitioner  region   all      -        change   -
  statistics:read                sign-in    -        -             -        all      region   -        -
  calendar-feed:read             sign-in    account  account       -        -        -        -        -
  calendar-feed:change           sign-in    account  account       -        -        -        -        -
  calendar-feed:serve            sign-in    -        -             -        -        -        -        all
  waitlist:offer                 sign-in    -        -             -        -        -        -        all
  session:verify                 sign-in    -        -             -        -        -        -        all
  token:verify                   sign-in    -        -             -        -        -        -        all
  token:revoke                   sign-in    -        -             -        -        -        -        all
  signing-key:rotate             sign-in    -        -             -        -        -        -        all
  document:publish               sign-in    -        -             -        -        -        -        all
  document:retire                sign-in    -        -             -        -        -        -        all
  second-factor:reset            sign-in    -        -             -        -        -        -        all
  patient:register               sign-in    -        -             -        -        -        -        all
  mail:make                      sign-in    -        -             -        -        -        -        all
  patient:project                sign-in    -        -             -        -        -        -        all
  actor:project                  sign-in    -        -             -        -        -        -        all
  change:record                  sign-in    -        -             -        -        -        -        all
  audit:append                   sign-in    -        -             -        -        -        -        all
  break-glass:open               sign-in    -        all           -        -        -        -        -
  break-glass:read               sign-in    -        account       -        all      -        -        -
  break-glass:review             sign-in    -        -             -        all      -        -        -
  access:explain                 sign-in    -        -             -        all      -        -        -
  audit:read                     sign-in    -        -             -        all      -        -        -
`;

/** Actions on a patient's data. */
const AUDITED = [
  "account:impersonate",
  "patient:read",
  "patient:deidentified:read",
  "patient:pseudonym:read",
  "patient:list",
  "patient:contact:read",
  "patient:update",
  "consent:read",
  "consent:change",
  "guardianship:read",
  "guardianship:invite",
  "guardianship:accept",
  "guardianship:end",
  "appointment:read",
  "appointment:detail:read",
  "appointment:list",
  "practitioner:appointment:list",
  "appointment:clinical:read",
  "appointment:clinical:write",
  "appointment:book",
  "waitlist:list",
  "appointment:attendance:record",
  "appointment:change",
  "break-glass:open",
  "break-glass:read",
  "break-glass:review",
  "access:explain",
];

const TENANT = "0197a000-0000-7000-8000-000000000001";
const OTHER_TENANT = "0197a000-0000-7000-8000-000000000002";
const OWN = "0197a000-0000-7000-8000-000000000003";
const OTHER = "0197a000-0000-7000-8000-000000000004";
const IN_EMERGENCY = "0197a000-0000-7000-8000-000000000005";

const CLIENT = "partner-lab";

type Attribute =
  | ("account" | "patient" | "practitioner" | "region" | "glass")
  | ("read" | "book" | "change")
  | ("ward-read" | "ward-book" | "ward-change");
const wardship = (scope: ConsentScope): Partial<Attributes> => ({
  guardianship: { id: OTHER, accountId: OWN, scopes: [scope] },
});
const OWN_ATTRIBUTES: Readonly<Record<Attribute, Partial<Attributes>>> = {
  account: { accountId: OWN },
  patient: { patientId: OWN },
  practitioner: { practitionerId: OWN },
  region: { region: "eu-north" },
  glass: { patientId: IN_EMERGENCY },
  read: { consent: { clientId: CLIENT, scopes: ["APPOINTMENT_READ"] } },
  book: { consent: { clientId: CLIENT, scopes: ["APPOINTMENT_BOOK"] } },
  change: { consent: { clientId: CLIENT, scopes: ["APPOINTMENT_CHANGE"] } },
  "ward-read": wardship("APPOINTMENT_READ"),
  "ward-book": wardship("APPOINTMENT_BOOK"),
  "ward-change": wardship("APPOINTMENT_CHANGE"),
};
const ATTRIBUTES = Object.keys(OWN_ATTRIBUTES) as Attribute[];

const [head = [], ...rows] = TABLE.trim()
  .split("\n")
  .map((line) => line.trim().split(/ +/));
const columns = head.slice(1);
const cells = rows.flatMap(([action = "", ...conditions]) =>
  columns.map((column, index) => [action as Action, column, conditions[index] ?? ""] as const),
);

/** A viewer of one role only, who has every attribute. */
function viewerIn(column: string, action: Action): Viewer {
  const claims = { accountId: OWN, patientId: OWN, practitionerId: OWN, regions: ["eu-north"] };
  if (column === "ANONYMOUS") return ANONYMOUS;
  if (column === "SYSTEM") return { ...systemViewer(serviceFor(action), TENANT), ...claims };
  const breakGlass = {
    ...{ grantId: OTHER, patientId: IN_EMERGENCY, purpose: "SAFEGUARDING" as const },
    expiresAt: "2026-03-01T10:00:00.000Z",
  };
  return viewerOf({ tenantId: TENANT, roles: [column as Role], clientId: CLIENT, breakGlass, ...claims });
}

function serviceFor(action: Action): ServiceAccountName {
  const names = Object.keys(SERVICE_ACCOUNTS) as ServiceAccountName[];
  const lists = (name: ServiceAccountName): boolean => {
    const actions: readonly Action[] = SERVICE_ACCOUNTS[name].actions;
    return actions.includes(action);
  };
  return names.find(lists) ?? "router";
}

const foreign: Attributes = {
  type: "Thing",
  id: OTHER,
  tenantId: TENANT,
  accountId: OTHER,
  patientId: OTHER,
  practitionerId: OTHER,
  region: "us-east",
  confidentiality: "RESTRICTED",
  consent: { clientId: "partner-other", scopes: [...CONSENT_SCOPES] },
  guardianship: { id: OTHER, accountId: OTHER, scopes: [...CONSENT_SCOPES] },
  // That a tier decides, too, stands in the tests of the predicate.
  minimumTier: "STANDARD",
};

describe("the policy table", () => {
  it("is written out here, action by action and role by role", () => {
    expect(rows.map(([action]) => action)).toStrictEqual(Object.keys(POLICIES));
    expect(columns.toSorted()).toStrictEqual(["ANONYMOUS", ...ROLES].toSorted());
    expect(rows.every((row) => row.length === head.length)).toBe(true);
  });

  it.each(cells)("%s by %s: %s, before the thing is known", (action, column, condition) => {
    const refusal = column === "ANONYMOUS" ? "UNAUTHENTICATED" : "DENY";
    const isRefused = condition === "-" || condition === "sign-in";
    expect(decideByRole(action, viewerIn(column, action))).toBe(isRefused ? refusal : "ALLOW");
  });

  // Nobody signed in has no tenant, and so no thing.
  it.each(cells.filter(([, column]) => column !== "ANONYMOUS"))(
    "%s by %s: %s",
    (action, column, condition) => {
      const viewer = viewerIn(column, action);
      const conditions = condition.split("|");
      const isAlways = condition === "all";
      expect(decide(action, viewer, foreign)).toBe(isAlways ? "ALLOW" : "DENY");
      for (const attribute of ATTRIBUTES) {
        const thing = { ...foreign, ...OWN_ATTRIBUTES[attribute] };
        const isAllowed = isAlways || conditions.includes(attribute);
        expect([attribute, decide(action, viewer, thing)]).toStrictEqual([
          attribute,
          isAllowed ? "ALLOW" : "DENY",
        ]);
        expect(decide(action, viewer, { ...thing, tenantId: OTHER_TENANT })).toBe("DENY");
      }
    },
  );

  it.each(rows.map(([action]) => action as Action))("allows nobody signed in no thing: %s", (action) => {
    const everything: Attributes = { ...foreign, ...Object.assign({}, ...Object.values(OWN_ATTRIBUTES)) };
    expect(decide(action, ANONYMOUS, everything)).toBe("UNAUTHENTICATED");
  });

  it.each(Object.entries(POLICIES))("says of %s what it is, in a sentence", (_action, { description }) => {
    expect(description).toMatch(/^[A-Z].+\.$/s);
  });

  it("writes down the actions whose reads and denials are audited: those on a patient's data", () => {
    const audited = Object.entries(POLICIES).filter(([, { concernsPatient }]) => concernsPatient);
    expect(audited.map(([action]) => action)).toStrictEqual(AUDITED);
  });
});

describe("an action", () => {
  it("is known by its name only", () => {
    expect(isAction("patient:read")).toBe(true);
    for (const other of ["patient:delete", "toString", "", 7, null, undefined, {}])
      expect(isAction(other)).toBe(false);
  });
});
