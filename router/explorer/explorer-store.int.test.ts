import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { systemClock } from "#shared/time/clock.ts";
import { createExplorerHousekeeping } from "./explorer-housekeeping.ts";
import { ExplorerStore } from "./explorer-store.ts";
import type { ExplorerUser } from "./recorded-changes.ts";

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
let store: ExplorerStore;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  database = openDatabase({
    ...{
      url: testDatabase.urlFor("platform_app"),
      maxConnections: 3,
      applicationName: "test-explorer-store",
    },
  });
  store = new ExplorerStore(database, systemClock);
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});

function someone(): ExplorerUser {
  const [tenantId, accountId] = [newId(), newId()];
  const viewer = viewerOf({ tenantId, accountId, roles: ["ANALYST"] });
  return { viewer, accountId, tenantId, sessionHash: newId(), deadline: new Deadline(60_000) };
}

const input = (text: string) => ({ name: "Clinics", text, isShared: false });

describe("a saved query", () => {
  it("keeps its hundred newest versions", async () => {
    const user = someone();
    const { id } = await store.save(user, input("{ a1 }"));
    for (let version = 2; version <= 102; version += 1)
      await store.change(user, id, input(`{ a${version} }`));
    const kept = await admin<{ version: number }[]>`select version from platform.saved_query_version
      where saved_query_id = ${id} order by version`;
    expect(kept.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, (_, index) => index + 3));
    expect((await store.versions(user, id)).at(-1)?.text).toBe("{ a3 }");
    // The database lets nobody remove one of them.
    const removed = await database.transaction(
      (tx) =>
        tx.execute(`delete from platform.saved_query_version where saved_query_id = '${id}' returning id`),
      () => viewerSettings(user.viewer, 1_000),
    );
    expect(removed).toHaveLength(0);
  });

  it("is one of five hundred at most, also when several are saved at once", async () => {
    const user = someone();
    const rows = Array.from({ length: 498 }, () => ({
      ...{ id: newId(), tenant_id: user.tenantId, account_id: user.accountId },
      ...{ name: "Kept", is_shared: false, version: 1 },
    }));
    await admin`insert into platform.saved_query ${admin(rows)}`;
    const saved = await Promise.allSettled(Array.from({ length: 3 }, () => store.save(user, input("{ a }"))));
    expect(saved.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    await expect(store.save(user, input("{ a }"))).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("a declared purpose", () => {
  it("is removed when no session can have it any more", async () => {
    const [ended, open] = [someone(), someone()];
    for (const user of [ended, open]) await store.declarePurpose(user, "TREAT");
    await admin`update platform.purpose_of_use set updated_at = now() - interval '7 days 1 s'
      where session_hash = ${ended.sessionHash}`;
    await admin`update platform.purpose_of_use set updated_at = now() - interval '6 days 23 h'
      where session_hash = ${open.sessionHash}`;
    const loop = createExplorerHousekeeping(database, createLogger({ service: "test", level: "silent" }));
    loop.start();
    await expect.poll(() => store.purposeOf(ended)).toBeNull();
    await loop.stop();
    expect(await store.purposeOf(open)).toBe("TREAT");
  });
});

describe("whoever removes what is past its time", () => {
  it.each(["select request from platform.export_job", "select purpose from platform.purpose_of_use"])(
    "does not see what it is of: %s",
    async (statement) => {
      const asSystem = admin.begin(async (tx) => {
        await tx`set local role platform_system`;
        return tx.unsafe(statement);
      });
      await expect(asSystem).rejects.toThrow("permission denied");
    },
  );
});
