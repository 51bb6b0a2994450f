import { sql } from "drizzle-orm";
import type { Tx } from "#shared/db/database.ts";

/**
 * Lets one transaction at a time begin or end sessions of an account, or change how it signs in; the others wait. So nobody who
 * showed a password that is about to change gets a session that outlives the change. To be taken before any row of the
 * account, its sessions or its factors is locked: everybody in this order, so nobody waits for ever. Taken again it does nothing.
 *
 * Need not be taken by who ends or renews one session by its row and looks at nothing else (sign-out, `revokeSession`,
 * `endImpersonation`), who breaks the glass in one, and who only adds rows of other kinds: an app that is allowed holds the row
 * of the session (`holdInForce`), and a mail that is made ends tokens of its own kind. Of two sessions, one of which rests for
 * the other, the one that rests is locked first, since its end takes the other along.
 */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`auth.account:${accountId}`}, 0))`);
}
