import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ANONYMOUS, PLATFORM_TENANT_ID, type Role } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { AuditEntry } from "#shared/messaging/contracts.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { CHAIN_START, firstBrokenLink } from "../domain/hash-chain.ts";
import { createAuditSubgraph } from "../subgraph.ts";

let harness: SubgraphHarness;
let tenantId: string;

beforeAll(async () => {
  harness = await startSubgraph({ name: "audit", create: createAuditSubgraph });
});
afterAll(() => harness.stop());
beforeEach(() => {
  tenantId = newId();
});

function auditEntry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    entryId: newId(),
    category: "READ",
    action: "patient:read",
    outcome: "SUCCESS",
    source: "users",
    recordedAt: "2026-03-09T10:00:00.000Z",
    agent: { kind: "ACCOUNT", accountId: newId(), clientId: null, roles: ["PRACTITIONER"] },
    patientId: newId(),
    entityType: "Patient",
    entityId: newId(),
    fields: ["name"],
    detail: { count: 2, kind: "x" },
    ...changes,
  };
}

async function deliver(
  tenant: string,
  entries: readonly AuditEntry[],
  isOfAnOlderVersion = false,
): Promise<void> {
  for (const entry of entries) {
    await harness.admin`insert into messaging.delivery
        (id, tenant_id, consumer, message_id, type, aggregate_id, sequence, payload, correlation_id, traceparent)
      values (${newId()}, ${tenant}, 'audit', ${newId()},
        ${isOfAnOlderVersion ? "audit.entry.v1" : "audit.entries.v1"}, ${entry.entryId}, 1,
        ${harness.admin.json(isOfAnOlderVersion ? entry : { entries: [entry] })}, ${`correlation-${entry.entryId}`}, ${`00-${"a".repeat(32)}-${"b".repeat(16)}-01`})`;
  }
  await vi.waitFor(
    async () => {
      const arrived = await harness.admin`select 1 from audit.entry where tenant_id = ${tenant}`;
      expect(arrived.length).toBeGreaterThanOrEqual(entries.length);
    },
    { timeout: 10_000 },
  );
}

