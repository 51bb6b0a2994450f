import type { ExplorerRefusal, Preflight } from "../explorer-api.ts";

/** Asked for, rather than refused: the page asks the person first. */
export const PURPOSE_NEEDED = "PURPOSE_NEEDED";

/** Refusals that a purpose of use does not lift. */
export function lastingRefusals({ refusals }: Preflight): readonly ExplorerRefusal[] {
  return refusals.filter(({ code }) => code !== PURPOSE_NEEDED);
}

/** Whether a purpose of use has to be declared first. */
export function needsPurpose({ refusals }: Preflight): boolean {
  return refusals.some(({ code }) => code === PURPOSE_NEEDED);
}
