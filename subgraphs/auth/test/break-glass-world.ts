import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { signInFully, verifySession, type SignedIn } from "./sessions.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness, type Tenants } from "./world.ts";

/** Breaks the glass: an admin, too, who may not review that. */
export const LENA = "lena@practitioners.example";
export const PATIENT_ID = newId();
export const OTHER_PATIENT_ID = newId();
export const PRACTITIONER_ID = newId();
export const JUSTIFICATION = "Brought in unconscious, no relatives here";
/** All that is told of a grant. */
export const GRANT = `id holder { email } practitioner { id } patient { id } purpose justification openedAt expiresAt endedAt
  isInForce review { reviewer { email } reviewedAt finding remark }`;
const OPEN = `mutation ($input: BreakGlassInput!) {
  breakGlass(input: $input) { grant { ${GRANT} } userErrors { code message field } }
}`;

/** Auth with somebody who breaks the glass and an admin who reviews that, and what tests do with them. */
export interface BreakGlassWorld {
  readonly harness: AuthHarness;
  readonly tenants: Tenants;
  readonly lenaId: string;
  readonly admin: Viewer;
  /** {@link LENA}, signed in anew; what that put on record is forgotten. */
  begin(): Promise<SignedIn>;
  /** Breaks the glass for {@link PATIENT_ID}, unless told otherwise. */
  open(viewer: Viewer, changes?: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer>;
  /** Does so, and answers the id of the grant. */
  openedBy(viewer: Viewer, changes?: Readonly<Record<string, unknown>>): Promise<string>;
  /** What a request with this session may do by its grant. */
  breakGlassOf(sessionId: string | null): Promise<Viewer["breakGlass"]>;
  storedGrants(): Promise<unknown[]>;
}

/** Starts such a world for the file, whose sessions, grants and records are those of one test each. */
export function useBreakGlassWorld(): BreakGlassWorld {
  let harness: AuthHarness;
  let tenants: Tenants;
  let lenaId: string;
  let admin: Viewer;
  beforeAll(async () => {
    harness = await startAuth();
    tenants = await insertTenants(harness.admin);
    const tenantId = tenants.northwind;
    lenaId = await insertAccount(harness.admin, {
      ...{ tenantId, email: LENA, roles: ["PRACTITIONER", "ADMIN"], practitionerId: PRACTITIONER_ID },
    });
    const adminId = await insertAccount(harness.admin, {
      ...{ tenantId, email: "ada@admins.example", roles: ["ADMIN"] },
    });
    admin = viewerOf({ tenantId, roles: ["ADMIN"], accountId: adminId });
  });
  afterAll(() => harness.stop());
  beforeEach(async () => {
    harness.setMinutes(0);
    await harness.admin`truncate auth.outbox, auth.outbox_sequence, auth.session cascade`;
  });
  const open: BreakGlassWorld["open"] = (viewer, changes = {}) => {
    const input = {
      patientId: PATIENT_ID,
      purpose: "SAFEGUARDING",
      justification: JUSTIFICATION,
      ...changes,
    };
    return harness.execute(viewer, OPEN, { input });
  };
  return {
    get harness() {
      return harness;
    },
    get tenants() {
      return tenants;
    },
    get lenaId() {
      return lenaId;
    },
    get admin() {
      return admin;
    },
    begin: async () => {
      const signedIn = await signInFully(harness, LENA);
      await harness.admin`truncate auth.outbox, auth.outbox_sequence`;
      return signedIn;
    },
    open,
    openedBy: async (viewer, changes) => {
      const answer = await open(viewer, changes);
      expect(answer.errors).toBeUndefined();
      const id: unknown = answer.data.breakGlass.grant.id;
      return String(id);
    },
    breakGlassOf: async (sessionId) => {
      const { viewer } = await verifySession(harness, sessionId);
      if (viewer === null) throw new Error("There is no session.");
      return viewer.breakGlass;
    },
    storedGrants: async () => [
      ...(await harness.admin`select id, ended_at, finding from auth.break_glass_grant order by created_at, id`),
    ],
  };
}
