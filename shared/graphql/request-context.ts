import { AccessAudit, AuditEntryFactory } from "../audit/access-audit.ts";
import type { KnockOut } from "../auth/knock-out.ts";
import { RequestAccess } from "../auth/request-access.ts";
import type { Viewer } from "../auth/viewer.ts";
import type { Database } from "../db/database.ts";
import { RequestDatabase } from "../db/request-database.ts";
import { AppError } from "../errors/app-error.ts";
import type { IdempotencyKeyTable } from "../idempotency/idempotency-table.ts";
import type { ServiceCall } from "../http/service-endpoint.ts";
import type { MessagingTables } from "../messaging/tables.ts";
import type { Clock } from "../time/clock.ts";
import type { GraphqlContext } from "./graphql-route.ts";

/** What the contexts of all subgraphs have in common, made anew for each call. */
export interface RequestContext extends GraphqlContext {
  readonly viewer: Viewer;
  readonly access: RequestAccess;
  readonly database: RequestDatabase;
  readonly entries: AuditEntryFactory;
  readonly clock: Clock;
  readonly setCookies: string[];
  /** Null in a subgraph that makes nothing on request. */
  readonly idempotencyKeys: IdempotencyKeyTable | null;
  /** Idempotency keys whose outcome was told again. */
  readonly replayed: Set<string>;
}

/** What {@link createRequestContext} needs beside the call. */
export interface RequestContextOptions {
  /** Name of the subgraph: the source of its audit entries. */
  readonly subgraph: string;
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly idempotencyKeys: IdempotencyKeyTable | null;
  readonly clock: Clock;
  /** Only in the knock-out test. */
  readonly knockOut?: KnockOut | undefined;
}

/** Makes the common part of a subgraph's context. */
export function createRequestContext(call: ServiceCall, options: RequestContextOptions): RequestContext {
  const { viewer, deadline } = call;
  const entries = new AuditEntryFactory(viewer, options.subgraph, options.clock);
  const audit = new AccessAudit(entries);
  const database = new RequestDatabase({
    database: options.database,
    tables: options.tables,
    viewer,
    deadline,
    audit,
    entries,
  });
  return {
    viewer,
    access: new RequestAccess(viewer, audit, options.knockOut?.service),
    database,
    entries,
    clock: options.clock,
    setCookies: [],
    idempotencyKeys: options.idempotencyKeys,
    replayed: new Set(),
    finish: () => database.finish(),
  };
}

/**
 * The tenant a viewer acts in.
 * @throws AppError `AUTH_UNAUTHENTICATED` when there is none
 */
export function requireTenant(viewer: Viewer): string {
  if (viewer.tenantId === null) throw new AppError("AUTH_UNAUTHENTICATED");
  return viewer.tenantId;
}

/** An account, and the tenant it belongs to. */
export interface AccountOwner {
  readonly accountId: string;
  readonly tenantId: string;
}

/**
 * The account a viewer speaks for.
 * @throws AppError `AUTH_UNAUTHENTICATED` for nobody, `AUTH_FORBIDDEN` for who is no account
 */
export function requireAccount(viewer: Viewer): AccountOwner {
  const tenantId = requireTenant(viewer);
  if (viewer.accountId === null) throw new AppError("AUTH_FORBIDDEN");
  return { accountId: viewer.accountId, tenantId };
}
