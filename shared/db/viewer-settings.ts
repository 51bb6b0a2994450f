import { PLATFORM_TENANT_ID, type Role, type Viewer } from "../auth/viewer.ts";
import type { Preamble } from "./database.ts";

const TEXT = `select
  set_config('app.tenant_id', $1, true),
  set_config('app.actor_id', $2, true),
  set_config('app.roles', $3, true),
  set_config('app.regions', $4, true),
  set_config('app.patient_id', $5, true),
  set_config('app.practitioner_id', $6, true),
  set_config('app.break_glass', $7, true),
  set_config('app.client_id', $8, true),
  set_config('app.tier', $9, true),
  set_config('app.service_actions', $10, true),
  set_config('app.impersonator_id', $11, true),
  set_config('statement_timeout', $12, true),
  set_config('idle_in_transaction_session_timeout', $13, true)`;

/** The time that the request has. */
const OF_REQUEST = Number.POSITIVE_INFINITY;

/**
 * How long one statement may run for who has a role, in milliseconds, and never longer than the request has; of several roles the
 * strictest counts. Questions that people make up must not hold up the clinic: whoever may send texts of their own (`document:adhoc`)
 * has less. Everybody else runs documents whose statements are certified, and a change may have to wait for another's lock.
 */
export const STATEMENT_LIMITS_MS: Readonly<Record<Role, number>> = {
  ANALYST: 3_000,
  SUPPORT: 4_000,
  ADMIN: 4_000,
  PRACTITIONER: OF_REQUEST,
  USER: OF_REQUEST,
  PARTNER: OF_REQUEST,
  SYSTEM: OF_REQUEST,
};

/**
 * One statement that tells the row-level-security policies who acts, for this transaction only. An absent fact is
 * the empty string, which every policy treats as "no context"; a caller without a tenant acts in the platform's,
 * which owns nothing but audit entries.
 * @param timeoutMs when Postgres gives up on a statement, and on a transaction that nobody uses, so that neither
 * outlives its request; at least 1. A statement may have less, see {@link STATEMENT_LIMITS_MS}
 */
export function viewerSettings(viewer: Viewer, timeoutMs: number): Preamble {
  const statementMs = Math.min(timeoutMs, ...viewer.roles.map((role) => STATEMENT_LIMITS_MS[role]));
  return settings(viewer, { statementMs, timeoutMs });
}

/**
 * The same for what is done in somebody's name while nobody waits for it: a statement has all the time that the transaction has.
 * Nobody has made up such a statement, so {@link STATEMENT_LIMITS_MS} are not for it.
 */
export function backgroundSettings(viewer: Viewer, timeoutMs: number): Preamble {
  return settings(viewer, { statementMs: timeoutMs, timeoutMs });
}

function settings(
  viewer: Viewer,
  { statementMs, timeoutMs }: { readonly statementMs: number; readonly timeoutMs: number },
): Preamble {
  return {
    text: TEXT,
    parameters: [
      viewer.tenantId ?? PLATFORM_TENANT_ID,
      viewer.accountId ?? "",
      viewer.roles.join(","),
      viewer.regions.join(","),
      viewer.patientId ?? "",
      viewer.practitionerId ?? "",
      viewer.breakGlass === null ? "" : `${viewer.breakGlass.patientId}:${viewer.breakGlass.purpose}`,
      viewer.clientId ?? "",
      viewer.tier ?? "",
      viewer.kind === "SYSTEM" ? (viewer.scopes ?? []).join(",") : "",
      viewer.impersonator?.accountId ?? "",
      String(statementMs),
      String(timeoutMs),
    ],
  };
}
