import { z } from "zod";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { firstFreeSlots, type FreeSlot, type ServiceOffer } from "../domain/availability.ts";
import { bookingWindow } from "../domain/booking-window.ts";
import { BusyCalendar } from "../domain/busy-calendar.ts";
import { DAY_MS, seenDuring, type Interval } from "../domain/interval.ts";
import { fittingResources, hoursOfService } from "../domain/service-needs.ts";
import type { SlotModel } from "../mappers.ts";
import { slotAttributes } from "../policies.ts";
import type { ClinicRow } from "../repositories/clinic-repository.ts";
import type { ServiceTypeRow } from "../repositories/service-type-repository.ts";
import { SituationRepository, type Situation } from "../repositories/situation-repository.ts";
import { bindingRules } from "./binding-rules.ts";
import { cursorInstant, calendarDate, optionalId } from "./input-fields.ts";

const MAX_DAYS = 31;
const DAYS_MESSAGE = `Must be 1 to ${String(MAX_DAYS)}.`;
const DEFAULT_DAYS = 7;
const DEFAULT_PAGE_SIZE = 50;
const MAX_SERVICES = 20;
const MAX_PRACTITIONERS = 50;

const keyset = z.tuple([cursorInstant, z.uuid(), z.uuid()]);

/** Ids that are searched for: 1 to `maximum` of them, without those that come twice. */
const idsOf = (maximum: number) =>
  z
    .array(entityId)
    .min(1, "Must not be empty.")
    .max(maximum, `Must have at most ${String(maximum)}.`)
    .transform((ids) => [...new Set(ids)])
    .nullish()
    .transform((ids) => ids ?? null);

const searchInput = z
  .object({
    clinicId: optionalId,
    serviceTypeId: optionalId,
    serviceTypeIds: idsOf(MAX_SERVICES),
    practitionerId: optionalId,
    practitionerIds: idsOf(MAX_PRACTITIONERS),
    from: calendarDate,
    days: z
      .int()
      .min(1, DAYS_MESSAGE)
      .max(MAX_DAYS, DAYS_MESSAGE)
      .nullish()
      .transform((days) => days ?? DEFAULT_DAYS),
  })
  .refine(({ serviceTypeId, serviceTypeIds }) => (serviceTypeId === null) !== (serviceTypeIds === null), {
    path: ["serviceTypeIds"],
    message: "Must be given when `serviceTypeId` is not, and only then.",
  })
  .refine(({ practitionerId, practitionerIds }) => practitionerId === null || practitionerIds === null, {
    path: ["practitionerIds"],
    message: "Must be left out when `practitionerId` is given.",
  })
  .transform(({ serviceTypeId, serviceTypeIds, practitionerId, practitionerIds, ...search }) => ({
    ...search,
    serviceTypeIds: serviceTypeIds ?? (serviceTypeId === null ? [] : [serviceTypeId]),
    practitionerIds: practitionerIds ?? (practitionerId === null ? null : [practitionerId]),
  }));

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
    const { from, days, clinicId, ...wanted } = parseInput(searchInput, args, "");
    const situations = await this.#context.database.read((tx) =>
      new SituationRepository(tx).find({
        ...{ ...wanted, tenantId, patientIds: [], except: null },
        clinicIds: clinicId === null ? null : [clinicId],
        windows: [windowOf(from, days)],
      }),
    );
    const offers = situations.flatMap((situation) =>
      situation.serviceTypes.map((serviceType) => this.#offer(situation, serviceType)),
    );
    const byService = new Map(offers.map((offer) => [offer.serviceTypeId, offer]));
    const free = firstFreeSlots({
      ...{ offers, from, days, limit: page.first + 1 },
      calendar: new BusyCalendar(situations.flatMap(({ busy }) => busy)),
      after: page.after && {
        startsAtMs: page.after[0],
        practitionerId: page.after[1],
        serviceTypeId: page.after[2],
      },
    });
    const models = free.flatMap((slot) => {
      const offer = byService.get(slot.serviceTypeId);
      return offer === undefined ? [] : toModel(slot, offer);
    });
    return makePage(models, page, ({ startsAt, practitioner, serviceType }) => [
      startsAt.getTime(),
      practitioner.id,
      serviceType.id,
    ]);
  }

  /** @throws AppError `AUTH_FORBIDDEN` when the viewer may not see free times of the service */
  #offer(situation: Situation, serviceType: ServiceTypeRow): OfferedService {
    const { access, clock, viewer } = this.#context;
    access.assertCan("slot:read", slotAttributes(serviceType));
    const { clinic } = situation;
    return {
      ...{ clinic, serviceType },
      ...hoursOfService(serviceType, situation),
      serviceTypeId: serviceType.id,
      timeZone: clinic.timeZone,
      timing: serviceType,
      resources: fittingResources(serviceType, situation),
      window: bookingWindow(bindingRules(viewer, serviceType), clock().getTime()),
    };
  }
}

/** An offer with the rows that it is made of. */
interface OfferedService extends ServiceOffer {
  readonly clinic: ClinicRow;
  readonly serviceType: ServiceTypeRow;
}

function toModel(
  { practitionerId, startsAtMs }: FreeSlot,
  { clinic, serviceType }: OfferedService,
): SlotModel {
  return {
    startsAt: new Date(startsAtMs),
    endsAt: new Date(seenDuring(startsAtMs, serviceType).untilMs),
    practitioner: { id: practitionerId, tenantId: clinic.tenantId, region: clinic.region },
    clinic,
    serviceType,
  };
}

/** Wide enough for the days in any zone: local dates are at most 14 hours ahead of UTC and 12 behind. */
function windowOf(from: string, days: number): Interval {
  const firstMs = Date.parse(`${from}T00:00:00Z`);
  return { fromMs: firstMs - DAY_MS, untilMs: firstMs + (days + 1) * DAY_MS };
}
