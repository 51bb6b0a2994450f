import type { ReactNode } from "react";

interface ActionProps {
  readonly name: string;
  /** Whether something is being done already. */
  readonly isBusy?: boolean;
  readonly onAct: () => void;
}

/** What can be done with an item of a panel. It keeps the focus while it is of no use. */
export function Action({ name, isBusy = false, onAct }: ActionProps): ReactNode {
  return (
    <button
      type="button"
      className="small"
      aria-disabled={isBusy}
      onClick={() => {
        if (!isBusy) onAct();
      }}
    >
      {name}
    </button>
  );
}
