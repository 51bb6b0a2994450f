import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentIdOf, type Manifest } from "../router/documents/manifest.ts";
import { startChildProgram } from "./child-program.ts";
import { startLoadGenerator, type LoadGenerator } from "./load.ts";
import { canPin } from "./pinning.ts";
import type { RunningGateway } from "./router-alone/gateway-adapter.ts";
import { OURS } from "./router-alone/gateways.ts";
import { composeGraph, PUBLIC_GRAPH } from "./router-alone/graph.ts";
import { subgraphsSchema } from "./router-alone/run.ts";

/** What {@link startPublicRouter} needs. */
export interface PublicRouterOptions {
  /** Texts that are registered, for each of these clients. */
  readonly texts: readonly string[];
  readonly clients: readonly Pick<Manifest, "client" | "kind">[];
  /** Options of Node for the router, for profiling. */
  readonly nodeOptions: readonly string[];
}

/** Our router over memoized subgraphs whose fields are open to everybody, and who sends it load. */
export interface PublicRouter {
  /** Its headers are those of a session. */
  readonly router: RunningGateway;
  readonly generator: LoadGenerator;
  /** Of a partner's program. */
  readonly accessToken: string;
  /** True: the router has a core for itself. */
  readonly isPinned: boolean;
  readonly stop: () => Promise<void>;
}

/** Starts all of it. */
export async function startPublicRouter({
  texts,
  clients,
  nodeOptions,
}: PublicRouterOptions): Promise<PublicRouter> {
  const isPinned = canPin();
  const directory = await mkdtemp(join(tmpdir(), "clinic-bench-"));
  const [routerCore, otherCore] = isPinned ? ([0, 1] as const) : [];
  const file = new URL("router-alone/memoized-subgraphs.ts", import.meta.url).pathname;
  const subgraphs = startChildProgram({ file, args: ["public"], core: otherCore });
  const generator = startLoadGenerator(otherCore);
  const stops = [() => subgraphs.stop(), () => generator.stop(), () => rm(directory, { recursive: true })];
  const stop = async (): Promise<void> => {
    for (const each of stops) await each();
  };
  try {
    const { urls: serviceUrls, accessToken } = subgraphsSchema.parse(await subgraphs.ask({}));
    const supergraphFile = join(directory, "supergraph.graphql");
    await writeFile(
      supergraphFile,
      composeGraph((name) => `${serviceUrls[name] ?? ""}/graphql`, PUBLIC_GRAPH),
    );
    const documents = Object.fromEntries(texts.map((text) => [documentIdOf(text), text]));
    for (const client of clients) await writeManifest(directory, { ...client, documents });
    const router = await OURS.start({ supergraphFile, serviceUrls, core: routerCore, nodeOptions });
    stops.unshift(() => router.stop());
    return { router, generator, accessToken, isPinned, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Registers documents for a client. @param directory where the router looks for documents */
export async function writeManifest(directory: string, registered: Omit<Manifest, "version">): Promise<void> {
  const manifest: Manifest = { ...registered, version: "1" };
  const folder = join(directory, manifest.client, "manifests");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${manifest.version}.json`), JSON.stringify(manifest));
}
