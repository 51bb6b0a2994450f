import type { Viewer } from "#shared/auth/viewer.ts";
import type { Deadline } from "#shared/http/deadline.ts";

/** What one client request carries through the gateway. Never shared between requests. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** Of the whole request. */
  readonly deadline: Deadline;
  readonly correlationId: string | null;
  /** Complete `Set-Cookie` values for the browser; only auth's get here. */
  readonly setCookies: string[];
  /** Extensions of subgraph answers that the client gets, by name. */
  readonly extensions: Map<string, unknown>;
}
