import postgres from "postgres";
import { QueryPlanner } from "@apollo/query-planner";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { PLATFORM_TENANT_ID, type Viewer } from "#shared/auth/viewer.ts";
import { newPrivateKey, publicKeyOf, type NamedKey } from "#shared/crypto/named-key.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { createLogger } from "#shared/logging/logger.ts";
import type { Message, MessageTransport } from "#shared/messaging/message.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { openPlatform } from "../../platform.ts";
import { createTestRouter, type TestRouter } from "../../test/test-router.ts";
import { accountViewer } from "../../test/test-viewers.ts";
import { documentIdOf, type Manifest } from "../manifest.ts";
import { TrustedDocuments } from "../trusted-documents.ts";
import { readUsage } from "../usage/read-usage.ts";
import type { Trust } from "./known-documents.ts";
import { Publisher } from "./publisher.ts";
import { readOperations } from "./read-operations.ts";
import { readPublished } from "./read-published.ts";

const AUDIENCE = "http://localhost:4000";
/** When a test router starts. */
const NOW = new Date("2026-03-03T09:00:00.000Z");
const HOUR_MS = 3_600_000;
const REGISTERED = "query Registered { greeting }";
const GREETING = readOperations("query Greeting { hello: greeting }");
const [{ id: GREETING_ID } = { id: "" }] = GREETING;
const MANIFESTS: readonly Manifest[] = [
  { client: "web", kind: "PAGES", version: "1", documents: { [documentIdOf(REGISTERED)]: REGISTERED } },
];
const release = newPrivateKey("release");
const TRUST: Trust = { publishers: [publicKeyOf(release)], audience: AUDIENCE, manifests: MANIFESTS };

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
const routers: TestRouter[] = [];
const relayed: Message[] = [];

const open = (): Database =>
  openDatabase({
    url: testDatabase.urlFor("platform_app"),
    maxConnections: 3,
    applicationName: "test-platform",
  });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
});
beforeEach(() => {
  database = open();
});
afterEach(async () => {
  await Promise.all(routers.splice(0).map(({ router }) => router.stop()));
  await database.close();
  await admin`set session_replication_role = replica`;
  await admin`truncate platform.document_publication, platform.document_usage, platform.outbox restart identity`;
  await admin`set session_replication_role = origin`;
  relayed.length = 0;
});
afterAll(async () => {
  await admin.end();
  await testDatabase.drop();
});

/** A router that listens, on what is shared with the others. */
async function startRouter(publishers = TRUST.publishers): Promise<TestRouter> {
  const transport: MessageTransport = {
    publish: async (messages) => void relayed.push(...messages),
    subscribe: () => Promise.reject(new Error("nobody subscribes here")),
    close: () => Promise.resolve(),
  };
  const logger = createLogger({ service: "test", level: "silent" });
  const router = await createTestRouter({
    documents: new TrustedDocuments(MANIFESTS),
    platform: openPlatform({ database: open(), transport, logger, metrics: NO_METRICS, clock: () => NOW }),
    publishers,
  });
  routers.push(router);
  await router.router.start({ host: "localhost", port: 0 });
  return router;
}

function publisherWith(publisher: NamedKey = release, trust: Trust = TRUST, now = NOW): Publisher {
  return new Publisher({ database, clock: () => now, publisher, ...trust });
}

interface Sent {
  readonly status: number;
  readonly code: unknown;
  readonly headers: Record<string, unknown>;
  readonly deprecations: unknown;
}

interface Body {
  readonly errors?: readonly { readonly extensions: { readonly code: unknown } }[];
  readonly extensions?: { readonly deprecations?: unknown };
}

async function run({ router }: TestRouter, documentId: string, client = "web"): Promise<Sent> {
  const response = await router.app.inject({
    method: "POST",
    url: "/graphql",
    headers: {
      "content-type": "application/json",
      "apollographql-client-name": client,
      cookie: "__Host-session=good",
    },
    payload: JSON.stringify({ documentId }),
  });
  const { errors = [], extensions } = response.json<Body>();
  return {
    status: response.statusCode,
    code: errors[0]?.extensions.code,
    headers: response.headers,
    deprecations: extensions?.deprecations,
  };
}

const refused = { status: 403, code: "DOCUMENT_NOT_TRUSTED" };

