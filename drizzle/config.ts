import type { Context } from "./contexts.ts";

/** The environment for drizzle-kit: this process's, and the context that `drizzle.config.ts` is to work on. */
export function environmentFor(context: Context): NodeJS.ProcessEnv {
  return { ...process.env, DRIZZLE_CONTEXT: context };
}
