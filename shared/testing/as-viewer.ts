import type postgres from "postgres";
import type { Viewer } from "../auth/viewer.ts";
import { viewerSettings } from "../db/viewer-settings.ts";

/** Runs one statement as a subgraph's login role for a viewer: what a fault in the application could do at most. */
export async function asViewer(
  login: postgres.Sql,
  viewer: Viewer,
  text: string,
  parameters: readonly (string | number | null)[] = [],
): Promise<postgres.Row[]> {
  const { text: settings, parameters: values } = viewerSettings(viewer, 5_000);
  const rows = await login.begin(async (tx) => {
    await tx.unsafe(settings, [...values]);
    return tx.unsafe(text, [...parameters]);
  });
  return [...rows];
}
