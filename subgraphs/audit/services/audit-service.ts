import { z } from "zod";
import { makePage, readPageRequest } from "#shared/graphql/pagination.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { auditEntrySchema } from "#shared/messaging/contracts.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { AuditEventConnectionModel } from "../mappers.ts";
import { EntryRepository, type EntryFilter } from "../repositories/entry-repository.ts";

const keyset = z.tuple([z.int().nonnegative()]);

const listInput = z.object({
  filter: z
    .object({
      patientId: z.uuid().nullish(),
      entityId: z.uuid().nullish(),
      categories: z.array(auditEntrySchema.shape.category).max(5).nullish(),
    })
    .nullish(),
});

/** What one viewer may see of the log. */
export class AuditService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** One page of the tenant's log, newest first. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async list(args: {
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
    readonly filter?: unknown;
  }): Promise<AuditEventConnectionModel> {
    const tenantId = this.#assertMayRead();
    const page = readPageRequest(args, keyset);
    const input = parseInput(listInput, { filter: args.filter }, "");
    const filter: EntryFilter = {
      patientId: input.filter?.patientId ?? null,
      entityId: input.filter?.entityId ?? null,
      categories: input.filter?.categories ?? null,
    };
    const rows = await this.#context.database.read((tx) =>
      new EntryRepository(tx).findPage({ tenantId, filter, page }),
    );
    return { ...makePage(rows, page, (row) => [row.sequence]), filter };
  }

  /** How many entries a list has in all. */
  async count(filter: EntryFilter): Promise<number> {
    const tenantId = this.#assertMayRead();
    return this.#context.database.read((tx) => new EntryRepository(tx).count({ tenantId, filter }));
  }

  #assertMayRead(): string {
    const tenantId = requireTenant(this.#context.viewer);
    this.#context.access.assertCan("audit:read", { type: "AuditEvent", id: null, tenantId });
    return tenantId;
  }
}
