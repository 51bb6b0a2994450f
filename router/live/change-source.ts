import { z } from "zod";
import type { Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { ChangeRepository, type Change } from "./change-repository.ts";
import type { StreamSubject } from "./stream-subject.ts";

/** Where a stream begins. */
export interface Resumption {
  /** What somebody has missed who resumes, in order. */
  readonly missed: readonly Change[];
  /** True: what was missed is not known any more, or too much. */
  readonly isReset: boolean;
  /** From where to resume who has seen all that. */
  readonly cursor: string;
  /** Whatever has no higher position is told already. */
  readonly position: number;
}

/** Where routers learn of changes. */
export interface ChangeSource {
  /** Calls `onNews` whenever there may be more, until the source is closed. Survives reconnects. @throws when the database is away */
  readonly listen: (onNews: () => void) => Promise<void>;
  /** The highest position. */
  readonly latestPosition: () => Promise<number>;
  /** Those of everybody with a higher position, lowest first. */
  readonly after: (position: number, limit: number) => Promise<readonly Change[]>;
  /**
   * Where a stream begins of somebody who has seen everything up to `lastEventId`; undefined: of who begins now. What is no id, or
   * one that is not kept or another tenant's, is a reset.
   */
  readonly resume: (subject: StreamSubject, lastEventId: string | undefined) => Promise<Resumption>;
}

/** Who has missed more is told to fetch everything. */
export const MOST_MISSED = 500;
/** The cursor of a tenant in which nothing has ever changed. */
export const NOTHING_YET = "00000000-0000-0000-0000-000000000000";

const idSchema = z.uuid();

/** Changes in the schema `platform`. */
export function openChangeSource(database: Database): ChangeSource {
  const scope = new SystemScope(database, "platform");
  const read = <T>(work: (repository: ChangeRepository) => Promise<T>): Promise<T> =>
    scope.run((tx) => work(new ChangeRepository(tx)));
  return {
    listen: (onNews) => database.listen("platform_change", onNews),
    latestPosition: () => read((repository) => repository.latestPosition()),
    after: (position, limit) => read((repository) => repository.after(position, limit)),
    resume: (subject, lastEventId) =>
      read(async (repository) => {
        // Before what was missed is read: whatever comes in between is among that, or comes later.
        const newest = await repository.newestOf(subject.tenantId);
        const { id: cursor = NOTHING_YET, position = 0 } = newest ?? {};
        const now: Resumption = { missed: [], isReset: false, cursor, position };
        if (lastEventId === undefined || lastEventId === cursor) return now;
        const reset: Resumption = { ...now, isReset: true };
        if (!idSchema.safeParse(lastEventId).success) return reset;
        const seen = await repository.positionOf(subject.tenantId, lastEventId);
        if (seen === undefined) return reset;
        const missed = await repository.concerning(subject, seen, MOST_MISSED + 1);
        if (missed.length > MOST_MISSED) return reset;
        const last = missed.at(-1);
        return last === undefined || last.position < position
          ? { ...now, missed }
          : { missed, isReset: false, cursor: last.id, position: last.position };
      }),
  };
}
