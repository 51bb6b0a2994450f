import { z } from "zod";
import { TIERS } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { serviceTypeAttributes } from "../policies.ts";
import { ScheduleRepository } from "../repositories/schedule-repository.ts";
import { ServiceTypeRepository, type ServiceTypeRow } from "../repositories/service-type-repository.ts";
import {
  affectedAppointments,
  findClinicForChange,
  isNameTaken,
  kindCode,
  placeName,
  tellChange,
  waitForBookings,
  type Removal,
} from "./clinic-changes.ts";
import { within } from "./input-fields.ts";

const LONGEST_MINUTES = 24 * 60;
/** A fee is a percentage of it, in whole numbers that JavaScript can hold. */
const HIGHEST_PRICE_MINOR = 1_000_000_000_000;

const price = z.object({
  amountMinor: z
    .int()
    .min(0, "Must be 0 or more.")
    .max(HIGHEST_PRICE_MINOR, "Must be 1000000000000 at most."),
  currency: z.string(),
});
const notice = within(0, 43_200);
const horizon = within(1, 1096);
const deviceKinds = z
  .array(kindCode)
  .max(5, "Must have at most 5.")
  .transform((kinds) => [...new Set(kinds)]);
const practitionerIds = z
  .array(entityId)
  .min(1, "Must not be empty.")
  .max(100, "Must have at most 100.")
  .transform((ids) => [...new Set(ids)]);

const addInput = z.object({
  clinicId: entityId,
  name: placeName,
  durationMinutes: z.int(),
  bufferBeforeMinutes: z.int().nullish(),
  bufferAfterMinutes: z.int().nullish(),
  price,
  minimumTier: z.enum(TIERS).nullish(),
  minimumNoticeMinutes: notice.nullish(),
  bookingHorizonDays: horizon.nullish(),
  roomKind: kindCode.nullish(),
  deviceKinds: deviceKinds.nullish(),
  practitionerIds: practitionerIds.nullish(),
  idempotencyKey,
});
type AddInput = z.infer<typeof addInput>;

const updateInput = addInput
  .omit({ clinicId: true, idempotencyKey: true })
  .extend({ name: placeName.nullish(), durationMinutes: z.int().nullish(), price: price.nullish() })
  .extend({ serviceTypeId: entityId });
type UpdateInput = z.infer<typeof updateInput>;

const removeInput = z.object({ serviceTypeId: entityId });

const CHANGE_PROBLEMS = ["NAME_TAKEN", "DURATION_INVALID", "PRACTITIONER_NOT_FOUND"] as const;
type ChangeProblem = (typeof CHANGE_PROBLEMS)[number];
const ADD_PROBLEMS = ["CLINIC_NOT_FOUND", ...CHANGE_PROBLEMS] as const;

/** Why no service was added. */
export type AddServiceTypeProblem = (typeof ADD_PROBLEMS)[number];

/** Why a service was not changed. */
export type UpdateServiceTypeProblem = ChangeProblem | "SERVICE_TYPE_NOT_FOUND";

/** Outcome of adding or changing a service. */
export type ServiceTypeOutcome<Problem> =
  | { readonly serviceType: ServiceTypeRow; readonly problem: null }
  | { readonly serviceType: null; readonly problem: Problem };

/** What can be changed of a service. */
const FIELDS = [
  ...(["name", "durationMinutes", "bufferBeforeMinutes", "bufferAfterMinutes"] as const),
  ...(["priceAmountMinor", "priceCurrency", "minimumTier", "minimumNoticeMinutes"] as const),
  ...(["bookingHorizonDays", "roomKind", "deviceKinds", "practitionerIds"] as const),
] as const;

