import { z } from "zod";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { Loaders } from "../loaders.ts";
import type { PractitionerConnectionModel } from "../mappers.ts";
import { practitionerAttributes } from "../policies.ts";
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
    const { access } = this.#context;
    access.assertCanOnSome("practitioner:read");
    const row = await this.#loaders.practitioners.load(id);
    if (row !== null) access.assertCan("practitioner:read", access.thingOf(row, practitionerAttributes));
    return row;
  }

  /** One page of the tenant's practitioners. @throws AppError `VALIDATION_ERROR` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  }): Promise<PractitionerConnectionModel> {
    const list = this.#assertMayList();
    const page = readPageRequest(args, keyset);
    const rows = await this.#context.database.read((tx) =>
      new PractitionerRepository(tx).findPage({ ...list, page }),
    );
    return makePage(rows, page, (row) => [row.familyName, row.givenName, row.id]);
  }

  /** How many practitioners of the tenant the viewer may see. */
  async count(): Promise<number> {
    const list = this.#assertMayList();
    return this.#context.database.read((tx) => new PractitionerRepository(tx).count(list));
  }

  #assertMayList(): { readonly tenantId: string; readonly regions: readonly string[] | null } {
    const { access, viewer } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCanOnSome("practitioner:read");
    return { tenantId, regions: access.regionsFor("practitioner:read", "Practitioner", tenantId) };
  }
}
