import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from "@graphiql/plugin-doc-explorer";
import { GraphiQLProvider } from "@graphiql/react";
import type { GraphQLSchema } from "graphql";
import type { ComponentProps, ReactNode } from "react";
import type { ExplorerViewer } from "../explorer-api.ts";
import { Desk } from "./desk.tsx";
import { EXPORTS_PLUGIN } from "./exports-panel.tsx";
import type { ExplorerClient } from "./explorer-client.ts";
import { SAVED_QUERIES_PLUGIN } from "./saved-queries.tsx";
import { START_QUERY } from "./start-query.ts";

/** What the page needs once somebody is signed in. */
export interface WorkspaceProps {
  readonly client: ExplorerClient;
  readonly schema: GraphQLSchema;
  readonly viewer: ExplorerViewer;
  readonly onViewerChange: (viewer: ExplorerViewer) => void;
  readonly onSignOut: () => void;
}

type ProviderProps = ComponentProps<typeof GraphiQLProvider>;

const PLUGINS = [DOC_EXPLORER_PLUGIN, SAVED_QUERIES_PLUGIN, EXPORTS_PLUGIN];

/** Queries may name patients, and the next person at this browser is somebody else: nothing is kept in it. */
const NO_STORAGE: NonNullable<ProviderProps["storage"]> = {
  length: 0,
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
  clear: () => undefined,
};

/** GraphiQL would send what was not checked before. */
function runByTheDesk(): never {
  throw new Error("Operations are run by the desk.");
}

/** GraphiQL's state around the desk. */
export function Workspace(props: WorkspaceProps): ReactNode {
  const { schema } = props;
  return (
    <GraphiQLProvider
      fetcher={runByTheDesk}
      schema={schema}
      storage={NO_STORAGE}
      initialQuery={START_QUERY}
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
    >
      <DocExplorerStore>
        <Desk {...props} />
      </DocExplorerStore>
    </GraphiQLProvider>
  );
}
