import { CriticalityLevel, diff } from "@graphql-inspector/core";
import type { GraphQLSchema } from "graphql";

/** What {@link changelog} is made of. */
export interface ChangelogParts {
  /** The API at the last release. */
  readonly released: GraphQLSchema;
  readonly now: GraphQLSchema;
  /** What was written of releases until then, newest first. */
  readonly earlier: string;
}

const LEVELS = [
  [CriticalityLevel.Breaking, "Breaking"],
  [CriticalityLevel.Dangerous, "To be known"],
  [CriticalityLevel.NonBreaking, "Safe"],
] as const;

const TITLE = "# Changes of the API";
const INTRODUCTION =
  "What clients see and did not see before, release by release; made by `npm run codegen` and `npm run schema:release`. Whether a change may be made at all says [safe change](../safe-change.md).";
const NONE = "Nothing has changed.";

/** The changelog in Markdown: what is not released yet, then what was. */
export async function changelog({ released, now, earlier }: ChangelogParts): Promise<string> {
  const changes = await changesBetween(released, now);
  return [TITLE, INTRODUCTION, "## Not released yet", changes, earlier.trim()].join("\n\n");
}

/** The entry of a release. @param date of it, `2026-11-27` */
export async function releaseEntry(before: GraphQLSchema, now: GraphQLSchema, date: string): Promise<string> {
  return `## ${date}\n\n${await changesBetween(before, now)}`;
}

async function changesBetween(before: GraphQLSchema, now: GraphQLSchema): Promise<string> {
  const changes = await diff(before, now);
  const parts = LEVELS.flatMap(([level, heading]) => {
    const lines = changes
      .filter(({ criticality }) => criticality.level === level)
      .map(({ message }) => `- ${message.replaceAll(/'([^'\s]+)'/g, "`$1`")}`)
      .toSorted();
    return lines.length === 0 ? [] : [`**${heading}**\n\n${lines.join("\n")}`];
  });
  return parts.length === 0 ? NONE : parts.join("\n\n");
}
