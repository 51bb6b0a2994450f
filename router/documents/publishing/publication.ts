import { hash } from "node:crypto";
import { compactVerify, CompactSign } from "jose";
import { z } from "zod";
import type { NamedKey } from "#shared/crypto/named-key.ts";
import { CLIENT_KINDS, CLIENT_NAME, DOCUMENT_ID, documentTexts } from "../manifest.ts";

const ALGORITHM = "EdDSA";
/** So that nothing else that is ever signed with such a key can pass for a publication. */
const TYPE = "clinic-documents+jws";

/** More would make one row of it too large to be looked at. */
export const MAX_DOCUMENTS = 200;
const LONGEST_TEXT = 100_000;

const publicationSchema = z.strictObject({
  /** Of which deployment: the issuer of its access tokens. What was published elsewhere is none here. */
  audience: z.string(),
  client: z.string().regex(CLIENT_NAME),
  kind: z.enum(CLIENT_KINDS),
  /** 1 for a client's first publication, then without gaps. */
  sequence: z.int().positive(),
  /** SHA-256, in hex, of the client's publication before this one, as it was signed; null for the first. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  publishedAt: z.iso.datetime(),
  /** Texts that the client may run from now on, by id. */
  documents: documentTexts(LONGEST_TEXT).refine(
    (documents) => Object.keys(documents).length <= MAX_DOCUMENTS,
    `must be ${String(MAX_DOCUMENTS)} documents at most`,
  ),
  /** When documents end that the client could run until now, by id. */
  retirements: z.record(z.string().regex(DOCUMENT_ID), z.iso.datetime()),
});

/** What is published or retired for one client at once. */
export type Publication = Readonly<z.infer<typeof publicationSchema>>;

/** A publication of which it is known who signed it. */
export interface SignedPublication extends Publication {
  /** Name of the key: that of the publisher. */
  readonly publisher: string;
  /** What the next publication of the client names as `previous`. */
  readonly hash: string;
}

/** @param publisher private key @throws ZodError when it is no publication */
export async function signPublication(publication: Publication, publisher: NamedKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(publicationSchema.parse(publication)));
  return new CompactSign(payload)
    .setProtectedHeader({ alg: ALGORITHM, kid: publisher.name, typ: TYPE })
    .sign(publisher.key);
}

/**
 * Reads a signed publication.
 * @throws Error when none of the keys has signed it, it was changed since, or is for another deployment
 */
export type PublicationReader = (statement: string) => Promise<SignedPublication>;

/** @param publishers public keys, each under another name @param audience see {@link Publication} */
export function createPublicationReader(
  publishers: readonly NamedKey[],
  audience: string,
): PublicationReader {
  const byName = new Map(publishers.map(({ name, key }) => [name, key]));
  return async (statement) => {
    const { payload, protectedHeader } = await compactVerify(
      statement,
      ({ kid = "" }) => {
        const key = byName.get(kid);
        if (key === undefined) throw new Error("It was not signed by any of the publishers known here.");
        return key;
      },
      { algorithms: [ALGORITHM] },
    );
    if (protectedHeader.typ !== TYPE) throw new Error("What was signed is no publication.");
    const publication = publicationSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
    if (publication.audience !== audience) throw new Error("It was published for another deployment.");
    return { ...publication, publisher: protectedHeader.kid ?? "", hash: hash("sha256", statement, "hex") };
  };
}
