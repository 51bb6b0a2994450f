import { useCallback, useState } from "react";
import type { Purpose } from "../explorer-api.ts";

/** Asks for the purpose of use, and does afterwards what waits for it. */
export interface PurposeState {
  /** Whether the dialog is to be shown. */
  readonly isAsked: boolean;
  readonly ask: (then: () => Promise<void>) => void;
  /** Declares the purpose and does what waits for it. */
  readonly declare: (purpose: Purpose) => Promise<void>;
  readonly dismiss: () => void;
}

/** @param onDeclare declares it to the router */
export function usePurpose(onDeclare: (purpose: Purpose) => Promise<void>): PurposeState {
  const [waiting, setWaiting] = useState<{ readonly go: () => Promise<void> } | null>(null);
  const ask = useCallback((then: () => Promise<void>) => setWaiting({ go: then }), []);
  const declare = useCallback(
    async (purpose: Purpose) => {
      await onDeclare(purpose);
      setWaiting(null);
      await waiting?.go();
    },
    [onDeclare, waiting],
  );
  return { isAsked: waiting !== null, ask, declare, dismiss: () => setWaiting(null) };
}
