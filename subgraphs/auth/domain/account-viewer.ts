import type { NextStep } from "#shared/auth/sign-in-steps.ts";
import { z } from "zod";
import type { KnownActor } from "#shared/access-decisions/known-actors.ts";
import { ANONYMOUS, ROLES, TIERS, viewerSchema, type Role, type Viewer } from "#shared/auth/viewer.ts";
import { requiresSecondFactor } from "./second-factor.ts";

const rolesSchema = z.array(z.enum(ROLES));
const tierSchema = z.enum(TIERS);

/** What of an account makes its viewer. */
export interface AccountFacts {
  readonly id: string;
  readonly tenantId: string;
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  readonly tier: string;
  readonly patientId: string | null;
  readonly practitionerId: string | null;
}

/** The support account that acts in another's place. */
export interface Impersonator {
  readonly accountId: string;
  readonly roles: readonly string[];
  readonly endsAt: Date;
}

/** What of a session makes its viewer. */
export interface SessionFacts {
  readonly account: AccountFacts;
  /** SHA-256 of the session id, base64url. */
  readonly idHash: string;
  /** When the second factor was last shown in it; null when it was not. */
  readonly mfaAt: Date | null;
  /** What its sign-in still needs; null when it is in force. */
  readonly pendingStep: NextStep | null;
  /** Who acts in the account's place by it. */
  readonly impersonator?: Impersonator | null;
}

/**
 * Who a request with this session speaks for: its account; or nobody, with the hash of the session, while its sign-in
 * waits for a second step. That an account which must have a second factor speaks only where it was shown is asked here
 * once more, whatever began the session: its roles may be newer.
 * @throws ZodError for a role or tier that does not exist
 */
export function viewerOfSession({
  account,
  idHash,
  mfaAt,
  pendingStep,
  impersonator = null,
}: SessionFacts): Viewer {
  const isHalfway = pendingStep !== null || (requiresSecondFactor(account) && mfaAt === null);
  if (isHalfway) return { ...ANONYMOUS, sessionHash: idHash };
  const { id, tenantId, roles, regions, tier, patientId, practitionerId } = account;
  return viewerSchema.parse({
    ...ANONYMOUS,
    kind: "ACCOUNT",
    accountId: id,
    tenantId,
    roles,
    regions,
    tier,
    patientId,
    practitionerId,
    impersonator: impersonator && { ...impersonator, endsAt: impersonator.endsAt.toISOString() },
    mfaAt: mfaAt?.toISOString() ?? null,
    sessionHash: idHash,
  });
}

/** The roles of an account. @throws ZodError for one that does not exist */
export function rolesOf({ roles }: Pick<AccountFacts, "roles">): Role[] {
  return rolesSchema.parse(roles);
}

/** The tier of an account. @throws ZodError when it does not exist */
export function tierOf({ tier }: Pick<AccountFacts, "tier">): (typeof TIERS)[number] {
  return tierSchema.parse(tier);
}

/** The account as the other contexts know it. @throws ZodError for a role or tier that does not exist */
export function actorOf(account: AccountFacts & { readonly disabledAt: Date | null }): KnownActor {
  const { id, tenantId, regions, patientId, practitionerId, disabledAt } = account;
  return {
    ...{ id, tenantId, patientId, practitionerId },
    roles: rolesOf(account),
    regions: [...regions],
    tier: tierOf(account),
    isDisabled: disabledAt !== null,
  };
}
