import type { ClientKind, Manifest } from "./manifest.ts";
import type { SignedPublication } from "./publishing/publication.ts";

/** That a document ends, and since when this is known. */
export interface Retirement {
  readonly announcedAt: Date;
  readonly retiresAt: Date;
}

/** A document that a client may run by its id. */
export interface TrustedDocument {
  readonly text: string;
  /** Null for one that is registered without being published. */
  readonly publication: Pick<SignedPublication, "sequence" | "publisher" | "publishedAt"> | null;
  /** Null: its end is not known. */
  readonly retirement: Retirement | null;
}

/** A document, whose it is, and its id. */
export interface RegisteredDocument extends TrustedDocument {
  readonly client: string;
  readonly id: string;
}

/** The documents that clients may run by id: what is registered from the start, and what was published since. */
export class TrustedDocuments {
  readonly #byClient = new Map<string, Map<string, TrustedDocument>>();
  readonly #programs = new Set<string>();

  /** @param manifests several of one client add up: its versions are in use side by side */
  constructor(manifests: readonly Manifest[]) {
    for (const { client, kind, documents } of manifests) {
      if (kind === "PROGRAM") this.#programs.add(client);
      this.#register(client, documents, null);
    }
  }

  /** What `client` may run under this id at that moment; another client's id is as unknown as any. */
  find(client: string, id: string, now: Date): TrustedDocument | undefined {
    const document = this.#byClient.get(client)?.get(id);
    return document !== undefined && isRunning(document, now) ? document : undefined;
  }

  /** Takes in a publication. What it publishes is not about to end, whatever was said before. */
  add({ client, kind, sequence, publisher, publishedAt, documents, retirements }: SignedPublication): void {
    if (kind === "PROGRAM") this.#programs.add(client);
    this.#register(client, documents, { sequence, publisher, publishedAt });
    for (const [id, retiresAt] of Object.entries(retirements)) {
      const own = this.#byClient.get(client);
      const document = own?.get(id);
      if (document === undefined) continue;
      const retirement = { announcedAt: new Date(publishedAt), retiresAt: new Date(retiresAt) };
      own?.set(id, { ...document, retirement });
    }
  }

  /** Who runs the documents of `client`. */
  kindOf(client: string): ClientKind {
    return this.#programs.has(client) ? "PROGRAM" : "PAGES";
  }

  /** True when `client` has, or had, a document. */
  has(client: string): boolean {
    return this.#byClient.has(client);
  }

  /** Every text that somebody may run at that moment, once. */
  texts(now: Date): ReadonlySet<string> {
    return new Set(this.running(now).map(({ text }) => text));
  }

  /** Those that somebody may run at that moment. */
  running(now: Date): readonly RegisteredDocument[] {
    return this.all().filter((document) => isRunning(document, now));
  }

  /** All of them, also those that have ended. */
  all(): readonly RegisteredDocument[] {
    return [...this.#byClient].flatMap(([client, own]) =>
      [...own].map(([id, document]) => ({ client, id, ...document })),
    );
  }

  #register(
    client: string,
    documents: Readonly<Record<string, string>>,
    publication: TrustedDocument["publication"],
  ): void {
    const own = this.#byClient.get(client) ?? new Map<string, TrustedDocument>();
    for (const [id, text] of Object.entries(documents)) own.set(id, { text, publication, retirement: null });
    this.#byClient.set(client, own);
  }
}

function isRunning({ retirement }: TrustedDocument, now: Date): boolean {
  return retirement === null || now < retirement.retiresAt;
}