const LIST = `query ($first: Int, $after: String, $filter: AuditEventFilter) {
  auditEvents(first: $first, after: $after, filter: $filter) {
    nodes {
      id sequence category action outcome source recordedAt fields correlationId hash
      agent { kind accountId clientId roles onBehalfOf } details { name value }
      patient { id } entity { type id }
    }
    edges { cursor }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;

describe("auditEvents", () => {
  it("has what a process of an older version has left in its outbox", async () => {
    const tenant = newId();
    const entry = auditEntry();
    await deliver(tenant, [entry], true);
    const { data } = await harness.execute(viewerOf({ tenantId: tenant, roles: ["ADMIN"] }), LIST);
    expect(data.auditEvents).toMatchObject({ totalCount: 1, nodes: [{ id: entry.entryId }] });
  });

  it("shows an admin every part of an entry", async () => {
    const entry = auditEntry();
    await deliver(tenantId, [entry]);
    const answer = await harness.execute(viewerOf({ tenantId, roles: ["ADMIN"] }), LIST);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.auditEvents).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          id: entry.entryId,
          sequence: 1,
          category: "READ",
          action: "patient:read",
          outcome: "SUCCESS",
          source: "users",
          recordedAt: "2026-03-09T10:00:00.000Z",
          fields: ["name"],
          correlationId: `correlation-${entry.entryId}`,
          agent: { ...entry.agent, onBehalfOf: null },
          details: [
            { name: "count", value: "2" },
            { name: "kind", value: "x" },
          ],
          patient: { id: entry.patientId },
          entity: { type: "Patient", id: entry.entityId },
        },
      ],
    });
  });

  it("shows who acted and in whose place, as the chain has it", async () => {
    const [support, patient] = [newId(), newId()];
    const agent = { kind: "ACCOUNT", accountId: support, clientId: null, roles: ["SUPPORT"] } as const;
    await deliver(tenantId, [auditEntry({ agent: { ...agent, roles: ["SUPPORT"], onBehalfOf: patient } })]);
    const answer = await harness.execute(viewerOf({ tenantId, roles: ["ADMIN"] }), LIST);
    expect(answer.data.auditEvents.nodes).toMatchObject([{ agent: { ...agent, onBehalfOf: patient } }]);
    const rows = await harness.admin`select * from audit.entry where tenant_id = ${tenantId}`;
    expect(rows[0]).toMatchObject({ agent_account_id: support, agent_on_behalf_of: patient });
  });

  it("pages newest first through every entry once", async () => {
    await deliver(
      tenantId,
      Array.from({ length: 25 }, () => auditEntry()),
    );
    const admin = viewerOf({ tenantId, roles: ["ADMIN"] });
    const sequences: number[] = [];
    let after: string | null = null;
    do {
      const answer = await harness.execute(admin, LIST, { first: 10, after });
      const page: { nodes: { sequence: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } =
        answer.data.auditEvents;
      sequences.push(...page.nodes.map(({ sequence }) => sequence));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(sequences).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
  });

  it("narrows by patient, entity and category", async () => {
    const wanted = auditEntry({ category: "CHANGE" });
    const noEntity = auditEntry({ patientId: null, entityType: null, entityId: null });
    await deliver(tenantId, [wanted, auditEntry(), noEntity]);
    const admin = viewerOf({ tenantId, roles: ["ADMIN"] });
    for (const filter of [
      { patientId: wanted.patientId },
      { entityId: wanted.entityId },
      { categories: ["CHANGE"] },
    ]) {
      const answer = await harness.execute(admin, LIST, { filter });
      expect(answer.data.auditEvents.nodes.map(({ id }: { id: string }) => id)).toEqual([wanted.entryId]);
    }
    const all = await harness.execute(admin, LIST);
    expect(
      all.data.auditEvents.nodes.filter(({ entity }: { entity: unknown }) => entity === null),
    ).toHaveLength(1);
  });

  it("sends the same statements for 1, 10 and 100 entries", async () => {
    await deliver(
      tenantId,
      Array.from({ length: 100 }, () => auditEntry()),
    );
    const admin = viewerOf({ tenantId, roles: ["ADMIN"] });
    const counts: number[] = [];
    for (const first of [1, 10, 100]) {
      // Background loops share the pool; the statements of the request are those that touch the log.
      harness.statements.clear();
      const answer = await harness.execute(
        admin,
        "query ($first: Int) { auditEvents(first: $first) { nodes { id } } }",
        {
          first,
        },
      );
      expect(answer.data.auditEvents.nodes).toHaveLength(first);
      counts.push(harness.statements.list.filter((text) => text.includes('"audit"."entry"')).length);
    }
    expect(counts).toEqual([1, 1, 1]);
  });

  it.each<[Role, string]>([
    ["USER", "AUTH_FORBIDDEN"],
    ["PRACTITIONER", "AUTH_FORBIDDEN"],
    ["SUPPORT", "AUTH_FORBIDDEN"],
    ["ANALYST", "AUTH_FORBIDDEN"],
    ["PARTNER", "AUTH_FORBIDDEN"],
  ])("refuses %s", async (role, code) => {
    const answer = await harness.execute(viewerOf({ tenantId, roles: [role] }), LIST);
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
  });

  it("refuses a signed-out caller, and shows another tenant's admin nothing", async () => {
    await deliver(tenantId, [auditEntry()]);
    const signedOut = await harness.execute(ANONYMOUS, LIST);
    expect(signedOut.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_UNAUTHENTICATED"]);
    const foreign = await harness.execute(viewerOf({ tenantId: newId(), roles: ["ADMIN"] }), LIST);
    expect(foreign.data.auditEvents).toMatchObject({ nodes: [], totalCount: 0 });
  });

  it("refuses a malformed filter naming the part", async () => {
    const answer = await harness.execute(viewerOf({ tenantId, roles: ["ADMIN"] }), LIST, {
      filter: { patientId: "x" },
    });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: "VALIDATION_ERROR",
      fields: [{ field: "filter.patientId" }],
    });
  });
});

describe("the log", () => {
  it("is one unbroken chain per tenant, and a change behind its back is found", async () => {
    await deliver(
      tenantId,
      Array.from({ length: 12 }, () => auditEntry()),
    );
    const read = () => harness.admin`
      select id, tenant_id as "tenantId", sequence::int, category, action, outcome, source, recorded_at as "recordedAt",
        agent_kind as "agentKind", agent_account_id as "agentAccountId", agent_client_id as "agentClientId",
        agent_roles as "agentRoles", agent_on_behalf_of as "agentOnBehalfOf", patient_id as "patientId", entity_type as "entityType", entity_id as "entityId",
        fields, detail, correlation_id as "correlationId", previous_hash as "previousHash", hash
      from audit.entry where tenant_id = ${tenantId} order by sequence`;
    type Links = Parameters<typeof firstBrokenLink>[0];
    expect(firstBrokenLink((await read()) as unknown as Links, CHAIN_START, 1)).toBeNull();

    await harness.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update audit.entry set outcome = 'DENIED' where tenant_id = ${tenantId} and sequence = 7`;
    });
    expect(firstBrokenLink((await read()) as unknown as Links, CHAIN_START, 1)).toBe(7);
  });

  it.each(["update audit.entry set action = 'x'", "delete from audit.entry", "truncate audit.entry"])(
    "refuses even its owner: %s",
    async (statement) => {
      await deliver(tenantId, [auditEntry()]);
      await expect(harness.admin.unsafe(statement)).rejects.toMatchObject({
        code: "42501",
        message: "The audit log is append-only.",
      });
    },
  );
});

describe("/internal/denials", () => {
  it("writes what the router refused before it answers, with the refused viewer as agent", async () => {
    const viewer = viewerOf({ tenantId, roles: ["ANALYST"] });
    const body = JSON.stringify({
      action: "patient:read",
      coordinates: ["Patient.name"],
      correlationId: "ignored",
    });
    const answer = await harness.post(viewer, "/internal/denials", body, {
      "x-correlation-id": "correlation-of-denial",
    });
    expect(answer.status).toBe(200);
    const rows =
      await harness.admin`select category, action, outcome, source, agent_account_id, fields, correlation_id
      from audit.entry where tenant_id = ${tenantId}`;
    expect([...rows]).toEqual([
      {
        category: "DENIAL",
        action: "patient:read",
        outcome: "DENIED",
        source: "router",
        agent_account_id: viewer.accountId,
        fields: ["Patient.name"],
        correlation_id: "correlation-of-denial",
      },
    ]);
  });

  it("keeps the denial of a caller without a tenant in the platform's log", async () => {
    const body = JSON.stringify({ action: "patient:read", coordinates: [] });
    expect((await harness.post(ANONYMOUS, "/internal/denials", body)).status).toBe(200);
    expect(
      await harness.admin`select 1 from audit.entry where tenant_id = ${PLATFORM_TENANT_ID}`,
    ).toHaveLength(1);
  });

  it.each(["{}", '{"action":"no:such","coordinates":[]}', "not json"])(
    "refuses the body %s",
    async (body) => {
      const answer = await harness.post(viewerOf({ tenantId, roles: ["USER"] }), "/internal/denials", body);
      expect(answer.status).toBe(400);
      expect(await harness.admin`select 1 from audit.entry where tenant_id = ${tenantId}`).toHaveLength(0);
    },
  );
});
