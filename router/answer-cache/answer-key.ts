import { hash } from "node:crypto";
import type { Viewer } from "#shared/auth/viewer.ts";

/** What an answer depends on. */
export interface AnswerIdentity {
  /** Of the supergraph by which it was made. */
  readonly supergraphHash: string;
  /** Text of the operation, and which of them. */
  readonly operation: string;
  /** Coerced, so that the same values are written the same way. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
}

/**
 * The name under which an answer is kept. Of the viewer it has what may decide about data that nobody in particular owns:
 * tenant, kind, roles, regions, tier, program and scopes; and no person.
 */
export function answerKey({ supergraphHash, operation, variables, viewer }: AnswerIdentity): string {
  const { kind, tenantId, roles, regions, tier, clientId, scopes, impersonator } = viewer;
  const who = [
    ...[kind, tenantId, roles.toSorted(), regions.toSorted(), tier, clientId],
    ...[scopes?.toSorted() ?? null, impersonator !== null],
  ];
  return hash("sha256", JSON.stringify([supergraphHash, operation, variables, who]), "base64url");
}
