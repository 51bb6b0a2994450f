import { useState, type ReactNode } from "react";
import { chartOf, type ChartColumns } from "./chart-data.ts";
import type { Table } from "./flatten-result.ts";
import { formatNumber } from "./messages.ts";

const BAR_HEIGHT = 44;

/** A bar for each label. What it shows stands in the table, too. */
export function ResultChart({
  table,
  columns,
}: {
  readonly table: Table;
  readonly columns: ChartColumns;
}): ReactNode {
  const [label, setLabel] = useState(columns.labels[0] ?? "");
  const [number, setNumber] = useState(columns.numbers[0] ?? "");
  const { bars, total } = chartOf(table, label, number);
  return (
    <>
      <div className="tools">
        <Choice name="Show" options={columns.numbers} value={number} onChange={setNumber} />
        <Choice name="by" options={columns.labels} value={label} onChange={setLabel} />
        <span className="hint">
          {total > bars.length ? `The first ${String(bars.length)} of ${formatNumber(total)}. ` : ""}
          {table.rows.length > total ? `Rows with the same ${label} are added up.` : ""}
        </span>
      </div>
      <Bars title={`${number} by ${label}`} bars={bars} />
    </>
  );
}

function Bars({
  title,
  bars,
}: {
  readonly title: string;
  readonly bars: ReturnType<typeof chartOf>["bars"];
}): ReactNode {
  const lowest = Math.min(0, ...bars.map(({ value }) => value));
  const span = Math.max(0, ...bars.map(({ value }) => value)) - lowest || 1;
  const percent = (value: number): string => `${String((value / span) * 100)}%`;
  return (
    <svg className="chart" role="img" aria-label={title} width="100%" height={bars.length * BAR_HEIGHT}>
      {bars.map(({ label, value }, index) => (
        <g key={label} transform={`translate(0 ${String(index * BAR_HEIGHT)})`}>
          <text y="16">
            {label} <tspan className="value">{formatNumber(value)}</tspan>
          </text>
          <rect
            x={percent(Math.min(value, 0) - lowest)}
            y="23"
            width={percent(Math.abs(value))}
            height="12"
            rx="3"
          />
        </g>
      ))}
    </svg>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly options: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ name, options, value, onChange }: ChoiceProps): ReactNode {
  return (
    <label className="choice">
      {name}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}
