import { getOperationAST, parse } from "graphql";
import type { ComparedCertificate, LiveDocument } from "#schema/check/contract.ts";
import type { RegisteredDocument } from "../router/documents/trusted-documents.ts";

/** What stands in place of a version for a document that no manifest has. */
export const PUBLISHED = "published";

/**
 * Those of the published documents that no manifest has, as the check takes them: with what they reach before, and nothing recorded
 * of them.
 * @param certify of the state before @throws Error naming a document that cannot run on it: it was published for another
 */
export function liveOf(
  published: readonly Pick<RegisteredDocument, "client" | "id" | "text">[],
  committed: readonly Pick<LiveDocument, "client" | "id">[],
  certify: (text: string) => ComparedCertificate,
): readonly LiveDocument[] {
  const known = new Set(committed.map(({ client, id }) => `${client} ${id}`));
  return published
    .filter(({ client, id }) => !known.has(`${client} ${id}`))
    .map(({ client, id, text }) => {
      const name = getOperationAST(parse(text))?.name?.value ?? "";
      try {
        const certificate = { ...certify(text), sqlStatements: null };
        return { client, version: PUBLISHED, id, name, text, certificate, answers: {} };
      } catch (cause) {
        throw new Error(
          `${name} of ${client} was published and does not fit the revision: compare with the one that is deployed.`,
          { cause },
        );
      }
    });
}
