import { and, desc, eq, isNull, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { z } from "zod";
import { guardianship, patient, user } from "#drizzle/users/schema.ts";
import { CONSENT_SCOPES } from "#shared/auth/consent.ts";
import type { GuardianOfPatient, GuardianshipInForce } from "#shared/auth/guardianship.ts";
import type { Tx } from "#shared/db/database.ts";

/** A guardianship or an invitation to one, as stored. */
export type GuardianshipRow = typeof guardianship.$inferSelect;

/** A guardianship that somebody has taken. */
export type AcceptedGuardianship = GuardianshipRow & {
  readonly guardianAccountId: string;
  readonly startedAt: Date;
};

/** Which guardianships: of how many owners, and how many of each. */
interface ListInput {
  readonly tenantId: string;
  readonly ownerIds: readonly string[];
  readonly limit: number;
}

const inForceJson = z.object({
  id: z.string(),
  accountId: z.string(),
  scopes: z.array(z.enum(CONSENT_SCOPES)),
});

/**
 * A column: what the account that asks may do for the patient of a row as a guardian, now; null when that is nothing. By the database's
 * clock, as row-level security has it.
 */
export function guardianshipColumn(patientId: AnyColumn): SQL.Aliased<GuardianshipInForce | null> {
  // With its table: drizzle leaves that out where there is one only, and inside of the sub-select there are two.
  const owner = sql`${patientId.table}.${sql.identifier(patientId.name)}`;
  // Whose guardian the account is, is asked once for a statement: who is nobody's is not to pay for each row.
  const select = sql<GuardianshipInForce | null>`case when ${owner} = any ((select users.wards('APPOINTMENT_READ'))::uuid[]) then (
    select json_build_object('id', g.id, 'accountId', g.guardian_account_id, 'scopes', g.scopes)
    from ${guardianship} g
    where g.tenant_id = (select app.tenant_id()) and g.patient_id = ${owner}
      and g.guardian_account_id = (select app.actor_id()) and g.ended_at is null
      and (g.expires_at is null or g.expires_at > now())) end`;
  return select.mapWith((value: unknown) => inForceJson.parse(value)).as("guardianship");
}

/** Who acts for the patients of one tenant. */
export class GuardianshipRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Keeps everybody else from changing who acts for the patient until the transaction ends. */
  async lock(patientId: string): Promise<void> {
    await this.#tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`users.guardianship:${patientId}`}, 0))`,
    );
  }

  /** The guardianship, if it exists and is visible. */
  async findById(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<GuardianshipRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(guardianship)
      .where(and(eq(guardianship.tenantId, input.tenantId), eq(guardianship.id, input.id)));
    return row;
  }

  /**
   * The invitation with a code, whatever has become of it. Row-level security shows it to who shows the hash, which is told to it
   * for the rest of the transaction.
   */
  async findByCode(input: {
    readonly tenantId: string;
    readonly codeHash: string;
  }): Promise<GuardianshipRow | undefined> {
    await this.#tx.execute(sql`select set_config('app.guardian_code_hash', ${input.codeHash}, true)`);
    const [row] = await this.#tx
      .select()
      .from(guardianship)
      .where(and(eq(guardianship.tenantId, input.tenantId), eq(guardianship.codeHash, input.codeHash)));
    return row;
  }

  /** Those of the accounts and patients where the one may act for the other, now. */
  async findInForce(input: {
    readonly tenantId: string;
    readonly of: readonly GuardianOfPatient[];
  }): Promise<(GuardianOfPatient & GuardianshipInForce)[]> {
    const { id, guardianAccountId, patientId, scopes, tenantId, endedAt, expiresAt } = guardianship;
    const accountIds = uuids(input.of.map(({ accountId }) => accountId));
    const patientIds = uuids(input.of.map((pair) => pair.patientId));
    return this.#tx
      .select({ id, accountId: sql<string>`${guardianAccountId}`, patientId, scopes })
      .from(guardianship)
      .where(
        sql`${tenantId} = ${input.tenantId} and ${endedAt} is null and (${expiresAt} is null or ${expiresAt} > now())
          and (${guardianAccountId}, ${patientId}) in (select * from unnest(${accountIds}, ${patientIds}))`,
      );
  }

  /** What of the account's for the patient has not been ended; it may have expired. */
  async findOpen(input: {
    readonly tenantId: string;
    readonly patientId: string;
    readonly accountId: string;
  }): Promise<GuardianshipRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(guardianship)
      .where(
        and(
          eq(guardianship.tenantId, input.tenantId),
          eq(guardianship.patientId, input.patientId),
          eq(guardianship.guardianAccountId, input.accountId),
          isNull(guardianship.endedAt),
        ),
      );
    return row;
  }

  /** The newest of each of the patients, newest first. */
  async findByPatientIds(input: ListInput): Promise<GuardianshipRow[]> {
    const newest = this.#newest(eq(guardianship.patientId, patient.id), input);
    return this.#tx
      .select(newest._.selectedFields)
      .from(patient)
      .crossJoinLateral(newest)
      .where(and(eq(patient.tenantId, input.tenantId), sql`${patient.id} = any(${uuids(input.ownerIds)})`))
      .orderBy(desc(newest.createdAt), desc(newest.id));
  }

  /** The newest that each of the accounts has taken, newest first. */
  async findByAccountIds(input: ListInput): Promise<GuardianshipRow[]> {
    const newest = this.#newest(eq(guardianship.guardianAccountId, user.id), input);
    return this.#tx
      .select(newest._.selectedFields)
      .from(user)
      .crossJoinLateral(newest)
      .where(and(eq(user.tenantId, input.tenantId), sql`${user.id} = any(${uuids(input.ownerIds)})`))
      .orderBy(desc(newest.createdAt), desc(newest.id));
  }

  /** Adds an invitation. */
  async insert(row: GuardianshipRow): Promise<void> {
    await this.#tx.insert(guardianship).values(row);
  }

  /** Lets an account take an invitation. */
  async accept(row: AcceptedGuardianship): Promise<void> {
    const { tenantId, id, guardianAccountId, guardianGivenName, guardianFamilyName, startedAt, updatedAt } =
      row;
    await this.#tx
      .update(guardianship)
      .set({ guardianAccountId, guardianGivenName, guardianFamilyName, startedAt, updatedAt })
      .where(and(eq(guardianship.tenantId, tenantId), eq(guardianship.id, id)));
  }

  /** Ends a guardianship, or an invitation. */
  async end(input: { readonly tenantId: string; readonly id: string; readonly now: Date }): Promise<void> {
    await this.#tx
      .update(guardianship)
      .set({ endedAt: input.now, updatedAt: input.now })
      .where(and(eq(guardianship.tenantId, input.tenantId), eq(guardianship.id, input.id)));
  }

  #newest(isOfOwner: SQL, { tenantId, limit }: ListInput) {
    return this.#tx
      .select()
      .from(guardianship)
      .where(and(eq(guardianship.tenantId, tenantId), isOfOwner))
      .orderBy(desc(guardianship.createdAt), desc(guardianship.id))
      .limit(limit)
      .as("newest");
  }
}

/** An array as one parameter. */
function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}
