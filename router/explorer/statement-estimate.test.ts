import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readAnswers } from "#schema/answers.ts";
import { createCertifier } from "../documents/certificate.ts";
import { readManifests } from "../documents/manifest.ts";
import { statementsAtMost } from "./statement-estimate.ts";

const operations = fileURLToPath(new URL("../../schema/operations", import.meta.url));
const { examine } = createCertifier(
  readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8"),
);

/** Estimated and recorded statements of every registered query. */
async function registeredQueries(): Promise<
  readonly { name: string; estimated: number; recorded: number }[]
> {
  const manifests = await readManifests(operations);
  return manifests.flatMap(({ client, version, documents }) => {
    const answers = readAnswers(operations, client, version);
    return Object.entries(documents).flatMap(([id, text]) => {
      const { certificate, sent } = examine(text);
      if (certificate.kind !== "query") return [];
      const recorded = Object.values(answers[id]?.examples ?? {}).map(({ statements }) =>
        Object.values(statements).reduce((sum, count) => sum + count, 0),
      );
      const name = `${client} ${version} ${certificate.name}`;
      return [{ name, estimated: statementsAtMost(sent), recorded: Math.max(0, ...recorded) }];
    });
  });
}

describe("the statements that a query takes at most", () => {
  it("are never fewer than were recorded of a registered query, and not many times as many", async () => {
    const queries = await registeredQueries();
    expect(queries.length).toBeGreaterThan(10);
    expect(queries.filter(({ estimated, recorded }) => estimated < recorded)).toEqual([]);
    expect(queries.filter(({ estimated, recorded }) => estimated > 3 * recorded + 3)).toEqual([]);
  });
});
