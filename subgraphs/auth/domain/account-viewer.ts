import { z } from "zod";
import type { KnownActor } from "#shared/auth/known-actors.ts";
import { ANONYMOUS, ROLES, TIERS, viewerSchema, type Role, type Viewer } from "#shared/auth/viewer.ts";

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

/** Who a request with a session of this account speaks for. @throws ZodError for a role or tier that does not exist */
export function viewerOfAccount(account: AccountFacts, sessionHash: string): Viewer {
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
    sessionHash,
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
