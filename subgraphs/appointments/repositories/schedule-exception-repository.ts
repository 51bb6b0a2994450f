import { and, asc, eq, getTableColumns, gte, isNotNull, or, sql } from "drizzle-orm";
import { clinic, knownPractitioner, schedule, scheduleException } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";

/** An exception as stored, with the region of its clinic, or of the practitioner who is away. */
export type ScheduleExceptionRow = typeof scheduleException.$inferSelect & { readonly region: string };

/** What of an exception decides who may see and change it; the id is null while it is only being added. */
export type ScheduleExceptionOwner = Pick<ScheduleExceptionRow, "tenantId" | "practitionerId" | "region"> & {
  readonly id: string | null;
};

/** First day and id of the last exception of a page. */
export type ScheduleExceptionKeyset = readonly [firstDate: string, id: string];

const columns = {
  ...getTableColumns(scheduleException),
  region: sql<string>`coalesce(${clinic.region}, ${knownPractitioner.region})`,
};

/** Leave, closures and extra hours of one tenant. */
export class ScheduleExceptionRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The exception, if there is one that is visible. */
  async find(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<ScheduleExceptionRow | undefined> {
    const [row] = await this.#select().where(
      and(eq(scheduleException.tenantId, input.tenantId), eq(scheduleException.id, input.id)),
    );
    return row;
  }

  /**
   * One page of what concerns a clinic, by first day, and one row more when there is a next page: its own, and leave of who
   * works there, that end on `from` or later or come again.
   */
  async findPage(input: {
    readonly tenantId: string;
    readonly clinicId: string;
    readonly from: string;
    readonly page: PageRequest<ScheduleExceptionKeyset>;
  }): Promise<ScheduleExceptionRow[]> {
    const { after, first } = input.page;
    return this.#select()
      .where(
        and(
          eq(scheduleException.tenantId, input.tenantId),
          or(eq(scheduleException.clinicId, input.clinicId), isLeaveAt(input.clinicId)),
          or(gte(scheduleException.lastDate, input.from), isNotNull(scheduleException.recurrence)),
          after === null
            ? undefined
            : sql`(${scheduleException.firstDate}, ${scheduleException.id}) > (${after[0]}::date, ${after[1]}::uuid)`,
        ),
      )
      .orderBy(asc(scheduleException.firstDate), asc(scheduleException.id))
      .limit(first + 1);
  }

  /** Adds an exception. */
  async insert({ region: _region, ...row }: ScheduleExceptionRow): Promise<void> {
    await this.#tx.insert(scheduleException).values(row);
  }

  /** Removes an exception. */
  async remove(input: { readonly tenantId: string; readonly id: string }): Promise<void> {
    await this.#tx
      .delete(scheduleException)
      .where(and(eq(scheduleException.tenantId, input.tenantId), eq(scheduleException.id, input.id)));
  }

  #select() {
    return this.#tx
      .select(columns)
      .from(scheduleException)
      .leftJoin(clinic, eq(clinic.id, scheduleException.clinicId))
      .leftJoin(knownPractitioner, eq(knownPractitioner.id, scheduleException.practitionerId));
  }
}

function isLeaveAt(clinicId: string) {
  return and(
    eq(scheduleException.kind, "LEAVE"),
    sql`${scheduleException.practitionerId} in (select ${schedule.practitionerId} from ${schedule}
      where ${schedule.clinicId} = ${clinicId})`,
  );
}
