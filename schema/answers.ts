import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const countsSchema = z.record(z.string(), z.number().int().positive());

const answerSchema = z.strictObject({
  /** HTTP. */
  status: z.number().int(),
  /** As it came, but for ids and cursors of what was made meanwhile: see `stack/golden/normal-answer.ts`. */
  data: z.unknown(),
  errors: z.array(z.strictObject({ code: z.string(), path: z.string().nullable() })),
  /** Calls of subgraphs. */
  calls: countsSchema,
  /** SQL statements, by the subgraphs that sent them; without those that begin and end transactions. */
  statements: countsSchema,
});

const answersSchema = z.record(
  z.string(),
  z.strictObject({ name: z.string(), examples: z.record(z.string(), answerSchema) }),
);

/** What came of one example. */
export type RecordedAnswer = Readonly<z.infer<typeof answerSchema>>;

/** Of one version of a client: by the ids of documents, their operations' names and what came of each example. */
export type RecordedAnswers = Readonly<
  Record<string, { readonly name: string; readonly examples: Readonly<Record<string, RecordedAnswer>> }>
>;

/** Where the answers of a client's version are, below `schema/operations`. */
export function answersFile(client: string, version: string): string {
  return join(client, "answers", `${version}.json`);
}

/**
 * Reads the recorded answers of a client's version; none when they are not recorded yet.
 * @param operations the folder `schema/operations`
 * @throws Error naming the file that says something else
 */
export function readAnswers(operations: string, client: string, version: string): RecordedAnswers {
  const file = join(operations, answersFile(client, version));
  if (!existsSync(file)) return {};
  try {
    return answersSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file} has no recorded answers.`, { cause: error });
  }
}

/** The most statements that one of these took; null of none. */
export function mostStatements(answers: readonly RecordedAnswer[]): number | null {
  const counts = answers.map(({ statements }) =>
    Object.values(statements).reduce((sum, count) => sum + count, 0),
  );
  return counts.length === 0 ? null : Math.max(...counts);
}