/** What a clinic offers. */
export class ServiceTypeService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** Adds a service to a clinic. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce} */
  async add(input: unknown): Promise<ServiceTypeOutcome<AddServiceTypeProblem>> {
    const wanted = parseInput(addInput, input);
    return writeOnce<ServiceTypeOutcome<AddServiceTypeProblem>, AddServiceTypeProblem>(
      this.#context,
      { mutation: "addServiceType", input: wanted },
      {
        problems: ADD_PROBLEMS,
        keep: ({ serviceType, problem }) =>
          problem === null ? { id: serviceType.id, problem } : { id: null, problem },
        again: async (tx, { id, problem }) =>
          problem === null ? { serviceType: await this.#added(tx, id), problem } : refused(problem),
      },
      (tx, record) => this.#addOnce(tx, record, wanted),
    );
  }

  /** Changes the named parts of a service. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async update(input: unknown): Promise<ServiceTypeOutcome<UpdateServiceTypeProblem>> {
    const wanted = parseInput(updateInput, input);
    return this.#context.database.write((tx, record) => this.#updateOnce(tx, record, wanted));
  }

  /** Takes a service out of what is offered, and tells which appointments are for it. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async remove(input: unknown): Promise<Removal<ServiceTypeRow, "SERVICE_TYPE_NOT_FOUND">> {
    const { serviceTypeId: id } = parseInput(removeInput, input);
    return this.#context.database.write(async (tx, record) => {
      const found = await this.#findForChange(tx, id);
      if (found === undefined)
        return { row: null, affectedAppointments: [], problem: "SERVICE_TYPE_NOT_FOUND" };
      const now = this.#context.clock();
      const row = { ...found.row, deletedAt: now, updatedAt: now };
      const { clinicId } = row;
      await waitForBookings(this.#context, tx, clinicId);
      await new ServiceTypeRepository(tx).update(row);
      tellChange(record, "service-type:remove", { entityType: "ServiceType", entityId: id });
      const affected = await affectedAppointments(this.#context, tx, { clinicId, serviceTypeId: id });
      return { row, affectedAppointments: affected, problem: null };
    });
  }

  async #addOnce(
    tx: Tx,
    record: ChangeRecord,
    input: AddInput,
  ): Promise<ServiceTypeOutcome<AddServiceTypeProblem>> {
    const clinic = await findClinicForChange(this.#context, tx, input.clinicId);
    if (clinic === undefined) return refused("CLINIC_NOT_FOUND");
    const { id: clinicId, tenantId, region } = clinic;
    const now = this.#context.clock();
    const row = {
      ...newService(input),
      id: newId(),
      tenantId,
      clinicId,
      region,
      createdAt: now,
      updatedAt: now,
    };
    const services = new ServiceTypeRepository(tx);
    const others = await services.findByClinicIds({ tenantId, clinicIds: [clinicId] });
    const problem = await this.#problemOf(tx, row, others);
    if (problem !== null) return refused(problem);
    await services.insert(row);
    tellChange(record, "service-type:add", { entityType: "ServiceType", entityId: row.id });
    return { serviceType: row, problem: null };
  }

  async #updateOnce(
    tx: Tx,
    record: ChangeRecord,
    input: UpdateInput,
  ): Promise<ServiceTypeOutcome<UpdateServiceTypeProblem>> {
    const found = await this.#findForChange(tx, input.serviceTypeId);
    if (found === undefined) return refused("SERVICE_TYPE_NOT_FOUND");
    const { row: current, others } = found;
    const row = changedService(current, input, this.#context.clock());
    const fields = FIELDS.filter((field) => String(row[field]) !== String(current[field]));
    if (fields.length === 0) return { serviceType: current, problem: null };
    const problem = await this.#problemOf(tx, row, others);
    if (problem !== null) return refused(problem);
    await new ServiceTypeRepository(tx).update(row);
    tellChange(record, "service-type:update", { entityType: "ServiceType", entityId: row.id, fields });
    return { serviceType: row, problem: null };
  }

  async #problemOf(
    tx: Tx,
    row: ServiceTypeRow,
    others: readonly ServiceTypeRow[],
  ): Promise<ChangeProblem | null> {
    const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, practitionerIds: ids, tenantId } = row;
    const total = durationMinutes + bufferBeforeMinutes + bufferAfterMinutes;
    if (durationMinutes < 1 || bufferBeforeMinutes < 0 || bufferAfterMinutes < 0 || total > LONGEST_MINUTES)
      return "DURATION_INVALID";
    if (isNameTaken(others, row)) return "NAME_TAKEN";
    if (ids === null) return null;
    const known = await new ScheduleRepository(tx).findPractitioners({ tenantId, ids });
    return known.length === ids.length ? null : "PRACTITIONER_NOT_FOUND";
  }

  /** One that an open clinic offers, and all that it offers, kept from changing until the transaction ends. @throws AppError `AUTH_FORBIDDEN` */
  async #findForChange(
    tx: Tx,
    id: string,
  ): Promise<{ readonly row: ServiceTypeRow; readonly others: readonly ServiceTypeRow[] } | undefined> {
    const { access, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("clinic:change");
    const services = new ServiceTypeRepository(tx);
    const [seen] = await services.findByIds({ tenantId, ids: [id] });
    const clinic = seen && (await findClinicForChange(this.#context, tx, seen.clinicId));
    const others =
      clinic === undefined ? [] : await services.findByClinicIds({ tenantId, clinicIds: [clinic.id] });
    const row = others.find((other) => other.id === id);
    if (row === undefined) {
      access.noteHidden("clinic:change", { type: "ServiceType", id, tenantId, patientId: null });
      return undefined;
    }
    access.assertCan("clinic:change", serviceTypeAttributes(row));
    return { row, others };
  }

  /** What was added before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #added(tx: Tx, id: string): Promise<ServiceTypeRow> {
    const tenantId = requireTenant(this.#context.viewer);
    const [row] = await new ServiceTypeRepository(tx).findByIds({ tenantId, ids: [id] });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("clinic:change", serviceTypeAttributes(row));
    return row;
  }
}

type Changeable = Pick<ServiceTypeRow, (typeof FIELDS)[number]>;

function newService(input: AddInput): Changeable & { readonly deletedAt: null } {
  return {
    name: input.name,
    durationMinutes: input.durationMinutes,
    bufferBeforeMinutes: input.bufferBeforeMinutes ?? 0,
    bufferAfterMinutes: input.bufferAfterMinutes ?? 0,
    priceAmountMinor: input.price.amountMinor,
    priceCurrency: input.price.currency,
    minimumTier: input.minimumTier ?? "STANDARD",
    minimumNoticeMinutes: input.minimumNoticeMinutes ?? 0,
    bookingHorizonDays: input.bookingHorizonDays ?? 365,
    roomKind: input.roomKind ?? null,
    deviceKinds: input.deviceKinds ?? [],
    practitionerIds: input.practitionerIds ?? null,
    deletedAt: null,
  };
}

function changedService(current: ServiceTypeRow, input: UpdateInput, now: Date): ServiceTypeRow {
  return {
    ...current,
    name: input.name ?? current.name,
    durationMinutes: input.durationMinutes ?? current.durationMinutes,
    bufferBeforeMinutes: input.bufferBeforeMinutes ?? current.bufferBeforeMinutes,
    bufferAfterMinutes: input.bufferAfterMinutes ?? current.bufferAfterMinutes,
    priceAmountMinor: input.price?.amountMinor ?? current.priceAmountMinor,
    priceCurrency: input.price?.currency ?? current.priceCurrency,
    minimumTier: input.minimumTier ?? current.minimumTier,
    minimumNoticeMinutes: input.minimumNoticeMinutes ?? current.minimumNoticeMinutes,
    bookingHorizonDays: input.bookingHorizonDays ?? current.bookingHorizonDays,
    // Of these null says something.
    roomKind: input.roomKind === undefined ? current.roomKind : input.roomKind,
    deviceKinds: input.deviceKinds ?? current.deviceKinds,
    practitionerIds: input.practitionerIds === undefined ? current.practitionerIds : input.practitionerIds,
    updatedAt: now,
  };
}

function refused<Problem>(problem: Problem): ServiceTypeOutcome<Problem> {
  return { serviceType: null, problem };
}
