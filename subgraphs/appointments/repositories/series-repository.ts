import { and, eq } from "drizzle-orm";
import { appointmentSeries } from "#drizzle/appointments/schema.ts";
import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";

const report = z.array(
  z.object({ startsAt: z.string(), appointmentId: z.string().nullable(), problem: z.string().nullable() }),
);

/** A series as stored; `report` says of each time which appointment it became, or why none. */
export type SeriesRow = Omit<typeof appointmentSeries.$inferSelect, "report"> & {
  readonly report: z.infer<typeof report>;
};

/** Series of appointments of one tenant. */
export class SeriesRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The series, if there is one that is visible. */
  async find(input: { readonly tenantId: string; readonly id: string }): Promise<SeriesRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(appointmentSeries)
      .where(and(eq(appointmentSeries.tenantId, input.tenantId), eq(appointmentSeries.id, input.id)));
    return row && { ...row, report: report.parse(row.report) };
  }

  /** Adds a series; its appointments come after it. */
  async insert(row: SeriesRow): Promise<void> {
    await this.#tx.insert(appointmentSeries).values(row);
  }
}
