import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { chartColumns } from "./chart-data.ts";
import { ExportOffer } from "./export-offer.tsx";
import { Redacted } from "./redacted.tsx";
import { ResultChart } from "./result-chart.tsx";
import { ResultJson } from "./result-json.tsx";
import { ResultTable } from "./result-table.tsx";
import { RunReport } from "./run-report.tsx";
import type { Outcome } from "./use-run.ts";

type Done = Extract<Outcome, { state: "done" }>;

/** What became of the last run. */
export function Results({ outcome }: { readonly outcome: Outcome }): ReactNode {
  return (
    <section className="results" aria-label="Result" aria-busy={outcome.state === "running"}>
      <div role="status">
        {outcome.state === "none" ? <p className="hint">Run a query to see its result here.</p> : null}
        {outcome.state === "running" ? <p className="hint">Running…</p> : null}
        {outcome.state === "stopped" ? <p className="hint">Stopped.</p> : null}
        {outcome.state === "failed" ? <p className="refusal">{outcome.message}</p> : null}
        {outcome.state === "done" ? <Problems result={outcome.run.result} /> : null}
      </div>
      <ExportOffer />
      {outcome.state === "done" ? (
        <>
          <RunReport report={outcome.run.report} />
          <Views outcome={outcome} />
        </>
      ) : null}
    </section>
  );
}

/** What is missing from the answer: fields that failed, and fields that were blacked out. */
function Problems({ result }: { readonly result: Done["run"]["result"] }): ReactNode {
  const errors = result.errors ?? [];
  return (
    <>
      <p className="unseen">
        {errors.length === 0 ? "The result is there." : "The result is there, with errors."}
      </p>
      {errors.map(({ message, path, extensions }, index) => (
        <p key={index} className="refusal">
          {path === undefined ? null : <code>{path.join(".")}</code>} {message}{" "}
          {typeof extensions["code"] === "string" ? <code>{extensions["code"]}</code> : null}
        </p>
      ))}
      <Redacted coordinates={readRedacted(result.extensions)} />
    </>
  );
}

function readRedacted(extensions: Done["run"]["result"]["extensions"]): readonly string[] {
  const redacted: unknown = extensions?.["redacted"];
  return Array.isArray(redacted) ? redacted.filter((entry) => typeof entry === "string") : [];
}

const VIEWS = ["JSON", "Table", "Chart"] as const;

/** Tabs by the ARIA Authoring Practices: arrows move, Tab goes on to the panel. */
function Views({ outcome: { run, table } }: { readonly outcome: Done }): ReactNode {
  const [view, setView] = useState<(typeof VIEWS)[number]>("JSON");
  const tabs = useRef<HTMLDivElement>(null);
  const id = useId();
  const chart = table === null ? null : chartColumns(table);
  function move({ key }: KeyboardEvent): void {
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? VIEWS.length - 1 : 0;
    if (step === 0) return;
    const next = (VIEWS.indexOf(view) + step) % VIEWS.length;
    setView(VIEWS[next] ?? view);
    tabs.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  }
  return (
    <>
      <div className="tabs" role="tablist" aria-label="View of the result" ref={tabs} onKeyDown={move}>
        {VIEWS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}${name}`}
            aria-selected={name === view}
            aria-controls={`${id}panel`}
            tabIndex={name === view ? 0 : -1}
            onClick={() => setView(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="view" role="tabpanel" id={`${id}panel`} aria-labelledby={id + view}>
        {view === "JSON" ? <ResultJson result={run.result} /> : null}
        {view === "Table" ? table === null ? <NoView what="rows" /> : <ResultTable table={table} /> : null}
        {view === "Chart" ? (
          table === null || chart === null ? (
            <NoView what="column of numbers beside one of names" />
          ) : (
            <ResultChart table={table} columns={chart} />
          )
        ) : null}
      </div>
    </>
  );
}

function NoView({ what }: { readonly what: string }): ReactNode {
  return <p className="hint">The result has no {what}.</p>;
}
