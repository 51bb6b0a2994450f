import type { HTTPGraphQLRequest } from "@apollo/server";
import { decideByRole } from "#shared/auth/decide.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { DocumentLookup } from "./document-lookup.ts";
import { CLIENT_NAME } from "./manifest.ts";
import { readDocumentRequest } from "./requested-document.ts";
import type { RetiringDocument } from "../execution/request-context.ts";
import type { TrustedDocument } from "./trusted-documents.ts";
import type { UsageRecorder } from "./usage/usage-recorder.ts";

/** Header by which an app says which of ours it is; Apollo's clients have a setting for it. */
export const CLIENT_NAME_HEADER = "apollographql-client-name";
/** The client of a page that names no other. */
export const DEFAULT_CLIENT = "web";

/**
 * Who may send the text of a document that is not registered. `permitted`: who may do `document:adhoc`, as in production.
 * `people`: everybody but partners' programs, as on a developer's machine. `anybody`: in tests.
 */
export type AdhocProfile = "permitted" | "people" | "anybody";

/** A request for a document that its sender may run. */
export interface ResolvedRequest {
  readonly request: HTTPGraphQLRequest;
  /** True when the request named a document. */
  readonly isTrusted: boolean;
  /** The document that the request named, when its end is known. */
  readonly retiring: RetiringDocument | null;
}

/**
 * Lets pass who may run the document that a request names, or the text that it brings. A document is named as the engine knows it.
 * @throws AppError `DOCUMENT_NOT_TRUSTED` for an id that the client may not run, and for a text from who may send none;
 *   `VALIDATION_ERROR` for an id that is none; see {@link DocumentLookup.find}
 */
export type DocumentResolver = (request: HTTPGraphQLRequest, viewer: Viewer) => Promise<ResolvedRequest>;

/** What {@link createDocumentResolver} needs. */
export interface DocumentResolverOptions {
  readonly lookup: Pick<DocumentLookup, "find" | "kindOf">;
  readonly adhoc: AdhocProfile;
  /** Hears of every document that is run. */
  readonly usage: Pick<UsageRecorder, "note">;
}

/** Resolves by client and id. */
export function createDocumentResolver({ lookup, adhoc, usage }: DocumentResolverOptions): DocumentResolver {
  return async (request, viewer) => {
    const { id, request: read } = readDocumentRequest(request);
    if (id === null) {
      if (!maySendTexts(viewer, adhoc)) throw new AppError("DOCUMENT_NOT_TRUSTED");
      return { request: read, isTrusted: false, retiring: null };
    }
    const client = clientOf(request, viewer);
    // A page is no program, whatever it says.
    const isPretended =
      client !== undefined && viewer.clientId === null && lookup.kindOf(client) === "PROGRAM";
    const document = client === undefined || isPretended ? undefined : await lookup.find(client, id);
    if (client === undefined || document === undefined) throw new AppError("DOCUMENT_NOT_TRUSTED");
    usage.note({ client, documentId: id, viewer });
    const retiring = retiringDocument(id, document);
    return { request: read, isTrusted: true, retiring };
  };
}

function retiringDocument(documentId: string, { retirement }: TrustedDocument): RetiringDocument | null {
  if (retirement === null) return null;
  const { announcedAt: since, retiresAt: endsAt } = retirement;
  return { documentId, replacement: null, since, endsAt };
}

/** Whether somebody may send the text of a document that is not registered. */
export function maySendTexts(viewer: Viewer, adhoc: AdhocProfile): boolean {
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
