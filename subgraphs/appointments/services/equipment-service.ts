import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { roomAttributes } from "../policies.ts";
import type { AppointmentPlace } from "../repositories/appointment-repository.ts";
import { DeviceRepository, type DeviceRow } from "../repositories/device-repository.ts";
import { RoomRepository, type RoomRow } from "../repositories/room-repository.ts";
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

/** A room or a device; they have the same columns. */
type EquipmentRow = RoomRow & DeviceRow;

const addInput = z.object({ clinicId: entityId, name: placeName, kind: kindCode, idempotencyKey });
type AddInput = z.infer<typeof addInput>;

const changes = { name: placeName.nullish(), kind: kindCode.nullish() };

interface UpdateInput {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly kind?: string | null | undefined;
}

/** What tells rooms from devices. */
export interface EquipmentDefinition<NotFound extends string> {
  readonly type: "Room" | "Device";
  /** First part of the names of what is done to it. */
  readonly noun: "room" | "device";
  readonly notFound: NotFound;
  readonly rows: (tx: Tx) => RoomRepository | DeviceRepository;
  readonly updateInput: z.ZodType<UpdateInput>;
  readonly removeInput: z.ZodType<{ readonly id: string }>;
  /** Which of a clinic's appointments take it. */
  readonly at: (id: string) => Omit<AppointmentPlace, "clinicId">;
}

/** Rooms of clinics. */
export const ROOMS: EquipmentDefinition<"ROOM_NOT_FOUND"> = {
  ...{ type: "Room", noun: "room", notFound: "ROOM_NOT_FOUND" },
  rows: (tx) => new RoomRepository(tx),
  updateInput: z
    .object({ roomId: entityId, ...changes })
    .transform(({ roomId, ...rest }) => ({ id: roomId, ...rest })),
  removeInput: z.object({ roomId: entityId }).transform(({ roomId }) => ({ id: roomId })),
  at: (roomId) => ({ roomId }),
};

/** Devices of clinics. */
export const DEVICES: EquipmentDefinition<"DEVICE_NOT_FOUND"> = {
  ...{ type: "Device", noun: "device", notFound: "DEVICE_NOT_FOUND" },
  rows: (tx) => new DeviceRepository(tx),
  updateInput: z
    .object({ deviceId: entityId, ...changes })
    .transform(({ deviceId, ...rest }) => ({ id: deviceId, ...rest })),
  removeInput: z.object({ deviceId: entityId }).transform(({ deviceId }) => ({ id: deviceId })),
  at: (deviceId) => ({ deviceId }),
};

const ADD_PROBLEMS = ["CLINIC_NOT_FOUND", "NAME_TAKEN"] as const;

/** Why nothing was added. */
export type AddEquipmentProblem = (typeof ADD_PROBLEMS)[number];

/** Outcome of adding or changing something. */
export type EquipmentOutcome<Problem> =
  { readonly row: EquipmentRow; readonly problem: null } | { readonly row: null; readonly problem: Problem };

/** Adds, changes and removes the rooms of clinics, or their devices. */
export class EquipmentService<NotFound extends string> {
  readonly #context: RequestContext;
  readonly #of: EquipmentDefinition<NotFound>;

  constructor(context: RequestContext, definition: EquipmentDefinition<NotFound>) {
    this.#context = context;
    this.#of = definition;
  }

