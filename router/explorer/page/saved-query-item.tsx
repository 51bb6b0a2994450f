import { useState, type ReactNode } from "react";
import type { SavedQuery, SavedQueryInput } from "../explorer-api.ts";
import { useDesk } from "./desk-context.ts";
import { Dialog } from "./dialog.tsx";
import { NameField } from "./name-field.tsx";
import { savedOn } from "./saved-on.ts";
import { Versions } from "./saved-query-versions.tsx";

interface SavedQueryItemProps {
  readonly query: SavedQuery;
  /** Does something and shows what is there afterwards. */
  readonly onAct: (action: () => Promise<unknown>) => Promise<boolean>;
}

/** A saved query, and what its owner does with it. */
export function SavedQueryItem({ query, onAct }: SavedQueryItemProps): ReactNode {
  const { client, text, load } = useDesk();
  const [open, setOpen] = useState<"versions" | "name" | "removal" | null>(null);
  const close = (): void => setOpen(null);
  const { id, name, isShared, isOwn, version } = query;
  const change = (part: Partial<SavedQueryInput>): void =>
    void onAct(() => client.changeQuery(id, { name, text: query.text, isShared, ...part }));
  return (
    <li>
      <button type="button" className="name" onClick={() => load(query.text)}>
        {name}
      </button>
      <span className="hint">
        Version {version}, {savedOn(query.savedAt)}
        {isOwn && isShared ? ", shared" : ""}
      </span>
      <span className="actions" role="group" aria-label={`Actions for ${name}`}>
        {isOwn ? (
          <>
            <Action name="Update" onAct={() => change({ text: text() })} />
            <Action name="Rename" onAct={() => setOpen("name")} />
            <Action
              name={isShared ? "Stop sharing" : "Share"}
              onAct={() => change({ isShared: !isShared })}
            />
          </>
        ) : null}
        <Action name="Versions" onAct={() => setOpen("versions")} />
        {isOwn ? <Action name="Delete" onAct={() => setOpen("removal")} /> : null}
      </span>
      {open === "versions" ? (
        <Versions query={query} onClose={close} onRestore={(restored) => change({ text: restored })} />
      ) : null}
      {open === "name" ? (
        <Renaming name={name} onClose={close} onRename={(renamed) => change({ name: renamed })} />
      ) : null}
      {open === "removal" ? (
        <Removal name={name} onClose={close} onRemove={() => void onAct(() => client.removeQuery(id))} />
      ) : null}
    </li>
  );
}

function Action({ name, onAct }: { readonly name: string; readonly onAct: () => void }): ReactNode {
  return (
    <button type="button" className="small" onClick={onAct}>
      {name}
    </button>
  );
}

interface RenamingProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRename: (name: string) => void;
}

function Renaming({ name, onClose, onRename }: RenamingProps): ReactNode {
  const [renamed, setRenamed] = useState(name);
  return (
    <Dialog title="Rename the saved query" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          onRename(renamed);
        }}
      >
        <NameField value={renamed} onChange={setRenamed} />
        <div className="buttons">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Rename
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface RemovalProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

function Removal({ name, onClose, onRemove }: RemovalProps): ReactNode {
  return (
    <Dialog title="Delete the saved query?" onClose={onClose}>
      <p>
        <q>{name}</q> and all its versions will be gone.
      </p>
      <div className="buttons">
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
        <button
          type="button"
          className="button primary"
          onClick={() => {
            onClose();
            onRemove();
          }}
        >
          Delete
        </button>
      </div>
    </Dialog>
  );
}
