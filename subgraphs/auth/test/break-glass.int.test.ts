import postgres from "postgres";
import { describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import {
  JUSTIFICATION,
  LENA,
  OTHER_PATIENT_ID,
  PATIENT_ID,
  PRACTITIONER_ID,
  useBreakGlassWorld,
} from "./break-glass-world.ts";
import { drainOutbox, recorded } from "./outbox.ts";
import { verifySession } from "./sessions.ts";
import { START } from "./world.ts";

const END = `mutation { endBreakGlass { grant { id endedAt isInForce } userErrors { code field } } }`;
const CURRENT = "{ viewer { breakGlass { id isInForce } } }";

const world = useBreakGlassWorld();
const { begin, open, openedBy, breakGlassOf, storedGrants } = world;

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
    const { viewer: current } = await verifySession(world.harness, sessionId);
    const seen = await world.harness.execute(current ?? viewer, CURRENT);
    expect(seen.data).toEqual({ viewer: { breakGlass: { id: grantId, isInForce: true } } });
  });

  it("is in the audit log and told in an event, neither with the words of the justification", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const rows = await drainOutbox(world.harness.admin);
    const about = { patientId: PATIENT_ID, entityType: "BreakGlassGrant", entityId: grantId };
    expect(rows).toMatchObject([
      {
        type: "break-glass.opened.v1",
        tenantId: world.tenants.northwind,
        payload: {
          ...{ grantId, accountId: world.lenaId, practitionerId: PRACTITIONER_ID, patientId: PATIENT_ID },
          ...{
            purpose: "SAFEGUARDING",
            openedAt: START.toISOString(),
            expiresAt: "2026-03-09T10:30:00.000Z",
          },
        },
      },
      {
        type: "audit.entries.v1",
        tenantId: world.tenants.northwind,
        payload: {
          ...{ category: "CHANGE", action: "break-glass:open", outcome: "SUCCESS", ...about },
          agent: { accountId: world.lenaId },
          detail: { purpose: "SAFEGUARDING", expiresAt: "2026-03-09T10:30:00.000Z" },
        },
      },
      { type: "audit.entries.v1", payload: { category: "READ", action: "break-glass:read", ...about } },
    ]);
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain("unconscious");
  });

  it("opens one grant when it is sent twice with one idempotency key, which is of one session", async () => {
    const { viewer } = await begin();
    const first = await open(viewer, { idempotencyKey: "key" });
    expect(first.extensions).toBeUndefined();
    const again = await open(viewer, { idempotencyKey: "key" });
    expect(again.data).toEqual(first.data);
    expect(again.extensions).toEqual({ idempotency: [{ idempotencyKey: "key", isReplay: true }] });
    const other = await open(viewer, { idempotencyKey: "key", purpose: "EMERGENCY_TREATMENT" });
    expect(other.errors?.map(({ extensions }) => extensions["code"])).toEqual(["CONFLICT"]);
    const { viewer: elsewhere } = await begin();
    const there = await open(elsewhere, { idempotencyKey: "key" });
    expect(there.errors?.map(({ extensions }) => extensions["code"])).toEqual(["CONFLICT"]);
    expect(await storedGrants()).toHaveLength(1);
  });

  it("is over after half an hour, to the millisecond", async () => {
    const { viewer, sessionId } = await begin();
    await openedBy(viewer);
    world.harness.setMinutes(30 - 1 / 60_000);
    expect(await breakGlassOf(sessionId)).not.toBeNull();
    // The session itself has been renewed by being looked at.
    world.harness.setMinutes(30);
    expect(await breakGlassOf(sessionId)).toBeNull();
  });

  it("is of one session: another of the same account has no part in it, and with the session it ends", async () => {
    const first = await begin();
    const second = await begin();
    const grantId = await openedBy(first.viewer);
    expect(await breakGlassOf(second.sessionId)).toBeNull();
    await world.harness.execute(first.viewer, "mutation { signOut { isSignedOut } }");
    const report = "{ breakGlassGrants { nodes { id endedAt isInForce } } }";
    const { data } = await world.harness.execute(world.admin, report);
    expect(data.breakGlassGrants.nodes).toMatchObject([{ id: grantId, endedAt: null, isInForce: false }]);
  });

  it("ends the grant before, so that a session has one at a time", async () => {
    const { viewer, sessionId } = await begin();
    const before = await openedBy(viewer);
    world.harness.setMinutes(5);
    const after = await openedBy(viewer, { patientId: OTHER_PATIENT_ID });
    expect(await breakGlassOf(sessionId)).toMatchObject({ grantId: after, patientId: OTHER_PATIENT_ID });
    expect(await storedGrants()).toEqual([
      { id: before, ended_at: world.harness.now(), finding: null },
      { id: after, ended_at: null, finding: null },
    ]);
    const actions = await recorded(world.harness.admin);
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
    world.harness.setMinutes(29);
    await verifySession(world.harness, sessionId);
    world.harness.setMinutes(31);
    const after = await openedBy(viewer);
    expect(await storedGrants()).toEqual([
      { id: before, ended_at: new Date("2026-03-09T10:30:00.000Z"), finding: null },
      { id: after, ended_at: null, finding: null },
    ]);
    const actions = (await drainOutbox(world.harness.admin)).map(
      ({ payload }) => Object(payload).action as unknown,
    );
    expect(actions).not.toContain("break-glass:end");
  });

  it("leaves one when two are opened at the same time", async () => {
    const { viewer } = await begin();
    const answers = await Promise.all([open(viewer), open(viewer, { patientId: OTHER_PATIENT_ID })]);
    expect(answers.map(({ data }): unknown => data.breakGlass.userErrors)).toEqual([[], []]);
    const openOnes = await world.harness.admin`select id from auth.break_glass_grant where ended_at is null`;
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
    await drainOutbox(world.harness.admin);
    world.harness.setMinutes(3);
    const answer = await world.harness.execute(viewer, END);
    const endedAt = world.harness.now().toISOString();
    expect(answer.data.endBreakGlass).toEqual({
      grant: { id: grantId, endedAt, isInForce: false },
      userErrors: [],
    });
    expect(await breakGlassOf(sessionId)).toBeNull();
    expect((await drainOutbox(world.harness.admin))[0]).toMatchObject({
      payload: { action: "break-glass:end", detail: { purpose: "SAFEGUARDING", reason: "ENDED" } },
    });
    const again = await world.harness.execute(viewer, END);
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
      const answer = await world.harness.execute(viewer, END);
      expect(answer.data.endBreakGlass.userErrors).toEqual([{ code: "NO_GRANT", field: null }]);
    }
    expect(await breakGlassOf(first.sessionId)).toMatchObject({ grantId });
    expect(await storedGrants()).toMatchObject([{ id: grantId, ended_at: null }]);
    world.harness.setMinutes(30);
    const late = await world.harness.execute(first.viewer, END);
    expect(late.data.endBreakGlass.userErrors).toEqual([{ code: "NO_GRANT", field: null }]);
  });
});

describe("the database", () => {
  it("keeps no review by the holder, no grant of more than half an hour, and no second one of a session", async () => {
    const { viewer } = await begin();
    await openedBy(viewer);
    const { admin: sql } = world.harness;
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
    const login = postgres(world.harness.database.urlFor("auth_app"), { max: 1 });
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
      expect(await seenBy(world.admin)).toEqual([grantId]);
      expect(await seenBy({ ...world.admin, tenantId: world.tenants.lakeside })).toEqual([]);
    } finally {
      await login.end();
    }
    const privileges = await world.harness
      .admin`select privilege_type from information_schema.role_table_grants
      where table_schema = 'auth' and table_name = 'break_glass_grant' and grantee = 'auth_app'`;
    expect([...privileges]).toEqual([{ privilege_type: "SELECT" }]);
  });
});
