import { useEffect, type ReactNode } from "react";
import { MagnifyingGlassIcon, type GraphiQLPlugin } from "@graphiql/react";
import type { ExportJob } from "../export-api.ts";
import { useDesk } from "./desk-context.ts";
import { isUnderWay, progressOf } from "./export-words.ts";

/** A panel of GraphiQL. */
export const EXPORTS_PLUGIN: GraphiQLPlugin = {
  title: "Exports",
  icon: MagnifyingGlassIcon,
  content: Exports,
};

/** In the words of the page. */
export const FORMAT_LABELS = { CSV: "CSV", NDJSON: "JSON lines" } as const;

function Exports(): ReactNode {
  const { jobs, message, act } = useDesk().exports;
  useEffect(() => void act(() => Promise.resolve()), [act]);
  return (
    <div className="saved">
      <h2>Exports</h2>
      <p className="hint">
        All pages of a query as a file. It is made while you go on working, of the same points, and ends when
        you sign out.
      </p>
      <p className="message" role="alert">
        {message}
      </p>
      <p className="unseen" role="status">
        {jobs?.map(({ name, state }) => `${name}: ${state.toLowerCase()}`).join(", ")}
      </p>
      {jobs?.length === 0 ? <p className="hint">None yet.</p> : null}
      <ul aria-label="Exports">
        {jobs?.map((job) => (
          <ExportItem key={job.id} job={job} />
        ))}
      </ul>
    </div>
  );
}

function ExportItem({ job }: { readonly job: ExportJob }): ReactNode {
  const { client, exports } = useDesk();
  const { id, name, format, state, rows, total } = job;
  const title = `${name}, ${FORMAT_LABELS[format]}`;
  const act = (action: () => Promise<unknown>): void => void exports.act(action);
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
      <span className="actions" role="group" aria-label={`Actions for ${title}`}>
        {state === "COMPLETED" ? (
          <a className="small" href={`/v1/files/${encodeURIComponent(id)}`} download>
            Download
          </a>
        ) : null}
        {state === "INTERRUPTED" ? (
          <Action name="Resume" onAct={() => act(() => client.resumeExport(id))} />
        ) : null}
        {isUnderWay(job) ? (
          <Action name="Cancel" onAct={() => act(() => client.cancelExport(id))} />
        ) : (
          <Action name="Delete" onAct={() => act(() => client.removeExport(id))} />
        )}
      </span>
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
