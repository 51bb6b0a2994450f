import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { drainOutbox, recorded } from "./outbox.ts";
import { signInFully, verifySession } from "./sessions.ts";
import { insertAccount, insertTenants, START, startAuth, type AuthHarness, type Tenants } from "./world.ts";

const LENA = "lena@practitioners.example";
const PATIENT_ID = newId();
const OTHER_PATIENT_ID = newId();
const PRACTITIONER_ID = newId();
const JUSTIFICATION = "Brought in unconscious, no relatives here";
const GRANT = `id holder { email } practitioner { id } patient { id } purpose justification openedAt expiresAt endedAt
  isInForce review { reviewer { email } reviewedAt finding remark }`;
const OPEN = `mutation ($input: BreakGlassInput!) {
  breakGlass(input: $input) { grant { ${GRANT} } userErrors { code message field } }
}`;
const END = `mutation { endBreakGlass { grant { id endedAt isInForce } userErrors { code field } } }`;
const REVIEW = `mutation ($input: ReviewBreakGlassInput!) {
  reviewBreakGlass(input: $input) { grant { ${GRANT} } userErrors { code field } }
}`;
const CURRENT = "{ viewer { breakGlass { id isInForce } } }";
const REPORT = `query ($filter: BreakGlassGrantFilter, $first: Int, $after: String) {
  breakGlassGrants(first: $first, after: $after, filter: $filter) {
    nodes { ${GRANT} } totalCount pageInfo { hasNextPage endCursor }
  }
}`;

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

/** Lena, signed in anew. */
async function begin(): Promise<{ readonly viewer: Viewer; readonly sessionId: string | null }> {
  const { viewer, sessionId } = await signInFully(harness, LENA);
  await harness.admin`truncate auth.outbox, auth.outbox_sequence`;
  return { viewer, sessionId };
}

function open(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  const input = { patientId: PATIENT_ID, purpose: "SAFEGUARDING", justification: JUSTIFICATION, ...changes };
  return harness.execute(viewer, OPEN, { input });
}

async function openedBy(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await open(viewer, changes);
  expect(answer.errors).toBeUndefined();
  const id: unknown = answer.data.breakGlass.grant.id;
  return String(id);
}

function review(
  viewer: Viewer,
  grantId: string,
  changes: Record<string, unknown> = {},
): Promise<GraphqlAnswer> {
  return harness.execute(viewer, REVIEW, { input: { grantId, finding: "UNJUSTIFIED", ...changes } });
}

async function breakGlassOf(sessionId: string | null): Promise<Viewer["breakGlass"]> {
  const { viewer } = await verifySession(harness, sessionId);
  if (viewer === null) throw new Error("There is no session.");
  return viewer.breakGlass;
}

async function storedGrants(): Promise<unknown[]> {
  return [
    ...(await harness.admin`select id, ended_at, finding from auth.break_glass_grant order by created_at, id`),
  ];
}

