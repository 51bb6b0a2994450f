import { hash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** A name of a client, as its folder in `schema/operations`, and, for a partner's program, its OAuth client id. */
export const CLIENT_NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
/** `sha256:` and the hash of the text: https://github.com/graphql/graphql-over-http, appendix A. */
export const DOCUMENT_ID = /^sha256:[0-9a-f]{64}$/;

/** Texts by id, each of which is the hash of its text. @param longest characters of a text, at most */
export function documentTexts(longest = Number.POSITIVE_INFINITY): z.ZodType<Record<string, string>> {
  return z
    .record(z.string().regex(DOCUMENT_ID), z.string().max(longest))
    .superRefine((documents, context) => {
      for (const [id, text] of Object.entries(documents)) {
        if (documentIdOf(text) !== id)
          context.addIssue({ code: "custom", path: [id], message: "is not the hash of its text" });
      }
    });
}

/**
 * Who runs a client's documents: pages, which name the client, or a program, and apps that act for people, which show a token.
 */
export const CLIENT_KINDS = ["PAGES", "PROGRAM"] as const;

/** One of {@link CLIENT_KINDS}. */
export type ClientKind = (typeof CLIENT_KINDS)[number];

const manifestSchema = z.strictObject({
  client: z.string().regex(CLIENT_NAME),
  kind: z.enum(CLIENT_KINDS),
  version: z.string().min(1),
  documents: documentTexts(),
});

/** The documents that one version of a client may run. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** The id of a document with this text. */
export function documentIdOf(text: string): string {
  return `sha256:${hash("sha256", text, "hex")}`;
}

/**
 * Reads `<client>/manifests/<version>.json` of every client below `directory`.
 * @throws Error naming the file that is no manifest, stands elsewhere than it says, or of which a text was changed
 */
export async function readManifests(directory: string): Promise<readonly Manifest[]> {
  const manifests: Manifest[] = [];
  for await (const file of glob("*/manifests/*.json", { cwd: directory })) {
    const text = await readFile(join(directory, file), "utf8");
    try {
      const manifest = manifestSchema.parse(JSON.parse(text));
      const { client, version } = manifest;
      if (file !== join(client, "manifests", `${version}.json`))
        throw new Error(`It says that it is of the client "${client}", version "${version}".`);
      manifests.push(manifest);
    } catch (error) {
      throw new Error(`${file} is not a manifest of trusted documents.`, { cause: error });
    }
  }
  return manifests;
}
