import { and, asc, count, desc, eq, getTableColumns, gte, inArray, lt, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { appointment, clinic, serviceType } from "#drizzle/appointments/schema.ts";
import type { ConsentInForce } from "#shared/auth/consent.ts";
import type { GuardianshipInForce } from "#shared/auth/guardianship.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";
import type { FeeTerms } from "../domain/appointment-fee.ts";
import type { AppointmentStatus } from "../domain/appointment-status.ts";
import type { Interval } from "../domain/interval.ts";
import { consentColumn } from "./consent-repository.ts";
import { guardianshipColumn } from "./guardianship-repository.ts";
import { ownersTable } from "./owners-table.ts";

/** An appointment as stored, and what the program or guardian that asks may do for its patient. */
export type AppointmentRow = typeof appointment.$inferSelect & {
  readonly consent: ConsentInForce | null;
  readonly guardianship: GuardianshipInForce | null;
};

const columns = {
  ...getTableColumns(appointment),
  consent: consentColumn(appointment.patientId),
  guardianship: guardianshipColumn(appointment.patientId),
};

/** An appointment that is to be changed, and what its clinic and service say of fees at that moment. */
export interface AppointmentForChange {
  readonly appointment: AppointmentRow;
  readonly terms: FeeTerms;
}

/** `FOR UPDATE OF` takes a table as the statement calls it, without its schema. */
const LOCKED = alias(appointment, "appointment");

const terms = {
  freeCancellationHours: clinic.freeCancellationHours,
  lateCancellationFeePercent: clinic.lateCancellationFeePercent,
  noShowFeePercent: clinic.noShowFeePercent,
  priceAmountMinor: serviceType.priceAmountMinor,
  priceCurrency: serviceType.priceCurrency,
};

/** Whose appointments a list has. */
export type AppointmentOwnerKind = "PATIENT" | "PRACTITIONER";

/** Narrows a list of appointments; null does not narrow. */
export interface AppointmentFilter {
  /** First start, in milliseconds since the epoch. */
  readonly fromMs: number | null;
  /** Start that is too late, in milliseconds since the epoch. */
  readonly toMs: number | null;
  readonly statuses: readonly AppointmentStatus[] | null;
}

/** Start in milliseconds since the epoch, and id, of the last appointment of a page. */
export type AppointmentKeyset = readonly [startsAtMs: number, id: string];

/** Which page of which list, the same for many owners. */
export interface AppointmentListQuery {
  readonly ownerKind: AppointmentOwnerKind;
  readonly filter: AppointmentFilter;
  readonly isDescending: boolean;
  readonly page: PageRequest<AppointmentKeyset>;
}

/** Appointments of one list that are the same to the policies. */
export interface AppointmentCount {
  readonly ownerId: string;
  readonly region: string;
  /** Null when it is neither the viewer nor whom the viewer broke the glass for. */
  readonly patientId: string | null;
  /** Null when it is not the viewer. */
  readonly practitionerId: string | null;
  readonly guardianship: GuardianshipInForce | null;
  readonly total: number;
}

/** A clinic, and what of it appointments take or are for. */
export interface AppointmentPlace {
  readonly clinicId: string;
  readonly roomId?: string;
  readonly deviceId?: string;
  readonly serviceTypeId?: string;
}

/** The lists of these owners. */
interface OwnersInput {
  readonly tenantId: string;
  readonly ownerIds: readonly string[];
}

const OWNER_COLUMN = { PATIENT: appointment.patientId, PRACTITIONER: appointment.practitionerId } as const;

/** Appointments of one tenant. */
export class AppointmentRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given appointments that exist and are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<AppointmentRow[]> {
    return this.#tx
      .select(columns)
      .from(appointment)
      .where(and(eq(appointment.tenantId, input.tenantId), inArray(appointment.id, [...input.ids])));
  }

  /** The appointment if it exists and is visible, kept from changing until the transaction ends; clinic and service are not. */
  async findForChange(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<AppointmentForChange | undefined> {
    const [found] = await this.#tx
      .select({ appointment: columns, terms })
      .from(appointment)
      .innerJoin(clinic, eq(clinic.id, appointment.clinicId))
      .innerJoin(serviceType, eq(serviceType.id, appointment.serviceTypeId))
      .where(and(eq(appointment.tenantId, input.tenantId), eq(appointment.id, input.id)))
      .for("update", { of: LOCKED });
    return found;
  }

  /**
   * The same page of the lists of many owners in one statement, each with one row more when there is a next page; all
   * in the order of the list.
   */
  async findPages(input: OwnersInput & { readonly query: AppointmentListQuery }): Promise<AppointmentRow[]> {
    const { ownerKind, isDescending, page } = input.query;
    const direction = isDescending ? desc : asc;
    const owner = ownersTable(input.ownerIds);
    const listed = this.#tx
      .select(columns)
      .from(appointment)
      .where(
        and(
          eq(OWNER_COLUMN[ownerKind], owner.ownerId),
          matching(input.tenantId, input.query.filter),
          beyond(input.query),
        ),
      )
      .orderBy(direction(appointment.startsAt), direction(appointment.id))
      .limit(page.first + 1)
      .as("listed");
    return this.#tx
      .select(listed._.selectedFields)
      .from(owner)
      .crossJoinLateral(listed)
      .orderBy(direction(listed.startsAt), direction(listed.id));
  }

  /**
   * How many appointments the lists of many owners have, by what of an appointment the policies read; owners of none
   * are left out. Few groups, however long a list: only those patients and practitioners are told apart by whom the
   * policies know the viewer.
   */
  async countPerOwner(
    input: OwnersInput & {
      readonly ownerKind: AppointmentOwnerKind;
      readonly filter: AppointmentFilter;
      readonly viewer: Pick<Viewer, "patientId" | "practitionerId" | "breakGlass">;
    },
  ): Promise<AppointmentCount[]> {
    const ownerId = OWNER_COLUMN[input.ownerKind];
    const { patientId, practitionerId, breakGlass } = input.viewer;
    return this.#tx
      .select({
        ownerId,
        region: appointment.region,
        patientId: onlyThose(appointment.patientId, [patientId, breakGlass?.patientId ?? null]),
        practitionerId: onlyThose(appointment.practitionerId, [practitionerId]),
        guardianship: guardianshipColumn(appointment.patientId),
        total: count(),
      })
      .from(appointment)
      .where(and(inArray(ownerId, [...input.ownerIds]), matching(input.tenantId, input.filter)))
      .groupBy(sql`1`, sql`2`, sql`3`, sql`4`, sql`5`);
  }

  /** Adds an appointment. */
  async insert(rows: readonly AppointmentRow[]): Promise<void> {
    await this.#tx
      .insert(appointment)
      .values(rows.map(({ consent: _consent, guardianship: _guardianship, ...stored }) => stored));
  }

  /**
   * Appointments to come that lie in some of the stretches of time at the clinics they are given for: at most `limit`, by
   * start.
   * @param practitionerId null for those of everybody
   */
  async findDuring(input: {
    readonly tenantId: string;
    readonly practitionerId: string | null;
    readonly stretches: readonly (Interval & { readonly clinicId: string })[];
    readonly now: Date;
    readonly limit: number;
  }): Promise<AppointmentRow[]> {
    const { tenantId, practitionerId, stretches, now, limit } = input;
    const list = (values: readonly string[]): string => `{${values.join(",")}}`;
    const iso = (epochMs: number): string => new Date(epochMs).toISOString();
    const clinicIds = list(stretches.map(({ clinicId }) => clinicId));
    const from = list(stretches.map(({ fromMs }) => iso(fromMs)));
    const until = list(stretches.map(({ untilMs }) => iso(untilMs)));
    return this.#tx
      .select(columns)
      .from(appointment)
      .where(
        and(
          eq(appointment.tenantId, tenantId),
          practitionerId === null ? undefined : eq(appointment.practitionerId, practitionerId),
          inArray(appointment.clinicId, [...new Set(stretches.map(({ clinicId }) => clinicId))]),
          inArray(appointment.status, ["PROPOSED", "PENDING", "BOOKED"]),
          gte(appointment.startsAt, now),
          sql`exists (select from unnest(${clinicIds}::uuid[], ${from}::timestamptz[], ${until}::timestamptz[])
            as stretch (clinic_id, from_at, until_at) where stretch.clinic_id = ${appointment.clinicId}
              and ${appointment.startsAt} < stretch.until_at and ${appointment.endsAt} > stretch.from_at)`,
        ),
      )
      .orderBy(asc(appointment.startsAt), asc(appointment.id))
      .limit(limit);
  }

  /** The first appointments to come at a place, or that take or are for what is named of it, by start. */
  async findComing({
    tenantId,
    at,
    now,
    limit,
  }: {
    readonly tenantId: string;
    readonly at: AppointmentPlace;
    readonly now: Date;
    readonly limit: number;
  }): Promise<AppointmentRow[]> {
    return this.#tx
      .select(columns)
      .from(appointment)
      .where(
        and(
          ...[eq(appointment.tenantId, tenantId), eq(appointment.clinicId, at.clinicId)],
          at.roomId === undefined ? undefined : eq(appointment.roomId, at.roomId),
          at.deviceId === undefined ? undefined : sql`${at.deviceId}::uuid = any (${appointment.deviceIds})`,
          at.serviceTypeId === undefined ? undefined : eq(appointment.serviceTypeId, at.serviceTypeId),
          inArray(appointment.status, ["PROPOSED", "PENDING", "BOOKED"]),
          gte(appointment.startsAt, now),
        ),
      )
      .orderBy(asc(appointment.startsAt), asc(appointment.id))
      .limit(limit);
  }

  /** Writes what can change of an appointment that {@link findForChange} gave. */
  async update(row: AppointmentRow): Promise<void> {
    const {
      status,
      startsAt,
      endsAt,
      roomId,
      deviceIds,
      practitionerId,
      confidentiality,
      cancellationReason,
      cancelledAt,
      arrivedAt,
      startedAt,
      scheduledAt,
      feeStartsAt,
      feeKind,
      feeAmountMinor,
      feeCurrency,
      version,
      updatedAt,
    } = row;
    await this.#tx
      .update(appointment)
      .set({
        status,
        startsAt,
        endsAt,
        roomId,
        deviceIds,
        practitionerId,
        confidentiality,
        cancellationReason,
        cancelledAt,
        arrivedAt,
        startedAt,
        scheduledAt,
        feeStartsAt,
        feeKind,
        feeAmountMinor,
        feeCurrency,
        version,
        updatedAt,
      })
      .where(and(eq(appointment.tenantId, row.tenantId), eq(appointment.id, row.id)));
  }
}

/** The column where it is one of these ids, else null. */
function onlyThose(
  column: typeof appointment.patientId | typeof appointment.practitionerId,
  ids: readonly (string | null)[],
): SQL<string | null> {
  const known = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  return sql<string | null>`case when ${column} in (${known}) then ${column} end`;
}

function matching(tenantId: string, { fromMs, toMs, statuses }: AppointmentFilter): SQL | undefined {
  return and(
    eq(appointment.tenantId, tenantId),
    fromMs === null ? undefined : gte(appointment.startsAt, new Date(fromMs)),
    toMs === null ? undefined : lt(appointment.startsAt, new Date(toMs)),
    statuses === null ? undefined : inArray(appointment.status, [...statuses]),
  );
}

function beyond({ isDescending, page: { after } }: AppointmentListQuery): SQL | undefined {
  if (after === null) return undefined;
  const [startsAtMs, id] = after;
  const position = sql`(${new Date(startsAtMs).toISOString()}::timestamptz, ${id}::uuid)`;
  const current = sql`(${appointment.startsAt}, ${appointment.id})`;
  return isDescending ? sql`${current} < ${position}` : sql`${current} > ${position}`;
}
