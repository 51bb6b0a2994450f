import { useGraphiQLActions } from "@graphiql/react";
import type { ReactNode } from "react";
import { EXPORT_FORMATS } from "../export-api.ts";
import { useDesk } from "./desk-context.ts";
import { EXPORTS_PLUGIN, FORMAT_LABELS } from "./exports-panel.tsx";

function nothing(): Promise<never> {
  return Promise.reject(new Error("The editor holds nothing that could be exported."));
}

/** Begins an export of what is in the editor, also of what would cost too much at once, and shows how far it is. */
export function ExportOffer(): ReactNode {
  const { operation, exports } = useDesk();
  const actions = useGraphiQLActions();
  return (
    <div className="tools" role="group" aria-label="Export all pages">
      <span className="hint">Export all pages:</span>
      {EXPORT_FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          aria-label={`Export all pages as ${FORMAT_LABELS[format]}`}
          aria-disabled={exports.isBusy}
          onClick={() => {
            const now = operation();
            actions.setVisiblePlugin(EXPORTS_PLUGIN);
            void (now === null ? exports.act(nothing) : exports.begin(now, format));
          }}
        >
          {FORMAT_LABELS[format]}
        </button>
      ))}
    </div>
  );
}