describe("breakGlass", () => {
  it("opens a grant for half an hour, and the session carries it at once", async () => {
    const { viewer, sessionId } = await begin();
    const answer = await open(viewer);
    expect(answer.errors).toBeUndefined();
    const { id: grantId, ...grant } = answer.data.breakGlass.grant;
    expect(answer.data.breakGlass.userErrors).toEqual([]);
    expect(grant).toEqual({
      holder: { email: LENA },
      practitioner: { id: PRACTITIONER_ID },
      patient: { id: PATIENT_ID },
      purpose: "SAFEGUARDING",
      justification: JUSTIFICATION,
      openedAt: START.toISOString(),
      expiresAt: "2026-03-09T10:30:00.000Z",
      endedAt: null,
      isInForce: true,
      review: null,
    });
    const breakGlass = {
      grantId,
      patientId: PATIENT_ID,
      purpose: "SAFEGUARDING",
      expiresAt: grant.expiresAt,
    };
    expect(await breakGlassOf(sessionId)).toEqual(breakGlass);
    const { viewer: current } = await verifySession(harness, sessionId);
    const seen = await harness.execute(current ?? viewer, CURRENT);
    expect(seen.data).toEqual({ viewer: { breakGlass: { id: grantId, isInForce: true } } });
  });

  it("is in the audit log and told in an event, neither with the words of the justification", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const rows = await drainOutbox(harness.admin);
    const about = { patientId: PATIENT_ID, entityType: "BreakGlassGrant", entityId: grantId };
    expect(rows).toMatchObject([
      {
        type: "break-glass.opened.v1",
        tenantId: tenants.northwind,
        payload: {
          ...{ grantId, accountId: lenaId, practitionerId: PRACTITIONER_ID, patientId: PATIENT_ID },
          ...{
            purpose: "SAFEGUARDING",
            openedAt: START.toISOString(),
            expiresAt: "2026-03-09T10:30:00.000Z",
          },
        },
      },
      {
        type: "audit.entries.v1",
        tenantId: tenants.northwind,
        payload: {
          ...{ category: "CHANGE", action: "break-glass:open", outcome: "SUCCESS", ...about },
          agent: { accountId: lenaId },
          detail: { purpose: "SAFEGUARDING", expiresAt: "2026-03-09T10:30:00.000Z" },
        },
      },
      { type: "audit.entries.v1", payload: { category: "READ", action: "break-glass:read", ...about } },
    ]);
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain("unconscious");
  });

  it("is over after half an hour, to the millisecond", async () => {
    const { viewer, sessionId } = await begin();
    await openedBy(viewer);
    harness.setMinutes(30 - 1 / 60_000);
    expect(await breakGlassOf(sessionId)).not.toBeNull();
    // The session itself has been renewed by being looked at.
    harness.setMinutes(30);
    expect(await breakGlassOf(sessionId)).toBeNull();
  });

  it("is of one session: another of the same account has no part in it, and with the session it ends", async () => {
    const first = await begin();
    const second = await begin();
    const grantId = await openedBy(first.viewer);
    expect(await breakGlassOf(second.sessionId)).toBeNull();
    await harness.execute(first.viewer, "mutation { signOut { isSignedOut } }");
    const { data } = await harness.execute(admin, REPORT, {});
    expect(data.breakGlassGrants.nodes).toMatchObject([{ id: grantId, endedAt: null, isInForce: false }]);
  });

  it("ends the grant before, so that a session has one at a time", async () => {
    const { viewer, sessionId } = await begin();
    const before = await openedBy(viewer);
    harness.setMinutes(5);
    const after = await openedBy(viewer, { patientId: OTHER_PATIENT_ID });
    expect(await breakGlassOf(sessionId)).toMatchObject({ grantId: after, patientId: OTHER_PATIENT_ID });
    expect(await storedGrants()).toEqual([
      { id: before, ended_at: harness.now(), finding: null },
      { id: after, ended_at: null, finding: null },
    ]);
    const actions = await recorded(harness.admin);
    expect(actions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ action: "break-glass:end", entityId: before },
          detail: { purpose: "SAFEGUARDING", reason: "REPLACED" },
        }),
      ]),
    );
  });

  it("lets one that has expired be followed by another, as having ended when it expired", async () => {
    const { viewer, sessionId } = await begin();
    const before = await openedBy(viewer);
    harness.setMinutes(29);
    await verifySession(harness, sessionId);
    harness.setMinutes(31);
    const after = await openedBy(viewer);
    expect(await storedGrants()).toEqual([
      { id: before, ended_at: new Date("2026-03-09T10:30:00.000Z"), finding: null },
      { id: after, ended_at: null, finding: null },
    ]);
    const actions = (await drainOutbox(harness.admin)).map(
      ({ payload }) => Object(payload).action as unknown,
    );
    expect(actions).not.toContain("break-glass:end");
  });

  it("leaves one when two are opened at the same time", async () => {
    const { viewer } = await begin();
    const answers = await Promise.all([open(viewer), open(viewer, { patientId: OTHER_PATIENT_ID })]);
    expect(answers.map(({ data }): unknown => data.breakGlass.userErrors)).toEqual([[], []]);
    const openOnes = await harness.admin`select id from auth.break_glass_grant where ended_at is null`;
    expect(openOnes).toHaveLength(1);
  });

  it("refuses who came without a session, and leaves no grant", async () => {
    const { viewer } = await begin();
    const withToken = { ...viewer, sessionHash: null, scopes: ["break-glass:open", "break-glass:read"] };
    const strangers = { ...viewer, sessionHash: "of-nobody" };
    for (const each of [withToken, strangers]) {
      const { data } = await open(each);
      expect(data.breakGlass).toMatchObject({
        grant: null,
        userErrors: [{ code: "NO_SESSION", field: null }],
      });
    }
    expect(await storedGrants()).toEqual([]);
  });

  it.each(["USER", "SUPPORT", "ADMIN", "ANALYST"] as const)("is not for %s", async (role) => {
    const { viewer } = await begin();
    const answer = await open({ ...viewer, roles: [role] });
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    expect(await storedGrants()).toEqual([]);
  });

  it.each([
    ["input.justification", { justification: "Because I say so." }],
    ["input.justification", { justification: `  ${"x".repeat(19)}  ` }],
    ["input.justification", { justification: "💔".repeat(19) }],
    ["input.justification", { justification: "x".repeat(501) }],
    ["input.justification", { justification: `${"x".repeat(30)}\0` }],
    ["input.patientId", { patientId: "p1" }],
  ])("takes no %s that is malformed: %j", async (field, changes) => {
    const { viewer } = await begin();
    const answer = await open(viewer, changes);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
    expect(await storedGrants()).toEqual([]);
  });

  it.each([20, 250])("takes a justification of %i characters that fill two places each", async (length) => {
    const { viewer } = await begin();
    await openedBy(viewer, { justification: "💔".repeat(length) });
  });
});

