import type { ReactNode } from "react";
import type { ExplorerRefusal, Preflight } from "../explorer-api.ts";
import { formatNumber, plural } from "./messages.ts";
import type { Check } from "./use-preflight.ts";
import { PURPOSE_NEEDED } from "./verdict.ts";

interface PreflightStripProps {
  readonly check: Check;
  /** Why the router is not even asked. */
  readonly obstacle: string | null;
}

/** What the draft would take, and why it would be refused. */
export function PreflightStrip({ check, obstacle }: PreflightStripProps): ReactNode {
  const facts =
    check.state === "checked" ? check.preflight : check.state === "checking" ? check.before : null;
  return (
    <section className="preflight" aria-label="Before it is run" aria-busy={check.state === "checking"}>
      {facts === null ? null : <Facts preflight={facts} />}
      <div role="status" id="obstacle">
        {obstacle === null ? null : <p className="refusal">{obstacle}</p>}
        {check.state === "none" && obstacle === null ? <p className="hint">Nothing to run yet.</p> : null}
        {check.state === "checking" ? <p className="hint">Checking…</p> : null}
        {check.state === "failed" ? <p className="refusal">{check.message}</p> : null}
        {check.state === "checked"
          ? check.preflight.refusals.map((refusal, index) => <Refusal key={index} refusal={refusal} />)
          : null}
      </div>
    </section>
  );
}

function Facts({ preflight: { operation, budget } }: { readonly preflight: Preflight }): ReactNode {
  if (operation === null) return null;
  const calls = Object.entries(operation.calls);
  return (
    <dl className="facts">
      <Fact term="Cost, at most">
        {plural(operation.cost, "point")} of {formatNumber(budget.remaining)} left
        <small> (all again in {plural(budget.resetSeconds, "second")})</small>
      </Fact>
      <Fact term="Fields">{formatNumber(operation.fields)}</Fact>
      <Fact term="Calls">
        {calls.length === 0
          ? "none"
          : calls.map(([name, count]) => `${name} × ${formatNumber(count)}`).join(", ")}
      </Fact>
      <Fact term="SQL statements, at most">{formatNumber(operation.statements)}</Fact>
      <Fact term="Personal data">
        <Classes classes={operation.classes} />
      </Fact>
      {operation.masked.length === 0 ? null : (
        <Fact term="Null for you">
          <Coordinates className="badge" name="masked" coordinates={operation.masked} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type Classes = NonNullable<Preflight["operation"]>["classes"];

function Classes({ classes }: { readonly classes: Classes }): ReactNode {
  const found = Object.entries(classes).filter(([, coordinates]) => coordinates.length > 0);
  if (found.length === 0) return "none";
  return found.map(([name, coordinates]) => (
    <Coordinates key={name} className={`badge ${name.toLowerCase()}`} name={name} coordinates={coordinates} />
  ));
}

interface CoordinatesProps {
  readonly className: string;
  readonly name: string;
  readonly coordinates: readonly string[];
}

/** How many fields, and when opened which. */
function Coordinates({ className, name, coordinates }: CoordinatesProps): ReactNode {
  return (
    <details className={className}>
      <summary>
        {name} <span aria-hidden="true">×</span> {formatNumber(coordinates.length)}
      </summary>
      <ul>
        {coordinates.map((coordinate) => (
          <li key={coordinate}>{coordinate}</li>
        ))}
      </ul>
    </details>
  );
}

function Refusal({ refusal: { code, reason, fields } }: { readonly refusal: ExplorerRefusal }): ReactNode {
  if (code === PURPOSE_NEEDED)
    return <p className="note">You will be asked what you need patient data for.</p>;
  return (
    <div className="refusal">
      <p>
        Would be refused: {reason} <code>{code}</code>
      </p>
      {fields.length === 0 ? null : (
        <ul>
          {fields.map(({ coordinate, actions }) => (
            <li key={coordinate}>
              <code>{coordinate}</code> needs {actions.join(" or ")}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
