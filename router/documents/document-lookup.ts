import { LRUCache } from "lru-cache";
import type { Clock } from "#shared/time/clock.ts";
import type { ClientKind } from "./manifest.ts";
import type { PublicationFeed } from "./publishing/publication-feed.ts";
import type { TrustedDocument, TrustedDocuments } from "./trusted-documents.ts";

/** Names of what is not there that are remembered at most, about 150 bytes each. */
const MISSES_KEPT = 10_000;

/** What {@link DocumentLookup} needs. */
export interface DocumentLookupOptions {
  readonly documents: TrustedDocuments;
  /** Null where nothing is published while the router runs. */
  readonly feed: Pick<PublicationFeed, "refresh"> | null;
  readonly clock: Clock;
}

/**
 * Finds documents by client and id. What is not known here may have been published a moment ago, so the log is read once
 * before it is called unknown; that is remembered until something is published.
 */
export class DocumentLookup {
  readonly #options: DocumentLookupOptions;
  readonly #misses = new LRUCache<string, true>({ max: MISSES_KEPT });

  constructor(options: DocumentLookupOptions) {
    this.#options = options;
  }

  /** @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` when it cannot be told whether there is one */
  async find(client: string, id: string): Promise<TrustedDocument | undefined> {
    const { documents, feed, clock } = this.#options;
    const known = documents.find(client, id, clock());
    const name = `${client} ${id}`;
    if (known !== undefined || feed === null || this.#misses.has(name)) return known;
    await feed.refresh();
    const found = documents.find(client, id, clock());
    if (found === undefined) this.#misses.set(name, true);
    return found;
  }

  /** Who runs the documents of `client`. */
  kindOf(client: string): ClientKind {
    return this.#options.documents.kindOf(client);
  }

  /** Something was published: what was missing may be there now. */
  forgetMisses(): void {
    this.#misses.clear();
  }
}
