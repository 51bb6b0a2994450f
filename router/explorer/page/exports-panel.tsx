import type { GraphiQLPlugin } from "@graphiql/react";
import { useEffect, useState, type ReactNode } from "react";
import type { ExportJob } from "../export-api.ts";
import { Action } from "./action.tsx";
import { useDesk } from "./desk-context.ts";
import { isUnderWay, progressOf } from "./export-words.ts";
import { PanelContent } from "./panel-content.tsx";
import { Redacted } from "./redacted.tsx";
import { Removal } from "./removal.tsx";

/** A panel of GraphiQL. */
export const EXPORTS_PLUGIN: GraphiQLPlugin = {
  title: "Exports",
  // The page calls its panels by their names.
  icon: () => null,
  content: Exports,
};

/** In the words of the page. */
export const FORMAT_LABELS = { CSV: "CSV", NDJSON: "JSON lines" } as const;

function Exports(): ReactNode {
  const { items, message, reload } = useDesk().exports;
  useEffect(() => void reload(), [reload]);
  return (
    <PanelContent title="Exports">
      <p className="hint">
        All pages of a query as a file. It is made while you go on working, of the same points, and ends when
        you sign out.
      </p>
      <p className="message" role="alert">
        {message}
      </p>
      <div className="unseen" role="status" aria-atomic={false}>
        {items?.map(({ id, name, state }) => (
          <p key={id}>{`${name}: ${state.toLowerCase()}`}</p>
        ))}
      </div>
      {items?.length === 0 ? <p className="hint">None yet.</p> : null}
      <ul aria-label="Exports">
        {items?.map((job) => (
          <ExportItem key={job.id} job={job} />
        ))}
      </ul>
    </PanelContent>
  );
}

function ExportItem({ job }: { readonly job: ExportJob }): ReactNode {
  const { name, format, state, rows, total, redacted } = job;
  const title = `${name}, ${FORMAT_LABELS[format]}`;
  return (
    <li>
      <strong>{title}</strong>
      {isUnderWay(job) ? (
        <progress
          aria-label={`Rows of ${name}`}
          {...(total === null ? {} : { max: Math.max(total, rows), value: rows })}
        />
      ) : null}
      <span className={state === "FAILED" ? "refusal" : "hint"}>{progressOf(job)}</span>
      <Redacted coordinates={redacted} />
      <ExportActions job={job} title={title} />
    </li>
  );
}

interface ExportActionsProps {
  readonly job: ExportJob;
  readonly title: string;
}

/** Each action has a button of its own: one that became another would be pressed by who presses it twice. */
function ExportActions({ job, title }: ExportActionsProps): ReactNode {
  const { client, exports } = useDesk();
  const [isRemoving, setIsRemoving] = useState(false);
  const { id, state } = job;
  const { isBusy } = exports;
  const act = (action: () => Promise<unknown>) => (): void => void exports.act(action);
  const remove = act(() => client.removeExport(id));
  const hasRows = state === "COMPLETED" || state === "INTERRUPTED";
  return (
    <span className="actions" role="group" aria-label={`Actions for ${title}`}>
      {state === "COMPLETED" ? (
        <a className="small" href={`/v1/files/${encodeURIComponent(id)}`} download>
          Download
        </a>
      ) : null}
      {state === "INTERRUPTED" ? (
        <Action name="Resume" isBusy={isBusy} onAct={act(() => client.resumeExport(id))} />
      ) : null}
      {isUnderWay(job) ? (
        <Action key="cancel" name="Cancel" isBusy={isBusy} onAct={act(() => client.cancelExport(id))} />
      ) : (
        <Action
          key="delete"
          name="Delete"
          isBusy={isBusy}
          onAct={hasRows ? () => setIsRemoving(true) : remove}
        />
      )}
      {isRemoving ? (
        <Removal title="Delete the export?" onClose={() => setIsRemoving(false)} onRemove={remove}>
          <q>{title}</q> and its rows will be gone.
        </Removal>
      ) : null}
    </span>
  );
}
