import { HistoryIcon, type GraphiQLPlugin } from "@graphiql/react";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { SavedQuery, SavedQueryInput } from "../explorer-api.ts";
import { useDesk } from "./desk-context.ts";
import { messageOf } from "./messages.ts";
import { NameField } from "./name-field.tsx";
import { SavedQueryItem } from "./saved-query-item.tsx";

/** A panel of GraphiQL. */
export const SAVED_QUERIES_PLUGIN: GraphiQLPlugin = {
  title: "Saved queries",
  icon: HistoryIcon,
  content: SavedQueries,
};

function SavedQueries(): ReactNode {
  const { client, text } = useDesk();
  const [queries, setQueries] = useState<readonly SavedQuery[] | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const reload = useCallback(async () => setQueries(await client.savedQueries()), [client]);
  /** Does something and shows what is there afterwards; false when that failed. */
  const act = useCallback(
    async (action: () => Promise<unknown>) => {
      try {
        await action();
        setMessage(null);
        await reload();
        return true;
      } catch (error) {
        setMessage(messageOf(error));
        return false;
      }
    },
    [reload],
  );
  useEffect(() => void act(() => Promise.resolve()), [act]);
  return (
    <div className="saved">
      <h2>Saved queries</h2>
      <SaveForm onSave={(input) => act(() => client.saveQuery({ ...input, text: text() }))} />
      <p className="message" role="alert">
        {message}
      </p>
      <SavedList title="Mine" queries={queries?.filter(({ isOwn }) => isOwn)} onAct={act} />
      <SavedList title="Shared by others" queries={queries?.filter(({ isOwn }) => !isOwn)} onAct={act} />
    </div>
  );
}

interface SavedListProps {
  readonly title: string;
  /** Undefined until they are there. */
  readonly queries: readonly SavedQuery[] | undefined;
  readonly onAct: (action: () => Promise<unknown>) => Promise<boolean>;
}

function SavedList({ title, queries, onAct }: SavedListProps): ReactNode {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {queries?.length === 0 ? <p className="hint">None yet.</p> : null}
      <ul>
        {queries?.map((query) => (
          <SavedQueryItem key={query.id} query={query} onAct={onAct} />
        ))}
      </ul>
    </section>
  );
}

function SaveForm({
  onSave,
}: {
  readonly onSave: (input: Omit<SavedQueryInput, "text">) => Promise<boolean>;
}): ReactNode {
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
      <button type="submit" className="button">
        Save what is in the editor
      </button>
    </form>
  );
}
