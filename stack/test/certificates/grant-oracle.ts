import type { CanaryCaller } from "./callers.ts";
import type { Owner } from "./canaries.ts";

/** For whom a partner's program, or a guardian, may do what: `<client or account> <scope> <patient>`. */
export type Consents = ReadonlySet<string>;

type Condition = (caller: CanaryCaller, owner: Owner, consents: Consents) => boolean;

const isSame = (own: string | null, other: string | null): boolean => own !== null && own === other;
const never: Condition = () => false;
const consentTo =
  (scope: string): Condition =>
  ({ clientId }, { patientId }, consents) =>
    consents.has(`${String(clientId)} ${scope} ${String(patientId)}`);

const guardianFor =
  (scope: string): Condition =>
  ({ accountId }, { patientId }, consents) =>
    consents.has(`${String(accountId)} ${scope} ${String(patientId)}`);

/**
 * What the conditions of grants say of a value, written down apart from `shared/auth/predicates.ts`. Nobody here has broken the
 * glass.
 */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  ownAccount: (caller, owner) => isSame(caller.accountId, owner.accountId),
  ownPatient: (caller, owner) => isSame(caller.patientId, owner.patientId),
  ownPractitioner: (caller, owner) => isSame(caller.practitionerId, owner.practitionerId),
  assignedRegion: (caller, { region }) => region !== null && caller.regions.includes(region),
  brokeGlass: never,
  purposeReaches: never,
  consentedToRead: consentTo("APPOINTMENT_READ"),
  consentedToBook: consentTo("APPOINTMENT_BOOK"),
  consentedToChange: consentTo("APPOINTMENT_CHANGE"),
  guardianMayRead: guardianFor("APPOINTMENT_READ"),
  guardianMayBook: guardianFor("APPOINTMENT_BOOK"),
  guardianMayChange: guardianFor("APPOINTMENT_CHANGE"),
  // Of what is booked, not of whom it is about.
  tierSuffices: () => true,
};

/** True when a grant, in the words of a certificate, is for the role of somebody. */
export function isGrantedByRole(caller: CanaryCaller, grants: readonly string[]): boolean {
  return grants.some((grant) => isFor(caller, grant));
}

/** True when a grant is for somebody and this value. No grant reaches another tenant. */
export function isGranted(
  caller: CanaryCaller,
  owner: Owner,
  grants: readonly string[],
  consents: Consents,
): boolean {
  if (caller.tenantId !== owner.tenantId) return false;
  return grants.some(
    (grant) => isFor(caller, grant) && conditionsOf(grant).every((holds) => holds(caller, owner, consents)),
  );
}

function isFor({ roles, isSignedIn }: CanaryCaller, grant: string): boolean {
  const [audience = ""] = grant.split(" when ");
  return audience === "ANYONE" || (audience === "SIGNED_IN" && isSignedIn) || roles.includes(audience);
}

function conditionsOf(grant: string): readonly Condition[] {
  const [, conditions] = grant.split(" when ");
  return (conditions?.split(" and ") ?? []).map((name) => {
    const condition = CONDITIONS[name];
    if (condition === undefined) throw new Error(`What ${name} says of a canary is not written down.`);
    return condition;
  });
}
