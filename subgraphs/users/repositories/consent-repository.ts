import { and, desc, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import { consent, patient } from "#drizzle/users/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A consent as stored, with the region of its patient. */
export type ConsentRow = typeof consent.$inferSelect & { readonly region: string };

const columns = { ...getTableColumns(consent), region: patient.region };

/** Consents of one tenant's patients. */
export class ConsentRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Keeps everybody else from changing consents of the patient until the transaction ends. */
  async lock(patientId: string): Promise<void> {
    await this.#tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`users.consent:${patientId}`}, 0))`,
    );
  }

  /** The consent, if it exists and is visible. */
  async findById(input: { readonly tenantId: string; readonly id: string }): Promise<ConsentRow | undefined> {
    const [row] = await this.#tx
      .select(columns)
      .from(consent)
      .innerJoin(patient, eq(patient.id, consent.patientId))
      .where(and(eq(consent.tenantId, input.tenantId), eq(consent.id, input.id)));
    return row;
  }

  /** The newest consents of each of the patients, at most `limit` of each, newest first. */
  async findByPatientIds(input: {
    readonly tenantId: string;
    readonly patientIds: readonly string[];
    readonly limit: number;
  }): Promise<ConsentRow[]> {
    const newest = this.#tx
      .select()
      .from(consent)
      .where(and(eq(consent.tenantId, input.tenantId), eq(consent.patientId, patient.id)))
      .orderBy(desc(consent.createdAt), desc(consent.id))
      .limit(input.limit)
      .as("newest");
    const ids = `{${input.patientIds.join(",")}}`;
    return this.#tx
      .select({ ...newest._.selectedFields, region: patient.region })
      .from(patient)
      .crossJoinLateral(newest)
      .where(and(eq(patient.tenantId, input.tenantId), sql`${patient.id} = any(${ids}::uuid[])`))
      .orderBy(desc(newest.createdAt), desc(newest.id));
  }

  /** The patient's consent for a program that was not withdrawn; it may have expired. */
  async findOpen(input: {
    readonly tenantId: string;
    readonly patientId: string;
    readonly clientId: string;
  }): Promise<{ readonly id: string } | undefined> {
    const [row] = await this.#tx
      .select({ id: consent.id })
      .from(consent)
      .where(
        and(
          eq(consent.tenantId, input.tenantId),
          eq(consent.patientId, input.patientId),
          eq(consent.clientId, input.clientId),
          isNull(consent.withdrawnAt),
        ),
      );
    return row;
  }

  /** Adds a consent. */
  async insert({ region: _region, ...row }: ConsentRow): Promise<void> {
    await this.#tx.insert(consent).values(row);
  }

  /** Writes down when a consent was withdrawn. */
  async withdraw(input: {
    readonly tenantId: string;
    readonly id: string;
    readonly now: Date;
  }): Promise<void> {
    await this.#tx
      .update(consent)
      .set({ withdrawnAt: input.now, updatedAt: input.now })
      .where(and(eq(consent.tenantId, input.tenantId), eq(consent.id, input.id)));
  }
}
