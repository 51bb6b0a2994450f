import type { ReactNode } from "react";
import { Dialog } from "./dialog.tsx";

interface RemovalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onRemove: () => void;
  /** What will be gone. */
  readonly children: ReactNode;
}

/** Asks before something is deleted for good. */
export function Removal({ title, onClose, onRemove, children }: RemovalProps): ReactNode {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
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
