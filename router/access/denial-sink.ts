import type { Action } from "#shared/auth/policies.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import type { ServiceCaller } from "../services/service-caller.ts";

/** Someone was refused patient data. */
export interface Denial {
  readonly viewer: Viewer;
  readonly action: Action;
  /** Schema coordinates of the refused fields, e.g. `Patient.phone`. */
  readonly coordinates: readonly string[];
  readonly deadline: Deadline;
}

/** Where denials are written down before they are answered. */
export interface DenialSink {
  /** @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` when it could not be recorded */
  record(denial: Denial): Promise<void>;
}

const DENIALS_PATH = "/internal/denials";

/**
 * Sends denials to the audit service: `{ action, coordinates }`, signed as the refused viewer. The correlation id goes
 * with every call.
 */
export function createServiceDenialSink(callAudit: ServiceCaller): DenialSink {
  return {
    async record({ viewer, deadline, action, coordinates }) {
      const body = JSON.stringify({ action, coordinates });
      const { status } = await callAudit({ method: "POST", path: DENIALS_PATH, body, viewer, deadline });
      if (status < 200 || status > 299) {
        throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: { status } });
      }
    },
  };
}
