import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { isTimeZone } from "../domain/local-time.ts";
import { clinicAttributes } from "../policies.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";
import {
  affectedAppointments,
  findClinicForChange,
  placeName,
  tellChange,
  waitForBookings,
  type Removal,
} from "./clinic-changes.ts";

const addInput = z.object({
  name: placeName,
  region: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Must be lower-case letters, digits and single hyphens.")
    .max(50, "Must have at most 50 characters."),
  timeZone: storableText(100),
  city: placeName,
  idempotencyKey,
});
type AddInput = z.infer<typeof addInput>;

const updateInput = z.object({ clinicId: entityId, name: placeName.nullish(), city: placeName.nullish() });
type UpdateInput = z.infer<typeof updateInput>;

const closeInput = z.object({ clinicId: entityId });

const ADD_PROBLEMS = ["NAME_TAKEN", "TIME_ZONE_UNKNOWN"] as const;

/** Why no clinic was added. */
export type AddClinicProblem = (typeof ADD_PROBLEMS)[number];

/** Why a clinic was not changed. */
export type UpdateClinicProblem = "CLINIC_NOT_FOUND" | "NAME_TAKEN";

/** Outcome of adding or changing a clinic. */
export type ClinicOutcome<Problem> =
  | { readonly clinic: ClinicRow; readonly problem: null }
  | { readonly clinic: null; readonly problem: Problem };

/** Opens, changes and closes clinics. */
export class ClinicChangeService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** Adds a clinic. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce} */
  async add(input: unknown): Promise<ClinicOutcome<AddClinicProblem>> {
    const wanted = parseInput(addInput, input);
    return writeOnce<ClinicOutcome<AddClinicProblem>, AddClinicProblem>(
      this.#context,
      { mutation: "addClinic", input: wanted },
      {
        problems: ADD_PROBLEMS,
        keep: ({ clinic, problem }) =>
          problem === null ? { id: clinic.id, problem } : { id: null, problem },
        again: async (tx, { id, problem }) =>
          problem === null ? { clinic: await this.#added(tx, id), problem } : refused(problem),
      },
      (tx, record) => this.#addOnce(tx, record, wanted),
    );
  }

  /** Changes name and city of a clinic. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async update(input: unknown): Promise<ClinicOutcome<UpdateClinicProblem>> {
    const wanted = parseInput(updateInput, input);
    return this.#context.database.write((tx, record) => this.#updateOnce(tx, record, wanted));
  }

  /** Closes a clinic, and tells which appointments that meets. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async close(input: unknown): Promise<Removal<ClinicRow, "CLINIC_NOT_FOUND">> {
    const { clinicId } = parseInput(closeInput, input);
    return this.#context.database.write(async (tx, record) => {
      const current = await findClinicForChange(this.#context, tx, clinicId);
      if (current === undefined) return { row: null, affectedAppointments: [], problem: "CLINIC_NOT_FOUND" };
      const now = this.#context.clock();
      const row = { ...current, deletedAt: now, updatedAt: now };
      await waitForBookings(this.#context, tx, clinicId);
      await new ClinicRepository(tx).update(row);
      tellChange(record, "clinic:close", { entityType: "Clinic", entityId: clinicId });
      const affected = await affectedAppointments(this.#context, tx, { clinicId });
      return { row, affectedAppointments: affected, problem: null };
    });
  }

  async #addOnce(
    tx: Tx,
    record: ChangeRecord,
    { idempotencyKey: _key, ...input }: AddInput,
  ): Promise<ClinicOutcome<AddClinicProblem>> {
    const { access, viewer, clock } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("clinic:change");
    access.assertCan("clinic:change", { type: "Clinic", id: null, tenantId, region: input.region });
    if (!isTimeZone(input.timeZone)) return refused("TIME_ZONE_UNKNOWN");
    const clinics = new ClinicRepository(tx);
    if ((await clinics.findNamesake({ tenantId, name: input.name })) !== undefined)
      return refused("NAME_TAKEN");
    const now = clock();
    const clinic = await clinics.insert({ ...input, id: newId(), tenantId, createdAt: now, updatedAt: now });
    tellChange(record, "clinic:add", { entityType: "Clinic", entityId: clinic.id });
    return { clinic, problem: null };
  }

  async #updateOnce(
    tx: Tx,
    record: ChangeRecord,
    input: UpdateInput,
  ): Promise<ClinicOutcome<UpdateClinicProblem>> {
    const { tenantId } = this.#context.viewer;
    const current = await findClinicForChange(this.#context, tx, input.clinicId);
    if (current === undefined || tenantId === null) return refused("CLINIC_NOT_FOUND");
    const { name, city } = { name: input.name ?? current.name, city: input.city ?? current.city };
    const fields = [name === current.name ? [] : ["name"], city === current.city ? [] : ["city"]].flat();
    if (fields.length === 0) return { clinic: current, problem: null };
    const clinics = new ClinicRepository(tx);
    const namesake = await clinics.findNamesake({ tenantId, name });
    if (namesake !== undefined && namesake.id !== current.id) return refused("NAME_TAKEN");
    const clinic = { ...current, name, city, updatedAt: this.#context.clock() };
    await clinics.update(clinic);
    tellChange(record, "clinic:update", { entityType: "Clinic", entityId: clinic.id, fields });
    return { clinic, problem: null };
  }

  /** What was added before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #added(tx: Tx, id: string): Promise<ClinicRow> {
    const { access, viewer } = this.#context;
    const [row] = await new ClinicRepository(tx).findByIds({ tenantId: requireTenant(viewer), ids: [id] });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    access.assertCan("clinic:change", clinicAttributes(row));
    return row;
  }
}

function refused<Problem>(problem: Problem): ClinicOutcome<Problem> {
  return { clinic: null, problem };
}
