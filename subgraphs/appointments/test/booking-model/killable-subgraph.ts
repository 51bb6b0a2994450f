import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { signViewer } from "#shared/auth/signed-viewer.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { VIEWER_HEADER, type ServiceResponse } from "#shared/http/service-call.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import type { SubgraphAnswer, SubgraphCall, SubgraphSettings } from "./subgraph-program.ts";

const PROGRAM = fileURLToPath(new URL("subgraph-program.ts", import.meta.url));
const QUICK_IMPORTS = fileURLToPath(new URL("../../../../shared/process/quick-imports.ts", import.meta.url));

const MOST_STARTS = 5;

/** The subgraph in a process of its own, which is followed by another one when it is killed. */
export class KillableSubgraph {
  readonly #settings: SubgraphSettings;
  /** Who serves now, or will in a moment. */
  #serving: Promise<ChildProcess>;
  /** Loads its code while the other one serves. */
  #standby: Promise<ChildProcess>;
  #calls = 0;
  readonly #waiting = new Map<number, (response: ServiceResponse) => void>();
  /** How often it was killed. */
  kills = 0;

  constructor(settings: SubgraphSettings) {
    this.#settings = settings;
    this.#serving = this.#start();
    this.#standby = this.#start();
  }

  /** Runs a GraphQL document as a viewer. @throws Error when the process is killed before it has answered */
  async execute(
    viewer: Viewer,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<GraphqlAnswer> {
    const body = JSON.stringify({ query, variables });
    const { body: answer, setCookies } = await this.#call({
      ...{ method: "POST", path: "/graphql", body },
      headers: { [VIEWER_HEADER]: this.#sign(viewer, body) },
    });
    return { ...(JSON.parse(answer) as GraphqlAnswer), setCookies };
  }

  /** SIGKILL, whatever it is at; calls from now on wait for the next one. */
  async kill(): Promise<void> {
    const serving = await this.#serving;
    this.kills += 1;
    this.#serving = this.#standby;
    this.#standby = this.#start();
    await end(serving);
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    await Promise.all([this.#serving, this.#standby].map(async (process) => end(await process)));
  }

  #sign(viewer: Viewer, body: string): string {
    const { kid, secret } = this.#settings.key;
    const key = { kid, secret: Buffer.from(secret, "base64") };
    const now = new Date(this.#settings.now);
    return signViewer({ viewer, audience: "appointments", body, keys: [key], now });
  }

  async #call(request: SubgraphCall["request"]): Promise<ServiceResponse> {
    const serving = await this.#serving;
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve, reject) => {
      const ended = (): void => {
        this.#waiting.delete(id);
        reject(new Error("The process was killed before it answered."));
      };
      serving.once("exit", ended);
      this.#waiting.set(id, (response) => {
        serving.off("exit", ended);
        this.#waiting.delete(id);
        resolve(response);
      });
      // What cannot be sent is told by the end of the process.
      serving.send({ id, request }, () => undefined);
      if (hasEnded(serving)) ended();
    });
  }

  /** A start can end by a fault, too: then another one is made. @throws Error when that does not help */
  async #start(attemptsLeft = MOST_STARTS): Promise<ChildProcess> {
    if (attemptsLeft === 0) throw new Error("The subgraph does not start.");
    // What it runs is measured where it is tested; Node would hand this one on by itself.
    const env = { NODE_V8_COVERAGE: undefined };
    const started = fork(PROGRAM, { execArgv: ["--import", QUICK_IMPORTS], env });
    started.setMaxListeners(100);
    const serves = once(started, "message").then(() => true);
    const ends = once(started, "exit").then(() => false);
    // What cannot be sent is told by the end of the process.
    started.send(this.#settings, () => undefined);
    if (!(await Promise.race([serves, ends]))) return this.#start(attemptsLeft - 1);
    started.on("message", ({ id, response }: SubgraphAnswer) => this.#waiting.get(id)?.(response));
    return started;
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
