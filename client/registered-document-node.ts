import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

/** The document of a registered operation, for clients that need its tree (Apollo Client, urql), with its id. */
export type RegisteredDocumentNode<Data, Variables> = TypedDocumentNode<Data, Variables> & {
  readonly __meta__: { readonly hash: string };
};

/**
 * The SHA-256 under which a document is registered, in hexadecimal and without `sha256:`, as Apollo's persisted queries
 * have it.
 * @throws Error for a document that is not of this package
 */
export function registeredHash(document: object): string {
  const meta: unknown = "__meta__" in document ? document.__meta__ : undefined;
  const hash: unknown = typeof meta === "object" && meta !== null && "hash" in meta ? meta.hash : undefined;
  if (typeof hash !== "string")
    throw new Error("The document is not registered: import it from the package.");
  return hash.replace("sha256:", "");
}
