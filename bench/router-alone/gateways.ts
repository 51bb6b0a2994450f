import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { z } from "zod";
import { startChildProgram } from "../child-program.ts";
import { startRouterProgram } from "../router-program.ts";
import type { GatewayAdapter, GatewaySetting } from "./gateway-adapter.ts";

const KEY_BYTES = 32;
const urlSchema = z.object({ url: z.url() });

/** `@apollo/gateway` as its documentation shows it. */
const PLAIN: GatewayAdapter = {
  name: "plain @apollo/gateway",
  start: async ({ supergraphFile, core, nodeOptions }) => {
    const file = new URL("plain-gateway.ts", import.meta.url).pathname;
    const env = { NODE_ENV: "production" };
    const args = [supergraphFile];
    const program = startChildProgram({ file, args, core, nodeOptions, env, hasQuickImports: false });
    const { url } = urlSchema.parse(await program.ask({}));
    return { url, pid: program.pid, headers: {}, stop: () => program.stop() };
  },
};

/** Our router as the clinic runs it: session, field access, limits, signed calls, access log. */
export const OURS: GatewayAdapter = {
  name: "our router",
  start: async (setting) => {
    const { url, pid, stop } = await startRouterProgram({
      ...setting,
      args: [],
      env: clinicEnvironment(setting),
    });
    return { url: `${url}/graphql`, pid, headers: { cookie: "__Host-session=measured" }, stop };
  },
};

/** Our router in its open profile: nobody signed in, nothing signed, no access rules. */
const OURS_OPEN: GatewayAdapter = {
  name: "our router, open profile",
  start: async (setting) => {
    const args = (port: number): string[] => [
      "--supergraph",
      setting.supergraphFile,
      "--port",
      String(port),
      "--open",
    ];
    const { url, pid, stop } = await startRouterProgram({ ...setting, args, env: {} });
    return { url: `${url}/graphql`, pid, headers: {}, stop };
  },
};

/** The first one is what the others are compared with. */
export const GATEWAYS: readonly GatewayAdapter[] = [PLAIN, OURS, OURS_OPEN];

function clinicEnvironment({ supergraphFile, serviceUrls }: GatewaySetting): Record<string, string> {
  const env: Record<string, string> = {
    NODE_ENV: "production",
    CLINIC_SUPERGRAPH_FILE: supergraphFile,
    CLINIC_DOCUMENTS_DIRECTORY: dirname(supergraphFile),
  };
  // Audit is only called when something is refused.
  for (const [name, url] of Object.entries({ audit: serviceUrls["auth"] ?? "", ...serviceUrls })) {
    env[`CLINIC_${name.toUpperCase()}_URL`] = url;
    env[`CLINIC_VIEWER_KEYS_${name.toUpperCase()}`] = `bench:${randomBytes(KEY_BYTES).toString("base64")}`;
  }
  return env;
}
