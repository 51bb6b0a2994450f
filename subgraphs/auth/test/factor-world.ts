import { afterAll, beforeAll, beforeEach } from "vitest";
import { factorFlow, type FactorFlow } from "./factor-flow.ts";
import { passkeyFlow, type PasskeyFlow } from "./passkey-flow.ts";
import {
  insertAccount,
  insertTenants,
  insertTotp,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

/** Has the app of {@link insertTotp}. */
export const ADMIN = "katrin@staff.example";
/** Must set up a second factor first. */
export const NEW_ADMIN = "piotr@staff.example";
/** Need none: a patient of either tenant. */
export const MARA = "mara@patients.example";
export const LENA = "lena@patients.example";

/** Auth with accounts that have, need and lack a second factor, and what tests do with them. */
export interface FactorWorld extends FactorFlow, PasskeyFlow {
  readonly harness: AuthHarness;
  readonly tenants: Tenants;
  readonly ids: Readonly<Record<"admin" | "newAdmin" | "mara" | "lena", string>>;
}

/** Starts such a world for the file, whose factors, sessions and records are those of one test each. */
export function useFactorWorld(): FactorWorld {
  let harness: AuthHarness;
  let tenants: Tenants;
  let ids: FactorWorld["ids"];
  beforeAll(async () => {
    harness = await startAuth();
    tenants = await insertTenants(harness.admin);
    const { northwind: tenantId, lakeside } = tenants;
    ids = {
      admin: await insertAccount(harness.admin, { tenantId, email: ADMIN, roles: ["ADMIN"] }),
      newAdmin: await insertAccount(harness.admin, { tenantId, email: NEW_ADMIN, roles: ["SUPPORT"] }),
      mara: await insertAccount(harness.admin, { tenantId, email: MARA }),
      lena: await insertAccount(harness.admin, { tenantId: lakeside, email: LENA }),
    };
  });
  afterAll(() => harness.stop());
  beforeEach(async () => {
    harness.setMinutes(0);
    await harness.admin`truncate auth.outbox, auth.session, auth.totp, auth.recovery_code, auth.wrong_code, auth.passkey,
      auth.passkey_challenge, auth.attempt_limit cascade`;
    await insertTotp(harness.admin, ids.admin);
  });
  return {
    get harness() {
      return harness;
    },
    get tenants() {
      return tenants;
    },
    get ids() {
      return ids;
    },
    ...factorFlow(() => harness),
    ...passkeyFlow(() => harness),
  };
}
