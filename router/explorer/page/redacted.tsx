import type { ReactNode } from "react";

/** Says which fields are null because they are not for the reader. */
export function Redacted({ coordinates }: { readonly coordinates: readonly string[] }): ReactNode {
  if (coordinates.length === 0) return null;
  return (
    <p className="note">
      Not shown to you: <code>{coordinates.join(", ")}</code>
    </p>
  );
}
