import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { removeOldImports } from "../services/timer.ts";
import {
  HEADER,
  clearScene,
  client,
  database,
  harness,
  importFile,
  row,
  rowsOf,
  startScene,
  stopScene,
  world,
} from "./import-scene.ts";
import { insertAppointment, NOW } from "./world.ts";

beforeAll(startScene);
afterAll(stopScene);
beforeEach(clearScene);

describe("receiving", () => {
  const begin = (
    viewer: Viewer,
    more: Record<string, unknown> = {},
  ): Promise<{
    status: number;
    body: { id: string; isReplay: boolean } & { errors?: readonly { extensions: { code: string } }[] };
  }> => client.call(viewer, "begin", { kind: "SCHEDULES", isDryRun: true, ...more });
  const codeOf = (answer: {
    body: { errors?: readonly { extensions: { code: string } }[] };
  }): string | undefined => answer.body.errors?.[0]?.extensions.code;

  it("is for admins of the tenant; to others an import is one that there is not", async () => {
    const { foreignAdmin, admin, ...others } = world.viewers;
    const { id } = (await begin(admin)).body;
    const calls = [
      ["receive", { id, position: 0, bytes: "" }],
      ["complete", { id, sha256: "0".repeat(64), parts: 0 }],
      ["find", { id }],
      ["report", { id, afterLine: 0, limit: 10, onlyRefused: false }],
      ["apply", { id }],
      ["remove", { id }],
    ] as const;
    for (const [name, viewer] of Object.entries(others)) {
      const codes = [codeOf(await begin(viewer))];
      for (const [path, input] of calls) codes.push(codeOf(await client.call(viewer, path, input)));
      expect([name, ...new Set(codes)]).toEqual([name, "AUTH_FORBIDDEN"]);
    }
    const narrowed = { ...admin, scopes: ["clinic:read"] };
    const impersonated = {
      ...admin,
      impersonator: { accountId: newId(), roles: ["SUPPORT" as const], endsAt: "2026-03-09T07:00:00Z" },
    };
    for (const viewer of [narrowed, impersonated]) expect(codeOf(await begin(viewer))).toBe("AUTH_FORBIDDEN");
    expect((await begin({ ...admin, scopes: ["import:write"] })).status).toBe(200);
    for (const [path, input] of calls)
      expect([path, codeOf(await client.call(foreignAdmin, path, input))]).toEqual([
        path,
        "RESOURCE_NOT_FOUND",
      ]);
    expect((await client.shown(admin, id)).status).toBe("RECEIVING");
  });

  it("takes parts in order, each once, and a file as a whole only", async () => {
    const { admin } = world.viewers;
    const { id } = (await begin(admin)).body;
    const receive = (position: number): Promise<unknown> =>
      client.call(admin, "receive", { id, position, bytes: "YQ==" }).then(({ status }) => status);
    expect([
      await receive(1),
      await receive(0),
      await receive(0),
      await receive(1),
      await receive(3),
    ]).toEqual([409, 200, 200, 200, 409]);
    const complete = (parts: number): Promise<unknown> =>
      client.call(admin, "complete", { id, sha256: "0".repeat(64), parts }).then(({ status }) => status);
    expect([await complete(1), await complete(3), await complete(2), await complete(2)]).toEqual([
      409, 409, 200, 200,
    ]);
    expect(await client.shown(admin, id)).toMatchObject({ status: "CHECKING", bytes: 2 });
    expect(await receive(2)).toBe(409);
  });

  it.each([
    ["receive", { position: -1, bytes: "" }],
    ["receive", { position: 0, bytes: "no base64!" }],
    ["receive", { position: 0, bytes: Buffer.alloc(512 * 1024 + 3).toString("base64") }],
    ["complete", { sha256: "x", parts: 0 }],
    ["report", { afterLine: 0, limit: 5_001, onlyRefused: false }],
    ["find", { more: true }],
  ])("refuses %s with what is not valid", async (path, input) => {
    expect(codeOf(await client.call(world.viewers.admin, path, { id: newId(), ...input }))).toBe(
      "VALIDATION_ERROR",
    );
  });

  it("with a key begins once, for the same caller, kind and file", async () => {
    const { admin } = world.viewers;
    const key = { idempotencyKey: "one" };
    const first = await begin(admin, key);
    expect([codeOf(await begin(admin, key)), first.body.isReplay]).toEqual(["REQUEST_IN_PROGRESS", false]);
    const { id } = first.body;
    await client.call(admin, "complete", { id, sha256: "1".repeat(64), parts: 0 });
    expect((await begin(admin, key)).body).toEqual({ id, isReplay: true });
    expect((await client.call(admin, "complete", { id, sha256: "1".repeat(64), parts: 7 })).status).toBe(200);
    expect(codeOf(await client.call(admin, "complete", { id, sha256: "2".repeat(64), parts: 0 }))).toBe(
      "CONFLICT",
    );
    expect(codeOf(await begin(admin, { ...key, kind: "APPOINTMENTS" }))).toBe("CONFLICT");
    const elsewhere = await begin({ ...admin, clientId: "some-app" }, key);
    expect([elsewhere.body.isReplay, elsewhere.body.id === id]).toEqual([false, false]);
  });

  it("with the key of a file whose sender has fallen silent begins anew", async () => {
    const { admin } = world.viewers;
    const { id } = (await begin(admin, { idempotencyKey: "one" })).body;
    await harness.admin`update appointments.import_job set updated_at = ${new Date(NOW.getTime() - 61_000)} where id = ${id}`;
    const again = await begin(admin, { idempotencyKey: "one" });
    expect([again.status, again.body.isReplay, again.body.id === id]).toEqual([200, false, false]);
    expect((await client.call(admin, "find", { id })).status).toBe(404);
  });

  it("has an end: so many imports of a tenant may be on their way", async () => {
    for (let count = 0; count < 20; count += 1) expect((await begin(world.viewers.admin)).status).toBe(200);
    expect(codeOf(await begin(world.viewers.admin))).toBe("CONFLICT");
    expect((await begin(world.viewers.foreignAdmin)).status).toBe(200);
  });
});

