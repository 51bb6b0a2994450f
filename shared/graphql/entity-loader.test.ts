import { describe, expect, it, vi } from "vitest";
import type { Tx } from "../db/database.ts";
import type { RequestDatabase } from "../db/request-database.ts";
import { createEntityLoader, type EntityLoader } from "./entity-loader.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const A = "0197a000-0000-7000-8000-00000000000a";
const B = "0197a000-0000-7000-8000-00000000000b";
const MISSING = "0197a000-0000-7000-8000-00000000000c";

interface Row {
  readonly id: string;
  readonly name: string;
}

interface Fixture {
  readonly loader: EntityLoader<Row>;
  readonly asked: { readonly tenantId: string; readonly ids: readonly string[] }[];
  readonly read: ReturnType<typeof vi.fn>;
}

function loaderOf(tenantId: string | null, rows: readonly Row[]): Fixture {
  const asked: Fixture["asked"] = [];
  const read = vi.fn((work: (tx: Tx) => Promise<unknown>) => work({} as unknown as Tx));
  const loader = createEntityLoader<Row>({
    database: { read } as unknown as RequestDatabase,
    tenantId,
    findByIds: async (_tx, input) => {
      asked.push(input);
      return rows;
    },
  });
  return { loader, asked, read };
}

describe("entity loader", () => {
  it("reads many ids in one statement and answers in the order asked, null for what is missing", async () => {
    const { loader, asked } = loaderOf(TENANT, [
      { id: B, name: "b" },
      { id: A, name: "a" },
    ]);
    const rows = await Promise.all([loader.load(A), loader.load(MISSING), loader.load(B), loader.load(A)]);
    expect(rows.map((row) => row?.name ?? null)).toStrictEqual(["a", null, "b", "a"]);
    expect(asked).toStrictEqual([{ tenantId: TENANT, ids: [A, MISSING, B] }]);
  });

  it("asks the database for nothing that is not a UUID", async () => {
    const { loader, asked } = loaderOf(TENANT, [{ id: A, name: "a" }]);
    const rows = await loader.loadMany(["1' or true --", A, ""]);
    expect(rows).toStrictEqual([null, { id: A, name: "a" }, null]);
    expect(asked).toStrictEqual([{ tenantId: TENANT, ids: [A] }]);
  });

  it("opens no transaction when no id is a UUID", async () => {
    const { loader, read } = loaderOf(TENANT, []);
    await expect(loader.load("nonsense")).resolves.toBeNull();
    expect(read).not.toHaveBeenCalled();
  });

  it("finds everything missing for a caller without a tenant, without reading", async () => {
    const { loader, read } = loaderOf(null, [{ id: A, name: "a" }]);
    await expect(loader.load(A)).resolves.toBeNull();
    expect(read).not.toHaveBeenCalled();
  });

  it("takes an id in capitals for the same id", async () => {
    const { loader } = loaderOf(TENANT, [{ id: A, name: "a" }]);
    await expect(loader.load(A.toUpperCase())).resolves.toStrictEqual({ id: A, name: "a" });
  });

  it("reads what was asked for later in a statement of its own, and nothing twice", async () => {
    const { loader, asked } = loaderOf(TENANT, [{ id: A, name: "a" }]);
    await loader.load(A);
    await loader.loadMany([A, B]);
    expect(asked.map(({ ids }) => ids)).toStrictEqual([[A], [B]]);
  });
});
