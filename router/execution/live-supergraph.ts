import type { Logger } from "#shared/logging/logger.ts";
import type { Engine } from "./engine.ts";

/** What became of a supergraph that was offered. */
export type ReloadOutcome = "replaced" | "unchanged" | "refused";

/** The engine of the newest valid supergraph. */
export interface LiveSupergraph {
  /** The engine to use for a request, from its beginning to its end. */
  current(): Engine;
  /** Runs `work` with the engine in use, which is not replaced meanwhile. */
  use<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  /** Replaces the supergraph, or keeps the present one and logs why. Never rejects. */
  reload(sdl: string): Promise<ReloadOutcome>;
  /** Finishes a reload under way and stops the engine. */
  stop(): Promise<void>;
}

/**
 * Starts with `sdl` and can be given another at any time; reloads happen one after the other.
 * @throws Error when the first supergraph is not valid
 */
export async function openLiveSupergraph(options: {
  readonly sdl: string;
  readonly start: (sdl: string) => Promise<Engine>;
  readonly logger: Logger;
}): Promise<LiveSupergraph> {
  const { start, logger } = options;
  let engine = await start(options.sdl);
  let queue: Promise<unknown> = Promise.resolve();

  async function replace(sdl: string): Promise<ReloadOutcome> {
    if (sdl === engine.sdl) return "unchanged";
    const previous = engine;
    try {
      engine = await start(sdl);
    } catch (error) {
      logger.error({ err: error }, "the new supergraph is refused; the present one stays in use");
      return "refused";
    }
    logger.info("a new supergraph is in use");
    await previous.stop();
    return "replaced";
  }

  /** One after the other; what fails does not keep the next from its turn. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    current: () => engine,
    use: (work) => inTurn(() => work(engine)),
    reload: (sdl) => inTurn(() => replace(sdl)),
    async stop() {
      await queue;
      await engine.stop();
    },
  };
}
