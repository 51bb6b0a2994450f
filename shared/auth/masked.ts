import type { FieldAccess } from "./access-directives.ts";
import { decideByRole } from "./decide.ts";
import type { Viewer } from "./viewer.ts";

/**
 * True when a field is masked for the viewer rather than refused: none of the viewer's roles may ever do its action, and one may do
 * the action that it is masked for. What a token was narrowed from is refused, as anything else of that token is.
 */
export function isMasked(
  viewer: Viewer,
  { action, maskedFor }: Pick<FieldAccess, "action" | "maskedFor">,
): boolean {
  if (maskedFor === null || decideByRole(maskedFor, viewer) !== "ALLOW") return false;
  return decideByRole(action, { ...viewer, scopes: null }) !== "ALLOW";
}
