import { useMemo, type ReactNode } from "react";
import type { ExplorerRun } from "../explorer-api.ts";
import { download } from "./download.ts";
import { formatNumber } from "./messages.ts";

/** Longer texts make scrolling slow. */
const SHOWN_CHARACTERS = 200_000;

/** The answer as it came. */
export function ResultJson({ result }: { readonly result: ExplorerRun["result"] }): ReactNode {
  const text = useMemo(() => JSON.stringify(result, null, 2), [result]);
  const isLong = text.length > SHOWN_CHARACTERS;
  return (
    <>
      <div className="tools">
        <button
          type="button"
          className="button"
          onClick={() => download(new Blob([text], { type: "application/json" }), "result.json")}
        >
          Download JSON
        </button>
        {isLong ? (
          <span className="hint">
            The first {formatNumber(SHOWN_CHARACTERS)} of {formatNumber(text.length)} characters are shown.
          </span>
        ) : null}
      </div>
      <pre tabIndex={0} aria-label="Answer as JSON">
        {isLong ? text.slice(0, SHOWN_CHARACTERS) : text}
      </pre>
    </>
  );
}