describe("a document that is published", () => {
  it("is run by every router at once, without a restart, and planned before it is", async () => {
    const both = [await startRouter(), await startRouter()];
    for (const router of both) expect(await run(router, GREETING_ID)).toMatchObject(refused);
    const planned = vi.spyOn(QueryPlanner.prototype, "buildQueryPlan");
    expect(await publisherWith().publish("web", GREETING)).toEqual({
      sequence: 1,
      ids: [GREETING_ID],
    });
    for (const router of both) {
      await vi.waitFor(async () => expect(await run(router, GREETING_ID)).toMatchObject({ status: 200 }), {
        timeout: 3_000,
        interval: 20,
      });
      expect(await run(router, GREETING_ID, "lab")).toMatchObject(refused);
    }
    const before = planned.mock.calls.length;
    expect(before).toBe(2);
    for (const router of both) await run(router, GREETING_ID);
    expect(planned).toHaveBeenCalledTimes(before);
  });

  it("is run by a router that starts later, ready and planned from its first request", async () => {
    await publisherWith().publish("web", GREETING);
    const router = await startRouter();
    const ready = await router.router.app.inject({ method: "GET", url: "/readyz" });
    expect([ready.statusCode, ready.json()]).toMatchObject([
      200,
      { checks: { "published documents": "ok", platform: "ok" } },
    ]);
    const planned = vi.spyOn(QueryPlanner.prototype, "buildQueryPlan");
    expect(await run(router, GREETING_ID)).toMatchObject({ status: 200 });
    expect(planned).not.toHaveBeenCalled();
  });

  it("is not published twice", async () => {
    const publisher = publisherWith();
    await publisher.publish("web", GREETING);
    expect(await publisher.publish("web", GREETING)).toEqual({ sequence: null, ids: [] });
    const [row] = await admin`select count(*)::int as rows from platform.document_publication`;
    expect(row).toEqual({ rows: 1 });
  });

  it("begins a client only when that is meant", async () => {
    await expect(publisherWith().publish("wbe", GREETING)).rejects.toThrow("is the name right?");
    await expect(publisherWith().publish("web", GREETING, "PAGES")).rejects.toThrow("has documents already");
    expect(await publisherWith().publish("lab", GREETING, "PROGRAM")).toMatchObject({ sequence: 1 });
  });

  it("gets its number from one publisher at a time", async () => {
    const other = publisherWith();
    const operations = Array.from({ length: 6 }, (_, index) =>
      readOperations(`query Q${String(index)} { greeting }`),
    );
    const published = await Promise.all(
      operations.map((each, index) => (index % 2 === 0 ? publisherWith() : other).publish("web", each)),
    );
    expect(published.map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const router = await startRouter();
    for (const [{ id } = { id: "" }] of operations)
      expect(await run(router, id)).toMatchObject({ status: 200 });
  });

  it("is put on record in the platform's log, with who published it and when", async () => {
    await startRouter();
    await publisherWith().publish("web", GREETING);
    await publisherWith().retire("web", [GREETING_ID], new Date("2026-06-01T00:00:00.000Z"));
    await vi.waitFor(() => expect(relayed).toHaveLength(2), { timeout: 5_000 });
    const entry = (action: string, sequence: number, retiresAt: string | null): unknown => ({
      entries: [
        {
          ...{ category: "CHANGE", action, outcome: "SUCCESS", source: "platform" },
          recordedAt: NOW.toISOString(),
          agent: { kind: "SYSTEM", accountId: null, clientId: "document-publication", roles: ["SYSTEM"] },
          entityType: "TrustedDocument",
          detail: { client: "web", documentId: GREETING_ID, sequence, publisher: "release", retiresAt },
        },
      ],
    });
    expect(relayed).toMatchObject([
      {
        type: "audit.entries.v1",
        tenantId: PLATFORM_TENANT_ID,
        payload: entry("document:publish", 1, null),
      },
      { payload: entry("document:retire", 2, "2026-06-01T00:00:00.000Z") },
    ]);
  });

  it("is neither changed nor removed, not even by the owner of the table", async () => {
    await publisherWith().publish("web", GREETING);
    for (const change of [
      "update platform.document_publication set client = 'lab'",
      "delete from platform.document_publication",
      "truncate platform.document_publication",
    ])
      await expect(admin.unsafe(change)).rejects.toThrow("append-only");
  });
});

describe("a document that is retired", () => {
  it("ends at its date on every router, and says so in every answer until then", async () => {
    const router = await startRouter();
    const id = documentIdOf(REGISTERED);
    expect((await run(router, id)).headers).not.toHaveProperty("sunset");
    const retiresAt = new Date(NOW.getTime() + HOUR_MS);
    await publisherWith().retire("web", [id], retiresAt);
    await vi.waitFor(
      async () =>
        expect((await run(router, id)).headers).toMatchObject({
          deprecation: `@${String(NOW.getTime() / 1_000)}`,
          sunset: "Tue, 03 Mar 2026 10:00:00 GMT",
        }),
      { timeout: 3_000, interval: 20 },
    );
    expect(await run(router, id)).toMatchObject({
      status: 200,
      deprecations: [
        { documentId: id, replacement: null, since: NOW.toISOString(), endsAt: retiresAt.toISOString() },
      ],
    });
    router.clock.advance(HOUR_MS);
    expect(await run(router, id)).toMatchObject(refused);
    const later = await startRouter();
    later.clock.advance(HOUR_MS);
    expect(await run(later, id)).toMatchObject(refused);
  });

  it("is no longer among those that a change of the contract must keep, nor is one that is registered", async () => {
    await publisherWith().publish("web", GREETING);
    const idsAt = async (now: Date): Promise<readonly string[]> =>
      (await readPublished(database, TRUST, now)).map(({ id }) => id);
    expect(await idsAt(NOW)).toEqual([GREETING_ID]);
    const retiresAt = new Date(NOW.getTime() + HOUR_MS);
    await publisherWith().retire("web", [GREETING_ID], retiresAt);
    expect(await idsAt(NOW)).toEqual([GREETING_ID]);
    expect(await idsAt(retiresAt)).toEqual([]);
  });

  it("must be one that the client can run", async () => {
    await expect(publisherWith().retire("web", [GREETING_ID], NOW)).rejects.toThrow(
      `cannot run ${GREETING_ID}`,
    );
  });

  it("comes back when it is published again", async () => {
    await publisherWith().publish("web", GREETING);
    await publisherWith().retire("web", [GREETING_ID], NOW);
    const router = await startRouter();
    expect(await run(router, GREETING_ID)).toMatchObject(refused);
    expect(await publisherWith().publish("web", GREETING)).toMatchObject({ sequence: 3 });
    await vi.waitFor(async () => expect(await run(router, GREETING_ID)).toMatchObject({ status: 200 }), {
      timeout: 3_000,
      interval: 20,
    });
  });
});

describe("what is written into the log by somebody else", () => {
  const statements = async (): Promise<string[]> =>
    (await admin`select statement from platform.document_publication order by position`).map(
      ({ statement }) => String(statement),
    );
  const forge = (statement: string): Promise<unknown> =>
    admin`insert into platform.document_publication (id, tenant_id, client, statement)
      values (gen_random_uuid(), ${PLATFORM_TENANT_ID}, 'web', ${statement})`;

  it("is run by nobody: not a text that was changed, not one that was signed by a stranger", async () => {
    const router = await startRouter();
    const stranger = newPrivateKey("release");
    const strange: Trust = { ...TRUST, publishers: [publicKeyOf(stranger)] };
    await publisherWith(stranger, strange).publish("web", GREETING);
    const [signed = ""] = await statements();
    const [header = "", payload = ""] = signed.split(".");
    await forge(`${header}.${payload}.${"A".repeat(86)}`);
    await forge("");
    await vi.waitFor(
      () =>
        expect(router.lines.filter(({ level }) => level === "error")).toMatchObject(
          Array(3).fill({ message: "a publication is not to be trusted, and is left out" }),
        ),
      { timeout: 3_000 },
    );
    expect(await run(router, GREETING_ID)).toMatchObject(refused);
    // Nor does it keep a publisher from what comes next.
    expect(await publisherWith().publish("web", GREETING)).toMatchObject({ sequence: 1 });
    await vi.waitFor(async () => expect(await run(router, GREETING_ID)).toMatchObject({ status: 200 }), {
      timeout: 3_000,
      interval: 20,
    });
  });

  it("does not bring back what was retired, when an earlier publication is written once more", async () => {
    await publisherWith().publish("web", GREETING);
    const [published = ""] = await statements();
    await publisherWith().retire("web", [GREETING_ID], NOW);
    await forge(published);
    const router = await startRouter();
    expect(await run(router, GREETING_ID)).toMatchObject(refused);
    expect(router.lines.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  it("of a publisher whom routers do not know is not written at all", () => {
    expect(() => publisherWith(newPrivateKey("release"))).toThrow("none of those that routers trust");
  });
});

describe("the usage of documents", () => {
  const lab: Viewer = {
    ...accountViewer("PARTNER"),
    ...{ kind: "CLIENT", accountId: null, clientId: "lab" },
  };

  it("is kept for each tenant and kind of caller, and shown with what was never used", async () => {
    await publisherWith().publish("lab", GREETING, "PROGRAM");
    const [one, other] = [await startRouter(), await startRouter()];
    const { tenantId } = lab;
    await run(one, documentIdOf(REGISTERED));
    await run(one, documentIdOf(REGISTERED));
    other.clock.advance(60_000);
    await run(other, documentIdOf(REGISTERED));
    one.session.viewer = lab;
    one.clock.advance(1_000);
    await run(one, GREETING_ID);
    await run(one, documentIdOf(REGISTERED));
    for (const { router } of routers.splice(0)) await router.stop();
    expect(await readUsage(database, TRUST)).toEqual([
      "web",
      `  Registered  ${documentIdOf(REGISTERED)}  registered`,
      `    last used 2026-03-03T09:01:00.000Z by people of the tenant ${String(tenantId)}, 3 times`,
      "lab",
      `  Greeting  ${GREETING_ID}  published 2026-03-03T09:00:00.000Z by release (1)`,
      `    last used 2026-03-03T09:00:01.000Z by a program of the tenant ${String(tenantId)}, 1 times`,
    ]);
  });

  it("shows what nobody has used", async () => {
    expect(await readUsage(database, TRUST)).toEqual([
      "web",
      `  Registered  ${documentIdOf(REGISTERED)}  registered`,
      "    never used",
    ]);
  });
});
