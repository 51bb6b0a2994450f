import type { Database } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import type {
  Purpose,
  SavedQuery,
  SavedQueryChange,
  SavedQueryInput,
  SavedQueryVersion,
} from "./explorer-api.ts";
import { orNotFound } from "./or-not-found.ts";
import { PurposeRepository } from "./purpose-repository.ts";
import { RecordedChanges, type ChangeEntry, type ExplorerUser } from "./recorded-changes.ts";
import { SavedQueryRepository } from "./saved-query-repository.ts";

/**
 * What people keep in the explorer, in the schema `platform`: their queries, and what for they look at personal data. Row-level
 * security binds every statement to the user's own.
 */
export class ExplorerStore {
  readonly #changes: RecordedChanges;

  constructor(database: Database, clock: Clock) {
    this.#changes = new RecordedChanges(database, clock);
  }

  /** What was declared in the user's session; null when nothing was. */
  purposeOf(user: ExplorerUser): Promise<Purpose | null> {
    return this.#changes.run(user, (tx) => new PurposeRepository(tx).find(user.sessionHash));
  }

  /** Declares it for the rest of the session, and puts it on record. */
  declarePurpose(user: ExplorerUser, purpose: Purpose): Promise<void> {
    return this.#changes.change(
      user,
      "purpose:declare",
      (tx) => new PurposeRepository(tx).declare(user, purpose),
      () => ({ detail: { purposeOfUse: purpose } }),
    );
  }

  /** Own ones first, then what others share, each by name. */
  queries(user: ExplorerUser): Promise<readonly SavedQuery[]> {
    return this.#changes.read(user, "saved-query:read", (tx) => new SavedQueryRepository(tx).all(user));
  }

  /** Saves a new one. @throws AppError `CONFLICT` when the user has as many as anybody may have */
  save(user: ExplorerUser, input: SavedQueryInput): Promise<SavedQuery> {
    return this.#changes.change(
      user,
      "saved-query:write",
      (tx) => new SavedQueryRepository(tx).add(user, input),
      ({ id, isShared }) => entryOf(id, { step: "CREATED", isShared }),
    );
  }

  /** @throws AppError `RESOURCE_NOT_FOUND` for one that is not there, or not the user's own; `CONFLICT` when it has a newer version */
  change(user: ExplorerUser, id: string, input: SavedQueryChange): Promise<SavedQuery> {
    return this.#changes.change(
      user,
      "saved-query:write",
      async (tx) => orNotFound(await new SavedQueryRepository(tx).change(user, id, input)),
      ({ isShared }) => entryOf(id, { step: "CHANGED", isShared }),
    );
  }

  /** @throws AppError `RESOURCE_NOT_FOUND` for one that is not there, or not the user's own */
  async remove(user: ExplorerUser, id: string): Promise<void> {
    await this.#changes.change(
      user,
      "saved-query:write",
      async (tx) => orNotFound(await new SavedQueryRepository(tx).remove(user, id)),
      () => entryOf(id, { step: "DELETED" }),
    );
  }

  /** Newest first. @throws AppError `RESOURCE_NOT_FOUND` for one that the user does not see */
  versions(user: ExplorerUser, id: string): Promise<readonly SavedQueryVersion[]> {
    return this.#changes.read(user, "saved-query:read", async (tx) => {
      const versions = await new SavedQueryRepository(tx).versions(id);
      return orNotFound(versions.length > 0 ? versions : undefined);
    });
  }
}

/** What is put on record of a saved query: neither its name nor its text. */
function entryOf(id: string, detail: ChangeEntry["detail"]): ChangeEntry {
  return { entityType: "SavedQuery", entityId: id, detail };
}
