import { decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import {
  CLIENT_SECRET,
  get,
  insertClient,
  insertTenants,
  startAuth,
  START,
  type AuthHarness,
} from "./world.ts";

let harness: AuthHarness;

beforeAll(async () => {
  harness = await startAuth();
  const { northwind } = await insertTenants(harness.admin);
  await insertClient(harness.admin, { tenantId: northwind, clientId: "partner-lab" });
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.setMinutes(0);
});

async function publishedKids(of: AuthHarness = harness): Promise<string[]> {
  const { keys } = JSON.parse((await get(of, "/.well-known/jwks.json")).body) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
}

function askToken(): ReturnType<AuthHarness["post"]> {
  const body = `grant_type=client_credentials&client_id=partner-lab&client_secret=${CLIENT_SECRET}`;
  return harness.post(ANONYMOUS, "/oauth2/token", body, {
    "content-type": "application/x-www-form-urlencoded",
  });
}

describe("signing keys", () => {
  it("are published without their private half, for a minute", async () => {
    const answer = await get(harness, "/.well-known/jwks.json");
    expect(answer.status).toBe(200);
    expect(answer.headers["cache-control"]).toBe("public, max-age=60");
    const coordinate = expect.stringMatching(/^[\w-]{43}$/);
    expect(JSON.parse(answer.body)).toEqual({
      keys: [
        { kty: "EC", crv: "P-256", x: coordinate, y: coordinate, kid: coordinate, alg: "ES256", use: "sig" },
      ],
    });
  });

  it("are made once, however many processes start at once and again", async () => {
    await harness.admin`truncate auth.signing_key`;
    const options = { database: harness.database };
    const others = await Promise.all([startAuth(options), startAuth(options), startAuth(options)]);
    const kids = await publishedKids();
    expect(kids).toHaveLength(1);
    for (const other of others) {
      expect(await publishedKids(other)).toEqual(kids);
      await other.stop();
    }
    const later = await startAuth(options);
    expect(await publishedKids()).toEqual(kids);
    await later.stop();
  });

  it("are made before the background work begins as well", async () => {
    await harness.admin`truncate auth.signing_key`;
    const other = await startAuth({ database: harness.database, startsBackgroundWork: true });
    expect(await publishedKids()).toHaveLength(1);
    await other.stop();
  });

  it("keep a process with another sealing key from starting", async () => {
    await expect(startAuth({ database: harness.database, sealingKey: Buffer.alloc(32, 1) })).rejects.toThrow(
      "The sealed value cannot be opened with this key for this purpose.",
    );
  });

  it("sign with the newest at once, and stay published until the last token has ended", async () => {
    const [before = ""] = await publishedKids();
    const other = await startAuth({ database: harness.database });
    await harness.admin`update auth.signing_key set retired_at = ${START.toISOString()}`;
    await other.stop();
    const rotated = await startAuth({ database: harness.database });
    await rotated.stop();

    harness.setMinutes(9);
    const [after = "", ...more] = await publishedKids();
    expect(after).not.toBe(before);
    expect(more).toEqual([before]);
    const { access_token: token } = JSON.parse((await askToken()).body);
    expect(decodeProtectedHeader(token).kid).toBe(after);
    harness.setMinutes(10);
    expect(await publishedKids()).toEqual([after]);
  });

  it("cannot be swapped in the table", async () => {
    const [row] = await harness.admin`select * from auth.signing_key where retired_at is null`;
    await harness.admin`insert into auth.signing_key (id, tenant_id, kid, public_jwk, sealed_private_key)
      values (${newId()}, ${row?.["tenant_id"]}, 'forged', ${row?.["public_jwk"]}, ${row?.["sealed_private_key"]})`;
    expect((await askToken()).status).toBe(500);
    await harness.admin`delete from auth.signing_key where kid = 'forged'`;
    expect((await askToken()).status).toBe(200);
  });

  it("give no token when there is none", async () => {
    await harness.admin`truncate auth.signing_key`;
    expect((await askToken()).status).toBe(500);
  });
});
