import { useCallback, useState } from "react";
import type { ExplorerOperation, ExplorerRun, Preflight } from "../explorer-api.ts";
import { isPurposeNeeded, type ExplorerClient } from "./explorer-client.ts";
import { flattenResult, type Table } from "./flatten-result.ts";
import { messageOf } from "./messages.ts";
import type { PurposeState } from "./use-purpose.ts";
import { lastingRefusals, needsPurpose } from "./verdict.ts";

/** What became of the last operation that was run. */
export type Outcome =
  | { readonly state: "none" | "running" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "done"; readonly run: ExplorerRun; readonly table: Table | null };

/** Runs operations. */
export interface RunState {
  readonly outcome: Outcome;
  readonly run: (operation: ExplorerOperation) => Promise<void>;
}

interface RunOptions {
  readonly client: ExplorerClient;
  readonly preflightOf: (operation: ExplorerOperation) => Promise<Preflight>;
  readonly askPurpose: PurposeState["ask"];
  /** After each run. */
  readonly onRun: () => void;
}

/** No operation is run that was not checked before, as it is. */
export function useRun({ client, preflightOf, askPurpose, onRun }: RunOptions): RunState {
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" });

  const send = useCallback(
    async (operation: ExplorerOperation) => {
      setOutcome({ state: "running" });
      try {
        const run = await client.run(operation);
        setOutcome({ state: "done", run, table: flattenResult(run.result.data) });
        onRun();
      } catch (error) {
        setOutcome({ state: "failed", message: messageOf(error) });
        if (isPurposeNeeded(error)) askPurpose(() => send(operation));
      }
    },
    [client, onRun, askPurpose],
  );

  const run = useCallback(
    async (operation: ExplorerOperation) => {
      setOutcome({ state: "running" });
      try {
        const preflight = await preflightOf(operation);
        const [refusal] = lastingRefusals(preflight);
        if (refusal !== undefined) setOutcome({ state: "failed", message: `Not run. ${refusal.reason}` });
        else if (needsPurpose(preflight)) {
          setOutcome({ state: "none" });
          askPurpose(() => send(operation));
        } else await send(operation);
      } catch (error) {
        setOutcome({ state: "failed", message: messageOf(error) });
      }
    },
    [preflightOf, send, askPurpose],
  );
  return { outcome, run };
}
