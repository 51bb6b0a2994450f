import { SystemScope } from "#shared/db/system-scope.ts";
import type { Database } from "#shared/db/database.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import { PublicationLog, type PublicationRow } from "./publication-log.ts";
import { PublicationRepository } from "./publication-repository.ts";
import type { PublicationReader, SignedPublication } from "./publication.ts";

/** Where publications come from. */
export interface PublicationSource {
  /** Rows after `position`, in order, at most `limit`. */
  readonly after: (position: number, limit: number) => Promise<readonly PublicationRow[]>;
  /** Calls `onNews` whenever there may be more rows, until the source is closed. */
  readonly listen: (onNews: () => void) => Promise<void>;
}

const POLL_MS = 500;
const BATCH_SIZE = 100;

/** The log in the schema `platform`. */
export function openPublicationSource(database: Database): PublicationSource {
  const scope = new SystemScope(database, "platform");
  return {
    after: (position, limit) => scope.run((tx) => new PublicationRepository(tx).after(position, limit)),
    listen: (onNews) => database.listen("platform_document_publication", onNews),
  };
}

/** What {@link PublicationFeed} needs. */
export interface PublicationFeedOptions {
  readonly source: PublicationSource;
  readonly read: PublicationReader;
  /** Takes a publication in; the next one waits for it. */
  readonly onPublication: (publication: SignedPublication) => Promise<void>;
  readonly logger: Logger;
}

/** Follows the log of publications, by NOTIFY and, should that be lost, twice a second. */
export class PublicationFeed {
  readonly #options: PublicationFeedOptions;
  readonly #log: PublicationLog;
  readonly #loop: WorkLoop;
  #position = 0;
  #isComplete = false;
  #reading: Promise<void> = Promise.resolve();
  /** Has not begun. */
  #nextReading: Promise<void> | undefined;

  constructor(options: PublicationFeedOptions) {
    this.#options = options;
    this.#log = new PublicationLog(options.read);
    this.#loop = new WorkLoop({
      name: "publications of documents",
      idleMs: POLL_MS,
      logger: options.logger,
      step: async () => {
        await this.refresh();
        return false;
      },
    });
  }

  /** True when everything was read at least once. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Reads what is there by now, then goes on by itself. Without the database it begins all the same, and tries again. */
  async start(): Promise<void> {
    const { source, logger } = this.#options;
    try {
      await source.listen(() => this.#loop.wake());
      await this.refresh();
    } catch (error) {
      logger.warn({ err: error }, "what was published cannot be read yet; it is tried again");
    }
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /**
   * Reads what was committed before. Who calls while it is being read waits for the next reading: that one may have looked too
   * early.
   * @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED`
   */
  refresh(): Promise<void> {
    return (this.#nextReading ??= this.#readNext());
  }

  async #readNext(): Promise<void> {
    await this.#reading.catch(() => undefined);
    this.#nextReading = undefined;
    this.#reading = this.#readAll();
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    for (;;) {
      const rows = await this.#options.source.after(this.#position, BATCH_SIZE);
      for (const row of rows) await this.#take(row);
      if (rows.length < BATCH_SIZE) break;
    }
    this.#isComplete = true;
  }

  async #take(row: PublicationRow): Promise<void> {
    const publication = await this.#readTrusted(row);
    if (publication !== undefined) {
      await this.#options.onPublication(publication);
      this.#log.append(publication);
      const { client, sequence, publisher } = publication;
      this.#options.logger.info({ client, sequence, publisher }, "documents were published");
    }
    this.#position = row.position;
  }

  async #readTrusted(row: PublicationRow): Promise<SignedPublication | undefined> {
    try {
      return await this.#log.read(row);
    } catch (error) {
      const { position } = row;
      this.#options.logger.error(
        { err: error, position },
        "a publication is not to be trusted, and is left out",
      );
      return undefined;
    }
  }
}
