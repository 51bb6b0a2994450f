import { readFile } from "node:fs/promises";
import { createHttpServiceClient } from "#shared/http/service-client.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Clock } from "#shared/time/clock.ts";
import { DEFAULT_TOKENS } from "./router-settings.ts";
import { createRouter } from "./router.ts";
import type { RunningRouter } from "./running-router.ts";
import { listSubgraphs, type SupergraphSubgraph } from "./supergraph-subgraphs.ts";

const CONNECTIONS_PER_SUBGRAPH = 16;
const KEEP_ALIVE_TIMEOUT_MS = 5_000;

/**
 * Serves any Federation 2 supergraph on this machine, for everybody and without access rules: for conformance suites.
 * Subgraphs are where the supergraph says.
 * @throws Error when the supergraph cannot be read, is not valid or does not say where its subgraphs are
 */
export async function startOpenRouter(options: {
  readonly supergraphFile: string;
  readonly port: number;
  readonly logger: Logger;
  readonly clock: Clock;
}): Promise<RunningRouter> {
  const { supergraphFile, port, logger, clock } = options;
  const supergraphSdl = await readSupergraph(supergraphFile);
  const subgraphs = listedSubgraphs(supergraphSdl, supergraphFile).map(connect);
  const router = await createRouter({
    supergraphSdl,
    services: Object.fromEntries(subgraphs.map(({ name, handle }) => [name, handle])),
    keys: {},
    logger,
    clock,
    corsOrigins: [],
    tokens: DEFAULT_TOKENS,
    openAccess: true,
  });
  return {
    url: await router.start({ host: "localhost", port }),
    async stop() {
      await router.stop();
      await Promise.all(subgraphs.map(({ close }) => close()));
    },
  };
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new Error(`The supergraph file ${file} cannot be read.`, { cause: error });
  }
}

function listedSubgraphs(sdl: string, file: string): SupergraphSubgraph[] {
  let subgraphs: SupergraphSubgraph[];
  try {
    subgraphs = listSubgraphs(sdl);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The supergraph file ${file} is not GraphQL: ${reason}`, { cause: error });
  }
  const isFederation2 = sdl.includes("https://specs.apollo.dev/link/v1.0");
  if (subgraphs.length > 0 && isFederation2) return subgraphs;
  throw new Error(`The file ${file} is not the composed supergraph of a Federation 2 graph.`);
}

interface ConnectedSubgraph {
  readonly name: string;
  readonly handle: ServiceHandler;
  readonly close: () => Promise<void>;
}

/** Our own subgraphs all answer on `/graphql`; these answer wherever they like. */
function connect({ name, url }: SupergraphSubgraph): ConnectedSubgraph {
  const address = URL.parse(url);
  if (address === null) throw new Error(`The supergraph does not say where the subgraph "${name}" is.`);
  const client = createHttpServiceClient({
    baseUrl: address.origin,
    connections: CONNECTIONS_PER_SUBGRAPH,
    keepAliveTimeoutMs: KEEP_ALIVE_TIMEOUT_MS,
  });
  const path = `${address.pathname}${address.search}`;
  return { name, handle: (request) => client.handle({ ...request, path }), close: () => client.close() };
}
