import { z } from "zod";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { WAITLIST_PRIORITIES } from "../domain/waitlist.ts";
import type { Loaders } from "../loaders.ts";
import type { WaitlistOfferModel } from "../mappers.ts";
import { patientAttributes, slotHoldAttributes, waitlistEntryAttributes } from "../policies.ts";
import type { KnownPatientRow } from "../repositories/known-patient-repository.ts";
import type { SlotHoldRow } from "../repositories/slot-hold-repository.ts";
import { WaitlistRepository, type WaitlistEntryRow } from "../repositories/waitlist-repository.ts";
import { cursorInstant, optionalId } from "./input-fields.ts";

const pageInput = z.object({ clinicId: entityId, serviceTypeId: optionalId });
const rank = z.tuple([z.enum(WAITLIST_PRIORITIES), cursorInstant, z.uuid()]);

/** What one viewer may read of who waits, and of what is kept free for patients. */
export class WaitlistListService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** One page of who waits at a clinic, in the order of turns. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<Page<WaitlistEntryRow>> {
    const { access, database, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("waitlist:list");
    const page = readPageRequest(args, rank);
    const wanted = parseInput(pageInput, args, "");
    const clinic = await this.#loaders.clinics.load(wanted.clinicId);
    if (clinic === null) return makePage([], page, rankOf);
    // Who may not see all that wait there sees who waits for them by name.
    const all = { type: "WaitlistEntry", id: null, tenantId, region: clinic.region };
    const practitionerId = access.can("waitlist:list", all) ? null : viewer.practitionerId;
    if (!access.can("waitlist:list", { ...all, practitionerId })) return makePage([], page, rankOf);
    const rows = await database.read((tx) =>
      new WaitlistRepository(tx).findPage({ ...wanted, tenantId, practitionerId, page }),
    );
    this.#assertMayRead(rows);
    return makePage(rows, page, rankOf);
  }

  /** One page of what a patient waits and has waited for. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async listOfPatient(
    patient: KnownPatientRow,
    args: {
      readonly first?: number | null | undefined;
      readonly after?: string | null | undefined;
      readonly isLive?: boolean | null | undefined;
    },
  ): Promise<Page<WaitlistEntryRow>> {
    this.#context.access.assertCan("appointment:list", patientAttributes(patient));
    const page = readPageRequest(args, z.tuple([z.uuid()]));
    const rows = await this.#loaders.waitlistPages.load({
      ownerId: patient.id,
      query: { isLive: args.isLive === true, page },
    });
    this.#assertMayRead(rows);
    return makePage(rows, page, ({ id }) => [id]);
  }

  /** The times that are kept free for a patient now. @throws AppError `AUTH_FORBIDDEN` */
  async holdsOfPatient(patient: KnownPatientRow): Promise<SlotHoldRow[]> {
    const { access } = this.#context;
    access.assertCan("appointment:list", patientAttributes(patient));
    const rows = await this.#loaders.slotHoldsOfPatient.load(patient.id);
    for (const row of rows) access.assertCan("appointment:read", access.thingOf(row, slotHoldAttributes));
    return rows;
  }

  /** The offer that an entry has now, if it has one. @throws AppError `AUTH_FORBIDDEN` */
  async offerOf(entry: WaitlistEntryRow): Promise<WaitlistOfferModel | null> {
    this.#assertMayRead([entry]);
    if (entry.status !== "OFFERED") return null;
    const offer = await this.#loaders.openOffers.load(entry.id);
    return offer && { ...offer, entry };
  }

  /** What row-level security lets through and the policy does not is refused with the whole list. */
  #assertMayRead(rows: readonly WaitlistEntryRow[]): void {
    const { access } = this.#context;
    for (const row of rows)
      access.assertCan("appointment:read", access.thingOf(row, waitlistEntryAttributes));
  }
}

function rankOf({ priority, createdAt, id }: WaitlistEntryRow): readonly [string, number, string] {
  return [priority, createdAt.getTime(), id];
}
