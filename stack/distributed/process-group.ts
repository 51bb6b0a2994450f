import { startStackProcess, type ProcessDefinition, type StackProcess } from "./child-process.ts";

/** Processes by name. */
export interface ProcessGroup<Name extends string> {
  /** Starts one, which later gets the port it took again by the variable `portVariable`. */
  start(name: Name, definition: ProcessDefinition, portVariable: string): Promise<StackProcess>;
  /** The process that now goes by a name. @throws Error when none was started */
  process(name: Name): StackProcess;
  /** Starts one that has ended again, at the same address. */
  restart(name: Name): Promise<void>;
  /** Sends SIGTERM and resolves to the exit code; to 0 when none was started. */
  end(name: Name): Promise<number | null>;
}

/** An empty {@link ProcessGroup}. */
export function createProcessGroup<Name extends string>(): ProcessGroup<Name> {
  const definitions = new Map<Name, ProcessDefinition>();
  const running = new Map<Name, StackProcess>();
  const find = <T>(found: T | undefined, name: Name): T => {
    if (found === undefined) throw new Error(`There is no process "${name}".`);
    return found;
  };
  return {
    start: async (name, definition, portVariable) => {
      const started = await startStackProcess(definition);
      running.set(name, started);
      // Started again, it is where the others look for it.
      const { port } = new URL(started.url);
      definitions.set(name, { ...definition, env: { ...definition.env, [portVariable]: port } });
      return started;
    },
    process: (name) => find(running.get(name), name),
    restart: async (name) => {
      running.set(name, await startStackProcess(find(definitions.get(name), name)));
    },
    end: async (name) => {
      const process = running.get(name);
      process?.signal("SIGTERM");
      return process === undefined ? 0 : process.ended;
    },
  };
}
