import {
  createRequestContext,
  type RequestContext,
  type RequestContextOptions,
} from "#shared/graphql/request-context.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { AuditService } from "./services/audit-service.ts";

/** What resolvers of this subgraph get. */
export interface Context extends RequestContext {
  readonly log: AuditService;
}

/** Makes the context of one call. */
export function createContext(call: ServiceCall, options: RequestContextOptions): Context {
  const request = createRequestContext(call, options);
  return { ...request, log: new AuditService(request) };
}
