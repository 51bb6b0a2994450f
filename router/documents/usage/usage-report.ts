import { getOperationAST, parse } from "graphql";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { RegisteredDocument } from "../trusted-documents.ts";
import type { DocumentUsage } from "./usage-recorder.ts";

/** Every document, client by client, and under each who has run it and when: lines for an operator, oldest use first. */
export function usageReport(
  documents: readonly RegisteredDocument[],
  usages: readonly DocumentUsage[],
): readonly string[] {
  const uses = Map.groupBy(usages, ({ client, documentId }) => `${client} ${documentId}`);
  const byClient = Map.groupBy(documents, ({ client }) => client);
  return [...byClient].flatMap(([client, own]) => [
    client,
    ...own.flatMap((document) => [
      `  ${nameOf(document)}  ${document.id}  ${stateOf(document)}`,
      ...linesOf(uses.get(`${client} ${document.id}`) ?? []),
    ]),
  ]);
}

function nameOf({ text }: RegisteredDocument): string {
  return getOperationAST(parse(text))?.name?.value ?? "without a name";
}

function stateOf({ publication, retirement }: RegisteredDocument): string {
  const since =
    publication === null
      ? "registered"
      : `published ${publication.publishedAt} by ${publication.publisher} (${String(publication.sequence)})`;
  return retirement === null ? since : `${since}, ends ${retirement.retiresAt.toISOString()}`;
}

function linesOf(usages: readonly DocumentUsage[]): readonly string[] {
  if (usages.length === 0) return ["    never used"];
  return usages
    .toSorted((one, other) => one.lastUsedAt.getTime() - other.lastUsedAt.getTime())
    .map(
      ({ tenantId, callerKind, uses, lastUsedAt }) =>
        `    last used ${lastUsedAt.toISOString()} by ${whoOf(callerKind, tenantId)}, ${String(uses)} times`,
    );
}

function whoOf(callerKind: DocumentUsage["callerKind"], tenantId: string): string {
  const who = { ANONYMOUS: "somebody signed out", ACCOUNT: "people", CLIENT: "a program" }[callerKind];
  return tenantId === PLATFORM_TENANT_ID ? who : `${who} of the tenant ${tenantId}`;
}