  /** Adds one to a clinic. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce} */
  async add(input: unknown): Promise<EquipmentOutcome<AddEquipmentProblem>> {
    const wanted = parseInput(addInput, input);
    return writeOnce<EquipmentOutcome<AddEquipmentProblem>, AddEquipmentProblem>(
      this.#context,
      { mutation: `add${this.#of.type}`, input: wanted },
      {
        problems: ADD_PROBLEMS,
        keep: ({ row, problem }) => (problem === null ? { id: row.id, problem } : { id: null, problem }),
        again: async (tx, { id, problem }) =>
          problem === null ? { row: await this.#added(tx, id), problem } : refused(problem),
      },
      (tx, record) => this.#addOnce(tx, record, wanted),
    );
  }

  /** Changes name and kind of one. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async update(input: unknown): Promise<EquipmentOutcome<NotFound | "NAME_TAKEN">> {
    const wanted = parseInput(this.#of.updateInput, input);
    return this.#context.database.write((tx, record) => this.#updateOnce(tx, record, wanted));
  }

  /** Removes one, and tells which appointments take it. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async remove(input: unknown): Promise<Removal<EquipmentRow, NotFound>> {
    const { id } = parseInput(this.#of.removeInput, input);
    return this.#context.database.write(async (tx, record) => {
      const found = await this.#findForChange(tx, id);
      if (found === undefined) return { row: null, affectedAppointments: [], problem: this.#of.notFound };
      const now = this.#context.clock();
      const row = { ...found.row, deletedAt: now, updatedAt: now };
      const { clinicId } = row;
      await waitForBookings(this.#context, tx, clinicId);
      await this.#of.rows(tx).update(row);
      tellChange(record, this.#action("remove"), { entityType: this.#of.type, entityId: id });
      const affected = await affectedAppointments(this.#context, tx, { clinicId, ...this.#of.at(id) });
      return { row, affectedAppointments: affected, problem: null };
    });
  }

  async #addOnce(
    tx: Tx,
    record: ChangeRecord,
    { clinicId, name, kind }: AddInput,
  ): Promise<EquipmentOutcome<AddEquipmentProblem>> {
    const clinic = await findClinicForChange(this.#context, tx, clinicId);
    if (clinic === undefined) return refused("CLINIC_NOT_FOUND");
    const { tenantId, region } = clinic;
    const rows = this.#of.rows(tx);
    const id = newId();
    const others = await rows.findByClinicIds({ tenantId, clinicIds: [clinicId] });
    if (isNameTaken(others, { id, name })) return refused("NAME_TAKEN");
    const now = this.#context.clock();
    const row = {
      id,
      tenantId,
      clinicId,
      region,
      name,
      kind,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    await rows.insert(row);
    tellChange(record, this.#action("add"), { entityType: this.#of.type, entityId: id });
    return { row, problem: null };
  }

  async #updateOnce(
    tx: Tx,
    record: ChangeRecord,
    input: UpdateInput,
  ): Promise<EquipmentOutcome<NotFound | "NAME_TAKEN">> {
    const found = await this.#findForChange(tx, input.id);
    if (found === undefined) return refused(this.#of.notFound);
    const { row: current, others } = found;
    const { name, kind } = { name: input.name ?? current.name, kind: input.kind ?? current.kind };
    const fields = [name === current.name ? [] : ["name"], kind === current.kind ? [] : ["kind"]].flat();
    if (fields.length === 0) return { row: current, problem: null };
    if (isNameTaken(others, { id: current.id, name })) return refused("NAME_TAKEN");
    const row = { ...current, name, kind, updatedAt: this.#context.clock() };
    await this.#of.rows(tx).update(row);
    tellChange(record, this.#action("update"), { entityType: this.#of.type, entityId: row.id, fields });
    return { row, problem: null };
  }

  /** One that an open clinic has, and all that it has, kept from changing until the transaction ends. @throws AppError `AUTH_FORBIDDEN` */
  async #findForChange(
    tx: Tx,
    id: string,
  ): Promise<{ readonly row: EquipmentRow; readonly others: readonly EquipmentRow[] } | undefined> {
    const { access, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("clinic:change");
    const rows = this.#of.rows(tx);
    const [seen] = await rows.findByIds({ tenantId, ids: [id] });
    const clinic = seen && (await findClinicForChange(this.#context, tx, seen.clinicId));
    const others =
      clinic === undefined ? [] : await rows.findByClinicIds({ tenantId, clinicIds: [clinic.id] });
    const row = others.find((other) => other.id === id);
    if (row === undefined) {
      access.noteHidden("clinic:change", { type: this.#of.type, id, tenantId, patientId: null });
      return undefined;
    }
    access.assertCan("clinic:change", { ...roomAttributes(row), type: this.#of.type });
    return { row, others };
  }

  /** What was added before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #added(tx: Tx, id: string): Promise<EquipmentRow> {
    const tenantId = requireTenant(this.#context.viewer);
    const [row] = await this.#of.rows(tx).findByIds({ tenantId, ids: [id] });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("clinic:change", { ...roomAttributes(row), type: this.#of.type });
    return row;
  }

  #action(verb: "add" | "update" | "remove"): string {
    return `${this.#of.noun}:${verb}`;
  }
}

function refused<Problem>(problem: Problem): EquipmentOutcome<Problem> {
  return { row: null, problem };
}
