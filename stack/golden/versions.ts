import { readExamples } from "#schema/examples.ts";
import { readManifests } from "../../router/documents/manifest.ts";
import { answersOf, runsOf, type RunAnswer, type VersionToRun } from "./run-examples.ts";
import type { GoldenStack } from "./golden-stack.ts";

/** Every version of every client in a folder as `schema/operations`, by client and the newest of each first. */
export async function readVersions(operations: string): Promise<readonly VersionToRun[]> {
  const manifests = await readManifests(operations);
  return manifests
    .map((manifest) => ({ ...manifest, examples: readExamples(operations, manifest.client) }))
    .sort((a, b) => compare(a.client, b.client) || compare(b.version, a.version));
}

/** Versions that are run on one stack, one of each client: what two of them change may be the same. */
export function roundsOf(versions: readonly VersionToRun[]): readonly (readonly VersionToRun[])[] {
  const byClient = Map.groupBy(versions, ({ client }) => client);
  const longest = Math.max(0, ...[...byClient.values()].map((own) => own.length));
  return Array.from({ length: longest }, (_none, round) =>
    [...byClient.values()].flatMap((own) => own[round] ?? []),
  );
}

/** Runs every example of every version, each round on a stack of its own. */
export async function runVersions(
  versions: readonly VersionToRun[],
  openStack: () => Promise<GoldenStack>,
): Promise<readonly RunAnswer[]> {
  const answers: RunAnswer[] = [];
  for (const round of roundsOf(versions)) {
    const stack = await openStack();
    try {
      answers.push(...(await answersOf(stack, runsOf(round))));
    } finally {
      await stack.stop();
    }
  }
  return answers;
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
