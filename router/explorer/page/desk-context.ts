import { createContext, useContext } from "react";
import type { ExplorerOperation } from "../explorer-api.ts";
import type { ExplorerClient } from "./explorer-client.ts";
import type { ExportsState } from "./use-exports.ts";

/** What panels of GraphiQL, which take no properties, need of the desk. */
export interface DeskContent {
  readonly client: ExplorerClient;
  /** Text in the editor. */
  readonly text: () => string;
  /** Replaces it. */
  readonly load: (text: string) => void;
  /** What is in the editors now; null when it is none. */
  readonly operation: () => ExplorerOperation | null;
  readonly exports: ExportsState;
}

/** See {@link useDesk}. */
export const DeskContext = createContext<DeskContent | null>(null);

/** @throws Error outside of the desk */
export function useDesk(): DeskContent {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("A panel is shown without the desk.");
  return desk;
}
