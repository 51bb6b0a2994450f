import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";

/** Ids of the people in the tests. */
export const IDS = {
  tenant: "0190a000-0000-7000-8000-000000000001",
  account: "0190a000-0000-7000-8000-000000000002",
  patient: "0190a000-0000-7000-8000-000000000003",
} as const;

/** A signed-in viewer with one role. */
export function accountViewer(role: Viewer["roles"][number]): Viewer {
  return { ...ANONYMOUS, kind: "ACCOUNT", accountId: IDS.account, tenantId: IDS.tenant, roles: [role] };
}

/** The key ring of a service in the tests. */
export function keyRing(name: string): ViewerKeyRing {
  return [{ kid: `${name}-1`, secret: Buffer.from(name.padEnd(32, "*")) }];
}
