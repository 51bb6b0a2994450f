import type { Answer, AnswerError } from "../../browser.ts";
import { withDescendants, type ProbeField } from "../permission-probes.ts";
import type { Client } from "../permission-world.ts";
import { refusedPaths } from "../refused-paths.ts";

/** One field asked for about several things in one document: an alias for each. */
export interface Inquiry {
  readonly field: ProbeField;
  /** Arguments of the root field, by alias. */
  readonly rootArguments: ReadonlyMap<string, string>;
}

/** What was learned by asking until every field was either answered or refused by itself. */
export interface Findings {
  /** Answers to the aliases, put together from all attempts. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Paths below the root that the router lets through, or all when it refused none. */
  readonly passed: ReadonlySet<string>;
  /** Errors that are no refusals. */
  readonly faults: readonly string[];
}

const REFUSALS: ReadonlySet<string> = new Set(["AUTH_FORBIDDEN", "AUTH_UNAUTHENTICATED"]);
const MAX_ATTEMPTS = 30;

/**
 * Asks for everything at once, then again without what was refused, until the rest is answered: so a refusal hides
 * nothing beside it, nor above it where null is not allowed.
 * @param passed what to ask for; everything by default
 * @param onAnswer is told of every answer, and of the document
 */
export async function inquire(
  client: Client,
  { field, rootArguments }: Inquiry,
  passed: ReadonlySet<string> = everyPath(field),
  onAnswer: (answer: Answer<Record<string, unknown>>, document: string) => void = () => undefined,
): Promise<Findings> {
  const left = new Map([...rootArguments.keys()].map((alias) => [alias, new Set(passed)]));
  const notRefused = new Set(passed);
  const faults: string[] = [];
  let data: Record<string, unknown> = {};
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const document = write(field, rootArguments, left);
    if (document === undefined) return { data, passed: notRefused, faults };
    const answer = await client(document);
    onAnswer(answer, document);
    data = merge(data, answer.data ?? {});
    const refused = readRefused(answer, faults);
    if (refused.length === 0) return { data, passed: notRefused, faults };
    for (const [alias, ...rest] of refused) {
      const path = nearest(field, [field.path, ...rest]);
      // The router judges by roles alone, so what it refuses of one thing it refuses of all.
      const isForAll = answer.status !== 200;
      for (const [of, paths] of left) if (isForAll || of === alias) remove(paths, path);
      if (isForAll) remove(notRefused, path);
    }
  }
  throw new Error(`${field.path} is not answered after ${String(MAX_ATTEMPTS)} attempts.`);
}

/** Paths of a field and of everything below it, the markers of what is not entered included. */
function everyPath(field: ProbeField): Set<string> {
  return new Set(withDescendants(field).flatMap((each) => [each.path, ...markerOf(each)]));
}

/** Of a field that is not entered only its id is asked for, if it has one. */
function markerOf({ path, children, marker }: ProbeField): string[] {
  return children?.length === 0 && marker === "id" ? [`${path}.id`] : [];
}

function write(
  field: ProbeField,
  rootArguments: ReadonlyMap<string, string>,
  left: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const parts = [...left]
    .filter(([, paths]) => paths.has(field.path))
    .map(([alias, paths]) => `${alias}: ${writeField(field, paths, rootArguments.get(alias) ?? "")}`);
  return parts.length === 0 ? undefined : `{ ${parts.join(" ")} }`;
}

function writeField(field: ProbeField, paths: ReadonlySet<string>, rootArguments = ""): string {
  const { text, children } = field;
  if (children === undefined) return text + rootArguments;
  const below = [
    ...children.filter(({ path }) => paths.has(path)).map((child) => writeField(child, paths)),
    ...markerOf(field)
      .filter((path) => paths.has(path))
      .map(() => "id"),
  ];
  return `${text}${rootArguments} { ${["__typename", ...below].join(" ")} }`;
}

/** Paths, beginning with the alias, that an answer refuses. */
function readRefused({ status, errors }: Answer<unknown>, faults: string[]): string[][] {
  const refusals = errors.filter((error) => {
    if (REFUSALS.has(error.extensions.code)) return true;
    faults.push(`${String(status)} ${JSON.stringify(error)}`);
    return false;
  });
  if (status === 200) return errors.map(pathOf).filter((path) => path.length > 0);
  return refusals.flatMap(({ message }) => {
    const named = refusedPaths(message);
    if (named === undefined) throw new Error(`Unexpected: ${String(status)} ${message}`);
    return named.map((path) => path.split("."));
  });
}

function pathOf({ path = [] }: AnswerError): string[] {
  return path.filter((part) => typeof part === "string");
}

/** The path as it was asked for, or what is nearest above it: a type's own name may be what is refused. */
function nearest(field: ProbeField, parts: readonly string[]): string {
  const known = everyPath(field);
  for (let length = parts.length; length > 1; length -= 1) {
    const path = parts.slice(0, length).join(".");
    if (known.has(path)) return path;
  }
  return field.path;
}

function remove(paths: Set<string>, refused: string): void {
  for (const path of paths) if (path === refused || path.startsWith(`${refused}.`)) paths.delete(path);
}

/** Both answers in one; what one of them left out or has as null is as in the other. */
function merge(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...left };
  for (const [key, value] of Object.entries(right)) merged[key] = mergeValues(left[key], value);
  return merged;
}

function mergeValues(left: unknown, right: unknown): unknown {
  if (left === null || left === undefined) return right;
  if (right === null || right === undefined) return left;
  if (Array.isArray(left) && Array.isArray(right)) {
    return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
      mergeValues(left[index], right[index]),
    );
  }
  return isRecord(left) && isRecord(right) ? merge(left, right) : right;
}

/**
 * Where an answer tells more than another does: a value that is not in it, or a list of another length. Null tells
 * nothing.
 */
export function surplus(answer: unknown, known: unknown, path = ""): string[] {
  if (answer === null || answer === undefined || answer === known) return [];
  if (Array.isArray(answer)) {
    const others: readonly unknown[] = Array.isArray(known) ? known : [];
    const more = answer.flatMap((each, index) => surplus(each, others[index], path));
    const isOfOtherLength = !Array.isArray(known) || answer.length !== known.length;
    return [...new Set(isOfOtherLength ? [path, ...more] : more)];
  }
  if (!isRecord(answer)) return [path];
  if (!isRecord(known)) return leaves(answer, path);
  return Object.entries(answer).flatMap(([key, value]) => surplus(value, known[key], join(path, key)));
}

/** That a thing is there is told by it having any field at all. */
function leaves(answer: Readonly<Record<string, unknown>>, path: string): string[] {
  return [
    path,
    ...Object.entries(answer).flatMap(([key, value]) => surplus(value, undefined, join(path, key))),
  ];
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
