import { validate } from "uuid";
import { z } from "zod";
import type { Action } from "#shared/auth/policies.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { email, phoneE164, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { Loaders } from "../loaders.ts";
import type { PatientConnectionModel } from "../mappers.ts";
import { patientAttributes } from "../policies.ts";
import {
  PatientRepository,
  type PatientFilter,
  type PatientRow,
} from "../repositories/patient-repository.ts";

const keyset = z.tuple([z.uuid()]);

const listInput = z.object({
  filter: z.object({ familyNamePrefix: storableText(100).nullish() }).nullish(),
});

const changeContactInput = z.object({
  patientId: z.string(),
  phone: phoneE164.nullish(),
  email: email.nullish(),
});

/** Outcome of {@link PatientService.changeContact}. */
export type ChangeContactOutcome =
  | { readonly patient: PatientRow; readonly problem: null }
  | { readonly patient: null; readonly problem: "PATIENT_NOT_FOUND" };

/** What one viewer may do with patients. */
export class PatientService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The patient, or null when there is none that the viewer may see. */
  async find(id: string): Promise<PatientRow | null> {
    const row = await this.#loaders.patients.load(id);
    if (row === null) this.#noteHidden("patient:read", id);
    else this.#context.access.assertCan("patient:read", patientAttributes(row));
    return row;
  }

  /** One page of the tenant's patients. @throws AppError `VALIDATION_ERROR` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
    readonly filter?: { readonly familyNamePrefix?: string | null | undefined } | null | undefined;
  }): Promise<PatientConnectionModel> {
    const list = this.#assertMayList();
    const page = readPageRequest(args, keyset);
    const input = parseInput(listInput, { filter: args.filter }, "");
    const filter: PatientFilter = { familyNamePrefix: input.filter?.familyNamePrefix ?? null };
    const rows = await this.#context.database.read((tx) =>
      new PatientRepository(tx).findPage({ ...list, filter, page }),
    );
    return { ...makePage(rows, page, (row) => [row.id]), filter };
  }

  /** How many patients a list has in all. */
  async count(filter: PatientFilter): Promise<number> {
    const list = this.#assertMayList();
    return this.#context.database.read((tx) => new PatientRepository(tx).count({ ...list, filter }));
  }

  /** Changes how to reach a patient. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async changeContact(input: unknown): Promise<ChangeContactOutcome> {
    const { patientId, ...contact } = parseInput(changeContactInput, input);
    const current = await this.#loaders.patients.load(patientId);
    if (current === null) {
      this.#noteHidden("patient:update", patientId);
      return { patient: null, problem: "PATIENT_NOT_FOUND" };
    }
    this.#context.access.assertCan("patient:update", patientAttributes(current));

    const changes = Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined));
    const patient = await this.#context.database.write(async (tx, record) => {
      const changed = await new PatientRepository(tx).changeContact({
        tenantId: current.tenantId,
        id: current.id,
        contact: changes,
        now: this.#context.clock(),
      });
      if (changed === undefined) return null;
      record.audit({
        category: "CHANGE",
        action: "patient:update",
        outcome: "SUCCESS",
        patientId: changed.id,
        entityType: "Patient",
        entityId: changed.id,
        fields: Object.keys(changes).map((name) => `contact.${name}`),
      });
      return changed;
    });
    return patient === null ? { patient, problem: "PATIENT_NOT_FOUND" } : { patient, problem: null };
  }

  /** Listing tells who is a patient, before any field is read: it is audited by itself. */
  #assertMayList(): { readonly tenantId: string; readonly regions: readonly string[] | null } {
    const { access, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    const list: Attributes = { type: "Patient", id: null, tenantId };
    access.assertCan("patient:list", list);
    access.readField("patient:list", list, "patients");
    return { tenantId, regions: access.regionsFor("patient:read", "Patient", tenantId) };
  }

  #noteHidden(action: Action, id: string): void {
    const { access, viewer } = this.#context;
    if (viewer.tenantId === null || !validate(id)) return;
    access.noteHidden(action, { type: "Patient", id, tenantId: viewer.tenantId, patientId: id });
  }
}
