import { z } from "zod";
import { getOperationAST, OperationTypeNode, parse } from "graphql";
import type { RecordedAnswer, RecordedAnswers } from "#schema/answers.ts";
import { MAILED_TOKEN, NEWEST_HOLD, type Example, type Examples } from "#schema/examples.ts";
import type { Answer } from "../browser.ts";
import { Callers } from "./callers.ts";
import type { GoldenStack } from "./golden-stack.ts";
import { normalAnswer } from "./normal-answer.ts";

/** The documents of one version of a client, and what to run them with. */
export interface VersionToRun {
  readonly client: string;
  readonly version: string;
  /** Texts by id. */
  readonly documents: Readonly<Record<string, string>>;
  readonly examples: Examples;
}

/** One document with one example. */
export interface Run {
  readonly of: VersionToRun;
  readonly id: string;
  readonly text: string;
  readonly operation: string;
  readonly isMutation: boolean;
  readonly example: Example;
}

/** What a document answered to an example. */
export interface RunAnswer {
  readonly run: Run;
  readonly answer: RecordedAnswer;
}

/**
 * All examples of all documents, in the order in which they are run: queries before mutations, and each by client and as the
 * examples are written, so that no query sees what a mutation did.
 */
export function runsOf(versions: readonly VersionToRun[]): readonly Run[] {
  const runs = versions.flatMap((of) => {
    const byOperation = new Map(
      Object.entries(of.documents).map(([id, text]) => {
        const operation = getOperationAST(parse(text));
        const name = operation?.name?.value ?? "";
        return [name, { id, text, isMutation: operation?.operation === OperationTypeNode.MUTATION }];
      }),
    );
    return Object.entries(of.examples).flatMap(([operation, examples]) => {
      const document = byOperation.get(operation);
      if (document === undefined) return [];
      return examples.map((example) => ({ of, ...document, operation, example }));
    });
  });
  return [...runs.filter(({ isMutation }) => !isMutation), ...runs.filter(({ isMutation }) => isMutation)];
}

/** Runs them one after the other on a stack that nobody else uses; each sees the events of those before it delivered. */
export async function answersOf(
  stack: GoldenStack,
  runs: readonly Run[],
  callers: Callers = new Callers(stack.url),
): Promise<readonly RunAnswer[]> {
  const answers: RunAnswer[] = [];
  for (const run of runs) {
    const call = await callers.callerOf(run.example);
    await stack.settle();
    const variables = await variablesOf(stack, run.example);
    const { result, calls, statements } = await stack.measure(run.operation, () => call(run.text, variables));
    const now = await stack.databaseNow();
    answers.push({ run, answer: { ...recorded(result, now), calls, statements } });
  }
  return answers;
}

/** What is written of a client's version. */
export function recordedAnswers(
  { client, version }: Pick<VersionToRun, "client" | "version">,
  answers: readonly RunAnswer[],
): RecordedAnswers {
  const own = answers.filter(({ run: { of } }) => of.client === client && of.version === version);
  const byId: Record<string, { name: string; examples: Record<string, RecordedAnswer> }> = {};
  for (const { run, answer } of own)
    (byId[run.id] ??= { name: run.operation, examples: {} }).examples[run.example.name] = answer;
  return Object.fromEntries(Object.entries(byId).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function recorded(
  { status, data, errors }: Answer<unknown>,
  now: Date,
): Pick<RecordedAnswer, "status" | "data" | "errors"> {
  return {
    status,
    data: normalAnswer(data ?? null, now),
    errors: errors.map(({ extensions: { code }, path }) => ({ code, path: path?.join(".") ?? null })),
  };
}

/** The variables of an example, with the secret from the mail that it names, or the id of the newest hold. */
export async function variablesOf(
  { mails, newestHold }: Pick<GoldenStack, "mails" | "newestHold">,
  { variables }: Example,
): Promise<Example["variables"]> {
  const text = JSON.stringify(variables);
  if (text.includes(NEWEST_HOLD)) return parsed(text.replace(NEWEST_HOLD, await newestHold()));
  const [mark, address] = MAILED_TOKEN.exec(text) ?? [];
  if (mark === undefined || address === undefined) return variables;
  const { links } = await mails.waitFor(address);
  const token = new URL(links[0] ?? "").hash.replace("#token=", "");
  return parsed(text.replace(mark, token));
}

function parsed(text: string): Example["variables"] {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}
