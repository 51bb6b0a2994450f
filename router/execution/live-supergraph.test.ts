import { describe, expect, it } from "vitest";
import { recordingLogger } from "../test/recording-logger.ts";
import type { Engine } from "./engine.ts";
import { openLiveSupergraph } from "./live-supergraph.ts";

async function setUp() {
  const { logger, lines } = recordingLogger();
  const stopped: string[] = [];
  const start = async (sdl: string): Promise<Engine> => {
    if (sdl.startsWith("bad")) throw new Error("The schema is not valid.");
    return {
      sdl,
      apiSdl: () => sdl,
      rehearse: async () => undefined,
      execute: () => Promise.reject(new Error("not used")),
      stop: async () => void stopped.push(sdl),
    };
  };
  return { live: await openLiveSupergraph({ sdl: "first", start, logger }), lines, stopped, start, logger };
}

describe("openLiveSupergraph", () => {
  it("does not start with a supergraph that is not valid", async () => {
    const { start, logger } = await setUp();
    await expect(openLiveSupergraph({ sdl: "bad", start, logger })).rejects.toThrow(
      "The schema is not valid.",
    );
  });

  it("replaces the supergraph and stops the engine it replaces", async () => {
    const { live, stopped } = await setUp();
    expect(await live.reload("second")).toBe("replaced");
    expect(live.current().sdl).toBe("second");
    expect(stopped).toEqual(["first"]);
  });

  it("keeps the present supergraph when the new one is refused, and logs why", async () => {
    const { live, stopped, lines } = await setUp();
    expect(await live.reload("bad")).toBe("refused");
    expect(live.current().sdl).toBe("first");
    expect(stopped).toEqual([]);
    expect(JSON.stringify(lines)).toContain("The schema is not valid.");
  });

  it("does nothing when the text is the same", async () => {
    const { live, stopped } = await setUp();
    expect(await live.reload("first")).toBe("unchanged");
    expect(stopped).toEqual([]);
  });

  it("handles offers one after the other", async () => {
    const { live, stopped } = await setUp();
    const outcomes = await Promise.all([live.reload("second"), live.reload("bad"), live.reload("third")]);
    expect(outcomes).toEqual(["replaced", "refused", "replaced"]);
    await live.stop();
    expect(stopped).toEqual(["first", "second", "third"]);
  });
});
