import { z } from "zod";
import { makePage, readPageRequest, type Page } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { Loaders } from "../loaders.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";

const keyset = z.tuple([z.string().refine((name) => !name.includes("\0")), z.uuid()]);

/** What one viewer may do with the clinics of the tenant. */
export class ClinicService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The open clinic, or null when there is none that the viewer may see. */
  async find(id: string): Promise<ClinicRow | null> {
    const row = await this.#loaders.clinics.load(id);
    return row?.deletedAt === null ? row : null;
  }

  /** One page of the tenant's clinics. @throws AppError `VALIDATION_ERROR` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<Page<ClinicRow>> {
    const tenantId = requireTenant(this.#context.viewer);
    const page = readPageRequest(args, keyset);
    const rows = await this.#context.database.read((tx) =>
      new ClinicRepository(tx).findPage({ tenantId, page }),
    );
    return makePage(rows, page, (row) => [row.name, row.id]);
  }

  /** How many clinics the tenant has. */
  async count(): Promise<number> {
    const tenantId = requireTenant(this.#context.viewer);
    return this.#context.database.read((tx) => new ClinicRepository(tx).count({ tenantId }));
  }
}
