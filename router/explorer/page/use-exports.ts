import { useCallback, useEffect, useState } from "react";
import type { ExplorerOperation, Preflight } from "../explorer-api.ts";
import type { ExportFormat, ExportJob } from "../export-api.ts";
import { isPurposeNeeded, type ExplorerClient } from "./explorer-client.ts";
import { isUnderWay } from "./export-words.ts";
import { messageOf } from "./messages.ts";
import type { PurposeState } from "./use-purpose.ts";
import { needsPurpose } from "./verdict.ts";

/** How often the page asks how far exports are, while one is under way. */
const POLL_MS = 1_500;

/** The caller's exports. */
export interface ExportsState {
  /** Null until they are there. */
  readonly jobs: readonly ExportJob[] | null;
  /** Why the last thing that was asked for was not done. */
  readonly message: string | null;
  readonly begin: (operation: ExplorerOperation, format: ExportFormat) => Promise<void>;
  /** Does something and shows what is there afterwards. */
  readonly act: (action: () => Promise<unknown>) => Promise<void>;
}

interface ExportsOptions {
  readonly client: ExplorerClient;
  readonly preflightOf: (operation: ExplorerOperation) => Promise<Preflight>;
  readonly askPurpose: PurposeState["ask"];
}

/** Begins exports, and follows them as long as one is under way. */
export function useExports({ client, preflightOf, askPurpose }: ExportsOptions): ExportsState {
  const [jobs, setJobs] = useState<readonly ExportJob[] | null>(null);
  const [message, setMessage] = useState<string | null>(null);

  const act = useCallback(
    async (action: () => Promise<unknown>) => {
      try {
        await action();
        setMessage(null);
      } catch (error) {
        setMessage(messageOf(error));
        if (isPurposeNeeded(error)) askPurpose(() => act(action));
      }
      await client.exports().then(setJobs, (error: unknown) => setMessage(messageOf(error)));
    },
    [client, askPurpose],
  );
  const begin = useCallback(
    (operation: ExplorerOperation, format: ExportFormat): Promise<void> => {
      const send = (): Promise<void> => act(() => client.beginExport({ ...operation, format }));
      return act(async () => {
        if (needsPurpose(await preflightOf(operation))) askPurpose(send);
        else await client.beginExport({ ...operation, format });
      });
    },
    [client, act, preflightOf, askPurpose],
  );

  const isFollowed = jobs?.some(isUnderWay) ?? false;
  useEffect(() => {
    if (!isFollowed) return;
    // Asked once after the other, however long an answer takes.
    const timer = setTimeout(() => {
      client.exports().then(setJobs, (error: unknown) => {
        setMessage(messageOf(error));
        // A new list, of the same: it is asked again.
        setJobs((before) => before?.slice() ?? null);
      });
    }, POLL_MS);
    return () => clearTimeout(timer);
  }, [client, isFollowed, jobs]);
  return { jobs, message, begin, act };
}
