import { z } from "zod";
import { CONTEXTS } from "#drizzle/contexts.ts";
import { startDistributed, SUBGRAPHS } from "../../stack/distributed/distributed.ts";
import { startChildProgram } from "../child-program.ts";
import { programEnvironment } from "../config.ts";
import { usageOf } from "../measure-process.ts";
import type { StackAdapter } from "./stack-adapter.ts";

const urlSchema = z.object({ url: z.url() });

/** The modular monolith: router and subgraphs cannot be told apart there. */
export const ONE_PROCESS: StackAdapter = {
  name: "one process",
  start: async ({ urlFor, sealingKey, nodeOptions }) => {
    const file = new URL("one-process-program.ts", import.meta.url).pathname;
    const program = startChildProgram({ file, nodeOptions, env: { NODE_ENV: "production" } });
    const urls = Object.fromEntries(CONTEXTS.map((context) => [context, urlFor(context)]));
    const settings = { urls, sealingKey: Buffer.from(sealingKey).toString("base64") };
    const { url } = urlSchema.parse(await program.ask(settings));
    const parts = [{ name: "router and subgraphs", usage: () => usageOf([program.pid]) }];
    return { url, parts, stop: () => program.stop() };
  },
};

/** The programs of `npm run start:router` and `start:subgraph`, on free ports. */
const DISTRIBUTED: StackAdapter = {
  name: "distributed",
  start: async ({ urlFor, sealingKey, nodeOptions }) => {
    const ports: Record<string, string> = {};
    for (const name of ["router", ...SUBGRAPHS]) ports[`CLINIC_${name.toUpperCase()}_PORT`] = "0";
    const env = programEnvironment({
      ...ports,
      NODE_ENV: "production",
      // Production does not start without; nothing that is measured sends mails.
      CLINIC_APP_URL: "https://app.clinic.example",
      MAIL_FROM: "Clinic <no-reply@clinic.example>",
      MAIL_URL: "smtp://localhost:1",
      LOG_LEVEL: "error",
      CLINIC_DRAIN_MS: "0",
      CLINIC_METRICS_PORT: "off",
      ...(nodeOptions.length > 0 && { NODE_OPTIONS: nodeOptions.join(" ") }),
    });
    const onLine = (name: string, line: string): void => void process.stderr.write(`${name}: ${line}\n`);
    const stack = await startDistributed({ urlFor, env, sealingKey, onLine });
    const pids = SUBGRAPHS.map((name) => stack.process(name).pid);
    return {
      url: stack.url,
      parts: [
        { name: "router", usage: () => usageOf([stack.process("router").pid]) },
        { name: "subgraphs", usage: () => usageOf(pids) },
      ],
      stop: async () => {
        await stack.stop();
      },
    };
  },
};

/** The first one is what the others are compared with. */
export const STACKS: readonly StackAdapter[] = [ONE_PROCESS, DISTRIBUTED];
