import { useCallback, useState } from "react";
import type { ExplorerOperation, ExplorerRun, Preflight, Purpose } from "../explorer-api.ts";
import { ExplorerError, type ExplorerClient } from "./explorer-client.ts";
import { flattenResult, type Table } from "./flatten-result.ts";
import { messageOf } from "./messages.ts";
import { lastingRefusals, needsPurpose, PURPOSE_NEEDED } from "./verdict.ts";

/** What became of the last operation that was run. */
export type Outcome =
  | { readonly state: "none" | "running" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "done"; readonly run: ExplorerRun; readonly table: Table | null };

/** Runs operations, and asks for the purpose when one is needed. */
export interface RunState {
  readonly outcome: Outcome;
  /** Whether the dialog is to be shown. */
  readonly isPurposeAsked: boolean;
  readonly run: (operation: ExplorerOperation) => Promise<void>;
  /** Declares the purpose and runs what waits for it. */
  readonly declare: (purpose: Purpose) => Promise<void>;
  readonly dismiss: () => void;
}

interface RunOptions {
  readonly client: ExplorerClient;
  readonly preflightOf: (operation: ExplorerOperation) => Promise<Preflight>;
  /** Declares it to the router. */
  readonly onDeclare: (purpose: Purpose) => Promise<void>;
  /** After each run. */
  readonly onRun: () => void;
}

/** No operation is run that was not checked before, as it is. */
export function useRun({ client, preflightOf, onDeclare, onRun }: RunOptions): RunState {
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" });
  const [waiting, setWaiting] = useState<ExplorerOperation | null>(null);

  const send = useCallback(
    async (operation: ExplorerOperation) => {
      setOutcome({ state: "running" });
      try {
        const run = await client.run(operation);
        setOutcome({ state: "done", run, table: flattenResult(run.result.data) });
        onRun();
      } catch (error) {
        setOutcome({ state: "failed", message: messageOf(error) });
        if (error instanceof ExplorerError && error.code === PURPOSE_NEEDED) setWaiting(operation);
      }
    },
    [client, onRun],
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
          setWaiting(operation);
        } else await send(operation);
      } catch (error) {
        setOutcome({ state: "failed", message: messageOf(error) });
      }
    },
    [preflightOf, send],
  );

  const declare = useCallback(
    async (purpose: Purpose) => {
      await onDeclare(purpose);
      setWaiting(null);
      if (waiting !== null) await send(waiting);
    },
    [onDeclare, send, waiting],
  );
  return { outcome, isPurposeAsked: waiting !== null, run, declare, dismiss: () => setWaiting(null) };
}
