import { z } from "zod";
import { CONFIDENTIALITIES } from "#shared/auth/confidentiality.ts";
import type { Tx } from "#shared/db/database.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { Loaders } from "../loaders.ts";
import { appointmentAttributes } from "../policies.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import { ClinicalRepository, type ClinicalRow } from "../repositories/clinical-repository.ts";
import { findForChange } from "./appointment-for-change.ts";
import { textOf } from "./input-fields.ts";

const NOTES_LENGTH = 4_000;

const recordInput = z.object({
  appointmentId: entityId,
  version: z.int(),
  notes: textOf(NOTES_LENGTH).nullish(),
  confidentiality: z.enum(CONFIDENTIALITIES).nullish(),
});
type RecordInput = z.infer<typeof recordInput>;

/** Why nothing was recorded. */
export type RecordNotesProblem = "APPOINTMENT_NOT_FOUND" | "APPOINTMENT_NOT_CHANGEABLE" | "VERSION_CONFLICT";

/** Outcome of {@link ClinicalService.record}. */
export type RecordNotesOutcome =
  | { readonly appointment: AppointmentRow; readonly problem: null }
  | { readonly appointment: null; readonly problem: RecordNotesProblem };

/** The clinical part of appointments: read by few, written by who treats. */
export class ClinicalService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The clinical part; null when nothing was told or noted yet. @throws AppError `AUTH_FORBIDDEN` */
  async find(appointment: AppointmentRow): Promise<ClinicalRow | null> {
    const { access } = this.#context;
    access.assertCan("appointment:clinical:read", access.thingOf(appointment, appointmentAttributes));
    return this.#loaders.clinicalParts.load(appointment.id);
  }

  /**
   * Notes what was found, and how closely it is kept.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async record(input: unknown): Promise<RecordNotesOutcome> {
    const wanted = parseInput(recordInput, input);
    return this.#context.database.write((tx, record) => this.#recordOnce(tx, record, wanted));
  }

  async #recordOnce(tx: Tx, record: ChangeRecord, input: RecordInput): Promise<RecordNotesOutcome> {
    const found = await findForChange(this.#context, tx, {
      id: input.appointmentId,
      action: "appointment:clinical:write",
    });
    if (found === undefined) return refused("APPOINTMENT_NOT_FOUND");
    const { appointment: current } = found;
    if (current.status === "ENTERED_IN_ERROR") return refused("APPOINTMENT_NOT_CHANGEABLE");
    if (current.version !== input.version) return refused("VERSION_CONFLICT");
    const noted = {
      ...current,
      confidentiality: input.confidentiality ?? current.confidentiality,
      version: current.version + 1,
      updatedAt: this.#context.clock(),
    };
    await write(tx, noted, input.notes);
    record.audit({
      category: "CHANGE",
      action: "appointment:notes",
      outcome: "SUCCESS",
      patientId: noted.patientId,
      entityType: "Appointment",
      entityId: noted.id,
      fields: [
        ...(input.notes === undefined ? [] : ["notes"]),
        ...(noted.confidentiality === current.confidentiality ? [] : ["confidentiality"]),
      ],
      detail: { version: noted.version, confidentiality: noted.confidentiality },
    });
    return { appointment: noted, problem: null };
  }
}

/** Sent together: one round trip. */
async function write(tx: Tx, noted: AppointmentRow, notes: string | null | undefined): Promise<void> {
  const { tenantId, id: appointmentId, updatedAt: now } = noted;
  await Promise.all([
    new AppointmentRepository(tx).update(noted),
    notes !== undefined && new ClinicalRepository(tx).note({ tenantId, appointmentId, notes, now }),
  ]);
}

function refused(problem: RecordNotesProblem): RecordNotesOutcome {
  return { appointment: null, problem };
}
