import { z } from "zod";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { compareSlots, freeSlots, offeredSlots } from "../domain/availability.ts";
import { bookingWindow } from "../domain/booking-window.ts";
import { BusyCalendar } from "../domain/busy-calendar.ts";
import { MINUTE_MS, seenDuring, type Interval } from "../domain/interval.ts";
import type { SlotModel } from "../mappers.ts";
import { slotAttributes } from "../policies.ts";
import { SituationRepository } from "../repositories/situation-repository.ts";
import { bindingRules } from "./binding-rules.ts";
import { cursorInstant, calendarDate } from "./input-fields.ts";

const MAX_DAYS = 31;
const DAYS_MESSAGE = `Must be 1 to ${String(MAX_DAYS)}.`;
const DEFAULT_DAYS = 7;
const DEFAULT_PAGE_SIZE = 50;
const DAY_MS = 24 * 60 * MINUTE_MS;

const keyset = z.tuple([cursorInstant, z.uuid()]);

const searchInput = z.object({
  clinicId: entityId,
  serviceTypeId: entityId,
  practitionerId: entityId.nullish().transform((id) => id ?? null),
  from: calendarDate,
  days: z
    .int()
    .min(1, DAYS_MESSAGE)
    .max(MAX_DAYS, DAYS_MESSAGE)
    .nullish()
    .transform((days) => days ?? DEFAULT_DAYS),
});

/** Free times that can be booked. */
export class SlotService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** One page of free slots, by start and practitioner. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<Page<SlotModel>> {
    const tenantId = requireTenant(this.#context.viewer);
    const { access } = this.#context;
    access.assertCanOnSome("slot:read");
    const page = readPageRequest(args, keyset, DEFAULT_PAGE_SIZE);
    const { from, days, ...wanted } = parseInput(searchInput, args, "");
    const situation = await this.#context.database.read((tx) =>
      new SituationRepository(tx).find({
        ...wanted,
        tenantId,
        patientId: null,
        exceptAppointmentId: null,
        window: windowOf(from, days),
      }),
    );
    if (!situation?.serviceType) return makePage([], page, () => []);
    const { clinic, serviceType, workingHours, roomIds, busy } = situation;
    access.assertCan("slot:read", slotAttributes(serviceType));

    const offered = offeredSlots(
      { timeZone: clinic.timeZone, timing: serviceType, workingHours },
      from,
      days,
    );
    const free = freeSlots({
      slots: page.after === null ? offered : offered.filter(isBeyond(page.after)),
      timing: serviceType,
      roomIds,
      calendar: new BusyCalendar(busy),
      window: bookingWindow(bindingRules(this.#context.viewer, serviceType), this.#context.clock().getTime()),
    });
    const models = free.slice(0, page.first + 1).map(({ practitionerId, startsAtMs }) => ({
      startsAt: new Date(startsAtMs),
      endsAt: new Date(seenDuring(startsAtMs, serviceType).untilMs),
      practitioner: { id: practitionerId, tenantId, region: clinic.region },
      clinic,
      serviceType,
    }));
    return makePage(models, page, ({ startsAt, practitioner }) => [startsAt.getTime(), practitioner.id]);
  }
}

/** Wide enough for the days in any zone: local dates are at most 14 hours ahead of UTC and 12 behind. */
function windowOf(from: string, days: number): Interval {
  const firstMs = Date.parse(`${from}T00:00:00Z`);
  return { fromMs: firstMs - DAY_MS, untilMs: firstMs + (days + 1) * DAY_MS };
}

function isBeyond([startsAtMs, practitionerId]: readonly [number, string]): (
  slot: Parameters<typeof compareSlots>[0],
) => boolean {
  return (slot) => compareSlots(slot, { startsAtMs, practitionerId }) > 0;
}
