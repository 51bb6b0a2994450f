import { useCallback, useEffect, useState } from "react";
import type { ExplorerOperation, Preflight } from "../explorer-api.ts";
import type { ExplorerClient } from "./explorer-client.ts";
import { messageOf } from "./messages.ts";
import type { Draft } from "./operation.ts";

/** What is known of the draft before it is run. */
export type Check =
  | { readonly state: "none" }
  /** With what was said of the last draft, for the eye. */
  | { readonly state: "checking"; readonly before: Preflight | null }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "checked"; readonly preflight: Preflight };

/** Typing goes on for about as long between two keys. */
const DELAY_MS = 250;

interface Checked {
  readonly key: string;
  readonly check: Check;
}

/** How the draft is judged, and a way to ask about exactly one operation. */
export interface PreflightState {
  readonly check: Check;
  /** What the router says of it; asked anew unless it is known already that the same operation may be run: budgets fill again. */
  readonly preflightOf: (operation: ExplorerOperation, signal?: AbortSignal) => Promise<Preflight>;
  /** Asks again: what is left of the budget, or the purpose, has changed. */
  readonly askAgain: () => void;
}

/** Asks about the draft whenever it has not changed for a moment. The last answer is kept until the next one comes. */
export function usePreflight(client: ExplorerClient, draft: Draft): PreflightState {
  const [last, setLast] = useState<Checked | null>(null);
  const [round, setRound] = useState(0);
  const body = draft.state === "operation" ? JSON.stringify(draft.operation) : null;
  const key = `${String(round)} ${body ?? ""}`;

  useEffect(() => {
    if (draft.state !== "operation") return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      client
        .preflight(draft.operation, controller.signal)
        .then((preflight) => setLast({ key, check: { state: "checked", preflight } }))
        .catch((error: unknown) => {
          if (!controller.signal.aborted)
            setLast({ key, check: { state: "failed", message: messageOf(error) } });
        });
    }, DELAY_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // The key says all of the draft that counts.
  }, [client, key]);

  const known = body !== null && last?.key === key ? last.check : null;
  const preflightOf = useCallback(
    async (operation: ExplorerOperation, signal = new AbortController().signal) =>
      known?.state === "checked" &&
      known.preflight.refusals.length === 0 &&
      JSON.stringify(operation) === body
        ? known.preflight
        : client.preflight(operation, AbortSignal.any([signal, AbortSignal.timeout(15_000)])),
    [client, known, body],
  );
  const askAgain = useCallback(() => setRound((before) => before + 1), []);
  return {
    check:
      body === null
        ? { state: "none" }
        : (known ?? {
            state: "checking",
            before: last?.check.state === "checked" ? last.check.preflight : null,
          }),
    preflightOf,
    askAgain,
  };
}
