import { useState, type ReactNode } from "react";
import type { SavedQuery, SavedQueryInput } from "../explorer-api.ts";
import { Action } from "./action.tsx";
import { useDesk } from "./desk-context.ts";
import { Dialog } from "./dialog.tsx";
import { NameField } from "./name-field.tsx";
import { Removal } from "./removal.tsx";
import { savedOn } from "./saved-on.ts";
import { Versions } from "./saved-query-versions.tsx";

interface SavedQueryItemProps {
  readonly query: SavedQuery;
  readonly isBusy: boolean;
  /** Does something and shows what is there afterwards. */
  readonly onAct: (action: () => Promise<unknown>) => Promise<boolean>;
}

/** A saved query, and what its owner does with it. */
export function SavedQueryItem({ query, isBusy, onAct }: SavedQueryItemProps): ReactNode {
  const { client, text, load } = useDesk();
  const [open, setOpen] = useState<"versions" | "name" | "removal" | null>(null);
  const close = (): void => setOpen(null);
  const { id, name, isShared, isOwn, version } = query;
  const change = (part: Partial<SavedQueryInput>): void =>
    void onAct(() =>
      client.changeQuery(id, { name, text: query.text, isShared, ifVersion: version, ...part }),
    );
  const remove = (): void => void onAct(() => client.removeQuery(id));
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
            <Action name="Update" isBusy={isBusy} onAct={() => change({ text: text() })} />
            <Action name="Rename" isBusy={isBusy} onAct={() => setOpen("name")} />
            <Action
              name={isShared ? "Stop sharing" : "Share"}
              isBusy={isBusy}
              onAct={() => change({ isShared: !isShared })}
            />
          </>
        ) : null}
        <Action name="Versions" onAct={() => setOpen("versions")} />
        {isOwn ? <Action name="Delete" isBusy={isBusy} onAct={() => setOpen("removal")} /> : null}
      </span>
      {open === "versions" ? (
        <Versions query={query} onClose={close} onRestore={(restored) => change({ text: restored })} />
      ) : null}
      {open === "name" ? (
        <Renaming name={name} onClose={close} onRename={(renamed) => change({ name: renamed })} />
      ) : null}
      {open === "removal" ? (
        <Removal title="Delete the saved query?" onClose={close} onRemove={remove}>
          <q>{name}</q> and all its versions will be gone.
        </Removal>
      ) : null}
    </li>
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
