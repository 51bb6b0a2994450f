import { parseArgs } from "node:util";

/** What `npm run bench` is asked for. */
export interface BenchCommand {
  /** Seconds instead of minutes: shows that it works, and measures nothing. */
  readonly isQuick: boolean;
  /** Where the numbers go, as JSON. */
  readonly jsonFile: string | undefined;
  readonly parts: readonly BenchPart[];
  /** Where Node puts processor profiles of the measured programs; slows them down. */
  readonly profileDirectory: string | undefined;
}

/** What can be measured. */
export const BENCH_PARTS = [
  "router-alone",
  "end-to-end",
  "identity",
  "limits",
  "authorization",
  "documents",
  "scheduling",
] as const;

/** One of {@link BENCH_PARTS}. */
export type BenchPart = (typeof BENCH_PARTS)[number];

const USAGE = `Usage: bench [-- PART --quick --only PART --json FILE --profile DIRECTORY], PART being ${BENCH_PARTS.join("|")}`;

/** Reads the command line. @throws Error with one readable sentence */
export function parseBenchCommand(args: readonly string[]): BenchCommand {
  const { quick, json, only, profile } = readOptions(args);
  const parts = BENCH_PARTS.filter((part) => only === undefined || part === only);
  if (parts.length === 0) throw new Error(USAGE);
  return { isQuick: quick ?? false, jsonFile: json, parts, profileDirectory: profile };
}

interface GivenOptions {
  readonly quick?: boolean | undefined;
  readonly json?: string | undefined;
  readonly only?: string | undefined;
  readonly profile?: string | undefined;
}

function readOptions(args: readonly string[]): GivenOptions {
  try {
    const text = { type: "string" } as const;
    const options = { quick: { type: "boolean" }, json: text, only: text, profile: text } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const named = [...positionals, ...(values.only === undefined ? [] : [values.only])];
    if (named.length > 1) throw new Error("One part at a time.");
    return { ...values, only: named[0] };
  } catch (error) {
    throw new Error(USAGE, { cause: error });
  }
}
