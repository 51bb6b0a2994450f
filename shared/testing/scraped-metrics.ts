/** One line of Prometheus text. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads the metrics of a process now. @param url as `startMetrics` gives it */
export async function scrape(url: string): Promise<readonly Sample[]> {
  const response = await fetch(url);
  return parseSamples(await response.text());
}

/** The samples in a Prometheus text (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export function parseSamples(text: string): readonly Sample[] {
  return text.split("\n").flatMap((line) => {
    const [, name, labels = "", value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, content]) => [
      key,
      content,
    ]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }];
  });
}

/** The samples of a name that have all of `labels`. */
export function samplesOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): readonly Sample[] {
  return samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
}

/** SQL statements that an operation has sent so far, per subgraph. */
export function statementsOf(samples: readonly Sample[], operation: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const labels = { graphql_operation_name: operation };
  for (const {
    labels: { clinic_subgraph: subgraph = "" },
    value,
  } of samplesOf(samples, "db_client_operation_duration_count", labels)) {
    counts[subgraph] = (counts[subgraph] ?? 0) + value;
  }
  return counts;
}
