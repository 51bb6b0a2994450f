import { fileURLToPath } from "node:url";
import type { Context } from "#drizzle/contexts.ts";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { encodeNamedKey, type NamedKey } from "#shared/crypto/named-key.ts";
import { exportKeyOf, newViewerKeys } from "../secrets.ts";
import type { ProcessDefinition } from "./child-process.ts";
import { createProcessGroup, type ProcessGroup } from "./process-group.ts";

/** The subgraphs that exist, each a folder of `subgraphs/`. */
export const SUBGRAPHS = ["auth", "users", "appointments", "audit"] as const satisfies readonly Context[];

/** A subgraph of {@link SUBGRAPHS}. */
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** What {@link startDistributed} needs. */
export interface DistributedOptions {
  readonly urlFor: (context: Context) => string;
  /** Environment of every process, to which addresses, database URLs and keys are added. */
  readonly env: NodeJS.ProcessEnv;
  /** Seals signing keys in the database; that of exports is derived from it. */
  readonly sealingKey: Uint8Array;
  /** Public keys of those who may publish documents; nobody by default. */
  readonly publishers?: readonly NamedKey[];
  /** Called for each line that a process prints. */
  readonly onLine: (process: string, line: string) => void;
  /** Puts something between the router and a subgraph: gets the subgraph's address, answers the one the router uses. */
  readonly intercept?: (name: SubgraphName, url: string) => Promise<string>;
}

/** Router and subgraphs as processes of their own on this machine. */
export interface Distributed extends ProcessGroup<ProcessName> {
  /** Of the router, for example `http://localhost:4000`. */
  readonly url: string;
  /** Starts one more router on the same subgraphs; resolves to its address. */
  startSecondRouter(): Promise<string>;
  /** Ends the router, then the subgraphs; resolves to true when all ended by themselves with code 0. */
  stop(): Promise<boolean>;
}

type ProcessName = SubgraphName | "router" | "second router";

const REGISTER = new URL("../../shared/process/register.ts", import.meta.url).href;
const ROUTER = fileURLToPath(new URL("../../router/index.ts", import.meta.url));
const SUBGRAPH = fileURLToPath(new URL("../../subgraphs/start.ts", import.meta.url));

/**
 * Starts each subgraph and the router as a process of its own, with signing keys made for this run; resolves when all
 * listen.
 */
export async function startDistributed(options: DistributedOptions): Promise<Distributed> {
  const keys: Keys = new Map(SUBGRAPHS.map((name) => [name, encodeKeys(newViewerKeys())]));
  const group = createProcessGroup<ProcessName>();
  const stop = async (): Promise<boolean> => {
    const routers = await Promise.all([group.end("router"), group.end("second router")]);
    const subgraphs = await Promise.all(SUBGRAPHS.map((name) => group.end(name)));
    return [...routers, ...subgraphs].every((code) => code === 0);
  };

  let definition: ProcessDefinition | undefined;
  const startRouter = async (name: "router" | "second router"): Promise<string> => {
    if (definition === undefined) throw new Error("The subgraphs have not started.");
    const { url } = await group.start(name, definition, "CLINIC_ROUTER_PORT");
    return `http://localhost:${new URL(url).port}`;
  };

  async function startAll(): Promise<string> {
    // All of them come to an end, so that one that fails leaves none behind that nobody knows of.
    const outcomes = await Promise.allSettled(
      SUBGRAPHS.map(async (name) => {
        const variable = `CLINIC_${name.toUpperCase()}_PORT`;
        const { url } = await group.start(name, subgraphDefinition(name, keys, options), variable);
        return [name, (await options.intercept?.(name, url)) ?? url] as const;
      }),
    );
    const addresses = outcomes.map((outcome) => {
      if (outcome.status === "rejected") throw outcome.reason;
      return outcome.value;
    });
    definition = routerDefinition(addresses, keys, options);
    return startRouter("router");
  }

  try {
    const url = await startAll();
    return { ...group, url, startSecondRouter: () => startRouter("second router"), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Keys = ReadonlyMap<SubgraphName, string>;

function subgraphDefinition(name: SubgraphName, keys: Keys, options: DistributedOptions): ProcessDefinition {
  const { urlFor, env, onLine, sealingKey } = options;
  return {
    name,
    args: ["--import", REGISTER, SUBGRAPH, name],
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
  { env, onLine, urlFor, sealingKey, publishers = [] }: DistributedOptions,
): ProcessDefinition {
  const perSubgraph: NodeJS.ProcessEnv = {};
  for (const [name, url] of addresses) {
    perSubgraph[`CLINIC_${name.toUpperCase()}_URL`] = url;
    perSubgraph[`CLINIC_VIEWER_KEYS_${name.toUpperCase()}`] = keys.get(name);
  }
  return {
    name: "router",
    args: ["--import", REGISTER, ROUTER],
    env: {
      ...env,
      ...perSubgraph,
      PLATFORM_DATABASE_URL: urlFor("platform"),
      MESSAGING_DATABASE_URL: urlFor("messaging"),
      CLINIC_EXPORT_KEY: Buffer.from(exportKeyOf(sealingKey)).toString("base64"),
      ...(publishers.length > 0 && { CLINIC_DOCUMENT_PUBLISHERS: publishers.map(encodeNamedKey).join(",") }),
    },
    onLine: (line) => onLine("router", line),
  };
}

function encodeKeys(keys: ViewerKeyRing): string {
  return keys.map(({ kid, secret }) => `${kid}:${Buffer.from(secret).toString("base64")}`).join(",");
}
