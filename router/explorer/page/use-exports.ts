import { useCallback, useMemo } from "react";
import type { ExplorerOperation } from "../explorer-api.ts";
import type { ExportFormat, ExportJob } from "../export-api.ts";
import { ExplorerError, isPurposeNeeded, type ExplorerClient } from "./explorer-client.ts";
import { isUnderWay } from "./export-words.ts";
import { useItems, type ItemsState } from "./use-items.ts";
import type { PreflightState } from "./use-preflight.ts";
import type { PurposeState } from "./use-purpose.ts";
import { needsPurpose, PURPOSE_NEEDED } from "./verdict.ts";

/** The caller's exports. */
export interface ExportsState extends ItemsState<ExportJob> {
  readonly begin: (operation: ExplorerOperation, format: ExportFormat) => Promise<boolean>;
}

interface ExportsOptions {
  readonly client: ExplorerClient;
  readonly preflightOf: PreflightState["preflightOf"];
  readonly askPurpose: PurposeState["ask"];
}

/** Begins exports, and follows them as long as one is under way. */
export function useExports({ client, preflightOf, askPurpose }: ExportsOptions): ExportsState {
  const ask = useCallback(() => client.exports(), [client]);
  const { items, message, isBusy, reload, act: attempt } = useItems(ask, isUnderWay);

  const act = useCallback(
    async (action: () => Promise<unknown>): Promise<boolean> => {
      let refusal: unknown;
      const isDone = await attempt(() =>
        action().catch((error: unknown) => {
          refusal = error;
          throw error;
        }),
      );
      if (isPurposeNeeded(refusal))
        askPurpose(async () => {
          await act(action);
        });
      return isDone;
    },
    [attempt, askPurpose],
  );
  const begin = useCallback(
    (operation: ExplorerOperation, format: ExportFormat) =>
      act(async () => {
        if (needsPurpose(await preflightOf(operation)))
          throw new ExplorerError(PURPOSE_NEEDED, "Say first what the data is looked at for.");
        await client.beginExport({ ...operation, format });
      }),
    [client, act, preflightOf],
  );
  return useMemo(
    () => ({ items, message, isBusy, reload, act, begin }),
    [items, message, isBusy, reload, act, begin],
  );
}
