import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/platform/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { assertCan } from "#shared/auth/decide.ts";
import type { Action } from "#shared/auth/policies.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { Deadline } from "#shared/http/deadline.ts";
import type { AuditEntry } from "#shared/messaging/contracts.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import type { Clock } from "#shared/time/clock.ts";

/** Somebody at the explorer: an account, in a session. */
export interface ExplorerUser {
  readonly viewer: Viewer;
  readonly accountId: string;
  readonly tenantId: string;
  readonly sessionHash: string;
  readonly deadline: Deadline;
}

const UNHURRIED_MS = 10_000;

/** What is put on record of a change. */
export type ChangeEntry = Pick<AuditEntry, "detail"> & Partial<Pick<AuditEntry, "entityType" | "entityId">>;

/** Transactions on the schema `platform` that row-level security binds to a user's own, and what is put on record in them. */
export class RecordedChanges {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Nothing is put on record. */
  run<T>({ viewer, deadline }: ExplorerUser, work: (tx: Tx) => Promise<T>): Promise<T> {
    const settings = (): ReturnType<typeof viewerSettings> => viewerSettings(viewer, deadline.remainingMs());
    return this.#database.transaction(work, settings, deadline);
  }

  /** The same, for who may. @param action of one's own @throws AppError `AUTH_FORBIDDEN` */
  read<T>(user: ExplorerUser, action: Action, work: (tx: Tx) => Promise<T>): Promise<T> {
    assertCan(action, user.viewer, attributesOf(user));
    return this.run(user, work);
  }

  /**
   * Puts the change on record in its transaction.
   * @param action of one's own: judged before anything is done
   * @param entryOf what `work` came to; null: it has changed nothing
   * @throws AppError `AUTH_FORBIDDEN`
   */
  change<T>(
    user: ExplorerUser,
    action: Action,
    work: (tx: Tx) => Promise<T>,
    entryOf: (result: T) => ChangeEntry | null,
  ): Promise<T> {
    const { viewer, tenantId } = user;
    assertCan(action, viewer, attributesOf(user));
    return this.run(user, async (tx) => {
      const result = await work(tx);
      const entry = entryOf(result);
      if (entry === null) return result;
      const messages = new Outbox(tenantId, { inbox, outbox, outboxSequence, parkedMessage });
      const entries = new AuditEntryFactory(viewer, "platform", this.#clock);
      messages.audit(entries.make({ category: "CHANGE", action, outcome: "SUCCESS", ...entry }));
      await messages.flush(tx);
      return result;
    });
  }
}

/** The same user, in a transaction that has a time of its own: no request waits for it. */
export function unhurried(user: ExplorerUser): ExplorerUser {
  return { ...user, deadline: new Deadline(UNHURRIED_MS) };
}

/** What the user keeps, as the policies see it. */
function attributesOf({ tenantId, accountId }: ExplorerUser): Attributes {
  return { type: "Explorer", id: null, tenantId, accountId };
}
