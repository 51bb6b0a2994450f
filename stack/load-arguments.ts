import { parseArgs } from "node:util";
import type { LoadSettings } from "#drizzle/seed/index.ts";

const MOST_APPOINTMENTS = 10_000_000;
const MOST_SEED = 2_147_483_647;
const USAGE = "Usage: db:generate-load -- --appointments NUMBER [--seed NUMBER]";

/** What `npm run db:generate-load` is told. @throws Error that says in one sentence what is wrong, and how it is called */
export function readLoadArguments(args: readonly string[]): LoadSettings {
  const { appointments, seed = "1" } = readOptions(args);
  return {
    appointments: wholeNumber("--appointments", appointments, 1, MOST_APPOINTMENTS),
    seed: wholeNumber("--seed", seed, 0, MOST_SEED),
  };
}

function readOptions(args: readonly string[]): { readonly appointments?: string; readonly seed?: string } {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { appointments: text, seed: text } }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}

function wholeNumber(name: string, value: string | undefined, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(value ?? "") ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  const given = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
  throw new Error(`${name} ${given}: a whole number from ${String(least)} to ${String(most)}.\n${USAGE}`);
}
