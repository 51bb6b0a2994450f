import { useCallback, useRef, useState } from "react";
import type { ExplorerOperation, ExplorerRun } from "../explorer-api.ts";
import { isPurposeNeeded, type ExplorerClient } from "./explorer-client.ts";
import { flattenResult, type Table } from "./flatten-result.ts";
import { messageOf } from "./messages.ts";
import type { PreflightState } from "./use-preflight.ts";
import type { PurposeState } from "./use-purpose.ts";
import { lastingRefusals, needsPurpose } from "./verdict.ts";

/** What became of the last operation that was run. */
export type Outcome =
  | { readonly state: "none" | "running" | "stopped" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "done"; readonly run: ExplorerRun; readonly table: Table | null };

/** Runs operations. */
export interface RunState {
  readonly outcome: Outcome;
  readonly run: (operation: ExplorerOperation) => Promise<void>;
  /** Does not wait for the answer any more: the router, left alone, cancels what it has begun. */
  readonly stop: () => void;
}

interface RunOptions {
  readonly client: ExplorerClient;
  readonly preflightOf: PreflightState["preflightOf"];
  readonly askPurpose: PurposeState["ask"];
  /** After each run, also one that failed or was stopped. */
  readonly onRun: () => void;
}

/** No operation is run that was not checked before, as it is. */
export function useRun({ client, preflightOf, askPurpose, onRun }: RunOptions): RunState {
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" });

  const running = useRef(new AbortController());
  const begin = useCallback(() => {
    running.current = new AbortController();
    setOutcome({ state: "running" });
    return running.current.signal;
  }, []);

  const send = useCallback(
    async (operation: ExplorerOperation, signal: AbortSignal) => {
      try {
        const run = await client.run(operation, signal);
        setOutcome({ state: "done", run, table: flattenResult(run.result.data) });
      } catch (error) {
        setOutcome(failureOf(error, signal));
        if (isPurposeNeeded(error)) askPurpose(() => send(operation, begin()));
      }
      onRun();
    },
    [client, onRun, askPurpose, begin],
  );

  const run = useCallback(
    async (operation: ExplorerOperation) => {
      const signal = begin();
      try {
        const preflight = await preflightOf(operation, signal);
        const [refusal] = lastingRefusals(preflight);
        if (signal.aborted) setOutcome({ state: "stopped" });
        else if (refusal !== undefined)
          setOutcome({ state: "failed", message: `Not run. ${refusal.reason}` });
        else if (needsPurpose(preflight)) {
          setOutcome({ state: "none" });
          askPurpose(() => send(operation, begin()));
        } else await send(operation, signal);
      } catch (error) {
        setOutcome(failureOf(error, signal));
      }
    },
    [preflightOf, send, askPurpose, begin],
  );
  const stop = useCallback(() => running.current.abort(), []);
  return { outcome, run, stop };
}

function failureOf(error: unknown, signal: AbortSignal): Outcome {
  return signal.aborted ? { state: "stopped" } : { state: "failed", message: messageOf(error) };
}
