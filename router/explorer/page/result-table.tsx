import { useState, type ReactNode } from "react";
import { CSV_LIMIT, csvFile } from "./csv.ts";
import { download } from "./download.ts";
import type { Table } from "./flatten-result.ts";
import { formatNumber, plural } from "./messages.ts";

/** More rows make the page slow, and nobody reads them. */
const SHOWN_ROWS = 500;

const TOO_LONG = `The file would have more than ${formatNumber(CSV_LIMIT / 1_000_000)} million characters. Ask for fewer rows or columns.`;

/** The rows of an answer, and all of them as a CSV file. */
export function ResultTable({ table }: { readonly table: Table }): ReactNode {
  const { path, columns, rows } = table;
  if (rows.length === 0) return <p className="hint">No rows of {path}.</p>;
  return (
    <>
      <div className="tools">
        <CsvButton table={table} />
        <span className="hint">
          {rows.length > SHOWN_ROWS ? `The first ${formatNumber(SHOWN_ROWS)} of ` : ""}
          {plural(rows.length, "row")}
          {path === "" ? "" : ` of ${path}`}
        </span>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label="Rows">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN_ROWS).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={columns[column]} className={typeof cell === "number" ? "number" : undefined}>
                    {cell === null ? <span className="hint">null</span> : String(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CsvButton({ table }: { readonly table: Table }): ReactNode {
  const [isBusy, setIsBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  async function save(): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    const file = await csvFile(table);
    setIsBusy(false);
    setMessage(file === null ? TOO_LONG : null);
    if (file !== null) download(file, "result.csv");
  }
  return (
    <>
      <button type="button" className="button" aria-disabled={isBusy} onClick={() => void save()}>
        {isBusy ? "Writing…" : "Download CSV"}
      </button>
      <span role="status" className="message">
        {message}
      </span>
    </>
  );
}
