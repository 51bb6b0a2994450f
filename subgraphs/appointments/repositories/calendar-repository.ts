import { and, asc, eq, getTableColumns, gte, isNull, lt, notInArray, or } from "drizzle-orm";
import { appointment, calendarFeed, clinic, knownActor, serviceType } from "#drizzle/appointments/schema.ts";
import type { KnownActor } from "#shared/access-decisions/known-actors.ts";
import type { Tx } from "#shared/db/database.ts";
import { CALLED_OFF, type CalendarEntry, type CalendarKind } from "../domain/calendar.ts";
import type { Interval } from "../domain/interval.ts";
import { guardianshipColumn } from "./guardianship-repository.ts";
import { consentColumn } from "./consent-repository.ts";
import type { AppointmentRow } from "./appointment-repository.ts";

const feedColumns = {
  id: calendarFeed.id,
  tenantId: calendarFeed.tenantId,
  accountId: calendarFeed.accountId,
  ownerKind: calendarFeed.ownerKind,
  ownerId: calendarFeed.ownerId,
  name: calendarFeed.name,
  detail: calendarFeed.detail,
  lastUsedAt: calendarFeed.lastUsedAt,
};

/** What of a feed is needed to serve it. */
export type ServedFeed = Pick<typeof calendarFeed.$inferSelect, keyof typeof feedColumns>;

/** An appointment as a calendar tells of it, and what the policies read. */
export interface CalendarAppointment {
  readonly entry: CalendarEntry;
  readonly appointment: AppointmentRow;
}

const OWNER_COLUMN = { PATIENT: appointment.patientId, PRACTITIONER: appointment.practitionerId } as const;

/** Feeds by their tokens, of all tenants: under the system role, which sees those that are good and whose owner may still read them. */
export class ServedFeedRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The feed, and what its account may do now. */
  async findByTokenHash(
    tokenHash: string,
  ): Promise<{ readonly feed: ServedFeed; readonly actor: KnownActor } | undefined> {
    const [found] = await this.#tx
      .select({ feed: feedColumns, actor: getTableColumns(knownActor) })
      .from(calendarFeed)
      .innerJoin(
        knownActor,
        and(eq(knownActor.id, calendarFeed.accountId), eq(knownActor.tenantId, calendarFeed.tenantId)),
      )
      .where(and(eq(calendarFeed.tokenHash, tokenHash), isNull(calendarFeed.revokedAt)));
    return found;
  }

  /** Notes that a feed was fetched. */
  async markUsed(input: { readonly id: string; readonly usedAt: Date }): Promise<void> {
    await this.#tx
      .update(calendarFeed)
      .set({ lastUsedAt: input.usedAt })
      .where(eq(calendarFeed.id, input.id));
  }
}

/** What stands in calendars. */
export class CalendarRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * The owner's appointments that start in the stretch of time, with where and for what, by start: at most `limit`. What was called off is
   * among them when it was last changed at `cancelledFromMs` or later.
   */
  async findEntries(
    input: Interval & {
      readonly tenantId: string;
      readonly ownerKind: CalendarKind;
      readonly ownerId: string;
      readonly cancelledFromMs: number;
      readonly limit: number;
    },
  ): Promise<CalendarAppointment[]> {
    return this.#tx
      .select({
        appointment: {
          ...getTableColumns(appointment),
          consent: consentColumn(appointment.patientId),
          guardianship: guardianshipColumn(appointment.patientId),
        },
        entry: {
          id: appointment.id,
          status: appointment.status,
          startsAt: appointment.startsAt,
          endsAt: appointment.endsAt,
          version: appointment.version,
          updatedAt: appointment.updatedAt,
          serviceName: serviceType.name,
          clinicName: clinic.name,
          clinicCity: clinic.city,
        },
      })
      .from(appointment)
      .innerJoin(clinic, eq(clinic.id, appointment.clinicId))
      .innerJoin(serviceType, eq(serviceType.id, appointment.serviceTypeId))
      .where(
        and(
          eq(appointment.tenantId, input.tenantId),
          eq(OWNER_COLUMN[input.ownerKind], input.ownerId),
          gte(appointment.startsAt, new Date(input.fromMs)),
          lt(appointment.startsAt, new Date(input.untilMs)),
          or(
            notInArray(appointment.status, [...CALLED_OFF]),
            gte(appointment.updatedAt, new Date(input.cancelledFromMs)),
          ),
        ),
      )
      .orderBy(asc(appointment.startsAt), asc(appointment.id))
      .limit(input.limit);
  }
}
