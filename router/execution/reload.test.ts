import { describe, expect, it } from "vitest";
import { useTestRouters } from "../test/open-routers.ts";
import { composeTestSupergraph } from "../test/test-graph.ts";

const setUp = useTestRouters();

describe("replacing the supergraph", () => {
  it("serves the new schema, and judges by its access rules", async () => {
    const { router, send } = await setUp({});
    const stricter = composeTestSupergraph().replace(
      'greeting: String @join__field(graph: AUTH) @access(action: "public:read")',
      'greeting: String @join__field(graph: AUTH) @access(action: "audit:read")',
    );
    expect((await send("{ greeting }")).status).toBe(200);
    expect(await router.reload(stricter)).toBe("replaced");
    expect((await send("{ greeting }")).status).toBe(403);
  });

  it.each([
    ["is no supergraph", (): string => "type Query {"],
    [
      "has a field without a rule",
      (sdl: string): string => sdl.replace(' @access(action: "audit:read")', ""),
    ],
    ["names an unknown subgraph", (sdl: string): string => sdl.replace('name: "users"', 'name: "strangers"')],
  ])("keeps the present one when the new one %s", async (_name, change) => {
    const { router, send, lines } = await setUp({});
    expect(await router.reload(change(composeTestSupergraph()))).toBe("refused");
    expect((await send("{ greeting }")).body).toEqual({ data: { greeting: "hello" } });
    expect(lines).toContainEqual(expect.objectContaining({ level: "error" }));
  });
});
