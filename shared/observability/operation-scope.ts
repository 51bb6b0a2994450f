import { AsyncLocalStorage } from "node:async_hooks";

const storage = new AsyncLocalStorage<string>();

/** What {@link currentOperation} calls work that no request caused: relays, consumers, timers. */
export const BACKGROUND = "background";

/**
 * Runs `work` as part of an operation, so that the statements it sends are counted for it.
 * @param name of the GraphQL operation, or the path of another route
 */
export function runInOperation<T>(name: string, work: () => T): T {
  return storage.run(name, work);
}

/** The name of the operation at work, or `background`. */
export function currentOperation(): string {
  return storage.getStore() ?? BACKGROUND;
}

/** What an operation without a name is counted as. */
export const ANONYMOUS_OPERATION = "anonymous";

/**
 * The client's name of an operation, of the one that the query planner gave its part in a subgraph:
 * `PatientHome` of `PatientHome__users__0`.
 */
export function operationNameOf(name: unknown): string {
  if (typeof name !== "string" || name === "") return ANONYMOUS_OPERATION;
  return name.replace(/__[a-z]+__\d+$/, "");
}
