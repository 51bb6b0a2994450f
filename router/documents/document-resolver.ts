import type { HTTPGraphQLRequest } from "@apollo/server";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { CLIENT_NAME } from "./manifest.ts";
import { requestedDocument } from "./requested-document.ts";
import type { TrustedDocuments } from "./trusted-documents.ts";

/** Header by which an app says which of ours it is; Apollo's clients have a setting for it. */
export const CLIENT_NAME_HEADER = "apollographql-client-name";
/** The app that a browser or person uses when no other is named. */
export const DEFAULT_CLIENT = "web";

/**
 * Puts the text of a trusted document into a request that names it; any other request stays as it is.
 * @throws AppError `DOCUMENT_NOT_TRUSTED` for an id that the client may not run, `VALIDATION_ERROR` for one that is none
 */
export type DocumentResolver = (request: HTTPGraphQLRequest, viewer: Viewer) => HTTPGraphQLRequest;

/** Resolves by client and id, from `documents`. */
export function createDocumentResolver(documents: TrustedDocuments): DocumentResolver {
  return (request, viewer) => {
    const requested = requestedDocument(request);
    if (requested === null) return request;
    const client = clientOf(request, viewer);
    const text = client === undefined ? undefined : documents.find(client, requested.id);
    if (text === undefined) throw new AppError("DOCUMENT_NOT_TRUSTED");
    return requested.withText(text);
  };
}

/** A partner's program is who its token says; a person uses the app that the header names. */
function clientOf({ headers }: HTTPGraphQLRequest, { kind, clientId }: Viewer): string | undefined {
  if (kind === "CLIENT") return clientId ?? undefined;
  const named = headers.get(CLIENT_NAME_HEADER);
  if (named === undefined) return DEFAULT_CLIENT;
  return CLIENT_NAME.test(named) ? named : undefined;
}