describe("endBreakGlass", () => {
  it("ends the grant of the session once, on record", async () => {
    const { viewer, sessionId } = await begin();
    const grantId = await openedBy(viewer);
    await drainOutbox(harness.admin);
    harness.setMinutes(3);
    const answer = await harness.execute(viewer, END);
    const endedAt = harness.now().toISOString();
    expect(answer.data.endBreakGlass).toEqual({
      grant: { id: grantId, endedAt, isInForce: false },
      userErrors: [],
    });
    expect(await breakGlassOf(sessionId)).toBeNull();
    expect((await drainOutbox(harness.admin))[0]).toMatchObject({
      payload: { action: "break-glass:end", detail: { purpose: "SAFEGUARDING", reason: "ENDED" } },
    });
    const again = await harness.execute(viewer, END);
    expect(again.data.endBreakGlass).toEqual({
      grant: null,
      userErrors: [{ code: "NO_GRANT", field: null }],
    });
  });

  it("ends nothing that has expired, nothing of another session, and nothing for a program", async () => {
    const first = await begin();
    const grantId = await openedBy(first.viewer);
    const second = await begin();
    for (const viewer of [second.viewer, { ...first.viewer, sessionHash: null }]) {
      const answer = await harness.execute(viewer, END);
      expect(answer.data.endBreakGlass.userErrors).toEqual([{ code: "NO_GRANT", field: null }]);
    }
    expect(await breakGlassOf(first.sessionId)).toMatchObject({ grantId });
    expect(await storedGrants()).toMatchObject([{ id: grantId, ended_at: null }]);
    harness.setMinutes(30);
    const late = await harness.execute(first.viewer, END);
    expect(late.data.endBreakGlass.userErrors).toEqual([{ code: "NO_GRANT", field: null }]);
  });
});

