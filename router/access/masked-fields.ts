import type { DocumentNode } from "graphql";
import { readAccessMap, type FieldAccess } from "#shared/auth/access-directives.ts";
import { isMasked } from "#shared/auth/masked.ts";
import type { Viewer } from "#shared/auth/viewer.ts";

/** Coordinates of fields that are null in one request; most often none. */
export type MaskedFields = ReadonlySet<string>;

/** Nothing is masked. */
export const NO_FIELDS: MaskedFields = new Set();

/** Fields that are masked for the same viewers. */
interface MaskableGroup {
  readonly access: Pick<FieldAccess, "action" | "maskedFor">;
  readonly coordinates: ReadonlySet<string>;
}

/** The fields that are masked for somebody (`maskedFor` of `@access`), of one supergraph. */
export type MaskableFields = readonly MaskableGroup[];

/** Reads them from the supergraph text. @throws Error as {@link readAccessMap} does */
export function readMaskableFields(document: DocumentNode): MaskableFields {
  const fields = [...readAccessMap(document)].flatMap(([typeName, byName]) =>
    [...byName].map(([name, access]) => ({ coordinate: `${typeName}.${name}`, access })),
  );
  const groups = Map.groupBy(
    fields.filter(({ access }) => access.maskedFor !== null),
    ({ access: { action, maskedFor } }) => `${action} ${String(maskedFor)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const coordinates = new Set(group.map(({ coordinate }) => coordinate));
    return first === undefined ? [] : [{ access: first.access, coordinates }];
  });
}

/** Everything that is masked for a viewer. Most viewers are told after a few looks at their roles that it is nothing. */
export function maskedFor(viewer: Viewer, maskable: MaskableFields): MaskedFields {
  const groups = maskable.filter(({ access }) => isMasked(viewer, access));
  return groups.length === 0 ? NO_FIELDS : new Set(groups.flatMap(({ coordinates }) => [...coordinates]));
}
