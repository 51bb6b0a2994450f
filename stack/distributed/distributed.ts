import { fileURLToPath } from "node:url";
import type { Context } from "#drizzle/contexts.ts";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { newViewerKeys } from "../secrets.ts";
import { startStackProcess, type ProcessDefinition, type StackProcess } from "./child-process.ts";

/** The subgraphs that exist, each a folder of `subgraphs/`. */
export const SUBGRAPHS = ["auth", "users", "appointments", "audit"] as const satisfies readonly Context[];

/** A subgraph of {@link SUBGRAPHS}. */
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** What {@link startDistributed} needs. */
export interface DistributedOptions {
  readonly urlFor: (context: Context) => string;
  /** Environment of every process, to which addresses, database URLs and keys are added. */
  readonly env: NodeJS.ProcessEnv;
  /** Seals signing keys in the database. */
  readonly sealingKey: Uint8Array;
  /** Called for each line that a process prints. */
  readonly onLine: (process: string, line: string) => void;
  /** Puts something between the router and a subgraph: gets the subgraph's address, answers the one the router uses. */
  readonly intercept?: (name: SubgraphName, url: string) => Promise<string>;
}

/** Router and subgraphs as processes of their own on this machine. */
export interface Distributed {
  /** Of the router, for example `http://localhost:4000`. */
  readonly url: string;
  /** The process that now plays a part. */
  process(name: SubgraphName | "router"): StackProcess;
  /** Starts a process that has ended again, at the same address. */
  restart(name: SubgraphName | "router"): Promise<void>;
  /** Ends the router, then the subgraphs; resolves to true when all ended by themselves with code 0. */
  stop(): Promise<boolean>;
}

const ROUTER = fileURLToPath(new URL("../../router/index.ts", import.meta.url));
const SUBGRAPH = fileURLToPath(new URL("../../subgraphs/start.ts", import.meta.url));

/**
 * Starts each subgraph and the router as a process of its own, with signing keys made for this run; resolves when all
 * listen.
 */
export async function startDistributed(options: DistributedOptions): Promise<Distributed> {
  const keys = new Map(SUBGRAPHS.map((name) => [name, encodeKeys(newViewerKeys())]));
  const definitions = new Map<string, ProcessDefinition>();
  const running = new Map<string, StackProcess>();

  async function start(definition: ProcessDefinition, portVariable: string): Promise<StackProcess> {
    const started = await startStackProcess(definition);
    running.set(definition.name, started);
    // Started again, it is where the others look for it.
    const { port } = new URL(started.url);
    definitions.set(definition.name, { ...definition, env: { ...definition.env, [portVariable]: port } });
    return started;
  }

  async function startAll(): Promise<void> {
    const addresses = await Promise.all(
      SUBGRAPHS.map(async (name) => {
        const { url } = await start(
          subgraphDefinition(name, keys, options),
          `CLINIC_${name.toUpperCase()}_PORT`,
        );
        return [name, (await options.intercept?.(name, url)) ?? url] as const;
      }),
    );
    await start(routerDefinition(addresses, keys, options), "CLINIC_ROUTER_PORT");
  }

  const find = (name: string): StackProcess => {
    const found = running.get(name);
    if (found === undefined) throw new Error(`There is no process "${name}".`);
    return found;
  };
  const stop = async (): Promise<boolean> => {
    const router = await end(running.get("router"));
    const subgraphs = await Promise.all(SUBGRAPHS.map((name) => end(running.get(name))));
    return [router, ...subgraphs].every((code) => code === 0);
  };

  try {
    await startAll();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://localhost:${new URL(find("router").url).port}`,
    process: find,
    restart: async (name) => {
      const definition = definitions.get(name);
      if (definition !== undefined) running.set(name, await startStackProcess(definition));
    },
    stop,
  };
}

async function end(process: StackProcess | undefined): Promise<number | null> {
  process?.signal("SIGTERM");
  return process === undefined ? 0 : process.ended;
}

type Keys = ReadonlyMap<SubgraphName, string>;

function subgraphDefinition(name: SubgraphName, keys: Keys, options: DistributedOptions): ProcessDefinition {
  const { urlFor, env, onLine, sealingKey } = options;
  return {
    name,
    args: [SUBGRAPH, name],
    env: {
      ...env,
      [`${name.toUpperCase()}_DATABASE_URL`]: urlFor(name),
      MESSAGING_DATABASE_URL: urlFor("messaging"),
      [`CLINIC_VIEWER_KEYS_${name.toUpperCase()}`]: keys.get(name),
      ...(name === "auth" && { CLINIC_SEALING_KEY: Buffer.from(sealingKey).toString("base64") }),
    },
    onLine: (line) => onLine(name, line),
  };
}

function routerDefinition(
  addresses: readonly (readonly [SubgraphName, string])[],
  keys: Keys,
  { env, onLine }: DistributedOptions,
): ProcessDefinition {
  const perSubgraph: NodeJS.ProcessEnv = {};
  for (const [name, url] of addresses) {
    perSubgraph[`CLINIC_${name.toUpperCase()}_URL`] = url;
    perSubgraph[`CLINIC_VIEWER_KEYS_${name.toUpperCase()}`] = keys.get(name);
  }
  return {
    name: "router",
    args: [ROUTER],
    env: { ...env, ...perSubgraph },
    onLine: (line) => onLine("router", line),
  };
}

function encodeKeys(keys: ViewerKeyRing): string {
  return keys.map(({ kid, secret }) => `${kid}:${Buffer.from(secret).toString("base64")}`).join(",");
}
