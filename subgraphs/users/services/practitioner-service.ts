import { z } from "zod";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { Loaders } from "../loaders.ts";
import type { PractitionerConnectionModel } from "../mappers.ts";
import { PractitionerRepository, type PractitionerRow } from "../repositories/practitioner-repository.ts";

const keyset = z.tuple([z.string(), z.string(), z.uuid()]);

/** What one viewer may do with the directory of practitioners. */
export class PractitionerService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The practitioner, or null when there is none that the viewer may see. */
  async find(id: string): Promise<PractitionerRow | null> {
    this.#assertMayRead();
    return this.#loaders.practitioners.load(id);
  }

  /** One page of the tenant's practitioners. @throws AppError `VALIDATION_ERROR` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<PractitionerConnectionModel> {
    const tenantId = this.#assertMayRead();
    const page = readPageRequest(args, keyset);
    const rows = await this.#context.database.read((tx) =>
      new PractitionerRepository(tx).findPage({ tenantId, page }),
    );
    return makePage(rows, page, (row) => [row.familyName, row.givenName, row.id]);
  }

  /** How many practitioners the tenant has. */
  async count(): Promise<number> {
    const tenantId = this.#assertMayRead();
    return this.#context.database.read((tx) => new PractitionerRepository(tx).count({ tenantId }));
  }

  /** The directory is open to whoever may read one of it: the policy has no condition. */
  #assertMayRead(): string {
    const tenantId = requireTenant(this.#context.viewer);
    this.#context.access.assertCan("practitioner:read", { type: "Practitioner", id: null, tenantId });
    return tenantId;
  }
}
