import { parseArgs } from "node:util";

/** How the router is to be run. */
export type RouterMode =
  | { readonly kind: "CLINIC" }
  | {
      /** Any supergraph, for everybody, ad hoc: for conformance suites. */
      readonly kind: "OPEN";
      readonly supergraphFile: string;
      readonly port: number;
    };

const USAGE = "Usage: start:router [-- --supergraph FILE --port PORT --open]";

/**
 * Reads the command line: nothing for the clinic's router, all three options for the open profile.
 * @throws Error with one readable sentence when it is anything else, or the open profile is asked for in production
 */
export function parseCommandLine(args: readonly string[], isProduction: boolean): RouterMode {
  if (args.length === 0) return { kind: "CLINIC" };
  const { supergraph, port: portText, open } = readOptions(args);
  const port = Number(portText);
  if (supergraph === undefined || open !== true || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`The open profile needs --supergraph, --port and --open. ${USAGE}`);
  }
  if (isProduction)
    throw new Error("The open profile is not for production: it lets everybody ask everything.");
  return { kind: "OPEN", supergraphFile: supergraph, port };
}

interface GivenOptions {
  readonly supergraph?: string | undefined;
  readonly port?: string | undefined;
  readonly open?: boolean | undefined;
}

function readOptions(args: readonly string[]): GivenOptions {
  try {
    const options = {
      supergraph: { type: "string" },
      port: { type: "string" },
      open: { type: "boolean" },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Error(USAGE, { cause: error });
  }
}
