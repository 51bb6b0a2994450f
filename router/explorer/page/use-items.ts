import { useCallback, useEffect, useRef, useState } from "react";
import { messageOf } from "./messages.ts";

/** How often the page asks for items again, while one of them changes by itself. */
const POLL_MS = 1_500;

/** What the router keeps for the caller, and what is done with it. */
export interface ItemsState<Item> {
  /** Null until they are there. */
  readonly items: readonly Item[] | null;
  /** Why the last thing that was asked for was not done. */
  readonly message: string | null;
  /** Whether something is being done: until then nothing else is. */
  readonly isBusy: boolean;
  readonly reload: () => Promise<void>;
  /** Does something and shows what is there afterwards; false when that failed, or something else is being done. */
  readonly act: (action: () => Promise<unknown>) => Promise<boolean>;
}

interface Listing<Item> {
  readonly items: readonly Item[] | null;
  readonly message: string | null;
}

/**
 * Asks for items when told to, and again while one of them changes by itself.
 * @param ask asks the router for all of them
 */
export function useItems<Item>(
  ask: () => Promise<readonly Item[]>,
  isChanging: (item: Item) => boolean = () => false,
): ItemsState<Item> {
  const [listing, setListing] = useState<Listing<Item>>({ items: null, message: null });
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const requests = useRef(0);
  const busy = useRef(false);

  const reload = useCallback(async () => {
    const request = (requests.current += 1);
    const next = await ask().then(
      (items) => ({ items, message: null }),
      (error: unknown) => ({ message: messageOf(error) }),
    );
    // An answer that was overtaken tells of what was.
    if (request === requests.current) setListing((before) => ({ ...before, ...next }));
  }, [ask]);
  const act = useCallback(
    async (action: () => Promise<unknown>) => {
      // The state comes too late for a second click.
      if (busy.current) return false;
      busy.current = true;
      setIsBusy(true);
      const failure = await action().then(() => null, messageOf);
      setRefusal(failure);
      await reload();
      busy.current = false;
      setIsBusy(false);
      return failure === null;
    },
    [reload],
  );

  const isFollowed = listing.items?.some(isChanging) ?? false;
  useEffect(() => {
    if (!isFollowed) return;
    // Asked once after the other, however long an answer takes.
    const timer = setTimeout(() => void reload(), POLL_MS);
    return () => clearTimeout(timer);
  }, [listing, isFollowed, reload]);
  return { items: listing.items, message: refusal ?? listing.message, isBusy, reload, act };
}
