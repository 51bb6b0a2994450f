import { parse } from "graphql";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import type { DenialSink } from "../access/denial-sink.ts";
import { assertFieldAccess } from "../access/field-access.ts";
import { readFieldRequirements } from "../access/field-requirements.ts";
import { maskedFor, NO_FIELDS, readMaskableFields } from "../access/masked-fields.ts";
import type { SelectedField } from "./walk-fields.ts";
import type { OperationGuard } from "./operation-guard-plugin.ts";

/**
 * The guard that enforces the `@access` of a supergraph text, and notes in the context what is masked.
 * @param passes only in the knock-out test
 * @throws Error naming every field whose `@access` is missing or unknown
 */
export function createFieldGuard(
  sdl: string,
  denials: DenialSink,
  passes?: KnockOut["router"],
): OperationGuard {
  const document = parse(sdl);
  const requirements = readFieldRequirements(document);
  const maskableFields = readMaskableFields(document);
  return (selected, context) => {
    const { viewer, deadline, isTrusted } = context;
    const judged = passes === undefined ? selected : selected.filter((field) => !passes(coordinateOf(field)));
    const maskable = isTrusted ? NO_FIELDS : maskedFor(viewer, maskableFields);
    if (maskable.size === 0)
      return assertFieldAccess({ viewer, fields: judged, deadline }, requirements, denials);
    context.masked = new Set(judged.map(coordinateOf).filter((coordinate) => maskable.has(coordinate)));
    const fields = judged.filter((field) => !context.masked.has(coordinateOf(field)));
    return assertFieldAccess({ viewer, fields, deadline }, requirements, denials);
  };
}

function coordinateOf({ typeName, node }: SelectedField): string {
  return `${typeName}.${node.name.value}`;
}
