import { useEffect, useState, type ReactNode } from "react";
import type { SavedQuery, SavedQueryVersion } from "../explorer-api.ts";
import { useDesk } from "./desk-context.ts";
import { Dialog } from "./dialog.tsx";
import { messageOf } from "./messages.ts";
import { savedOn } from "./saved-on.ts";

interface VersionsProps {
  readonly query: SavedQuery;
  readonly onClose: () => void;
  /** Makes the text of an old version the newest. */
  readonly onRestore: (text: string) => void;
}

/** The texts that a saved query has had, newest first. */
export function Versions({
  query: { id, name, version: newest, isOwn },
  onClose,
  onRestore,
}: VersionsProps): ReactNode {
  const { client, load } = useDesk();
  const [versions, setVersions] = useState<readonly SavedQueryVersion[] | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  useEffect(() => {
    client.versions(id).then(setVersions, (error: unknown) => setMessage(messageOf(error)));
  }, [client, id]);
  return (
    <Dialog title={`Versions of ${name}`} onClose={onClose}>
      <p className="message" role="alert">
        {message}
      </p>
      <ol className="versions">
        {versions?.map(({ version, text, savedAt }) => (
          <li key={version}>
            <p>
              Version {version}, {savedOn(savedAt)}
            </p>
            <pre tabIndex={0} aria-label={`Text of version ${String(version)}`}>
              {text}
            </pre>
            <button
              type="button"
              className="small"
              onClick={() => {
                onClose();
                if (isOwn && version !== newest) onRestore(text);
                load(text);
              }}
            >
              {isOwn && version !== newest ? "Restore" : "Open"}
            </button>
          </li>
        ))}
      </ol>
      <div className="buttons">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
