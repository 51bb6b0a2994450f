import { z } from "zod";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { isAction } from "#shared/auth/policies.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Database } from "#shared/db/database.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { parseJsonBody } from "#shared/validation/parse-json.ts";
import { appendEntries } from "./entry-writer.ts";

const bodySchema = z.object({
  action: z.string().refine(isAction, "No such action."),
  /** Schema coordinates the client sent, e.g. `Patient.name`. */
  coordinates: z.array(z.string().max(200)).max(100),
});

/** Written even when the request's own time is over. */
const LEAST_TIMEOUT_MS = 5_000;

/**
 * Answers `/internal/denials`: the router refused something on patient data before any subgraph was asked, and does
 * not tell the client before the entry is here. The caller's signed viewer is the agent.
 */
export function createDenialRoute({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): ServiceRoute {
  return async ({ viewer, correlationId, request, deadline }) => {
    const { action, coordinates } = parseInput(bodySchema, parseJsonBody(request.body));
    const entry = new AuditEntryFactory(viewer, "router", clock).make({
      category: "DENIAL",
      action,
      outcome: "DENIED",
      fields: coordinates,
    });
    const tenantId = viewer.tenantId ?? PLATFORM_TENANT_ID;
    // Not the request's own: who goes away before the answer has been refused all the same.
    const timeoutMs = Math.max(LEAST_TIMEOUT_MS, deadline.remainingMs());
    await database.transaction(
      (tx) => appendEntries(tx, { tenantId, entries: [{ entry, correlationId }], now: clock() }),
      () => viewerSettings(systemViewer("denial-recorder", tenantId), timeoutMs),
      new Deadline(timeoutMs),
    );
    return jsonResponse(200, {});
  };
}
