import type { Answer, AnswerError } from "../browser.ts";
import { render, withDescendants, type ProbeField } from "./permission-probes.ts";
import type { Client } from "./permission-world.ts";
import { refusedPaths } from "./refused-paths.ts";

/**
 * What became of a field: `v` a value, `n` null because there is nothing that the viewer may see, `x` the operation
 * was refused before it began, `d` the field was denied while it ran.
 */
export type Outcome = "v" | "n" | "x" | "d";

/** One question. */
export interface Question {
  readonly operation: "query" | "mutation";
  readonly field: ProbeField;
  /** Of the root field, in parentheses; empty for none. */
  readonly rootArguments: string;
  /** The elements of pages are looked for by these; a page without any of them is as good as empty. */
  readonly ids: ReadonlySet<string>;
  /** The answer to a refusal. */
  readonly refusal: { readonly status: 401 | 403; readonly code: string };
}

type Outcomes = Map<string, Outcome>;

/**
 * Asks for everything at once, then again without what was refused or denied, until the rest is answered. A mutation
 * is never sent again once it was executed.
 */
export async function ask(client: Client, question: Question): Promise<Outcomes> {
  const all = withDescendants(question.field);
  const outcomes: Outcomes = new Map();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const left = new Set(all.map(({ path }) => path).filter((path) => !outcomes.has(path)));
    if (!left.has(question.field.path)) return outcomes;
    const answer = await client(
      `${question.operation} { ${render(question.field, left, question.rootArguments)} }`,
    );
    const [outcome, paths] = readRefusals(answer, question);
    if (paths.length === 0)
      return readValues(
        answer,
        all.filter(({ path }) => left.has(path)),
        question,
        outcomes,
      );
    for (const { path } of all) {
      if (left.has(path) && paths.some((refused) => isAtOrBelow(path, refused))) outcomes.set(path, outcome);
    }
    if (question.operation === "mutation" && outcome === "d") return outcomes;
  }
  throw new Error(`${question.field.path} is not answered after ten attempts.`);
}

function isAtOrBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}

/** The paths that an answer refuses or denies. Any other error is raised. */
function readRefusals(answer: Answer<unknown>, question: Question): readonly ["x" | "d", readonly string[]] {
  const { status, errors } = answer;
  const { refusal } = question;
  if (status === 200) return ["d", errors.map((error) => deniedPath(error))];
  const [error] = errors;
  const refused = refusedPaths(error?.message);
  if (status !== refusal.status || error?.extensions.code !== refusal.code || refused === undefined) {
    throw new Error(`Unexpected: ${String(status)} ${JSON.stringify(errors)}`);
  }
  return ["x", refused];
}

function deniedPath(error: AnswerError): string {
  if (error.extensions.code !== "AUTH_FORBIDDEN") throw new Error(`Unexpected: ${JSON.stringify(error)}`);
  return (error.path ?? []).filter((part) => typeof part === "string").join(".");
}

function readValues(
  { data }: Answer<unknown>,
  asked: readonly ProbeField[],
  { ids }: Question,
  outcomes: Outcomes,
): Outcomes {
  for (const { path } of asked) {
    const value = valueAt(data, path, ids);
    outcomes.set(path, value === null || value === undefined ? "n" : "v");
  }
  return outcomes;
}

/** What an answer has at a path; of a page the element that is one of the things, of any other list the first. */
export function valueAt(data: unknown, path: string, ids: ReadonlySet<string>): unknown {
  let value: unknown = data;
  for (const part of path.split(".")) {
    value = isRecord(value) ? value[part] : undefined;
    if (Array.isArray(value)) value = part === "nodes" || part === "edges" ? pick(value, ids) : value[0];
  }
  return value;
}

/** The element that is, or is an edge to, one of the things. Where none is named, any will do. */
function pick(elements: readonly unknown[], ids: ReadonlySet<string>): unknown {
  if (ids.size === 0) return elements[0];
  return elements.find((element) => {
    const node = isRecord(element) && isRecord(element["node"]) ? element["node"] : element;
    return isRecord(node) && ids.has(String(node["id"]));
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
