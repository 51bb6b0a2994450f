import { useState, type ReactNode } from "react";
import type { ExplorerRun } from "../explorer-api.ts";
import { formatDuration, formatNumber, plural } from "./messages.ts";

type Report = ExplorerRun["report"];

/** What a run took, and where its time went. */
export function RunReport({ report }: { readonly report: Report }): ReactNode {
  const { status, cost, budget, durationMs, correlationId, traceId } = report;
  return (
    <div className="report">
      <dl className="facts">
        <div>
          <dt>Status</dt>
          <dd>{status}</dd>
        </div>
        <div>
          <dt>Cost</dt>
          <dd>
            {plural(cost, "point")}, {formatNumber(budget.remaining)} left
          </dd>
        </div>
        <div>
          <dt>Time</dt>
          <dd>{formatDuration(durationMs)}</dd>
        </div>
        <Identifier name="Correlation id" value={correlationId} />
        {traceId === null ? null : <Identifier name="Trace id" value={traceId} />}
      </dl>
      <Calls report={report} />
    </div>
  );
}

function Identifier({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  const [label, setLabel] = useState("Copy");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setLabel("Copied");
    } catch {
      // Browsers refuse it without TLS, or when the person has said so.
      setLabel("Not copied");
    }
  }
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>{" "}
        <button type="button" className="small" aria-label={`${label} ${name}`} onClick={() => void copy()}>
          {label}
        </button>
      </dd>
    </div>
  );
}

function Calls({ report: { calls, durationMs } }: { readonly report: Report }): ReactNode {
  if (calls.length === 0) return null;
  const longest = Math.max(durationMs, ...calls.map((call) => call.durationMs), 1);
  return (
    <ol className="calls" aria-label="Time per subgraph">
      {calls.map((call, index) => (
        <li key={index}>
          <span>{call.subgraph}</span>
          <span className="track">
            <span style={{ width: `${String((call.durationMs / longest) * 100)}%` }} />
          </span>
          <span className="number">{formatDuration(call.durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}
