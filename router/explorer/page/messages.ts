import { ExplorerError } from "./explorer-client.ts";

/** What the page says of a failure. */
export function messageOf(error: unknown): string {
  if (error instanceof ExplorerError)
    return error.code === "NETWORK_ERROR"
      ? `${error.message} Try again.`
      : `${error.message} (${error.code})`;
  return error instanceof Error ? error.message : "Something went wrong.";
}

/** Whole numbers with separators: 12,345. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US");
}

/** Time as people read it: 340 ms, 2.1 s. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${String(Math.round(milliseconds))} ms`
    : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** One thing, two things. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
