import { validate } from "uuid";
import { z } from "zod";
import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import type { Action } from "#shared/auth/policies.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { instant } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { feeOf, freeCancellationUntilMs } from "../domain/appointment-fee.ts";
import { transition, type AppointmentStatus } from "../domain/appointment-status.ts";
import { loadPromised, type AppointmentListKey, type Loaders } from "../loaders.ts";
import type { AppointmentConnectionModel } from "../mappers.ts";
import { appointmentAttributes, patientAttributes, practitionerAttributes } from "../policies.ts";
import type { AppointmentOwnerKind, AppointmentRow } from "../repositories/appointment-repository.ts";
import type { KnownPatientRow } from "../repositories/known-patient-repository.ts";
import type { PractitionerReference } from "../repositories/schedule-repository.ts";
import { cursorInstant } from "./input-fields.ts";

const keyset = z.tuple([cursorInstant, z.uuid()]);

const STATUSES = "Must name 1 to 10 states.";
const listInput = z.object({
  filter: z
    .object({
      from: instant.nullish(),
      to: instant.nullish(),
      statuses: z.array(z.custom<AppointmentStatus>()).min(1, STATUSES).max(10, STATUSES).nullish(),
    })
    .nullish(),
});

/** Arguments of a list of appointments, as the schema has them. */
export interface AppointmentListArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly filter?: unknown;
  readonly order?: "STARTS_AT_ASC" | "STARTS_AT_DESC" | null | undefined;
}

/** The right to look through an owner's list. */
const LIST_ACTION = {
  PATIENT: "appointment:list",
  PRACTITIONER: "practitioner:appointment:list",
} as const satisfies Record<AppointmentOwnerKind, Action>;

/** What one viewer may read of appointments. */
export class AppointmentService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The appointment, or null when there is none that the viewer may see. @throws AppError `AUTH_FORBIDDEN` */
  async find(id: string): Promise<AppointmentRow | null> {
    const tenantId = requireTenant(this.#context.viewer);
    const row = await this.#loaders.appointments.load(id);
    if (row !== null) {
      this.#assertMayRead(row);
      return row;
    }
    // What is no id is not written down: it may be anything.
    const thing = { type: "Appointment", id: validate(id) ? id : null, tenantId, patientId: null };
    this.#context.access.noteHidden("appointment:read", thing);
    return null;
  }

  /** One page of a patient's appointments. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async listOfPatient(
    patient: KnownPatientRow,
    args: AppointmentListArgs,
  ): Promise<AppointmentConnectionModel> {
    return this.#list("PATIENT", patient.id, patientAttributes(patient), args);
  }

  /** One page of a practitioner's appointments. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async listOfPractitioner(
    practitioner: PractitionerReference,
    args: AppointmentListArgs,
  ): Promise<AppointmentConnectionModel> {
    return this.#list("PRACTITIONER", practitioner.id, practitionerAttributes(practitioner), args);
  }

  /** How many appointments a list has in all, of those the viewer may see. @throws AppError `AUTH_FORBIDDEN` */
  async count({ list, owner }: AppointmentConnectionModel): Promise<number> {
    const { access } = this.#context;
    access.assertCan(LIST_ACTION[list.query.ownerKind], owner);
    const counts = await this.#loaders.appointmentCounts.load(list);
    return counts
      .filter(({ region, patientId, practitionerId, guardianship }) =>
        access.can("appointment:read", {
          type: "Appointment",
          id: null,
          tenantId: owner.tenantId,
          region,
          patientId,
          practitionerId,
          // A list of a patient's has no other patient's in it; of others nobody reads by consent.
          consent: owner.consent ?? null,
          guardianship,
        }),
      )
      .reduce((sum, { total }) => sum + total, 0);
  }

  /**
   * The last instant at which the patient cancels the appointment for free, which may have passed; null when it cannot be cancelled
   * any more, or cancelling late costs nothing.
   */
  async freeCancellationUntil(row: AppointmentRow): Promise<Date | null> {
    this.#assertMayRead(row);
    if (row.status !== "BOOKED" || transition("cancel", row, this.#context.clock()).status === null)
      return null;
    const [clinic, serviceType] = await Promise.all([
      loadPromised(this.#loaders.clinics, row.clinicId),
      loadPromised(this.#loaders.serviceTypes, row.serviceTypeId),
    ]);
    const terms = { ...clinic, ...serviceType };
    if (feeOf("LATE_CANCELLATION", terms) === null) return null;
    return new Date(freeCancellationUntilMs(row, terms));
  }

  /** Why the appointment was cancelled. @throws AppError `AUTH_FORBIDDEN` */
  cancellationReasonOf(row: AppointmentRow): string | null {
    this.#assertMayReadDetails(row);
    return row.cancellationReason;
  }

  /** How closely the appointment is kept. @throws AppError `AUTH_FORBIDDEN` */
  confidentialityOf(row: AppointmentRow): Confidentiality {
    this.#assertMayReadDetails(row);
    return row.confidentiality;
  }

  async #list(
    ownerKind: AppointmentOwnerKind,
    ownerId: string,
    owner: Attributes,
    args: AppointmentListArgs,
  ): Promise<AppointmentConnectionModel> {
    this.#context.access.assertCan(LIST_ACTION[ownerKind], owner);
    const page = readPageRequest(args, keyset);
    const { filter } = parseInput(listInput, { filter: args.filter }, "");
    const list: AppointmentListKey = {
      ownerId,
      query: {
        ownerKind,
        filter: {
          fromMs: filter?.from ?? null,
          toMs: filter?.to ?? null,
          statuses: filter?.statuses ?? null,
        },
        isDescending: args.order === "STARTS_AT_DESC",
        page,
      },
    };
    const rows = await this.#loaders.appointmentPages.load(list);
    // Row-level security leaves out what the viewer may not read. What it lets through and the policy does not is
    // refused with the whole list: cursors and the total would tell of it, were it only left out.
    for (const row of rows) this.#assertMayRead(row);
    return { ...makePage(rows, page, (row) => [row.startsAt.getTime(), row.id]), list, owner };
  }

  #assertMayReadDetails(row: AppointmentRow): void {
    const { access } = this.#context;
    access.assertCan("appointment:detail:read", access.thingOf(row, appointmentAttributes));
  }

  #assertMayRead(row: AppointmentRow): void {
    const { access } = this.#context;
    access.assertCan("appointment:read", access.thingOf(row, appointmentAttributes));
  }
}
