import { parse } from "graphql";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import type { DenialSink } from "../access/denial-sink.ts";
import { assertFieldAccess } from "../access/field-access.ts";
import { readFieldRequirements } from "../access/field-requirements.ts";
import type { OperationGuard } from "./operation-guard-plugin.ts";

/**
 * The guard that enforces the `@access` of a supergraph text.
 * @param passes only in the knock-out test
 * @throws Error naming every field whose `@access` is missing or unknown
 */
export function createFieldGuard(
  sdl: string,
  denials: DenialSink,
  passes?: KnockOut["router"],
): OperationGuard {
  const requirements = readFieldRequirements(parse(sdl));
  return (selected, { viewer, deadline }) => {
    const fields =
      passes === undefined
        ? selected
        : selected.filter(({ typeName, node }) => !passes(`${typeName}.${node.name.value}`));
    return assertFieldAccess({ viewer, fields, deadline }, requirements, denials);
  };
}
