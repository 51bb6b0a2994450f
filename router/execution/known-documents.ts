import { hash } from "node:crypto";
import type { ApolloServerOptions, BaseContext } from "@apollo/server";
import type { DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";

type Options = ApolloServerOptions<BaseContext>;
type DocumentStore = NonNullable<Options["documentStore"]>;
type TextStore = NonNullable<Exclude<Options["persistedQueries"], false | undefined>["cache"]>;

/** All documents together that were not rehearsed, as JSON. */
const OTHERS_KEPT_CHARACTERS = 30 * 1024 * 1024;

/**
 * What one engine knows of documents, as the stores that Apollo Server asks. Those that were rehearsed stay, parsed, and are found by
 * the SHA-256 of their texts, which for them need not be made; of others, those sent last stay.
 */
export class KnownDocuments {
  /** By SHA-256, in hex. */
  readonly #texts = new Map<string, string>();
  readonly #rehearsed = new Map<string, DocumentNode>();
  readonly #others: LRUCache<string, DocumentNode>;

  constructor({ othersKeptCharacters = OTHERS_KEPT_CHARACTERS } = {}) {
    this.#others = new LRUCache({
      maxSize: othersKeptCharacters,
      sizeCalculation: (document) => JSON.stringify(document).length,
    });
  }

  /** To be called before the text is run: from now on it can be named. */
  keep(text: string): void {
    this.#texts.set(hash("sha256", text, "hex"), text);
  }

  /** Of persisted queries, by a key that ends with the SHA-256. Clients add none: which there are is said by {@link keep} alone. */
  readonly texts: TextStore = {
    get: async (key) => this.#texts.get(sha256In(key)),
    set: async () => undefined,
    delete: async () => false,
  };

  /** Of parsed documents that are valid, by a key that ends with the SHA-256 of the text. */
  readonly parsed: DocumentStore = {
    get: async (key) => this.#rehearsed.get(key) ?? this.#others.get(key),
    set: async (key, document) => {
      if (this.#texts.has(sha256In(key))) this.#rehearsed.set(key, document);
      else this.#others.set(key, document);
    },
    delete: async (key) => this.#rehearsed.delete(key) || this.#others.delete(key),
  };
}

const SHA256_HEX_LENGTH = 64;

function sha256In(key: string): string {
  return key.slice(-SHA256_HEX_LENGTH);
}
