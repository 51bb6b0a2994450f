import type { PublicationReader, SignedPublication } from "./publication.ts";

/** A row of the log, of which nothing is trusted before it was read. */
export interface PublicationRow {
  readonly position: number;
  readonly statement: string;
}

/** The end of a client's chain of publications. */
export interface ChainEnd {
  /** Of its last publication; 0 when it has none. */
  readonly sequence: number;
  /** Of its last publication; null when it has none. */
  readonly hash: string | null;
}

const NO_CHAIN: ChainEnd = { sequence: 0, hash: null };

/**
 * Takes the rows of the log in their order, and of them only what a known publisher signed as the next publication of its
 * client: one that was changed, comes a second time, or out of order is none, and later ones hold all the same.
 */
export class PublicationLog {
  readonly #read: PublicationReader;
  readonly #ends = new Map<string, ChainEnd>();

  constructor(read: PublicationReader) {
    this.#read = read;
  }

  /** @throws Error when the row is not to be trusted */
  async read({ statement }: PublicationRow): Promise<SignedPublication> {
    const publication = await this.#read(statement);
    const { client, sequence, previous } = publication;
    const end = this.end(client);
    if (sequence !== end.sequence + 1 || previous !== end.hash)
      throw new Error("It is not the next publication of its client.");
    return publication;
  }

  /** What was {@link read} is the end of its client's chain from now on. */
  append({ client, sequence, hash }: SignedPublication): void {
    this.#ends.set(client, { sequence, hash });
  }

  /** Where a client's chain ends at the moment. */
  end(client: string): ChainEnd {
    return this.#ends.get(client) ?? NO_CHAIN;
  }
}
