import { parse } from "graphql";
import type { DenialSink } from "../access/denial-sink.ts";
import { assertFieldAccess } from "../access/field-access.ts";
import { readFieldRequirements } from "../access/field-requirements.ts";
import type { OperationGuard } from "./operation-guard-plugin.ts";

/**
 * The guard that enforces the `@access` of a supergraph text.
 * @throws Error naming every field whose `@access` is missing or unknown
 */
export function createFieldGuard(sdl: string, denials: DenialSink): OperationGuard {
  const requirements = readFieldRequirements(parse(sdl));
  return (fields, { viewer, deadline }) =>
    assertFieldAccess({ viewer, fields, deadline }, requirements, denials);
}
