import type { Comparison } from "#schema/check/check.ts";
import { keyOf } from "#schema/check/document-changes.ts";
import { startGoldenDatabases } from "./golden-databases.ts";
import { startGoldenStack } from "./golden-stack.ts";
import { readVersions, runVersions } from "./versions.ts";

/**
 * Runs the examples of a state of the contract by the code of this one.
 * @param operations that state's folder `schema/operations`
 */
export function replayOf(operations: string): NonNullable<Comparison["replay"]> {
  return async (documents) => {
    const wanted = new Map(documents.map((document) => [keyOf(document), document]));
    const all = await readVersions(operations);
    const versions = all.map((version) => ({
      ...version,
      documents: Object.fromEntries(
        Object.entries(version.documents).filter(([id]) => wanted.has(keyOf({ ...version, id }))),
      ),
    }));
    const databases = await startGoldenDatabases();
    try {
      const answers = await runVersions(versions, async () => startGoldenStack(await databases.open()));
      return answers.flatMap(({ run: { of, id, example }, answer }) => {
        const before = wanted.get(keyOf({ ...of, id }));
        return before === undefined ? [] : [{ before, example: example.name, answer }];
      });
    } finally {
      await databases.stop();
    }
  };
}
