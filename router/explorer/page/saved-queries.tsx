import type { GraphiQLPlugin } from "@graphiql/react";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { SavedQuery, SavedQueryInput } from "../explorer-api.ts";
import { useDesk } from "./desk-context.ts";
import { NameField } from "./name-field.tsx";
import { PanelContent } from "./panel-content.tsx";
import { SavedQueryItem } from "./saved-query-item.tsx";
import { useItems } from "./use-items.ts";

/** A panel of GraphiQL. */
export const SAVED_QUERIES_PLUGIN: GraphiQLPlugin = {
  title: "Saved queries",
  // The page calls its panels by their names.
  icon: () => null,
  content: SavedQueries,
};

function SavedQueries(): ReactNode {
  const { client, text } = useDesk();
  const ask = useCallback(() => client.savedQueries(), [client]);
  const { items, message, isBusy, reload, act } = useItems(ask);
  useEffect(() => void reload(), [reload]);
  const lists = { isBusy, onAct: act };
  return (
    <PanelContent title="Saved queries">
      <SaveForm isBusy={isBusy} onSave={(input) => act(() => client.saveQuery({ ...input, text: text() }))} />
      <p className="message" role="alert">
        {message}
      </p>
      <SavedList title="Mine" queries={items?.filter(({ isOwn }) => isOwn)} {...lists} />
      <SavedList title="Shared by others" queries={items?.filter(({ isOwn }) => !isOwn)} {...lists} />
    </PanelContent>
  );
}

interface SavedListProps {
  readonly title: string;
  /** Undefined until they are there. */
  readonly queries: readonly SavedQuery[] | undefined;
  readonly isBusy: boolean;
  readonly onAct: (action: () => Promise<unknown>) => Promise<boolean>;
}

function SavedList({ title, queries, isBusy, onAct }: SavedListProps): ReactNode {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {queries?.length === 0 ? <p className="hint">None yet.</p> : null}
      <ul>
        {queries?.map((query) => (
          <SavedQueryItem key={query.id} query={query} isBusy={isBusy} onAct={onAct} />
        ))}
      </ul>
    </section>
  );
}

interface SaveFormProps {
  readonly isBusy: boolean;
  readonly onSave: (input: Omit<SavedQueryInput, "text">) => Promise<boolean>;
}

function SaveForm({ isBusy, onSave }: SaveFormProps): ReactNode {
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSave({ name, isShared }).then((isSaved) => {
          if (isSaved) setName("");
        });
      }}
    >
      <NameField value={name} onChange={setName} />
      <label className="check">
        <input type="checkbox" checked={isShared} onChange={({ target }) => setIsShared(target.checked)} />
        Share with everybody of my clinic who uses the explorer
      </label>
      <button type="submit" className="button" aria-disabled={isBusy}>
        Save what is in the editor
      </button>
    </form>
  );
}
