import type { Action } from "#shared/auth/policies.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { Purpose, SavedQuery, SavedQueryInput, SavedQueryVersion } from "./explorer-api.ts";
import { PurposeRepository } from "./purpose-repository.ts";
import { RecordedChanges, type ExplorerUser } from "./recorded-changes.ts";
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
    return this.#change(user, "purpose:declare", { purposeOfUse: purpose }, async (tx) => {
      await new PurposeRepository(tx).declare(user, purpose);
    });
  }

  /** Own ones first, then what others share, each by name. */
  queries(user: ExplorerUser): Promise<readonly SavedQuery[]> {
    return this.#changes.read(user, "saved-query:read", (tx) => new SavedQueryRepository(tx).all(user));
  }

  /** Saves a new one. @throws AppError `CONFLICT` when the user has as many as anybody may have */
  save(user: ExplorerUser, input: SavedQueryInput): Promise<SavedQuery> {
    return this.#change(user, "saved-query:write", { isShared: input.isShared }, (tx) =>
      new SavedQueryRepository(tx).add(user, input),
    );
  }

  /** @throws AppError `RESOURCE_NOT_FOUND` for one that is not there, or not the user's own */
  change(user: ExplorerUser, id: string, input: SavedQueryInput): Promise<SavedQuery> {
    return this.#change(user, "saved-query:write", { id, isShared: input.isShared }, async (tx) =>
      found(await new SavedQueryRepository(tx).change(user, id, input)),
    );
  }

  /** @throws AppError `RESOURCE_NOT_FOUND` for one that is not there, or not the user's own */
  remove(user: ExplorerUser, id: string): Promise<void> {
    return this.#change(user, "saved-query:write", { id, isRemoved: true }, async (tx) => {
      found(await new SavedQueryRepository(tx).remove(user, id));
    });
  }

  /** Newest first. @throws AppError `RESOURCE_NOT_FOUND` for one that the user does not see */
  versions(user: ExplorerUser, id: string): Promise<readonly SavedQueryVersion[]> {
    return this.#changes.read(user, "saved-query:read", async (tx) => {
      const versions = await new SavedQueryRepository(tx).versions(id);
      return found(versions.length > 0 ? versions : undefined);
    });
  }

  #change<T>(
    user: ExplorerUser,
    action: Action,
    detail: Readonly<Record<string, string | boolean>>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    return this.#changes.change(user, action, work, () => ({ detail }));
  }
}

function found<T>(result: T | undefined): T {
  if (result === undefined) throw new AppError("RESOURCE_NOT_FOUND");
  return result;
}