describe("the report", () => {
  it("shows an admin the tenant's grants, last first, in pages, and by what was reviewed and for whom", async () => {
    const ids: string[] = [];
    for (const [minute, patientId] of [PATIENT_ID, OTHER_PATIENT_ID, PATIENT_ID].entries()) {
      harness.setMinutes(minute);
      ids.unshift(await openedBy((await begin()).viewer, { patientId }));
    }
    harness.setMinutes(40);
    await review(admin, String(ids[0]));
    const idsOf = async (variables: Record<string, unknown>): Promise<unknown[]> => {
      const { data } = await harness.execute(admin, REPORT, variables);
      const nodes: { id: string }[] = data.breakGlassGrants.nodes;
      expect(data.breakGlassGrants.totalCount).toBeGreaterThanOrEqual(nodes.length);
      return nodes.map(({ id }) => id);
    };
    expect(await idsOf({})).toEqual(ids);
    expect(await idsOf({ filter: { isReviewed: false } })).toEqual(ids.slice(1));
    expect(await idsOf({ filter: { isReviewed: true } })).toEqual(ids.slice(0, 1));
    expect(await idsOf({ filter: { patientId: OTHER_PATIENT_ID } })).toEqual([ids[1]]);
    const first = await harness.execute(admin, REPORT, { first: 2 });
    const { endCursor, hasNextPage } = first.data.breakGlassGrants.pageInfo;
    expect(hasNextPage).toBe(true);
    expect(await idsOf({ first: 2, after: endCursor })).toEqual(ids.slice(2));
  });

  it("shows another tenant's admin none, and is for admins only", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const foreign = { ...admin, tenantId: tenants.lakeside };
    const { data } = await harness.execute(foreign, REPORT, {});
    expect(data.breakGlassGrants).toMatchObject({ nodes: [], totalCount: 0 });
    const reviewed = await review(foreign, grantId);
    expect(reviewed.data.reviewBreakGlass.userErrors).toMatchObject([{ code: "GRANT_NOT_FOUND" }]);
    const answer = await harness.execute({ ...viewer, roles: ["PRACTITIONER"] }, REPORT, {});
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("is a read of each patient it names, on record", async () => {
    const grantId = await openedBy((await begin()).viewer);
    await drainOutbox(harness.admin);
    await harness.execute(admin, "{ breakGlassGrants { nodes { id justification } } }");
    expect(await recorded(harness.admin)).toMatchObject([
      {
        ...{ category: "READ", action: "break-glass:read", patientId: PATIENT_ID, entityId: grantId },
        fields: ["id", "justification"],
      },
    ]);
  });

  it("sends the same statements for 1 and for 10 grants", async () => {
    const counts: number[] = [];
    for (let opened = 1; opened <= 10; opened += 1) {
      await openedBy((await begin()).viewer);
      if (opened !== 1 && opened !== 10) continue;
      harness.statements.clear();
      const { data } = await harness.execute(admin, "{ breakGlassGrants { nodes { id holder { email } } } }");
      expect(data.breakGlassGrants.nodes).toHaveLength(opened);
      counts.push(harness.statements.list.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});

describe("reviewBreakGlass", () => {
  it("records what an admin found, once, on record", async () => {
    const grantId = await openedBy((await begin()).viewer);
    harness.setMinutes(30);
    await drainOutbox(harness.admin);
    const answer = await review(admin, grantId, { finding: "JUSTIFIED", remark: " Called the ward " });
    expect(answer.data.reviewBreakGlass).toMatchObject({
      grant: {
        id: grantId,
        review: {
          ...{ reviewer: { email: "ada@admins.example" }, reviewedAt: harness.now().toISOString() },
          ...{ finding: "JUSTIFIED", remark: "Called the ward" },
        },
      },
      userErrors: [],
    });
    const [row] = await drainOutbox(harness.admin);
    expect(row).toMatchObject({
      payload: {
        ...{ action: "break-glass:review", entityId: grantId, patientId: PATIENT_ID },
        detail: { purpose: "SAFEGUARDING", finding: "JUSTIFIED" },
      },
    });
    expect(JSON.stringify(row)).not.toContain("ward");
    const again = await review(admin, grantId);
    expect(again.data.reviewBreakGlass.userErrors).toEqual([
      { code: "ALREADY_REVIEWED", field: "input.grantId" },
    ]);
    expect(await storedGrants()).toMatchObject([{ finding: "JUSTIFIED" }]);
  });

  it("refuses the holder, a grant in force, and one that there is not", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const codeOf = async (who: Viewer, id: string): Promise<unknown> => {
      const { data } = await review(who, id);
      expect(data.reviewBreakGlass.grant).toBeNull();
      const code: unknown = data.reviewBreakGlass.userErrors[0].code;
      return code;
    };
    expect(await codeOf(admin, grantId)).toBe("GRANT_IN_FORCE");
    expect(await codeOf(viewer, grantId)).toBe("OWN_GRANT");
    harness.setMinutes(30);
    expect(await codeOf(viewer, grantId)).toBe("OWN_GRANT");
    expect(await codeOf(admin, newId())).toBe("GRANT_NOT_FOUND");
    expect(await storedGrants()).toMatchObject([{ finding: null }]);
  });

  it("is not for a practitioner", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const answer = await review({ ...viewer, roles: ["PRACTITIONER"] }, grantId);
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });
});

describe("the database", () => {
  it("keeps no review by the holder, no grant of more than half an hour, and no second one of a session", async () => {
    const { viewer } = await begin();
    await openedBy(viewer);
    const { admin: sql } = harness;
    const broken = {
      not_reviewed_by_holder: sql`
        update auth.break_glass_grant set reviewed_at = now(), reviewer_id = account_id, finding = 'JUSTIFIED'`,
      is_short: sql`update auth.break_glass_grant set expires_at = created_at + interval '31 minutes'`,
      review_is_whole: sql`update auth.break_glass_grant set reviewed_at = now()`,
      open: sql`
        insert into auth.break_glass_grant (id, tenant_id, created_at, session_id, account_id, patient_id, purpose, justification, expires_at)
        select ${newId()}, tenant_id, created_at, session_id, account_id, patient_id, purpose, justification, expires_at from auth.break_glass_grant`,
    };
    for (const [name, change] of Object.entries(broken)) {
      await expect(change).rejects.toMatchObject({ constraint_name: `break_glass_grant_${name}` });
    }
  });

  it("shows the holder the own grants and admins those of the tenant, and lets the login role change none", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const login = postgres(harness.database.urlFor("auth_app"), { max: 1 });
    const seenBy = (who: Viewer): Promise<unknown> => {
      const { text, parameters } = viewerSettings(who, 5_000);
      return login.begin(async (tx) => {
        await tx.unsafe(text, [...parameters]);
        return (await tx`select id from auth.break_glass_grant`).map(({ id }): unknown => id);
      });
    };
    const holder: Viewer = { ...viewer, roles: ["PRACTITIONER"] };
    try {
      expect(await seenBy(holder)).toEqual([grantId]);
      expect(await seenBy({ ...holder, accountId: newId() })).toEqual([]);
      expect(await seenBy(admin)).toEqual([grantId]);
      expect(await seenBy({ ...admin, tenantId: tenants.lakeside })).toEqual([]);
    } finally {
      await login.end();
    }
    const privileges = await harness.admin`select privilege_type from information_schema.role_table_grants
      where table_schema = 'auth' and table_name = 'break_glass_grant' and grantee = 'auth_app'`;
    expect([...privileges]).toEqual([{ privilege_type: "SELECT" }]);
  });
});
