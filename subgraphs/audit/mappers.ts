import type { Page } from "#shared/graphql/pagination.ts";
import type { EntryFilter, EntryRow } from "./repositories/entry-repository.ts";

export type AuditEventModel = EntryRow;

/** A page of the log; `filter` is kept for `totalCount`. */
export interface AuditEventConnectionModel extends Page<EntryRow> {
  readonly filter: EntryFilter;
}

/** GraphQL type → name of the type above that its resolvers get as parent. Read by `codegen.ts`. */
export const MAPPERS = {
  AuditEvent: "AuditEventModel",
  AuditEventConnection: "AuditEventConnectionModel",
} as const;
