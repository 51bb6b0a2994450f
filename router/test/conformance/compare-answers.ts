/** What of an answer is compared. */
export interface ComparedAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[] | undefined;
}

/**
 * What of the federated answer differs from the merged schema's; empty when they agree.
 *
 * - `data` must be equal to the letter, the order of keys included.
 * - Errors must explain the same nulls. An error explains the place in the data where its path ends: the field itself or
 *   the nearest parent that can be null. Several errors below one null are one, since GraphQL leaves it to the server
 *   which of them it reports (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors). Messages are not
 *   compared: the router masks them.
 * - The federated answer may have errors beside these whose path leads to a field that was not asked for: the gateway
 *   fetches a field for all objects at a path when a fragment asks for it of some, and reports what becomes of it.
 */
export function differences(federated: ComparedAnswer, merged: ComparedAnswer): string[] {
  const [ours, theirs] = [explainedNulls(federated), explainedNulls(merged)];
  const found = [
    ...[...theirs.nulls].filter((place) => !ours.nulls.has(place)).map((place) => `no error for ${place}`),
    ...[...ours.nulls].filter((place) => !theirs.nulls.has(place)).map((place) => `an error for ${place}`),
    ...ours.misplaced,
    ...theirs.misplaced,
  ];
  const texts = [dataText(federated), dataText(merged)];
  return texts[0] === texts[1]
    ? found
    : [`data ${String(texts[0])}`, `instead of ${String(texts[1])}`, ...found];
}

function dataText({ data }: ComparedAnswer): string {
  return data === undefined ? "nothing" : JSON.stringify(data);
}

interface Explained {
  readonly nulls: ReadonlySet<string>;
  readonly misplaced: readonly string[];
}

function explainedNulls({ data, errors = [] }: ComparedAnswer): Explained {
  const nulls = new Set<string>();
  const misplaced: string[] = [];
  for (const { path } of errors) {
    if (path === undefined) {
      misplaced.push("an error without a path");
      continue;
    }
    let value: unknown = data;
    let depth = 0;
    while (value != null && depth < path.length) {
      value = (value as Readonly<Record<string | number, unknown>>)[path[depth] ?? ""];
      depth += 1;
    }
    if (value === null) nulls.add(JSON.stringify(path.slice(0, depth)));
    else if (value !== undefined) misplaced.push(`an error for ${JSON.stringify(path)}, which has a value`);
  }
  return { nulls, misplaced };
}
