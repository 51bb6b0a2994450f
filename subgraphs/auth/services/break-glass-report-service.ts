import { z } from "zod";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { isGrantInForce } from "../domain/break-glass-grant.ts";
import type { Loaders } from "../loaders.ts";
import type { BreakGlassGrantConnectionModel } from "../mappers.ts";
import {
  BreakGlassRepository,
  type GrantFilter,
  type GrantRow,
} from "../repositories/break-glass-repository.ts";

const keyset = z.tuple([z.int().nonnegative(), z.uuid()]);
const listInput = z.object({
  filter: z.object({ patientId: entityId.nullish(), isReviewed: z.boolean().nullish() }).nullish(),
});

/** Tells how the glass was broken: to who looks after privacy, and to the holder. */
export class BreakGlassReportService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** One page of the tenant's grants, last opened first. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
    readonly filter?: unknown;
  }): Promise<BreakGlassGrantConnectionModel> {
    const tenantId = this.#assertMayReview();
    const page = readPageRequest(args, keyset);
    const input = parseInput(listInput, { filter: args.filter }, "");
    const filter: GrantFilter = {
      patientId: input.filter?.patientId ?? null,
      isReviewed: input.filter?.isReviewed ?? null,
    };
    const rows = await this.#context.database.read((tx) =>
      new BreakGlassRepository(tx).findPage({ tenantId, filter, page }),
    );
    return { ...makePage(rows, page, (row) => [row.createdAt.getTime(), row.id]), filter };
  }

  /** How many grants a list has in all. @throws AppError `AUTH_FORBIDDEN` */
  async count(filter: GrantFilter): Promise<number> {
    const tenantId = this.#assertMayReview();
    return this.#context.database.read((tx) => new BreakGlassRepository(tx).count({ tenantId, filter }));
  }

  /** The grant under which the request reads; null when there is none. */
  async current(): Promise<GrantRow | null> {
    const { breakGlass } = this.#context.viewer;
    return breakGlass === null ? null : this.#loaders.grants.load(breakGlass.grantId);
  }

  /** See {@link isGrantInForce}. */
  isInForce(grant: GrantRow): boolean {
    return isGrantInForce(grant, this.#context.clock());
  }

  #assertMayReview(): string {
    const tenantId = requireTenant(this.#context.viewer);
    this.#context.access.assertCan("break-glass:review", { type: "BreakGlassGrant", id: null, tenantId });
    return tenantId;
  }
}