describe("what is past its time", () => {
  it("is removed: imports of last week with their rows, and files that never came as a whole, but nothing that is at work", async () => {
    const old = await importFile(HEADER + row());
    const young = await importFile(HEADER + row({ at: "2026-03-11T10:00" }));
    const atWork = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + row());
    const silent = (
      await client.call<{ id: string }>(world.viewers.admin, "begin", { kind: "SCHEDULES", isDryRun: true })
    ).body.id;
    const coming = (
      await client.call<{ id: string }>(world.viewers.admin, "begin", { kind: "SCHEDULES", isDryRun: true })
    ).body.id;
    await harness.admin`update appointments.import_job set created_at = now()`;
    await harness.admin`update appointments.import_job set created_at = now() - interval '169 hours' where id = any(${[old.id, atWork]})`;
    await harness.admin`update appointments.import_job set created_at = now() - interval '167 hours' where id = ${young.id}`;
    await harness.admin`update appointments.import_job set updated_at = now() - interval '61 minutes' where id = ${silent}`;
    await harness.admin`update appointments.import_job set updated_at = now() - interval '59 minutes' where id = ${coming}`;
    expect(await removeOldImports({ database })).toBe(false);
    const left = await harness.admin<{ id: string }[]>`select id from appointments.import_job`;
    expect(left.map(({ id }) => id).sort()).toEqual([young.id, atWork, coming].sort());
    expect(
      await harness.admin`select 1 from appointments.import_row where import_id = ${old.id}`,
    ).toHaveLength(0);
    // The appointment stays, and so does its name.
    expect(await rowsOf("imported_appointment")).toBe(2);
  });
});

