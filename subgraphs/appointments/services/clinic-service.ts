import { z } from "zod";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { Loaders } from "../loaders.ts";
import { clinicAttributes } from "../policies.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";
import type { DeviceRow } from "../repositories/device-repository.ts";
import type { RoomRow } from "../repositories/room-repository.ts";
import type { ScheduleRow } from "../repositories/schedule-repository.ts";
import type { ServiceTypeRow } from "../repositories/service-type-repository.ts";

const keyset = z.tuple([z.string().refine((name) => !name.includes("\0")), z.uuid()]);

/** What one viewer may do with the clinics of the tenant. */
export class ClinicService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The open clinic, or null when there is none that the viewer may see. @throws AppError `AUTH_FORBIDDEN` */
  async find(id: string): Promise<ClinicRow | null> {
    this.#context.access.assertCanOnSome("clinic:read");
    const row = await this.#loaders.clinics.load(id);
    if (row?.deletedAt !== null) return null;
    this.#assertMayRead(row);
    return row;
  }

  /** One page of the tenant's clinics. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<Page<ClinicRow>> {
    const list = this.#assertMayList();
    const page = readPageRequest(args, keyset);
    const rows = await this.#context.database.read((tx) =>
      new ClinicRepository(tx).findPage({ ...list, page }),
    );
    return makePage(rows, page, (row) => [row.name, row.id]);
  }

  /** How many clinics of the tenant the viewer may see. @throws AppError `AUTH_FORBIDDEN` */
  async count(): Promise<number> {
    const list = this.#assertMayList();
    return this.#context.database.read((tx) => new ClinicRepository(tx).count(list));
  }

  /** Rooms of a clinic, by name. @throws AppError `AUTH_FORBIDDEN` */
  async roomsOf(clinic: ClinicRow): Promise<RoomRow[]> {
    this.#assertMayRead(clinic);
    return this.#loaders.roomsOfClinic.load(clinic.id);
  }

  /** Devices of a clinic, by name. @throws AppError `AUTH_FORBIDDEN` */
  async devicesOf(clinic: ClinicRow): Promise<DeviceRow[]> {
    this.#assertMayRead(clinic);
    return this.#loaders.devicesOfClinic.load(clinic.id);
  }

  /** Services of a clinic, by name. @throws AppError `AUTH_FORBIDDEN` */
  async serviceTypesOf(clinic: ClinicRow): Promise<ServiceTypeRow[]> {
    this.#assertMayRead(clinic);
    return this.#loaders.serviceTypesOfClinic.load(clinic.id);
  }

  /** Working hours at a clinic, by weekday and opening time. @throws AppError `AUTH_FORBIDDEN` */
  async schedulesOf(clinic: ClinicRow): Promise<ScheduleRow[]> {
    this.#assertMayRead(clinic);
    return this.#loaders.schedulesOfClinic.load(clinic.id);
  }

  #assertMayRead(clinic: ClinicRow): void {
    const { access } = this.#context;
    access.assertCan("clinic:read", access.thingOf(clinic, clinicAttributes));
  }

  #assertMayList(): { readonly tenantId: string; readonly regions: readonly string[] | null } {
    const { access, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("clinic:read");
    return { tenantId, regions: access.regionsFor("clinic:read", "Clinic", tenantId) };
  }
}
