import type { Viewer } from "#shared/auth/viewer.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import type { FactorOwner } from "../repositories/second-factor-repository.ts";

/** Whose second factor a request may change: that of its own account. @throws AppError `AUTH_FORBIDDEN` for who is no account */
export function authorizeOwnFactor({ access, viewer }: RequestContext): FactorOwner {
  const { accountId, tenantId } = viewer;
  access.assertCan("second-factor:manage", {
    ...{ type: "SecondFactor", id: accountId },
    ...{ tenantId: tenantId ?? "", accountId },
  });
  return { accountId: accountId ?? "", tenantId: tenantId ?? "" };
}

/** When the second factor was last shown in the session of the request; null when it was not. */
export function shownAt({ mfaAt }: Viewer): Date | null {
  return mfaAt === null ? null : new Date(mfaAt);
}
