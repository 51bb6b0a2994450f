import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { clinic, knownPractitioner, schedule } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { ClinicRow } from "./clinic-repository.ts";

/** Weekly working hours as stored, with the region of their clinic. */
export type ScheduleRow = typeof schedule.$inferSelect & { readonly region: string };

const columns = { ...getTableColumns(schedule), region: clinic.region };

/** A practitioner as this context knows one. */
export interface PractitionerReference {
  readonly id: string;
  readonly tenantId: string;
  /** Region of a clinic where the practitioner works, the one at hand or the first by name; else the practitioner's own. */
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

  /** Puts the hours in the place of all that the practitioner had at the clinic. */
  async replace(
    { tenantId, clinicId, practitionerId }: Pick<ScheduleRow, "tenantId" | "clinicId" | "practitionerId">,
    hours: readonly Omit<typeof schedule.$inferInsert, "tenantId" | "clinicId" | "practitionerId">[],
  ): Promise<void> {
    const owner = { tenantId, clinicId, practitionerId };
    await this.#tx
      .delete(schedule)
      .where(
        and(
          eq(schedule.tenantId, tenantId),
          eq(schedule.clinicId, clinicId),
          eq(schedule.practitionerId, practitionerId),
        ),
      );
    if (hours.length === 0) return;
    await this.#tx.insert(schedule).values(hours.map((stretch) => ({ ...stretch, ...owner })));
  }

  /** The clinics where a practitioner has working hours, closed ones too. */
  async findClinicsOf(input: {
    readonly tenantId: string;
    readonly practitionerId: string;
  }): Promise<ClinicRow[]> {
    return this.#tx
      .selectDistinct(getTableColumns(clinic))
      .from(schedule)
      .innerJoin(clinic, eq(clinic.id, schedule.clinicId))
      .where(and(eq(schedule.tenantId, input.tenantId), eq(schedule.practitionerId, input.practitionerId)));
  }

  /** Those of the given practitioners that are known in the tenant. */
  async findPractitioners(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<PractitionerReference[]> {
    const { id, tenantId } = knownPractitioner;
    return this.#tx
      .selectDistinctOn([id], {
        ...{ id, tenantId },
        region: sql<string>`coalesce(${clinic.region}, ${knownPractitioner.region})`,
      })
      .from(knownPractitioner)
      .leftJoin(schedule, eq(schedule.practitionerId, id))
      .leftJoin(clinic, eq(clinic.id, schedule.clinicId))
      .where(and(eq(tenantId, input.tenantId), inArray(id, [...input.ids])))
      .orderBy(asc(id), asc(clinic.region));
  }
}
