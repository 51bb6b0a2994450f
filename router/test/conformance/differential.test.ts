import fc from "fast-check";
import { parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#shared/time/clock.ts";
import { DEFAULT_TOKENS } from "../../router-settings.ts";
import { createRouter, type Router } from "../../router.ts";
import { recordingLogger } from "../recording-logger.ts";
import { differences, type ComparedAnswer } from "./compare-answers.ts";
import { readDifferentialConfig } from "./config.ts";
import { createConformanceGraph, type Operation } from "./conformance-graph.ts";
import { generateOperation } from "./operation-generator.ts";

const graph = createConformanceGraph();
const { operations, seed } = readDifferentialConfig();
const TIMEOUT_MS = 60_000 + operations * 200;

let router: Router;

beforeAll(async () => {
  router = await createRouter({
    supergraphSdl: graph.supergraphSdl,
    services: graph.services,
    keys: {},
    logger: recordingLogger().logger,
    clock: systemClock,
    corsOrigins: [],
    tokens: DEFAULT_TOKENS,
    openAccess: true,
  });
});

afterAll(async () => {
  await router.stop();
});

async function executeFederated(operation: Operation): Promise<ComparedAnswer> {
  graph.reset();
  const response = await router.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    payload: JSON.stringify(operation),
  });
  const answer: ComparedAnswer = response.json();
  return answer;
}

async function executeMerged(operation: Operation): Promise<ComparedAnswer> {
  // As it travels: without prototypes and undefined values.
  const answer: ComparedAnswer = JSON.parse(JSON.stringify(await graph.executeMerged(operation)));
  return answer;
}

async function compare(operation: Operation): Promise<string[]> {
  return differences(await executeFederated(operation), await executeMerged(operation));
}

describe("the router on a federated graph and graphql-js on one merged schema", () => {
  it(
    `give the same answers to ${operations} generated operations`,
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (gen) => {
          const operation = generateOperation(graph.apiSchema, (count) => gen(fc.nat, { max: count - 1 }));
          expect(validate(graph.apiSchema, parse(operation.query))).toEqual([]);
          expect({ operation, differences: await compare(operation) }).toEqual({
            operation,
            differences: [],
          });
        }),
        { numRuns: operations, seed, endOnFailure: true },
      );
    },
    TIMEOUT_MS,
  );
});
