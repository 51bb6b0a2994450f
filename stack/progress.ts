/** Tells a person at a terminal what is being done and how long it took. */
export interface Progress {
  /** Runs `work` and prints its name and time; `report` names the part in hand. */
  step<T>(name: string, work: (report: (part: string) => void) => Promise<T>): Promise<T>;
}

/** Prints a line per step; on a terminal the part in hand is shown as well. */
export function createProgress(output: NodeJS.WriteStream): Progress {
  return {
    step: async (name, work) => {
      const startedAt = performance.now();
      const result = await work((part) => {
        if (output.isTTY) output.write(`\r\u001b[K  ${name}: ${part} …`);
      });
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      output.write(`${output.isTTY ? "\r\u001b[K" : ""}  ${name}: ${seconds} s\n`);
      return result;
    },
  };
}

/** Says nothing. */
export const silentProgress: Progress = { step: (_name, work) => work(() => undefined) };
