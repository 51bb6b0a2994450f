import type { FastifyReply } from "fastify";
import { describe, expect, it, vi } from "vitest";
import type { GraphQLRouteOptions } from "../edge/graphql-route.ts";
import { accountViewer } from "../test/test-viewers.ts";
import type { ExplorerCaller } from "./explorer-door.ts";
import { runOperation, type RunOptions } from "./explorer-run.ts";

describe("an operation of which it cannot be told what it takes", () => {
  it("is not run: whether it changes something or reads patients' data is not known", async () => {
    const engine = vi.fn<GraphQLRouteOptions["engine"]>();
    const refusals = [
      { code: "VALIDATION_ERROR", reason: "The document selects too many fields.", fields: [] },
    ];
    const budget = { remaining: 100, resetSeconds: 0 };
    const run = runOperation(
      { query: "query ($all: Boolean! = false) { greeting ...Everything @include(if: $all) }" },
      { user: { viewer: accountViewer("ANALYST") }, mayMutate: false } as unknown as ExplorerCaller,
      {
        reply: {} as FastifyReply,
        model: {
          preflight: () => ({ operation: null, budget, refusals }),
        } as unknown as RunOptions["model"],
        purpose: null,
        route: { engine } as unknown as GraphQLRouteOptions,
      },
    );
    await expect(run).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    expect(engine).not.toHaveBeenCalled();
  });
});
