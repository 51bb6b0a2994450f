import type { ExplorerOperation } from "../explorer-api.ts";

/** What the editors hold: an operation, nothing yet, or why it is none. */
export type Draft =
  | { readonly state: "empty" }
  | { readonly state: "invalid"; readonly reason: string }
  | { readonly state: "operation"; readonly operation: ExplorerOperation };

/** Reads the editors: text of the document, text of the variables (JSON or nothing), and the operation that was chosen. */
export function readDraft(query: string, variables: string, operationName: string | undefined): Draft {
  if (query.replaceAll(/#[^\n]*/g, "").trim() === "") return { state: "empty" };
  let values: unknown;
  try {
    values = variables.trim() === "" ? {} : JSON.parse(variables);
  } catch {
    return { state: "invalid", reason: "The variables are not valid JSON." };
  }
  if (!isObject(values)) return { state: "invalid", reason: "The variables are no JSON object." };
  return {
    state: "operation",
    operation: {
      query,
      ...(operationName === undefined ? {} : { operationName }),
      ...(Object.keys(values).length === 0 ? {} : { variables: values }),
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
