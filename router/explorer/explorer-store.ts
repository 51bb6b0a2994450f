import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/platform/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { assertCan } from "#shared/auth/decide.ts";
import type { Action } from "#shared/auth/policies.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { Purpose, SavedQuery, SavedQueryInput, SavedQueryVersion } from "./explorer-api.ts";
import { PurposeRepository } from "./purpose-repository.ts";
import { SavedQueryRepository } from "./saved-query-repository.ts";

/** Somebody at the explorer: an account, in a session. */
export interface ExplorerUser {
  readonly viewer: Viewer;
  readonly accountId: string;
  readonly tenantId: string;
  readonly sessionHash: string;
  readonly deadline: Deadline;
}

/**
 * What people keep in the explorer, in the schema `platform`: their queries, and what for they look at personal data. Row-level
 * security binds every statement to the user's own.
 */
export class ExplorerStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** What was declared in the user's session; null when nothing was. */
  purposeOf(user: ExplorerUser): Promise<Purpose | null> {
    return this.#run(user, (tx) => new PurposeRepository(tx).find(user.sessionHash));
  }

  /** Declares it for the rest of the session, and puts it on record. */
  declarePurpose(user: ExplorerUser, purpose: Purpose): Promise<void> {
    return this.#change(user, "purpose:declare", { purposeOfUse: purpose }, async (tx) => {
      await new PurposeRepository(tx).declare(user, purpose);
    });
  }

  /** Own ones first, then what others share, each by name. */
  queries(user: ExplorerUser): Promise<readonly SavedQuery[]> {
    return this.#run(user, (tx) => new SavedQueryRepository(tx).all(user));
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
    return this.#run(user, async (tx) => {
      const versions = await new SavedQueryRepository(tx).versions(id);
      return found(versions.length > 0 ? versions : undefined);
    });
  }

  #run<T>({ viewer, deadline }: ExplorerUser, work: (tx: Tx) => Promise<T>): Promise<T> {
    const settings = (): ReturnType<typeof viewerSettings> => viewerSettings(viewer, deadline.remainingMs());
    return this.#database.transaction(work, settings, deadline);
  }

  #change<T>(
    user: ExplorerUser,
    action: Action,
    detail: Readonly<Record<string, string | boolean>>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { viewer, accountId, tenantId } = user;
    assertCan(action, viewer, { type: "SavedQuery", id: null, tenantId, accountId });
    return this.#run(user, async (tx) => {
      const result = await work(tx);
      const messages = new Outbox(tenantId, { inbox, outbox, outboxSequence, parkedMessage });
      const entries = new AuditEntryFactory(viewer, "platform", this.#clock);
      messages.audit(entries.make({ category: "CHANGE", action, outcome: "SUCCESS", detail }));
      await messages.flush(tx);
      return result;
    });
  }
}

function found<T>(result: T | undefined): T {
  if (result === undefined) throw new AppError("RESOURCE_NOT_FOUND");
  return result;
}
