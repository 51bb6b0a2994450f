import { z } from "zod";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { AppointmentStatus } from "../domain/appointment-status.ts";
import type { AppointmentListKey, Loaders } from "../loaders.ts";
import type { AppointmentConnectionModel } from "../mappers.ts";
import { appointmentAttributes, patientAttributes, practitionerAttributes } from "../policies.ts";
import type { AppointmentOwnerKind, AppointmentRow } from "../repositories/appointment-repository.ts";
import type { KnownPatientRow } from "../repositories/known-patient-repository.ts";
import type { PractitionerReference } from "../repositories/schedule-repository.ts";
import { cursorInstant, instant } from "./input-fields.ts";

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

/** What one viewer may read of appointments. */
export class AppointmentService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The appointment, or null when there is none that the viewer may see. */
  async find(id: string): Promise<AppointmentRow | null> {
    const row = await this.#loaders.appointments.load(id);
    if (row !== null) this.#context.access.assertCan("appointment:read", appointmentAttributes(row));
    return row;
  }

  /** One page of a patient's appointments. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async listOfPatient(
    patient: KnownPatientRow,
    args: AppointmentListArgs,
  ): Promise<AppointmentConnectionModel> {
    this.#context.access.assertCan("appointment:list", patientAttributes(patient));
    return this.#list("PATIENT", patient.id, args);
  }

  /** One page of a practitioner's appointments. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async listOfPractitioner(
    practitioner: PractitionerReference,
    args: AppointmentListArgs,
  ): Promise<AppointmentConnectionModel> {
    this.#context.access.assertCan("practitioner:appointment:list", practitionerAttributes(practitioner));
    return this.#list("PRACTITIONER", practitioner.id, args);
  }

  /** How many appointments a list has in all. */
  async count(list: AppointmentListKey): Promise<number> {
    return this.#loaders.appointmentCounts.load(list);
  }

  async #list(
    ownerKind: AppointmentOwnerKind,
    ownerId: string,
    args: AppointmentListArgs,
  ): Promise<AppointmentConnectionModel> {
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
    const found = makePage(rows, page, (row) => [row.startsAt.getTime(), row.id]);
    // What row-level security lets through and the policy does not is left out, not refused: nobody named it.
    const edges = found.edges.filter(({ node }) => this.#mayRead(node));
    return { ...found, edges, nodes: edges.map(({ node }) => node), list };
  }

  #mayRead(row: AppointmentRow): boolean {
    const { access } = this.#context;
    return access.can("appointment:read", access.thingOf(row, appointmentAttributes));
  }
}
