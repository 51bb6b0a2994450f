import { and, gt, isNull, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** Columns of the session table, or of an alias of it. */
interface SessionColumns {
  readonly expiresAt: PgColumn;
  readonly endsAt: PgColumn;
  readonly pendingStep: PgColumn;
}

/** Of a session that has not ended at `now`, be it in force or a sign-in that waits for its second step. */
export function hasNotEnded(
  { expiresAt, endsAt }: Pick<SessionColumns, "expiresAt" | "endsAt">,
  now: Date,
): SQL | undefined {
  return and(gt(expiresAt, now), gt(endsAt, now));
}

/** Of a session in force at `now`. */
export function isInForce(session: SessionColumns, now: Date): SQL | undefined {
  return and(hasNotEnded(session, now), isNull(session.pendingStep));
}
