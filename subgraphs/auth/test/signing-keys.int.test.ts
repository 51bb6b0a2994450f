import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JWTVerifyGetKey } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { rotateSigningKey } from "../rotate-signing-key.ts";
import { askOwnToken, ownToken } from "./oauth-forms.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import {
  asOperator,
  get,
  insertClient,
  insertTenants,
  SEALING_KEY,
  START,
  startAuth,
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

async function signingKid(): Promise<string | undefined> {
  return decodeProtectedHeader(await ownToken(harness)).kid;
}

/** Uses the published keys for a minute, as their header allows, whatever comes meanwhile. */
class Verifier {
  readonly #phaseSeconds: number;
  #keys: { readonly find: JWTVerifyGetKey; readonly minute: number } | undefined;

  constructor(phaseSeconds: number) {
    this.#phaseSeconds = phaseSeconds;
  }

  async verify(token: string, atSeconds: number): Promise<void> {
    const minute = Math.floor((atSeconds + this.#phaseSeconds) / 60);
    if (this.#keys?.minute !== minute) {
      const body = (await get(harness, "/.well-known/jwks.json")).body;
      this.#keys = { minute, find: createLocalJWKSet(JSON.parse(body)) };
    }
    await jwtVerify(token, this.#keys.find, { currentDate: harness.now() });
  }
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

  it("that are retired are replaced when a process starts, and stay published until the last token has ended", async () => {
    const [before = ""] = await publishedKids();
    await harness.admin`update auth.signing_key set retired_at = ${START.toISOString()}`;
    const started = await startAuth({ database: harness.database });
    await started.stop();

    harness.setMinutes(9);
    const [after = "", ...more] = await publishedKids();
    expect(after).not.toBe(before);
    expect(more).toEqual([before]);
    expect(await signingKid()).toBe(after);
    harness.setMinutes(10);
    expect(await publishedKids()).toEqual([after]);
  });

  it("cannot be swapped in the table", async () => {
    const [row] = await harness.admin`select * from auth.signing_key where retired_at is null`;
    await harness.admin`insert into auth.signing_key (id, tenant_id, kid, public_jwk, sealed_private_key, signs_from)
      values (${newId()}, ${row?.["tenant_id"]}, 'forged', ${row?.["public_jwk"]}, ${row?.["sealed_private_key"]},
        ${START.toISOString()})`;
    expect((await askOwnToken(harness)).status).toBe(500);
    await harness.admin`delete from auth.signing_key where kid = 'forged'`;
    expect((await askOwnToken(harness)).status).toBe(200);
  });

  it("give no token when there is none", async () => {
    await harness.admin`truncate auth.signing_key`;
    expect((await askOwnToken(harness)).status).toBe(500);
  });
});

describe("a rotation of the signing keys", () => {
  const rotate = (sealingKey: Uint8Array = SEALING_KEY) =>
    asOperator(harness, (operator) => rotateSigningKey({ ...operator, sealingKey }));
  beforeEach(async () => {
    await harness.admin`truncate auth.signing_key`;
    const started = await startAuth({ database: harness.database });
    await started.stop();
  });

  it("publishes a key before it signs, and the older ones until the last of their tokens has ended", async () => {
    const [older = ""] = await publishedKids();
    const { kid, signsFrom, olderEndAt } = await rotate();
    const secondsUntil = (at: Date): number => (at.getTime() - START.getTime()) / 1000;
    expect([secondsUntil(signsFrom), secondsUntil(olderEndAt)]).toEqual([90, 690]);
    expect(await publishedKids()).toEqual([kid, older]);
    harness.setMinutes(89 / 60);
    expect(await signingKid()).toBe(older);
    harness.setMinutes(90 / 60);
    expect(await signingKid()).toBe(kid);
    harness.setMinutes(689 / 60);
    expect(await publishedKids()).toEqual([kid, older]);
    harness.setMinutes(690 / 60);
    expect(await publishedKids()).toEqual([kid]);
  });

  it("fails no token, whenever it was issued and however old a verifier's list of keys may be", async () => {
    const rotations = new Set([130, 135, 700, 1_500]);
    const verifiers = [0, 13, 29, 59].map((phase) => new Verifier(phase));
    const tokens: { readonly token: string; readonly endsAt: number }[] = [];
    const kids = new Set<string | undefined>();
    for (let second = 0; second < 2_400; second += 5) {
      harness.setMinutes(second / 60);
      if (rotations.has(second)) await rotate();
      const { access_token: token } = JSON.parse((await askOwnToken(harness)).body);
      kids.add(decodeProtectedHeader(token).kid);
      tokens.push({ token, endsAt: second + 600 });
      const inForce = tokens.filter(({ endsAt }) => endsAt > second);
      const asked = [inForce[0], inForce[Math.floor(inForce.length / 2)], inForce.at(-1)];
      for (const verifier of verifiers) {
        for (const each of asked) if (each !== undefined) await verifier.verify(each.token, second);
      }
    }
    expect(kids.size).toBe(5);
  }, 60_000);

  it("is put on record in the platform's log", async () => {
    await drainOutbox(harness.admin);
    const { kid, signsFrom } = await rotate();
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(PLATFORM_TENANT_ID, {
        category: "CHANGE",
        action: "signing-key:rotate",
        outcome: "SUCCESS",
        agent: { kind: "SYSTEM", accountId: null, clientId: "key-rotation", roles: ["SYSTEM"] },
        entityType: "SigningKey",
        detail: { kid, signsFrom: signsFrom.toISOString() },
      }),
    ]);
  });

  it("with another sealing key than that of the keys is refused, and changes nothing", async () => {
    const before = await publishedKids();
    await expect(rotate(Buffer.alloc(32, 1))).rejects.toThrow("cannot be opened");
    expect(await publishedKids()).toEqual(before);
  });
});