describe("row-level security of imports", () => {
  const REFUSED = { code: "42501" };
  /** A connection under the login role: what a fault in the application could do at most. */
  let login: postgres.Sql;
  let appointmentId: string;
  beforeAll(() => {
    login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
  });
  afterAll(() => login.end());
  beforeEach(async () => {
    appointmentId = await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
  });

  /** Runs one statement with the settings of a viewer. */
  async function as(
    viewer: Viewer,
    text: string,
    parameters: (string | null)[] = [],
  ): Promise<postgres.Row[]> {
    const { text: settings, parameters: values } = viewerSettings(viewer, 5_000);
    const rows = await login.begin(async (tx) => {
      await tx.unsafe(settings, [...values]);
      return tx.unsafe(text, parameters);
    });
    return [...rows];
  }

  const BEGIN = `insert into appointments.import_job (id, tenant_id, kind, status, step, is_dry_run, actor_id, correlation_id)
    values ($1, $2, 'SCHEDULES', 'CHECKING', 'STAGE', true, $3, 'c')`;
  const begin = (viewer: Viewer, owner: Viewer, id = newId()): Promise<unknown> =>
    as(viewer, BEGIN, [id, owner.tenantId, owner.accountId]);

  it("is for admins of the tenant, in their own name, and its parts, rows and names are theirs alone", async () => {
    const { admin, foreignAdmin, ...others } = world.viewers;
    for (const viewer of Object.values(others))
      await expect(begin(viewer, viewer)).rejects.toMatchObject(REFUSED);
    await expect(begin(admin, foreignAdmin)).rejects.toMatchObject(REFUSED);
    await expect(begin(admin, { ...admin, accountId: newId() })).rejects.toMatchObject(REFUSED);
    const impersonator = { accountId: newId(), roles: ["SUPPORT" as const], endsAt: "2026-03-09T06:30:00Z" };
    await expect(begin({ ...admin, impersonator }, admin)).rejects.toMatchObject(REFUSED);
    const id = newId();
    await begin(admin, admin, id);
    await as(
      admin,
      "insert into appointments.import_part (id, tenant_id, import_id, position, bytes) values ($1, $2, $3, 0, 'x')",
      [...[newId(), world.tenantId, id]],
    );
    await as(
      admin,
      "insert into appointments.import_row (id, tenant_id, import_id, line, fault) values ($1, $2, $3, 2, 'X')",
      [...[newId(), world.tenantId, id]],
    );
    await as(
      admin,
      "insert into appointments.imported_appointment (id, tenant_id, reference) values ($1, $2, 'A')",
      [...[appointmentId, world.tenantId]],
    );
    const colleague = { ...admin, accountId: newId() };
    for (const table of ["import_job", "import_part", "import_row", "imported_appointment"]) {
      const seenBy: string[] = [];
      for (const [name, viewer] of Object.entries({ ...world.viewers, colleague }))
        if ((await as(viewer, `select 1 from appointments.${table}`)).length > 0) seenBy.push(name);
      expect([table, ...seenBy]).toEqual([table, "admin", "colleague"]);
    }
    const remove = "update appointments.import_job set status = 'REMOVED' returning 1";
    for (const viewer of [...Object.values(others), foreignAdmin])
      expect(await as(viewer, remove)).toEqual([]);
    expect(await as(colleague, remove)).toHaveLength(1);
    await expect(as(admin, "delete from appointments.import_job")).rejects.toMatchObject(REFUSED);
  });

  it.each([
    [
      "import_job",
      [
        ...["attempts", "bytes", "checked_at", "counts", "ended_at", "header", "idempotency_key"],
        ...["is_dry_run", "is_in_long_line", "parts", "received_at", "rows_applied", "rows_checked"],
        ...["rows_read", "sha256", "staged_lines", "staged_offset", "staged_part", "status", "step"],
        "updated_at",
      ],
    ],
    ["import_part", []],
    ["import_row", ["device_ids", "other_line", "outcome", "reason", "room_id", "updated_at"]],
    ["imported_appointment", []],
  ])("lets change of %s these columns at most: %s", async (table, expected) => {
    const columns = await harness.admin<
      { name: string }[]
    >`select column_name as name from information_schema.columns
      where table_schema = 'appointments' and table_name = ${table}`;
    const changeable: string[] = [];
    for (const { name } of columns) {
      const change = `update appointments.${table} set ${name} = default where false`;
      const isRefused = await as(world.viewers.admin, change).then(
        () => false,
        (error: unknown) => error instanceof postgres.PostgresError && error.code === "42501",
      );
      if (!isRefused) changeable.push(name);
    }
    expect(changeable.sort()).toEqual(expected);
  });

  it("has whole rows, or rows with a fault", async () => {
    const { admin } = world.viewers;
    const id = newId();
    await begin(admin, admin, id);
    await expect(
      as(
        admin,
        "insert into appointments.import_row (id, tenant_id, import_id, line) values ($1, $2, $3, 2)",
        [newId(), world.tenantId, id],
      ),
    ).rejects.toMatchObject({ code: "23514", constraint_name: "import_row_whole" });
  });
});
