import { describe, expect, it, vi } from "vitest";
import type { Platform } from "../platform.ts";
import { holdTimeouts } from "../test/hold-timeouts.ts";
import { useTestRouters } from "../test/open-routers.ts";
import { documentIdOf } from "./manifest.ts";

const setUp = useTestRouters();

describe("a document that is looked for in the log", () => {
  it("is waited for no longer than for any answer", async () => {
    const after = vi.fn(() => Promise.withResolvers<never>().promise);
    const stop = (): Promise<void> => Promise.resolve();
    const publications = { after, listen: stop };
    const platform = { publications, usage: { add: stop }, readiness: {}, stop } as unknown as Platform;
    const { router } = await setUp({ platform });
    const timeouts = holdTimeouts();
    const answer = router.app.inject({
      ...{ method: "POST", url: "/graphql", headers: { cookie: "__Host-session=good" } },
      payload: { documentId: documentIdOf("{ greeting }") },
    });
    await vi.waitFor(() => expect(after).toHaveBeenCalled());
    for (const controller of timeouts) controller.abort();
    const response = await answer;
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: "DEADLINE_EXCEEDED" } }] });
  });
});
