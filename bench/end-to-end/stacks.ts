import { randomBytes } from "node:crypto";
import { z } from "zod";
import { CONTEXTS } from "#drizzle/contexts.ts";
import { startChildProgram } from "../child-program.ts";
import { usageOf } from "../measure-process.ts";
import { startRouterProgram } from "../router-program.ts";
import type { StackAdapter, StackSetting } from "./stack-adapter.ts";
import { SUBGRAPHS, type SubgraphName, type SubgraphSettings } from "./subgraph-settings.ts";

const KEY_BYTES = 32;
const urlSchema = z.object({ url: z.url() });

/** The modular monolith: router and subgraphs cannot be told apart there. */
const ONE_PROCESS: StackAdapter = {
  name: "one process",
  start: async ({ urlFor, sealingKey, nodeOptions }) => {
    const file = new URL("one-process-program.ts", import.meta.url).pathname;
    const program = startChildProgram({ file, nodeOptions, env: { NODE_ENV: "production" } });
    const urls = Object.fromEntries(CONTEXTS.map((context) => [context, urlFor(context)]));
    const { url } = urlSchema.parse(await program.ask({ urls, sealingKey: base64(sealingKey) }));
    const parts = [{ name: "router and subgraphs", usage: () => usageOf([program.pid]) }];
    return { url, parts, stop: () => program.stop() };
  },
};

/** The router and each subgraph a process, over TCP. */
const DISTRIBUTED: StackAdapter = {
  name: "distributed",
  start: async (setting) => {
    const subgraphs = await Promise.all(SUBGRAPHS.map((name) => startSubgraph(name, setting)));
    const env: Record<string, string> = { NODE_ENV: "production" };
    for (const { name, url, key } of subgraphs) {
      env[`CLINIC_${name.toUpperCase()}_URL`] = url;
      env[`CLINIC_VIEWER_KEYS_${name.toUpperCase()}`] = `bench:${key}`;
    }
    const router = await startRouterProgram({
      args: [],
      env,
      core: undefined,
      nodeOptions: setting.nodeOptions,
    });
    return {
      url: router.url,
      parts: [
        { name: "router", usage: () => usageOf([router.pid]) },
        { name: "subgraphs", usage: () => usageOf(subgraphs.map(({ pid }) => pid)) },
      ],
      stop: async () => {
        await router.stop();
        await Promise.all(subgraphs.map(({ stop }) => stop()));
      },
    };
  },
};

/** The first one is what the others are compared with. */
export const STACKS: readonly StackAdapter[] = [ONE_PROCESS, DISTRIBUTED];

interface StartedSubgraph {
  readonly name: SubgraphName;
  readonly url: string;
  /** Base64. */
  readonly key: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

async function startSubgraph(
  name: SubgraphName,
  { urlFor, sealingKey, nodeOptions }: StackSetting,
): Promise<StartedSubgraph> {
  const file = new URL("subgraph-program.ts", import.meta.url).pathname;
  const program = startChildProgram({ file, nodeOptions, env: { NODE_ENV: "production" } });
  const key = base64(randomBytes(KEY_BYTES));
  const urls = { database: urlFor(name), messaging: urlFor("messaging") };
  const settings: SubgraphSettings = { name, urls, key, sealingKey: base64(sealingKey) };
  const { url } = urlSchema.parse(await program.ask(settings));
  return { name, url, key, pid: program.pid, stop: () => program.stop() };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
