import { isDeepStrictEqual } from "node:util";
import type { RecordedAnswer } from "#schema/answers.ts";
import type { LiveDocument } from "./contract.ts";
import { nameOf, type Finding } from "./finding.ts";
import { namesOf } from "./live-documents.ts";

/** What a document that both states have answers now, to an example of the state before. */
export interface ReplayedAnswer {
  readonly before: LiveDocument;
  readonly example: string;
  readonly answer: RecordedAnswer;
  /** As recorded now: approves what it says. */
  readonly committed: RecordedAnswer | undefined;
}

/** Differences that are told of one answer; a whole other page has hundreds. */
const MOST_TOLD = 3;

/** Answers that are not what was recorded: another status, code, value, order, or more calls and SQL statements. */
export function answerChanges(replayed: readonly ReplayedAnswer[]): readonly Finding[] {
  return replayed.flatMap(({ before, example, answer, committed }) => {
    const recorded = before.answers[example];
    if (recorded === undefined) return [];
    const found = answerDifferences(recorded, answer);
    if (found.length === 0) return [];
    const isCommitted = committed !== undefined && answerDifferences(committed, answer).length === 0;
    const rest = found.length - MOST_TOLD;
    const told = [...found.slice(0, MOST_TOLD), ...(rest > 0 ? [`and ${String(rest)} more`] : [])];
    return [
      {
        part: "answer",
        verdict: isCommitted ? "approved" : "unapproved",
        change: `${nameOf(before)} (${example}): ${told.join("; ")}`,
        consumers: namesOf([before]),
      },
    ];
  });
}

/** What is different, each in a few words. That it takes fewer calls or statements is no difference. */
export function answerDifferences(before: RecordedAnswer, now: RecordedAnswer): readonly string[] {
  return [
    ...valueDifferences("status", before.status, now.status),
    ...valueDifferences("errors", before.errors, now.errors),
    ...valueDifferences("data", before.data, now.data),
    ...increases("calls of", before.calls, now.calls),
    ...increases("SQL statements of", before.statements, now.statements),
  ];
}

function increases(
  what: string,
  before: RecordedAnswer["calls"],
  now: RecordedAnswer["calls"],
): readonly string[] {
  return Object.entries(now).flatMap(([subgraph, count]) => {
    const was = before[subgraph] ?? 0;
    return count > was ? [`${what} ${subgraph} ${String(was)} → ${String(count)}`] : [];
  });
}

function valueDifferences(path: string, before: unknown, now: unknown): readonly string[] {
  if (isDeepStrictEqual(before, now)) return [];
  if (Array.isArray(before) && Array.isArray(now)) return listDifferences(path, before, now);
  if (isObject(before) && isObject(now)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
    return [...keys].flatMap((key) => valueDifferences(`${path}.${key}`, before[key], now[key]));
  }
  return [`${path} ${short(before)} → ${short(now)}`];
}

function listDifferences(
  path: string,
  before: readonly unknown[],
  now: readonly unknown[],
): readonly string[] {
  if (before.length !== now.length)
    return [`${path} has ${String(before.length)} → ${String(now.length)} entries`];
  const sorted = (list: readonly unknown[]): readonly string[] =>
    list.map((one) => JSON.stringify(one)).toSorted();
  if (isDeepStrictEqual(sorted(before), sorted(now))) return [`${path} has another order`];
  return before.flatMap((one, index) => valueDifferences(`${path}.${String(index)}`, one, now[index]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function short(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
