import { CompactSign, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { newPrivateKey, publicKeyOf } from "#shared/crypto/named-key.ts";
import { documentIdOf } from "../manifest.ts";
import { createPublicationReader, MAX_DOCUMENTS, signPublication, type Publication } from "./publication.ts";

const AUDIENCE = "https://api.clinic.example";
const TEXT = "query Now { viewer { roles } }";
const release = newPrivateKey("release");
const other = newPrivateKey("other");
const read = createPublicationReader([publicKeyOf(release), publicKeyOf(other)], AUDIENCE);

const PUBLICATION: Publication = {
  audience: AUDIENCE,
  client: "partner-lab",
  kind: "PROGRAM",
  sequence: 1,
  previous: null,
  publishedAt: "2026-03-09T10:00:00.000Z",
  documents: { [documentIdOf(TEXT)]: TEXT },
  retirements: {},
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a signed publication", () => {
  it("says who signed it, and has a hash that the next one names", async () => {
    const statement = await signPublication(PUBLICATION, other);
    const publication = await read(statement);
    expect(publication).toEqual({
      ...PUBLICATION,
      publisher: "other",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect((await read(await signPublication(PUBLICATION, release))).hash).not.toBe(publication.hash);
  });

  it("is none with another payload, header or signature", async () => {
    const [header = "", payload = "", signature = ""] = (await signPublication(PUBLICATION, release)).split(
      ".",
    );
    const changed = [
      [header, encode({ ...PUBLICATION, client: "partner-insurer" }), signature],
      [encode({ alg: "EdDSA", kid: "other", typ: "clinic-documents+jws" }), payload, signature],
      [encode({ alg: "none", kid: "release", typ: "clinic-documents+jws" }), payload, ""],
      [header, payload, Buffer.alloc(64, 1).toString("base64url")],
      [header, payload],
    ];
    for (const parts of changed) await expect(read(parts.join("."))).rejects.toThrow();
  });

  it("is none when a stranger signed it, also under a publisher's name", async () => {
    await expect(read(await signPublication(PUBLICATION, newPrivateKey("stranger")))).rejects.toThrow(
      "not signed by any of the publishers",
    );
    await expect(read(await signPublication(PUBLICATION, newPrivateKey("release")))).rejects.toThrow();
  });

  it("is none when the public key was used as a shared secret", async () => {
    const secret = publicKeyOf(release).key.export({ format: "der", type: "spki" });
    const forged = await new CompactSign(Buffer.from(JSON.stringify(PUBLICATION)))
      .setProtectedHeader({ alg: "HS256", kid: "release", typ: "clinic-documents+jws" })
      .sign(secret);
    await expect(read(forged)).rejects.toThrow();
  });

  it("is none when it is something else that a publisher signed", async () => {
    const token = await new SignJWT({ ...PUBLICATION })
      .setProtectedHeader({ alg: "EdDSA", kid: "release" })
      .sign(release.key);
    await expect(read(token)).rejects.toThrow("no publication");
  });

  it("is none in another deployment", async () => {
    const elsewhere = { ...PUBLICATION, audience: "https://staging.clinic.example" };
    await expect(read(await signPublication(elsewhere, release))).rejects.toThrow("another deployment");
  });

  it.each([
    ["a text under another's id", { documents: { [documentIdOf("query Other { __typename }")]: TEXT } }],
    ["an id that is no hash", { documents: { now: TEXT } }],
    ["a client that is no name", { client: "../web" }],
    ["a number that is none", { sequence: 0 }],
    [
      "too many documents",
      {
        documents: Object.fromEntries(
          Array.from(
            { length: MAX_DOCUMENTS + 1 },
            (_, index) => `query Q${String(index)} { __typename }`,
          ).map((text) => [documentIdOf(text), text]),
        ),
      },
    ],
  ])("is not made of %s", async (_what, change) => {
    await expect(signPublication({ ...PUBLICATION, ...change }, release)).rejects.toThrow();
    // Nor is it read where somebody with the key made it all the same.
    const payload = Buffer.from(JSON.stringify({ ...PUBLICATION, ...change }));
    const statement = await new CompactSign(payload)
      .setProtectedHeader({ alg: "EdDSA", kid: "release", typ: "clinic-documents+jws" })
      .sign(release.key);
    await expect(read(statement)).rejects.toThrow();
  });
});
