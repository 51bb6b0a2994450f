import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse } from "graphql";
import { jsonResponse, type ServiceHandler, type ServiceResponse } from "#shared/http/service-call.ts";
import { systemClock } from "#shared/time/clock.ts";
import { createRouter } from "../router.ts";
import { DEFAULT_TOKENS } from "../router-settings.ts";
import { recordingLogger } from "./recording-logger.ts";
import type { TestSubgraph } from "./test-graph.ts";

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@external", "@requires", "@interfaceObject", "@shareable", "@inaccessible"]
)`;

/** What a client gets. */
export interface SmallAnswer {
  readonly status: number;
  readonly data: unknown;
  /** Path and code of each error. */
  readonly errors: readonly string[];
}

/** A router, in its open profile, on subgraphs of a test's own. */
export interface SmallGraph {
  query(query: string, variables?: Readonly<Record<string, unknown>>): Promise<SmallAnswer>;
  /** What a subgraph answers in place of its own answer, by its name. */
  readonly answers: Map<string, ServiceResponse>;
  readonly lines: readonly Record<string, unknown>[];
  stop(): Promise<void>;
}

/** Composes the subgraphs, whose SDL needs no `@link`, and starts a router on them. */
export async function startSmallGraph(...subgraphs: readonly TestSubgraph[]): Promise<SmallGraph> {
  const parsed = subgraphs.map((subgraph) => ({ ...subgraph, typeDefs: parse(`${LINK}${subgraph.sdl}`) }));
  const composed = composeServices(
    parsed.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.invalid/graphql` })),
  );
  if (composed.errors !== undefined) throw new AggregateError(composed.errors, "It does not compose.");
  const answers = new Map<string, ServiceResponse>();
  const { logger, lines } = recordingLogger();
  const router = await createRouter({
    supergraphSdl: composed.supergraphSdl,
    services: Object.fromEntries(parsed.map((subgraph) => [subgraph.name, serve(subgraph, answers)])),
    keys: {},
    logger,
    clock: systemClock,
    corsOrigins: [],
    tokens: DEFAULT_TOKENS,
    openAccess: true,
  });
  return {
    answers,
    lines,
    stop: () => router.stop(),
    query: async (query, variables = {}) => {
      const response = await router.app.inject({
        method: "POST",
        url: "/graphql",
        headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
        payload: JSON.stringify({ query, variables }),
      });
      const { data, errors = [] } = response.json<{
        data?: unknown;
        errors?: readonly {
          readonly path?: readonly unknown[];
          readonly extensions: { readonly code: string };
        }[];
      }>();
      return {
        status: response.statusCode,
        data,
        errors: errors.map(({ path = [], extensions: { code } }) => `${path.join(".")} ${code}`),
      };
    },
  };
}

function serve(
  { name, typeDefs, resolvers }: TestSubgraph & { readonly typeDefs: ReturnType<typeof parse> },
  answers: ReadonlyMap<string, ServiceResponse>,
): ServiceHandler {
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  return async ({ body }) => {
    const instead = answers.get(name);
    if (instead !== undefined) return instead;
    const { query, variables } = JSON.parse(body) as {
      readonly query: string;
      readonly variables: Record<string, unknown>;
    };
    return jsonResponse(200, await graphql({ schema, source: query, variableValues: variables }));
  };
}
