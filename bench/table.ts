/** A column of a table: its title, and which side its values stand on. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Lines of a Markdown table, its columns as wide as what is in them. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${columns.map(({ align }, index) => pad(cells[index] ?? "", widths[index] ?? 0, align)).join(" | ")} |`;
  const rule = columns.map(({ align }, index) => {
    const dashes = "-".repeat(widths[index] ?? 0);
    return align === "right" ? `${dashes.slice(1)}:` : dashes;
  });
  return [line(columns.map(({ title }) => title)), line(rule), ...rows.map(line)].join("\n");
}

/** A number with three digits that count, or a dash when there is none. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function pad(text: string, width: number, align: Column["align"]): string {
  return align === "right" ? text.padStart(width) : text.padEnd(width);
}
