import { setTimeout as pause } from "node:timers/promises";
import { openSingleUseClient, type ConnectionSettings } from "./connection.ts";

type SingleUseClient = ReturnType<typeof openSingleUseClient>;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const CLOSE_TIMEOUT_SECONDS = 1;

/** LISTEN on a connection of its own, made anew whenever it is lost. */
export class Listener {
  readonly #settings: ConnectionSettings;
  readonly #channels: { readonly name: string; readonly onNotify: () => void }[] = [];
  readonly #closing = new AbortController();
  #current: SingleUseClient | undefined;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
  }

  /**
   * Calls `onNotify` for every NOTIFY on a channel, and once after the connection was lost and made anew: something
   * may have been missed. Resolves when the server listens.
   * @throws what connecting for the first time raised
   */
  async listen(name: string, onNotify: () => void): Promise<void> {
    this.#current ??= this.#open();
    await this.#current.client.listen(name, onNotify);
    this.#channels.push({ name, onNotify });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const current = this.#current;
    await current?.client.end({ timeout: CLOSE_TIMEOUT_SECONDS });
    current?.destroy();
  }

  #open(): SingleUseClient {
    const opened = openSingleUseClient(this.#settings, {
      onLost: () => {
        if (this.#current === opened) void this.#openAgain();
      },
    });
    return opened;
  }

  async #openAgain(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#closing.signal.aborted) {
      const next = this.#open();
      try {
        await Promise.all(this.#channels.map(({ name, onNotify }) => next.client.listen(name, onNotify)));
        this.#current = next;
        for (const { onNotify } of this.#channels) onNotify();
        return;
      } catch {
        next.destroy();
        // The server is not there yet; whoever listens also looks by itself from time to time.
        await pause(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }
}
