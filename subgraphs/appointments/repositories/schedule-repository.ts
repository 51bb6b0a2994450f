import { and, asc, eq, getTableColumns, inArray } from "drizzle-orm";
import { clinic, schedule } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** Weekly working hours as stored, with the region of their clinic. */
export type ScheduleRow = typeof schedule.$inferSelect & { readonly region: string };

const columns = { ...getTableColumns(schedule), region: clinic.region };

/** A practitioner as this context knows one: somebody with working hours. */
export interface PractitionerReference {
  readonly id: string;
  readonly tenantId: string;
  /** Region of a clinic where the practitioner works: the one at hand, or the first by name. */
  readonly region: string;
}

/** Working hours of one tenant. */
export class ScheduleRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** All working hours at the given clinics, by weekday and opening time. */
  async findByClinicIds(input: {
    readonly tenantId: string;
    readonly clinicIds: readonly string[];
  }): Promise<ScheduleRow[]> {
    return this.#tx
      .select(columns)
      .from(schedule)
      .innerJoin(clinic, eq(clinic.id, schedule.clinicId))
      .where(and(eq(schedule.tenantId, input.tenantId), inArray(schedule.clinicId, [...input.clinicIds])))
      .orderBy(asc(schedule.weekday), asc(schedule.opensAt), asc(schedule.practitionerId), asc(schedule.id));
  }

  /** Those of the given practitioners that have working hours anywhere in the tenant. */
  async findPractitioners(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<PractitionerReference[]> {
    return this.#tx
      .selectDistinctOn([schedule.practitionerId], {
        id: schedule.practitionerId,
        tenantId: schedule.tenantId,
        region: clinic.region,
      })
      .from(schedule)
      .innerJoin(clinic, eq(clinic.id, schedule.clinicId))
      .where(and(eq(schedule.tenantId, input.tenantId), inArray(schedule.practitionerId, [...input.ids])))
      .orderBy(asc(schedule.practitionerId), asc(clinic.region));
  }
}
