import { validate } from "uuid";
import { z } from "zod";
import { decideByRole } from "#shared/auth/decide.ts";
import type { Action } from "#shared/auth/policies.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { email, phoneE164, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { tellableBirthYear } from "../domain/birth-year.ts";
import { IDENTITY, type Loaders } from "../loaders.ts";
import type { PatientConnectionModel, PatientModel } from "../mappers.ts";
import { patientAttributes } from "../policies.ts";
import { DeidentifiedPatientRepository } from "../repositories/deidentified-patient-repository.ts";
import {
  PatientRepository,
  type PatientFilter,
  type PatientRow,
} from "../repositories/patient-repository.ts";

/** Id, or pseudonym, of the last patient of a page. */
const keyset = z.tuple([z.uuid()]);

const listInput = z.object({
  filter: z.object({ familyNamePrefix: storableText(100).nullish() }).nullish(),
});

const changeContactInput = z.object({
  patientId: z.string(),
  phone: phoneE164.nullish(),
  email: email.nullish(),
});

const NO_NAMES = "Names are not told to this request, so there is no filter by them.";

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
  async find(id: string): Promise<PatientModel | null> {
    const row = await this.#loaders.patients.load(id);
    if (row === null) this.#noteHidden("patient:read", id);
    else this.#context.access.assertCan("patient:read", patientAttributes(row));
    return row;
  }

  /** How to reach the patient. @throws AppError `AUTH_FORBIDDEN` for who sees no more than who it is */
  contactOf(patient: PatientRow): Pick<PatientRow, "phone" | "email"> {
    const { access } = this.#context;
    access.assertCan("patient:contact:read", access.thingOf(patient, patientAttributes));
    const { phone, email } = patient;
    return { phone, email };
  }

  /** Region of the home clinic. @throws AppError `AUTH_FORBIDDEN` */
  regionOf(patient: PatientModel): string {
    this.#assertMayKnowOf(patient);
    return patient.region;
  }

  /** Year of birth, as far as it does not tell who it is. @throws AppError `AUTH_FORBIDDEN` */
  birthYearOf(patient: PatientModel): number | null {
    this.#assertMayKnowOf(patient);
    const year = "birthDate" in patient ? Number.parseInt(patient.birthDate, 10) : patient.birthYear;
    return tellableBirthYear(year, this.#context.clock());
  }

  /** What stands for the patient. @throws AppError `RESOURCE_NOT_FOUND` when there is no such patient any more */
  async pseudonymOf(patient: PatientModel): Promise<string> {
    if ("pseudonym" in patient) return patient.pseudonym;
    const row = await this.#loaders.deidentifiedPatients.load(patient.id);
    if (row === null) throw new AppError("RESOURCE_NOT_FOUND");
    return row.pseudonym;
  }

  /**
   * One page of the tenant's patients; without who they are for who may not know that.
   * @throws AppError `VALIDATION_ERROR`; `AUTH_FORBIDDEN` for a filter by name from who may not know names
   */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
    readonly filter?: { readonly familyNamePrefix?: string | null | undefined } | null | undefined;
  }): Promise<PatientConnectionModel> {
    const list = this.#assertMayList();
    const page = readPageRequest(args, keyset);
    const input = parseInput(listInput, { filter: args.filter }, "");
    const filter: PatientFilter = { familyNamePrefix: input.filter?.familyNamePrefix ?? null };
    if (filter.familyNamePrefix !== null) this.#assertMayAskForNames(list.tenantId);
    if (this.#goesByPseudonym()) return { ...(await this.#pageByPseudonym({ ...list, page })), filter };
    const rows = await this.#context.database.read((tx) =>
      new PatientRepository(tx).findPage({ ...list, filter, page }),
    );
    return { ...makePage(rows, page, (row) => [row.id]), filter };
  }

  /** How many patients a list has in all. */
  async count(filter: PatientFilter): Promise<number> {
    const list = this.#assertMayList();
    return this.#context.database.read((tx) =>
      this.#context.access.isMasked(IDENTITY)
        ? new DeidentifiedPatientRepository(tx).count(list)
        : new PatientRepository(tx).count({ ...list, filter }),
    );
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

  #assertMayKnowOf(patient: PatientModel): void {
    const { access } = this.#context;
    access.assertCan("patient:deidentified:read", access.thingOf(patient, patientAttributes));
  }

  /** Asking which names there are tells names. */
  #assertMayAskForNames(tenantId: string): void {
    const { access, viewer } = this.#context;
    if (decideByRole(IDENTITY.action, viewer) === "ALLOW") return;
    access.readField(IDENTITY.action, { type: "Patient", id: null, tenantId }, "name");
    throw new AppError("AUTH_FORBIDDEN", NO_NAMES);
  }

  /** An order by name tells of names; so does an id in a cursor, beside a pseudonym. */
  #goesByPseudonym(): boolean {
    const { access, viewer } = this.#context;
    if (access.isMasked(IDENTITY)) return true;
    const isTold = (action: Action): boolean => decideByRole(action, viewer) === "ALLOW";
    return viewer.scopes !== null && isTold(IDENTITY.maskedFor) && !isTold(IDENTITY.action);
  }

  async #pageByPseudonym(
    list: Parameters<DeidentifiedPatientRepository["findPage"]>[0],
  ): Promise<Page<PatientModel>> {
    const { access, database } = this.#context;
    const rows = await database.read((tx) => new DeidentifiedPatientRepository(tx).findPage(list));
    const page = makePage(rows, list.page, ({ pseudonym }) => [pseudonym]);
    if (access.isMasked(IDENTITY)) return page;
    // A token may tell other things of them, such as how to reach them.
    const edges = await Promise.all(
      page.edges.map(async ({ cursor, node }) => ({
        cursor,
        node: (await this.#loaders.patients.load(node.id)) ?? node,
      })),
    );
    return { ...page, edges, nodes: edges.map(({ node }) => node) };
  }

  /** Listing tells who is a patient, before any field is read: it is audited by itself. */
  #assertMayList(): { readonly tenantId: string; readonly regions: readonly string[] | null } {
    const { access, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    const list: Attributes = { type: "Patient", id: null, tenantId };
    access.assertCan("patient:list", list);
    access.readField("patient:list", list, "patients");
    return { tenantId, regions: access.regionsFor("patient:deidentified:read", "Patient", tenantId) };
  }

  #noteHidden(action: Action, id: string): void {
    const { access, viewer } = this.#context;
    if (viewer.tenantId === null || !validate(id)) return;
    access.noteHidden(action, { type: "Patient", id, tenantId: viewer.tenantId, patientId: id });
  }
}
