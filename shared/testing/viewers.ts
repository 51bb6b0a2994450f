import { ANONYMOUS, type Role, type Viewer } from "../auth/viewer.ts";
import { newId } from "../db/ids.ts";

/** A signed-in account for tests; everything not named is empty. */
export function viewerOf(
  input: Partial<Viewer> & { readonly tenantId: string; readonly roles: Role[] },
): Viewer {
  return { ...ANONYMOUS, kind: "ACCOUNT", accountId: newId(), tier: "STANDARD", ...input };
}
