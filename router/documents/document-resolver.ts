import type { HTTPGraphQLRequest } from "@apollo/server";
import { decideByRole } from "#shared/auth/decide.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { CLIENT_NAME } from "./manifest.ts";
import { requestedDocument, withoutHash } from "./requested-document.ts";
import type { TrustedDocuments } from "./trusted-documents.ts";

/** Header by which an app says which of ours it is; Apollo's clients have a setting for it. */
export const CLIENT_NAME_HEADER = "apollographql-client-name";
/** The client of a page that names no other. */
export const DEFAULT_CLIENT = "web";

/**
 * Who may send the text of a document that is not registered. `permitted`: who may do `document:adhoc`, as in production.
 * `people`: everybody but partners' programs, as on a developer's machine. `anybody`: in tests.
 */
export type AdhocProfile = "permitted" | "people" | "anybody";

/**
 * Puts the text of a trusted document into a request that names it; any other request stays as it is.
 * @throws AppError `DOCUMENT_NOT_TRUSTED` for an id that the client may not run, and for a text from who may send none;
 *   `VALIDATION_ERROR` for an id that is none
 */
export type DocumentResolver = (request: HTTPGraphQLRequest, viewer: Viewer) => HTTPGraphQLRequest;

/** Resolves by client and id, from `documents`. */
export function createDocumentResolver(documents: TrustedDocuments, adhoc: AdhocProfile): DocumentResolver {
  return (request, viewer) => {
    const requested = requestedDocument(request);
    if (requested === null) {
      if (!maySendTexts(viewer, adhoc)) throw new AppError("DOCUMENT_NOT_TRUSTED");
      return withoutHash(request);
    }
    const client = clientOf(request, viewer);
    const text = client === undefined ? undefined : documents.find(client, requested.id);
    if (text === undefined) throw new AppError("DOCUMENT_NOT_TRUSTED");
    return requested.withText(text);
  };
}

function maySendTexts(viewer: Viewer, adhoc: AdhocProfile): boolean {
  if (adhoc === "permitted") return decideByRole("document:adhoc", viewer) === "ALLOW";
  return adhoc === "anybody" || viewer.kind !== "CLIENT";
}

/** A program, and an app that acts for a person, is who its token says; a page is the one that the header names. */
function clientOf({ headers }: HTTPGraphQLRequest, { clientId }: Viewer): string | undefined {
  if (clientId !== null) return clientId;
  const named = headers.get(CLIENT_NAME_HEADER);
  if (named === undefined) return DEFAULT_CLIENT;
  return CLIENT_NAME.test(named) ? named : undefined;
}
