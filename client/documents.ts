export * from "./__generated__/documents.ts";
export { registeredHash, type RegisteredDocumentNode } from "./registered-document-node.ts";
